import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { DENIED, DENIED_PHRASES } from './denied-words.js';
import { folded, latin, readings, spelt, wordsOf } from './disguise.js';

const english = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/** Names, places and plain words that the data set takes for others. */
const HARMLESS =
  /(?<!\p{L})(?:penistone|an+ali[sz]e|shi+take|arsene?s?|arsenal|arsenic|cockburn|cockerel|cockpit|cockat\p{L}*|pussy ?willows?|pussycats?|wanklyn|semen(?:ov|enko)|matsushita|pute-aux|puteaux|negro(?:ni|s? spiritual)|dick(?:ie|y)|moby dick)(?!\p{L})/giu;
/** Writing without gaps between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a text says what may not be made, also when digits, gaps or look-alike letters hide it. */
export function isDenied(text: string): boolean {
  const plain = folded(text).replaceAll(HARMLESS, ' ');
  const read = latin(plain);
  return (
    [plain, read].some((each) => english.hasMatch(each)) ||
    wordsOf(read).some((word) => readings(word).some(isDeniedWord)) ||
    spelt(read).some(isSpeltDenied) ||
    hasPhrase(read, DENIED_PHRASES)
  );
}

const isDeniedWord = (word: string): boolean => DENIED.has(word) || DENIED.has(word.replace(/^و?ال/, ''));

/** Single letters in a row are seldom a word: the whole of them, or its beginning, has to be one that is denied. */
function isSpeltDenied(letters: string): boolean {
  const begins = Array.from({ length: Math.min(letters.length - 2, 10) }, (_, i) => letters.slice(0, i + 3));
  return (
    begins.some((each) => DENIED.has(each)) ||
    readings(letters).some((each) => DENIED.has(each) || (each.length > 3 && english.hasMatch(each)))
  );
}

/**
 * Whether a text has one of the brand's own words or phrases, compared as `isDenied` compares: without case, accents and
 * disguise, as whole words.
 */
export function isBlocked(text: string, blocklist: readonly string[]): boolean {
  if (blocklist.length === 0) return false;
  const read = latin(folded(text));
  const phrases = blocklist.map((phrase) => wordsOf(latin(folded(phrase))).join(' ')).filter((phrase) => phrase !== '');
  if (phrases.some((phrase) => UNSPACED.test(phrase) && wordsOf(read).join('').includes(phrase.replaceAll(' ', '')))) return true;
  const joined = new Set(phrases.map((phrase) => phrase.replaceAll(' ', '')));
  return hasPhrase(read, phrases) || spelt(read).some((letters) => readings(letters).some((each) => joined.has(each)));
}

/** Looks for phrases in the text's words, in every reading of each word. */
function hasPhrase(text: string, phrases: readonly string[]): boolean {
  const said = wordsOf(text).map((word) => {
    const own = readings(word);
    return new Set(own.length > 0 ? own : [word]);
  });
  return phrases.some((phrase) => {
    const wanted = phrase.split(' ');
    return said.some((_, at) => wanted.every((word, i) => said[at + i]?.has(word)));
  });
}
