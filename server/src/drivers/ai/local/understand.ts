import type { Clipart } from '@luneo/sdk/contracts/products.js';
import type { ComposeRequest } from '../ai.js';
import { detectLanguage, type Language } from './language.js';
import { type Measure, measures as readMeasures } from './measures.js';
import { assignLooks, emptyLook, type Item, type Look, type TextItem } from './looks.js';
import { type OptionWish, readOptions } from './options.js';
import { readRemovals, type Removal } from './removals.js';
import { readReplacement, type Replacement } from './replacements.js';
import { sayings as readSayings } from './runs.js';
import { instructionWords, type Mark, productWords, scan } from './scan.js';
import { readScene, type Scene } from './scene.js';
import { readShift } from './shifts.js';
import { mendSpelling } from './spelling.js';
import { type Token, fold, tokenise } from './tokens.js';
import * as words from './vocabulary.js';

/** What the shopper means, before anything is placed. */
export interface Plan {
  language: Language;
  items: Item[];
  /** For what is there already, when nothing new is named. */
  look: Look;
  removals: Removal[];
  replacement: Replacement | null;
  options: OptionWish[];
  isAdding: boolean;
  /** A place that was named and that the product has not. */
  noPlace: string | null;
}

export interface Reading {
  prompt: string;
  tokens: readonly Token[];
  marks: readonly Mark[];
  scene: Scene;
  request: ComposeRequest;
}

export function understand(request: ComposeRequest): Plan {
  const { prompt } = request;
  const written = tokenise(prompt);
  const product = productWords(request);
  const isShouting = prompt === prompt.toUpperCase();
  const tokens = mendSpelling(written, instructionWords(product), isShouting);
  const language = detectLanguage(tokens);
  const allMarks = scan(tokens, product, language);
  const measures = readMeasures(tokens, allMarks).map((measure) => asOption(measure, request));
  const scene = readScene(request);
  const context = { prompt, tokens, marks: allMarks, measures };
  const replacement = readReplacement({ ...context, scene, request });
  const corrected = replacement ? undefined : respelt(tokens, scene);
  const said = corrected
    ? [corrected]
    : replacement
      ? readSayings({ ...context, marks: allMarks }).filter((saying) => saying.isQuoted && !replacement.uses(saying.from))
      : readSayings(context);
  const taken = (at: number): boolean => said.some((saying) => at >= saying.from && at < saying.to) || (replacement?.uses(at) ?? false);
  const free = allMarks.filter((mark) => !taken(mark.at));
  const { removals, uses } = readRemovals({ tokens, marks: free, scene, said });
  const marks = free.filter((mark) => !uses(mark.at) && !isUnitWord(tokens, mark, measures) && (mark.verb || !isNegated(tokens, mark)));
  const options = readOptions(tokens, marks, measures, request);
  const isAdding = tokens.some((token) => token.kind === 'word' && words.ADDING.has(token.word));
  const fresh = said.filter((saying) => !uses(saying.from));
  const here = request.product.template.sides.find((side) => side.id === request.side) ?? request.product.template.sides[0]!;
  const shift = fresh.length > 0 || removals.length > 0 ? null : readShift(tokens, measures, here);
  const items = readItems({ prompt, tokens, marks, scene, request }, fresh, removals);
  const optionMarks = new Set(options.flatMap((wish) => wish.marks));
  const look = assignLooks({
    tokens,
    items,
    marks: marks.filter((mark) => !optionMarks.has(mark) && !shift?.uses(mark.at)),
    measures: measures.filter((measure) => measure.role !== 'option' && !taken(measure.from) && !shift?.uses(measure.from)),
  });
  if (shift) for (const { dx, dy } of [shift]) for (const each of items.length > 0 ? items : [{ look }]) each.look.shift = { dx, dy };
  orderTexts(items);
  return {
    language,
    items,
    look: items.length > 0 ? emptyLook() : look,
    removals,
    replacement,
    options,
    isAdding,
    noPlace: missingPlace(tokens, allMarks, taken),
  };
}

/** "Léa, with an accent" where "Lea" is there: the same word written otherwise. */
function respelt(tokens: readonly Token[], scene: Scene): ReturnType<typeof readSayings>[number] | undefined {
  if (tokens.some((token) => token.kind === 'quote')) return undefined;
  const at = tokens.findIndex(
    ({ kind, raw, isCapital }) =>
      kind === 'word' &&
      isCapital &&
      scene.texts.some(
        ({ text, isSample }) => !isSample && text !== raw && text.toLowerCase() !== raw.toLowerCase() && fold(text) === fold(raw),
      ),
  );
  return at < 0 ? undefined : { text: tokens[at]!.raw, from: at, to: at + 1, isQuoted: true };
}

/** "0.6 mm" alone, too small for letters: the depth. */
function asOption(measure: Measure, { product, side }: ComposeRequest): Measure {
  const smallest = product.template.sides.find((each) => each.id === side)?.minTextHeight ?? 0;
  if (measure.role !== 'size' || measure.value >= smallest) return measure;
  const option = product.template.options.find(
    (each) => each.kind === 'number' && each.unit === 'mm' && measure.value >= each.min && measure.value <= each.max,
  );
  return option?.kind === 'number' ? { ...measure, role: 'option', option } : measure;
}

/** "On the sleeve" of a bracelet. */
function missingPlace(tokens: readonly Token[], marks: readonly Mark[], taken: (at: number) => boolean): string | null {
  const at = tokens.findIndex(
    ({ word }, i) =>
      words.PLACE_NOUNS.has(word) &&
      !taken(i) &&
      tokens.slice(Math.max(0, i - 3), i).some((token) => words.PREPOSITIONS.has(token.word)) &&
      !marks.some((mark) => i >= mark.at && i < mark.end && (mark.zone ?? mark.option ?? mark.choices) !== undefined),
  );
  return at < 0 ? null : tokens[at]!.raw;
}

/** "No silver", "pas en or", "instead of red": said to be left out. */
function isNegated(tokens: readonly Token[], mark: Mark): boolean {
  const before = tokens.slice(Math.max(0, mark.from - 3), mark.at).map(({ word }) => word);
  const last = before
    .filter((word) => !/^(a|an|the|any|en|in|de|d|du|des|un|une|le|la|les|l|trop|too|very|tres|on|with|avec|'|’)$/.test(word))
    .at(-1);
  if (/^(no|not|non|pas|aucun|aucune|never|jamais|ni|nor)$/.test(last ?? '')) return true;
  if (/^(without|sans)$/.test(last ?? '') && mark.font === undefined) return true;
  return /(instead of|rather than|plutot (que?|qu ['’])|au lieu (de|d ['’]|du))( ?(en|in|the|a|an|la|le|l ['’]|un|une|any))*$/.test(
    tokens
      .slice(Math.max(0, mark.at - 5), mark.at)
      .map(({ word }) => word)
      .join(' '),
  );
}

/** "'1998' below 'Claire'": the one above comes first. */
function orderTexts(items: Item[]): void {
  const texts = items.filter((item) => item.kind === 'text');
  for (const [i, text] of texts.entries()) {
    const { relation } = text.look;
    const other = relation === 'below' && i === 0 ? texts[1] : relation === 'above' && i > 0 ? texts[i - 1] : undefined;
    if (!other) continue;
    const [a, b] = [items.indexOf(text), items.indexOf(other)];
    [items[a], items[b]] = [other, text];
  }
}

/** "4 cm de haut", "30 mm wide": part of a measure, not a place. */
function isUnitWord(tokens: readonly Token[], mark: Mark, measures: ReturnType<typeof readMeasures>): boolean {
  return measures.some((measure) => {
    const gap = tokens.slice(measure.end, mark.at);
    return (
      mark.at >= measure.end &&
      (measure.role === 'size' || measure.role === 'width') &&
      gap.length < 2 &&
      gap.every(({ word }) => /^(de|d|in)$/.test(word)) &&
      /^(haut|haute|large|high|wide|tall)$/.test(tokens[mark.at]!.word)
    );
  });
}

/** Motifs that one description may bring in; more are a slip of the keyboard. */
const MAX_MOTIFS = 24;

/** Texts, motifs and what is there already, in the order in which they are named. */
function readItems({ tokens, marks, scene }: Reading, said: ReturnType<typeof readSayings>, removals: readonly Removal[]): Item[] {
  const items: Item[] = said.map((saying) => {
    const same = scene.texts.find((text) => !text.isSample && fold(text.text) === fold(saying.text));
    return { kind: 'text', text: saying.text, from: saying.from, end: saying.to, look: emptyLook(), existing: same?.layer.id ?? null };
  });
  for (const item of items.slice()) if (item.kind === 'text') takeEmoji(items, item, scene);
  for (const mark of marks) {
    const motif = motifOf(mark, tokens, marks, scene);
    if (!motif || items.length >= MAX_MOTIFS) continue;
    const existing = scene.motifs.filter((each) => each.clipart === motif.clipart.id);
    const isGrown = isRelativeSize(tokens, marks, mark);
    const isBare =
      motif.count === 1 &&
      !motif.isIntroduced &&
      existing.some((each) => !each.isSample) &&
      marks.some((each) => each !== mark && (each.spot ?? each.zone ?? each.colour ?? each.size ?? each.relation) !== undefined);
    const isReference =
      existing.length > 0 &&
      (motif.isDefinite || isGrown || (isBare && said.length === 0) || hasVerb(marks, mark.at, ['change', 'move', 'rotate'])) &&
      !(existing.every((each) => each.isSample) && hasVerb(marks, mark.at, ['add', 'write']));
    if (isReference)
      items.push({ kind: 'layers', ids: existing.map((each) => each.layer.id), from: mark.at, end: mark.end, look: emptyLook() });
    else items.push({ kind: 'motif', motif: motif.clipart, count: motif.count, from: mark.at, end: mark.end, look: emptyLook() });
  }
  if (removals.length === 0) addReferences(items, tokens, scene, said.length > 0);
  return items.sort((a, b) => a.from - b.from);
}

/** "A bigger heart", "un coeur plus gros". */
function isRelativeSize(tokens: readonly Token[], marks: readonly Mark[], { at, end }: Mark): boolean {
  const near = (from: number, to: number): boolean => from >= to && tokens.slice(to, from).length === 0;
  return marks.some((mark) => mark.size?.relative && (near(at, mark.end) || near(mark.at, end)));
}

/** No font has emoji: those inside a text become motifs beside it, and unknown ones are left out. */
function takeEmoji(items: Item[], item: TextItem, scene: Scene): void {
  const emoji = /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f|\u200d\p{Extended_Pictographic})*/gu;
  const found = item.text.match(emoji)?.filter((each) => !/^[©®™]/u.test(each)) ?? [];
  if (found.length === 0) return;
  item.text = item.text
    .replaceAll(emoji, (each) => (/^[©®™]/u.test(each) ? each : ''))
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const counts = new Map<Clipart, number>();
  for (const each of found) {
    const clipart = scene.clipart.get(words.EMOJI.get(String.fromCodePoint(each.codePointAt(0)!)) ?? '');
    if (clipart) counts.set(clipart, Math.min((counts.get(clipart) ?? 0) + 1, 12));
  }
  for (const [motif, count] of counts) items.push({ kind: 'motif', motif, count, from: item.from, end: item.end, look: emptyLook() });
  if (item.text === '') items.splice(items.indexOf(item), 1);
}

/** "The text", "everything", "the photo": layers that are there already. */
function addReferences(items: Item[], tokens: readonly Token[], scene: Scene, hasTexts: boolean): void {
  if (items.some((item) => item.kind === 'text' || item.kind === 'motif') && hasTexts) return;
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1]?.word ?? '';
    const isDefinite = /^(the|le|la|l|les|my|mon|ma|mes|this|that|ce|cet|cette|all|tout|tous)$/.test(before) || /['’]/.test(before);
    const make = (ids: string[]): void =>
      void (ids.length > 0 && items.push({ kind: 'layers', ids, from: at, end: at + 1, look: emptyLook() }));
    if (token.kind === 'word' && words.EVERYTHING.has(token.word) && token.word !== 'design') make(scene.all.map((layer) => layer.id));
    else if (isDefinite && words.TEXT_NOUNS.has(token.word)) make(scene.texts.map((text) => text.layer.id));
    else if (isDefinite && words.PICTURE_NOUNS.has(token.word)) make(scene.pictures.map((layer) => layer.id));
  }
}

const hasVerb = (marks: readonly Mark[], at: number, verbs: readonly words.Verb[]): boolean => {
  const verb = marks.findLast((mark) => mark.verb && mark.at < at)?.verb;
  return verb !== undefined && verbs.includes(verb);
};

/** The motif that a phrase stands for, or null: "or rose" is a metal, "the note" a text. */
function motifOf(
  mark: Mark,
  tokens: readonly Token[],
  marks: readonly Mark[],
  scene: Scene,
): { clipart: Clipart; count: number; isDefinite: boolean; isIntroduced: boolean } | null {
  if (mark.emoji !== undefined) {
    const clipart = scene.clipart.get(mark.emoji);
    return clipart ? { clipart, count: 1, isDefinite: false, isIntroduced: true } : null;
  }
  if (!mark.motif) return null;
  let at = mark.at;
  let count = 1;
  const adjective = (): Mark | undefined =>
    marks.find(
      (each) => each.end === at && each !== mark && (each.size !== undefined || each.colour !== undefined || each.choices !== undefined),
    );
  for (let found = adjective(); found; found = adjective()) at = found.at;
  while (words.MOTIF_NOUNS.has(tokens[at - 1]?.word ?? '') || /^(de|d|of|['’])$/.test(tokens[at - 1]?.word ?? '')) at--;
  const before = tokens[at - 1];
  if (before?.kind === 'number' && Number.isInteger(before.value)) count = before.value;
  else count = words.COUNTS.get(before?.word ?? '') ?? 1;
  const isIntroduced =
    at < mark.at || count > 1 || words.INTRODUCING.has(before?.word ?? '') || words.MOTIF_NOUNS.has(tokens[mark.end]?.word ?? '');
  const isDefinite = /^(the|le|la|l|les|my|this|that|ce|cet|cette|mon|ma)$/.test(before?.word ?? '') || /['’]/.test(before?.raw ?? '');
  const phrase = tokens
    .slice(mark.at, mark.end)
    .map(({ word }) => word)
    .join(' ');
  const isTheirs = /^(my|our|mon|ma|mes|notre|his|her|son|sa)$/.test(before?.word ?? '') && tokens[mark.end]?.isCapital === true;
  if (isTheirs && tokens[mark.end]!.kind === 'word') return null;
  if (words.OCCASIONS.has(phrase) && !words.MOTIF_NOUNS.has(tokens[mark.end]?.word ?? '') && !words.MOTIF_NOUNS.has(before?.word ?? ''))
    return null;
  const hasOtherMeaning = Boolean(mark.colour ?? mark.choices ?? mark.zone ?? mark.verb);
  if (hasOtherMeaning && (!isIntroduced || words.PRODUCT_NOUNS.has(tokens[mark.end]?.word ?? '') || mark.zone)) return null;
  return { clipart: mark.motif, count: Math.min(Math.max(count, 1), 12), isDefinite, isIntroduced };
}
