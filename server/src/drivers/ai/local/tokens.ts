/** A piece of the prompt: a word, a number, a quoted text, an emoji or a mark. */
export interface Token {
  kind: 'word' | 'number' | 'quote' | 'emoji' | 'mark';
  /** As written; of a quote what is inside. */
  raw: string;
  /** Lower case without accents, for comparison. */
  word: string;
  value: number;
  start: number;
  end: number;
  /** Begins with a capital letter or a digit. */
  isCapital: boolean;
  spaceBefore: boolean;
}

/** Lower case, no accents, no ligatures. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .normalize('NFC');

const DOUBLE = '"“”„‟＂';
const SINGLE = "'‘’‚‛`´";
const OPENERS: readonly { open: string; close: string }[] = [
  { open: '«', close: '»' },
  { open: '‹', close: '›' },
  { open: '「', close: '」' },
  { open: DOUBLE, close: DOUBLE },
  { open: SINGLE, close: SINGLE },
];

/** End (after the closing mark) of a quotation that opens at `at`, or -1: an apostrophe, an inch mark, nothing closing. */
function quoteEnd(text: string, at: number): number {
  const style = OPENERS.find(({ open }) => open.includes(text[at]!));
  if (!style) return -1;
  const [before, after] = [text[at - 1] ?? ' ', text[at + 1] ?? ' '];
  const isApostrophe = style.open === SINGLE;
  if ((isApostrophe || style.open === DOUBLE) && /[\p{L}\p{N}]/u.test(before)) return -1;
  if (isApostrophe && /\s/.test(after)) return -1;
  for (let i = at + 1; i < text.length; i++) {
    if (!style.close.includes(text[i]!)) continue;
    if (text.slice(at + 1, i).trim() === '') continue;
    if (isApostrophe && (/[\p{L}\p{N}]/u.test(text[i + 1] ?? ' ') || isPlural(text, i))) continue;
    return i + 1;
  }
  return -1;
}

/** `'girls' night'`: an s before it, and the next mark closes too. */
function isPlural(text: string, at: number): boolean {
  if (!/[sx]/i.test(text[at - 1]!) || !/^ \p{L}/u.test(text.slice(at + 1, at + 3))) return false;
  for (let i = at + 1; i < text.length; i++) {
    if (!SINGLE.includes(text[i]!)) continue;
    if (/\p{L}/u.test(text[i + 1] ?? ' ')) {
      if (/\p{L}/u.test(text[i - 1]!)) continue;
      return false;
    }
    return !/\s/.test(text[i - 1]!);
  }
  return false;
}

const DATE = /\d{1,4}(?:[./-]\d{1,4}){1,2}(?![\d])/y;
/** `48.8566° N, 2.3522° E`: one word, with or without the second half. */
const COORDINATES =
  /\d{1,3}(?:[.,]\d{1,8})? ?° ?(?:\d{1,2} ?['’′] ?)?(?:\d{1,2} ?["”″] ?)?[NSEWO](?![\p{L}])(?:[,;]? ?\d{1,3}(?:[.,]\d{1,8})? ?° ?(?:\d{1,2} ?['’′] ?)?(?:\d{1,2} ?["”″] ?)?[NSEWO](?![\p{L}]))?/uy;
/** `J.P.`, `R.I.P`: initials with their stops are one word. */
const INITIALS = /(?:\p{Lu}\.){2,8}(?:\p{Lu}(?![\p{L}\p{N}]))?/uy;
const HEX = /#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![\p{L}\p{N}])/iuy;
const NUMBER = /(?:\d+(?:[.,]\d+)?|(?<![\d\p{L}])[.,]\d+)/uy;
const WORD = /\p{L}[\p{L}\p{M}]*/uy;
const EMOJI = /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f|\u200d\p{Extended_Pictographic})*/uy;

/** Splits a prompt; numbers and letters are always apart (`18k` is two tokens), elisions too (`d'or`). */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], start: number, end: number, raw = text.slice(start, end), value = Number.NaN): number => {
    const isCapital = /^[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(raw);
    tokens.push({ kind, raw, word: fold(raw), value, start, end, isCapital, spaceBefore: start === 0 || /\s/.test(text[start - 1]!) });
    return end;
  };
  const match = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  for (let at = 0; at < text.length;) {
    const quoted = quoteEnd(text, at);
    const date = match(DATE, at);
    const number = match(NUMBER, at);
    const word = match(WORD, at);
    const emoji = match(EMOJI, at);
    const whole = match(COORDINATES, at) ?? match(INITIALS, at);
    const hex = match(HEX, at);
    if (quoted > 0) at = add('quote', at, quoted, text.slice(at + 1, quoted - 1).trim());
    else if (whole) at = add('word', at, at + whole.length);
    else if (hex) at = add('mark', at, at + hex.length);
    else if (date && !/^\d+\.\d+$/.test(date)) at = add('word', at, at + date.length);
    else if (number) at = add('number', at, at + number.length, number, Number(number.replace(',', '.').replace(/^\./, '0.')));
    else if (word) at = add('word', at, at + word.length);
    else if (emoji && !/^[©®™]/u.test(emoji)) at = add('emoji', at, at + emoji.length);
    else if (/\s/.test(text[at]!) && text[at] !== '\n') at++;
    else at = add('mark', at, at + 1);
  }
  return tokens;
}
