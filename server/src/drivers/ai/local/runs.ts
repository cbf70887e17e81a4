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
  const bracketed = brackets(context);
  if (bracketed) return [bracketed];
  const found = unquoted(context);
  const first = found && datePart(context, found);
  const said = first ? [first, ...following(context, first.to)] : leading(context);
  const lonely = said.length > 0 ? null : lonelyName(context);
  return said.length > 0 ? said : lonely ? [lonely] : dates(context);
}

/** "Sophie's birthday 03-05-2011": the date is what is wanted. */
function datePart({ tokens, prompt }: Context, said: Saying): Saying {
  for (let at = said.from + 1; at < said.to; at++)
    if (/^(birthday|anniversary|date|anniversaire|naissance|wedding|mariage)$/.test(tokens[at - 1]!.word) && /^\d/.test(tokens[at]!.raw))
      return { ...said, text: prompt.slice(tokens[at]!.start, tokens[said.to - 1]!.end), from: at };
  return said;
}

/** "The date 12/03/1998 and the name Claire": what is named after the first text. */
function following(context: Context, at: number): Saying[] {
  const { tokens } = context;
  for (let i = at; i < tokens.length; i++) {
    if (!words.TEXT_NOUNS.has(tokens[i]!.word) || !joins(tokens, i)) continue;
    const run = runAfter(context, i + 1, false);
    if (run) return [run, ...following(context, run.to)];
  }
  return [];
}

/** A joining word (and an article) stands before token `at`. */
function joins(tokens: readonly Token[], at: number): boolean {
  let i = at - 1;
  while (i > 0 && (words.ARTICLES.has(tokens[i]!.word) || /['’]/.test(tokens[i]!.raw))) i--;
  return i >= 0 && (words.JOINERS.has(tokens[i]!.word) || tokens[i]!.raw === '\n');
}

/** "Engrave (Zoé)": brackets right after the instruction, or first of all. */
function brackets({ prompt, tokens, marks }: Context): Saying | null {
  const open = tokens.findIndex((token) => /^[[({]$/.test(token.raw));
  const close = tokens.findIndex((token, at) => at > open + 1 && /^[\])}]$/.test(token.raw));
  const before = tokens[open - 1];
  const isTold =
    open === 0 ||
    (before !== undefined &&
      (words.TEXT_NOUNS.has(before.word) || before.raw === ':' || marks.some((mark) => mark.verb && mark.end === open)));
  if (open < 0 || close < 0 || !isTold) return null;
  return { text: prompt.slice(tokens[open]!.end, tokens[close]!.start).trim(), from: open, to: close + 1, isQuoted: true };
}

/** Nothing but a date, coordinates or a year is said: that is the text. */
function dates({ tokens, marks }: Context): Saying[] {
  const at = tokens.findIndex(
    (token) =>
      token.kind === 'word' &&
      /^\d/.test(token.raw) &&
      !marks.some((mark) => mark.at <= tokens.indexOf(token) && tokens.indexOf(token) < mark.end),
  );
  return at < 0 ? [] : [{ text: tokens[at]!.raw, from: at, to: at + 1, isQuoted: false }];
}

function unquoted(context: Context): Saying | null {
  const { tokens, marks } = context;
  for (const mark of marks) {
    if (mark.verb !== 'write' && mark.verb !== 'add') continue;
    const run = runAfter(context, mark.end, mark.verb === 'write');
    if (run) return run;
  }
  for (const [at, token] of tokens.entries()) {
    if (!words.TEXT_NOUNS.has(token.word) || words.ARTICLES.has(token.word)) continue;
    const run = runAfter(context, at + 1, /^[:=]$/.test(tokens[at + 1]?.raw ?? ''));
    if (run) return run;
  }
  for (const [at, token] of tokens.entries()) {
    if (!/^(for|pour|named|called|nomme|nommee|appele|appelee|appelle|appelles|prenomme|prenommee|is|am|suis)$/.test(token.word)) continue;
    const run = runAfter(context, at + 1, false);
    if (run) return run;
  }
  for (const [at, token] of tokens.entries()) {
    if (!/^(my|our|mon|ma|notre)$/.test(token.word)) continue;
    const name = [1, 2, 3]
      .map((step) => at + step)
      .find((i) => tokens[i]?.kind === 'word' && tokens[i]!.isCapital && tokens[i]!.raw !== tokens[i]!.raw.toUpperCase());
    if (name !== undefined) return { text: tokens[name]!.raw, from: name, to: name + 1, isQuoted: false };
  }
  for (const at of tokens.keys()) {
    const greeting = words.GREETINGS.find(tokens, at);
    const run = greeting && runAfter(context, at, true);
    if (run && run.from === at) return run;
  }
  return afterColon(context);
}

/** "Script: Mia", "gravure fermoir : Léa". */
function afterColon(context: Context): Saying | null {
  const { tokens, marks } = context;
  for (const [at, token] of tokens.entries()) {
    if (token.raw !== ':' || tokens[at + 1]?.kind !== 'word' || !tokens[at + 1]!.isCapital) continue;
    if (marks.some((mark) => at + 1 >= mark.at && at + 1 < mark.end)) continue;
    const run = runAfter(context, at + 1, false);
    if (run) return run;
  }
  return null;
}

/** "Or 18k script Jessica fermoir": one word with a capital among instructions. */
function lonelyName({ prompt, tokens, marks }: Context): Saying | null {
  if (prompt === prompt.toUpperCase()) return null;
  const found = [...tokens.entries()].filter(
    ([at, { kind, raw, isCapital, word }]) =>
      at > 0 &&
      kind === 'word' &&
      isCapital &&
      raw.length > 2 &&
      !/^[.!?\n]$/.test(tokens[at - 1]!.raw) &&
      !words.FILLERS.has(word) &&
      ![words.PRODUCT_NOUNS, words.TEXT_NOUNS, words.FONT_NOUNS, words.MOTIF_NOUNS, words.PLACE_NOUNS].some((set) => set.has(word)) &&
      !marks.some((mark) => at >= mark.at && at < mark.end),
  );
  const [only] = found;
  return found.length === 1 && only ? { text: only[1].raw, from: only[0], to: only[0] + 1, isQuoted: false } : null;
}

/** The text that begins at or after token `at`. `isFree`: it may be in small letters, and instructions may come before it. */
export function runAfter(context: Context, at: number, isFree: boolean): Saying | null {
  const { tokens, marks, measures } = context;
  const isTold = tokens[at]?.raw === ':';
  const isNamed = words.NAME_NOUNS.has(tokens[at - 1]?.word ?? '');
  let from = at;
  const skips = (token: Token | undefined): boolean =>
    token !== undefined &&
    (/^[:=\n]$/.test(token.raw) ||
      (!token.isCapital && /^(plutot|rather|juste|simplement|simply|with|avec|seulement)$/.test(token.word)) ||
      ((words.COUNTS.has(token.word) || token.kind === 'number') && words.TEXT_NOUNS.has(tokens[tokens.indexOf(token) + 1]?.word ?? '')) ||
      (token.raw === ',' && from > at && tokens[from + 1]?.isCapital === true) ||
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
  while (to < tokens.length && !stops(context, from, to, isName, isTold) && !(isName && isNamed && !continuesName(tokens, from, to))) to++;
  to = trimEnd(context, from, to);
  if (to <= from) return null;
  if (!isName && tokens.slice(from, to).every((token) => words.FILLERS.has(token.word) || token.kind === 'mark')) return null;
  const text = context.prompt.slice(tokens[from]!.start, tokens[to - 1]!.end).trim();
  return { text, from, to, isQuoted: false };
}

/** After "the name" come capitals, and small words between capitals: "Léa et Tom", "Anne de la Tour". */
function continuesName(tokens: readonly Token[], from: number, at: number): boolean {
  const token = tokens[at]!;
  if (at === from || token.isCapital || token.kind === 'number' || /^[-‐'’.+&]$/.test(token.raw)) return true;
  return (
    /^(and|et|&|de|du|des|la|le|von|van|der|di|da|del|y|al|el|ben|bin)$/.test(token.word) &&
    tokens.slice(at + 1, at + 3).some((next) => next.isCapital)
  );
}

/** End of the instruction that begins at `at`, or 0. */
function blockerAt(marks: readonly Mark[], measures: readonly Measure[], at: number): number {
  const mark = marks.find((each) => each.isStrong && each.from === at);
  return mark?.end ?? measures.find((measure) => measure.from === at)?.end ?? 0;
}

function stops({ tokens, marks, measures }: Context, from: number, at: number, isName: boolean, isTold: boolean): boolean {
  const token = tokens[at]!;
  if (token.kind === 'quote' || token.kind === 'emoji') return true;
  if (token.kind === 'mark')
    return (
      !/^[-‐&+'’!?.@#<>=*/%°€$£~_^]$/.test(token.raw) ||
      (/[.!?]/.test(token.raw) && (token.spaceBefore || ((tokens[at + 1]?.spaceBefore ?? true) && token.raw === '.')))
    );
  if (at > from && marks.some((mark) => mark.isStrong && mark.from === at)) return true;
  if (at === from && marks.some((mark) => mark.isStrong && mark.from === at && !token.isCapital)) return true;
  if (measures.some((measure) => measure.from === at && measure.role !== 'count')) return true;
  if (/^(please|svp|stp|thanks|merci|instead)$/.test(token.word)) return true;
  if (at > from && !token.isCapital && PARTICIPLE.test(token.word)) return true;
  if (at > from && words.JOINERS.has(token.word) && (opensText(tokens, at + 1) || opensOption(tokens, marks, at + 1))) return true;
  if (at > from && !token.isCapital && words.PREPOSITIONS.has(token.word) && namesProduct(tokens, at + 1)) return true;
  const isFreely = isTold || words.ARTICLES.has(tokens[at - 1]?.word ?? '');
  if (isName && !isFreely && at > from && !token.isCapital && marks.some((mark) => mark.at === at && !mark.verb)) return true;
  return (
    at > from &&
    words.PREPOSITIONS.has(token.word) &&
    untilBreak(tokens, at + 1, 4).some((next) => words.FONT_NOUNS.has(next.word) || /^(colou?r|couleur|size|taille)$/.test(next.word))
  );
}

/** Words that describe what comes before them: the text is over. */
const PARTICIPLE =
  /^(gravee?s?|ecrite?s?|imprimee?s?|inscrite?s?|brodee?s?|separee?s?|entouree?s?|suivie?s?|precedee?s?|centree?s?|alignee?s?|engraved|written|printed|separated|surrounded|followed|preceded|centred|centered|aligned|underlined)$/;

/** "… and the name", "et la date": another text begins. */
function opensText(tokens: readonly Token[], at: number): boolean {
  let i = at;
  while (i < tokens.length && (words.ARTICLES.has(tokens[i]!.word) || /^['’]$/.test(tokens[i]!.raw))) i++;
  return i > at && i < tokens.length && words.TEXT_NOUNS.has(tokens[i]!.word) && !tokens[i]!.isCapital;
}

/** "… and the metal to steel". */
function opensOption(tokens: readonly Token[], marks: readonly Mark[], at: number): boolean {
  const noun = words.ARTICLES.has(tokens[at]?.word ?? '') ? at + 1 : at;
  return noun > at && marks.some((mark) => mark.at === noun && mark.option !== undefined);
}

/** "… on it", "sur un bracelet". */
function namesProduct(tokens: readonly Token[], at: number): boolean {
  const next = untilBreak(tokens, at, 4);
  return (
    next[0]?.word === 'it' ||
    (next.length > 1 && words.ARTICLES.has(next[0]!.word) && next.some((token) => words.PRODUCT_NOUNS.has(token.word)))
  );
}

function untilBreak(tokens: readonly Token[], at: number, most: number): Token[] {
  const next = tokens.slice(at, at + most);
  const end = next.findIndex((token) => token.kind === 'quote' || /^[\n,;:.!?]$/.test(token.raw));
  return end < 0 ? next : next.slice(0, end);
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
        !words.ARTICLES.has(tokens[each.at - 1]?.word ?? '') &&
        (each.font || each.size || each.colour),
    );
    if (mark) to = mark.at;
    else if (
      !last.isCapital &&
      (words.JOINERS.has(last.word) || words.ARTICLES.has(last.word) || (words.PREPOSITIONS.has(last.word) && to < tokens.length))
    )
      to--;
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
    .every(
      (token) =>
        !words.FILLERS.has(token.word) &&
        !words.TEXT_NOUNS.has(token.word) &&
        !words.FONT_NOUNS.has(token.word) &&
        !words.ARTICLES.has(token.word) &&
        (token.kind !== 'number' || token !== tokens[0]),
    );
  if (to === 0 || to > 4 || !isOnlyName || marks.length === 0) return [];
  return [{ text: prompt.slice(tokens[0]!.start, tokens[to - 1]!.end), from: 0, to, isQuoted: false }];
}
