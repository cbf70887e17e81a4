/** Languages that refusals are said in. */
export type Language = 'en' | 'fr' | 'de' | 'es' | 'it' | 'ar';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Words that are frequent in descriptions; those of several languages count for each. */
const COMMON: Readonly<Record<Exclude<Language, 'ar'>, ReadonlySet<string>>> = {
  en: words(
    'the a an of and in on at with for my is it to engrave write put add print text name make draw picture photo please remove change heart star gold silver bigger smaller birthday happy from like this that your you',
  ),
  fr: words(
    'le la les un une des du de et en au aux sur avec dans pour sans mon ma mes je ecris grave gravez mets ajoute imprime texte prenom nom dessine image photo aquarelle coeur etoile or argent plus petit grand est ce cette votre vous joyeux anniversaire',
  ),
  de: words(
    'der die das ein eine einen einem einer und in im am auf mit fur ohne mein meine ist zu von schreibe schreib graviere gravur drucke setze text name bild foto zeichne herz stern gold silber bitte grosser kleiner alles gute geburtstag wie ich du',
  ),
  es: words(
    'el la los las un una unos y en con para por sin mi mis es de del al escribe graba pon anade imprime texto nombre dibuja imagen foto acuarela corazon estrella oro plata mas grande pequeno feliz cumpleanos como tu que',
  ),
  it: words(
    'il lo la gli le un uno una e in con per senza mio mia miei di del della al alla su sul sulla scrivi incidi metti aggiungi stampa testo nome disegna immagine foto acquerello cuore stella oro argento piu grande piccolo buon compleanno come tu che',
  ),
};
/** Letters that one language of these has. */
const LETTERS: readonly [RegExp, Exclude<Language, 'ar'>][] = [
  [/[ßẞ]|[äöü]/iu, 'de'],
  [/[ñ¿¡]/iu, 'es'],
  [/[êçœëîô]|(?<=[cdjlmnst])['’](?=\p{L})/iu, 'fr'],
  [/[ìò]/iu, 'it'],
];

/** The language that a description is written in, English when nothing tells. What stands in quotes does not count. */
export function languageOf(text: string): Language {
  const said = text.replaceAll(/[«“"„][^»”"“]*[»”"“]|(?<!\p{L})['‘][^'’]*['’](?!\p{L})/gu, ' ');
  const letters = said.match(/\p{L}/gu)?.length ?? 0;
  if (letters > 0 && (said.match(/\p{Script=Arabic}/gu)?.length ?? 0) * 2 > letters) return 'ar';
  const found =
    said
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  let best: Exclude<Language, 'ar'> = 'en';
  let most = 0;
  for (const [language, common] of Object.entries(COMMON) as [Exclude<Language, 'ar'>, ReadonlySet<string>][]) {
    const bonus = LETTERS.some(([pattern, its]) => its === language && pattern.test(said)) ? 0.6 : 0;
    const score = found.filter((word) => common.has(word)).length + bonus;
    if (score > most) [best, most] = [language, score];
  }
  return best;
}
