import type { Token } from './tokens.js';

/** Shortest word that is corrected: below, names are too near to everything. */
const SHORTEST = 5;

/**
 * Tokens with slips of the keyboard mended where they are compared (`scirpt` → `script`); what is written stays as it is. A word
 * is mended when it begins alike and one letter is missing, doubled, wrong or swapped, and only one known word is so near.
 */
export function mendSpelling(tokens: readonly Token[], known: ReadonlySet<string>, isShouting: boolean): Token[] {
  const mended = new Map<string, string>();
  const mend = (word: string): string => {
    const near = [...known].filter((each) => isNear(word, each)).sort((a, b) => a.length - b.length);
    const stems = new Set(near.map((each) => each.replace(/(es|s|e)$/, '')));
    return stems.size === 1 ? near[0]! : word;
  };
  return tokens.map((token, at) => {
    const isName = token.isCapital && !isShouting && at > 0;
    if (token.kind !== 'word' || isName || token.word.length < SHORTEST || known.has(token.word) || !/^[a-z]+$/.test(token.word))
      return token;
    if (known.has(token.word.replace(/(es|s|x|e)$/, '')) || known.has(`${token.word}s`)) return token;
    const word = mended.get(token.word) ?? mend(token.word);
    mended.set(token.word, word);
    return word === token.word ? token : { ...token, word };
  });
}

/** At most one edit (Damerau and Levenshtein's four kinds) apart, with the same first letter. */
function isNear(a: string, b: string): boolean {
  if (a[0] !== b[0] || b.length < SHORTEST || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
