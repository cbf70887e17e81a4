import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';

const english = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/** Insults and hate that no brand wants on its products; compared as whole words without accents. French, and English ones that the data set leaves out. */
const DENIED = new Set(
  (
    'encule encules enculer enculee salope salopes salopard connard connards connasse connasses pute putes putain batard batards ' +
    'bougnoule bougnoules youpin youpins negro negros bamboula pede pedes tapette tarlouze gouine nazi nazis hitler heil nique niquer ntm fdp ' +
    'bicot bicots kike kikes wetback paki pakis'
  ).split(' '),
);

/** Names, places and plain words that the data set takes for others. */
const HARMLESS =
  /(?<!\p{L})(?:penistone|an+ali[sz]e|shi+take|arsene?s?|arsenal|arsenic|cockburn|cockerel|cockpit|cockat\p{L}*|pussy ?willows?|pussycats?|wanklyn|semen(?:ov|enko)|matsushita|pute-aux|puteaux|negro(?:ni|s? spiritual)|dick(?:ie|y)|moby dick)(?!\p{L})/giu;

/** Letters that only fill or hide. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Letters one by one with the same kind of gap between them: `f u c k`, `p.u.t.e`, `f-u-c-k`. */
const SPELT = /(?<![\p{L}\p{N}])[\p{L}\p{N}@$!](?:[\s.\-_*·,/|+]{1,3}[\p{L}\p{N}@$!](?![\p{L}\p{N}])){2,40}/gu;
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};
/** Greek and Cyrillic letters that look like Latin ones. */
const LOOKALIKE: Readonly<Record<string, string>> = {
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  а: 'a',
  е: 'e',
  і: 'i',
  к: 'k',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
};

/** Whether a text says what may not be made, also when digits, gaps or look-alike letters hide it. */
export function isDenied(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(INVISIBLE, '');
  const folded = plain.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(HARMLESS, ' ');
  const isMixed = /[a-z]/.test(folded);
  const latin = isMixed ? Array.from(folded, (letter) => LOOKALIKE[letter] ?? letter).join('') : folded;
  const spelt = latin.match(SPELT)?.map((letters) => letters.replaceAll(/[\s.\-_*·,/|+]/g, '')) ?? [];
  return [folded, latin].some((each) => english.hasMatch(each)) || hasWord(latin) || spelt.some(isWordDenied);
}

const hasWord = (text: string): boolean =>
  (text.match(/[a-z0-9@$!€]+/g) ?? []).some((word) => words(word).some((each) => DENIED.has(each)));

/** A word as it stands, with digits read as letters (a 1 as i and as l), and with letters that repeat once. */
function words(word: string): string[] {
  const bare = word.replaceAll(/^!+|!+$/g, '');
  if (!/[a-z]/.test(bare)) return [];
  const read = (one: string): string => Array.from(bare, (mark) => (mark === '1' ? one : (LEET[mark] ?? mark))).join('');
  return [bare, read('i'), read('l')].flatMap((each) => [each, each.replaceAll(/(.)\1{2,}/g, '$1')]);
}

/** Single letters in a row are seldom a word: the whole of them, or its beginning, has to be one that is denied. */
function isWordDenied(letters: string): boolean {
  const candidates = words(letters);
  const begins = Array.from({ length: Math.min(letters.length - 2, 10) }, (_, i) => letters.slice(0, i + 3));
  return (
    begins.some((each) => DENIED.has(each)) || candidates.some((each) => DENIED.has(each) || (each.length > 3 && english.hasMatch(each)))
  );
}
