import { type Mark } from './scan.js';
import type { Measure } from './measures.js';
import type { Token } from './tokens.js';
import * as words from './vocabulary.js';

/** Text that the shopper wants to read on the product. `to`: index after its last token. */
export interface Saying {
  text: string;
  from: number;
  to: number;
  isQuoted: boolean;
}

interface Context {
  prompt: string;
  tokens: readonly Token[];
  marks: readonly Mark[];
  measures: readonly Measure[];
}

/** Quoted texts; without any, what follows "engrave", "the name" … up to the next instruction. */
export function sayings(context: Context): Saying[] {
  const quoted = context.tokens.flatMap((token, at) =>
    token.kind === 'quote' ? [{ text: token.raw, from: at, to: at + 1, isQuoted: true }] : [],
  );
  if (quoted.length > 0) return quoted;
  const { tokens, marks } = context;
  for (const mark of marks) {
    if (mark.verb !== 'write' && mark.verb !== 'add') continue;
    const run = runAfter(context, mark.end, mark.verb === 'write');
    if (run) return [run];
  }
  for (const [at, token] of tokens.entries()) {
    if (!words.TEXT_NOUNS.has(token.word) || words.ARTICLES.has(token.word)) continue;
    const run = runAfter(context, at + 1, /^[:=]$/.test(tokens[at + 1]?.raw ?? ''));
    if (run) return [run];
  }
  for (const [at, token] of tokens.entries()) {
    if (!/^(for|pour|named|called|nomme|nommee|appele|appelee)$/.test(token.word)) continue;
    const run = runAfter(context, at + 1, false);
    if (run) return [run];
  }
  return leading(context);
}

/** The text that begins at or after token `at`. `isFree`: it may be in small letters, and instructions may come before it. */
export function runAfter(context: Context, at: number, isFree: boolean): Saying | null {
  const { tokens, marks, measures } = context;
  let from = at;
  const skips = (token: Token | undefined): boolean =>
    token !== undefined &&
    (/^[:=]$/.test(token.raw) ||
      ((words.TEXT_NOUNS.has(token.word) || /^(is|est|of|to|as|en|on|it|dessus|me|moi)$/.test(token.word)) && !token.isCapital) ||
      (words.ARTICLES.has(token.word) && !token.isCapital));
  let skippedInstruction = false;
  for (;;) {
    const blocker = blockerAt(marks, measures, from);
    if (blocker && isFree && marks.find((mark) => mark.from === from)?.verb === undefined) {
      from = blocker;
      skippedInstruction = true;
    } else if (skips(tokens[from])) from++;
    else break;
  }
  let to = from;
  const isName = tokens[from]?.isCapital === true;
  if (!isName && (!isFree || skippedInstruction)) return null;
  while (to < tokens.length && !stops(context, from, to, isName)) to++;
  to = trimEnd(context, from, to);
  if (to <= from) return null;
  if (!isName && tokens.slice(from, to).every((token) => words.FILLERS.has(token.word) || token.kind === 'mark')) return null;
  const text = context.prompt.slice(tokens[from]!.start, tokens[to - 1]!.end).trim();
  return { text, from, to, isQuoted: false };
}

/** End of the instruction that begins at `at`, or 0. */
function blockerAt(marks: readonly Mark[], measures: readonly Measure[], at: number): number {
  const mark = marks.find((each) => each.isStrong && each.from === at);
  return mark?.end ?? measures.find((measure) => measure.from === at)?.end ?? 0;
}

function stops({ tokens, marks, measures }: Context, from: number, at: number, isName: boolean): boolean {
  const token = tokens[at]!;
  if (token.kind === 'quote' || token.kind === 'emoji') return true;
  if (token.kind === 'mark')
    return (
      !/[-‐&+'’!?.@#]/.test(token.raw) ||
      (/[.!?]/.test(token.raw) && (token.spaceBefore || ((tokens[at + 1]?.spaceBefore ?? true) && token.raw === '.')))
    );
  if (at > from && marks.some((mark) => mark.isStrong && mark.from === at)) return true;
  if (at === from && marks.some((mark) => mark.isStrong && mark.from === at && !token.isCapital)) return true;
  if (measures.some((measure) => measure.from === at && measure.role !== 'count')) return true;
  if (/^(please|svp|stp|thanks|merci|instead)$/.test(token.word)) return true;
  if (isName && at > from && !token.isCapital && marks.some((mark) => mark.at === at && !mark.verb)) return true;
  return (
    words.PREPOSITIONS.has(token.word) &&
    tokens.slice(at + 1, at + 5).some((next) => words.FONT_NOUNS.has(next.word) || /^(colou?r|couleur|size|taille)$/.test(next.word))
  );
}

/** Takes joining words, articles and small style words off the end. */
function trimEnd({ tokens, marks }: Context, from: number, end: number): number {
  let to = end;
  for (;;) {
    const last = tokens[to - 1];
    if (to <= from || !last) return to;
    const mark = marks.find(
      (each) =>
        each.end === to &&
        each.at > from &&
        !each.zone &&
        !each.motif &&
        !tokens[each.at]!.isCapital &&
        (each.font || each.size || each.colour),
    );
    if (mark) to = mark.at;
    else if (!last.isCapital && (words.JOINERS.has(last.word) || words.ARTICLES.has(last.word) || words.PREPOSITIONS.has(last.word))) to--;
    else return to;
  }
}

/** "Jessica, or 18k, cursive": names at the start, when the rest are instructions. */
function leading(context: Context): Saying[] {
  const { tokens, marks, prompt } = context;
  let to = 0;
  while (
    to < tokens.length &&
    (tokens[to]!.isCapital || (to > 0 && /^[&+'’-]$/.test(tokens[to]!.raw))) &&
    !marks.some((mark) => to >= mark.at && to < mark.end)
  )
    to++;
  while (to > 0 && tokens[to - 1]!.kind === 'mark') to--;
  const isOnlyName = tokens
    .slice(0, to)
    .every((token) => !words.FILLERS.has(token.word) && !words.ARTICLES.has(token.word) && token.kind !== 'number');
  if (to === 0 || to > 4 || !isOnlyName || marks.length === 0) return [];
  return [{ text: prompt.slice(tokens[0]!.start, tokens[to - 1]!.end), from: 0, to, isQuoted: false }];
}
