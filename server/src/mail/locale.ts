/** Languages that mails are written in. */
export const LOCALES = ['en', 'fr', 'ar'] as const;
export type MailLocale = (typeof LOCALES)[number];

const known = new Set<string>(LOCALES);

/** The language of a tag such as `fr-CH`; null for one that mails are not written in. */
export function localeOf(tag: string | null | undefined): MailLocale | null {
  const language = tag?.trim().split('-', 1)[0]!.toLowerCase() ?? '';
  return known.has(language) ? (language as MailLocale) : null;
}

/** The language that an `Accept-Language` likes best among ours; null without one. */
export function acceptedLocale(header: string | undefined): MailLocale | null {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((q) => q !== undefined);
      return { locale: localeOf(tag), quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return wishes.find(({ locale }) => locale !== null)?.locale ?? null;
}

/** For numbers and dates. Digits stay the ones that order numbers and codes are written in. */
export const intlLocale = (locale: MailLocale): string => ({ en: 'en-IE', fr: 'fr-FR', ar: 'ar-u-nu-latn' })[locale];
