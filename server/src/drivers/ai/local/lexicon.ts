import { fold, type Token, tokenise } from './tokens.js';

/** Phrases with a meaning, found longest first. Words are compared folded; a plural s or x is forgiven. */
export class Lexicon<T> {
  readonly #phrases = new Map<string, { words: string[]; value: T }[]>();

  constructor(entries: Iterable<readonly [phrase: string, value: T]> = []) {
    for (const [phrase, value] of entries) this.add(phrase, value);
  }

  add(phrase: string, value: T): void {
    const words = meaningful(tokenise(fold(phrase)));
    const first = words[0];
    if (first === undefined) return;
    const list = this.#phrases.get(first) ?? [];
    list.push({ words, value });
    list.sort((a, b) => b.words.length - a.words.length);
    this.#phrases.set(first, list);
    const joined = words.join('');
    if (words.length === 2 && joined.length >= JOINED && /^[a-z]+$/.test(joined)) this.add(joined, value);
  }

  /** Every word of its phrases. */
  *words(): Generator<string> {
    for (const list of this.#phrases.values()) for (const { words } of list) yield* words;
  }

  /** Every meaning of the longest phrase that begins at token `at`, with the index after it. */
  find(tokens: readonly Token[], at: number): { values: T[]; end: number } | null {
    const first = tokens[at];
    if (!first || (first.kind !== 'word' && first.kind !== 'number')) return null;
    const candidates = [first.word, singular(first.word)].flatMap((word) => this.#phrases.get(word) ?? []);
    let best: { values: T[]; end: number } | null = null;
    for (const { words, value } of candidates) {
      const end = match(tokens, at, words);
      if (end < 0) continue;
      if (!best || end > best.end) best = { values: [value], end };
      else if (end === best.end && !best.values.includes(value)) best.values.push(value);
    }
    return best;
  }
}

/** Two words as long as this are also understood without the gap: `rosegold`. */
const JOINED = 7;

const meaningful = (tokens: readonly Token[]): string[] =>
  tokens.filter((token) => token.kind === 'word' || token.kind === 'number').map((token) => token.word);

export const singular = (word: string): string => (word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word);

/** Index after the phrase, or -1. Hyphens and apostrophes between its words do not count. */
function match(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let i = at;
  for (const [k, word] of words.entries()) {
    while (k > 0 && tokens[i]?.kind === 'mark' && /[-‐‑'’]/.test(tokens[i]!.raw)) i++;
    const token = tokens[i];
    if (!token || (token.word !== word && singular(token.word) !== word)) return -1;
    i++;
  }
  return i;
}
