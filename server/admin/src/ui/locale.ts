/** Languages that the staff page speaks. */
export const LANGUAGES = { en: 'English', fr: 'Français', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;

const CHOICE = 'luneo-language';

function choose(): Language {
  const wanted = [localStorage.getItem(CHOICE) ?? '', ...navigator.languages];
  const found = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES);
  return (found ?? 'en') as Language;
}

/** In use since the page was loaded. */
export const language: Language = choose();
/** For `Intl`: the person's own tag where it is of that language, e.g. `en-GB`; Latin digits, as in mm and prices. */
export const tag = `${navigator.languages.find((one) => one.startsWith(language)) ?? language}${language === 'ar' ? '-u-nu-latn' : ''}`;

document.documentElement.lang = language;
document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';

/** Keeps the choice and loads the page again in that language. */
export function speak(chosen: Language): void {
  localStorage.setItem(CHOICE, chosen);
  location.reload();
}

/** The words of a section in the language in use; other languages are files of their own, loaded only where they are spoken. */
export async function wordsOf<T>(en: T, others: Record<Exclude<Language, 'en'>, () => Promise<{ words: T }>>): Promise<T> {
  return language === 'en' ? en : (await others[language]()).words;
}

const rules = new Intl.PluralRules(tag);
/** The form that the number asks for, with `#` replaced by the number: `plural(3, { one: '# piece', other: '# pieces' })`. */
export function plural(count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  return (forms[rules.select(count)] ?? forms.other).replace('#', new Intl.NumberFormat(tag).format(count));
}
