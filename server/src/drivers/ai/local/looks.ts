import type { Clipart } from '@luneo/sdk/contracts/products.js';
import type { Measure } from './measures.js';
import type { Mark, ZoneRef } from './scan.js';
import type { Token } from './tokens.js';
import * as words from './vocabulary.js';

/** How something should look and where it should be, as far as the shopper said. Lengths in mm. */
export interface Look {
  fonts: words.FontWish[];
  family?: string;
  letterCase?: 'upper' | 'lower' | 'none';
  size?: words.SizeWish;
  sizeMm?: number;
  widthMm?: number;
  colour?: { hex: string; en: string; fr: string };
  curve?: 'up' | 'down' | 'none';
  radius?: number;
  angle?: number;
  zone?: ZoneRef;
  spots: words.Spot[];
  relation?: words.Relation;
  /** To be moved by so much, in mm. */
  shift?: { dx: number; dy: number };
}
export const emptyLook = (): Look => ({ fonts: [], spots: [] });
export const isEmptyLook = (look: Look): boolean => JSON.stringify(look) === JSON.stringify(emptyLook());

interface Named {
  from: number;
  end: number;
  look: Look;
}
export type TextItem = Named & { kind: 'text'; text: string; existing: string | null };
export type MotifItem = Named & { kind: 'motif'; motif: Clipart; count: number };
export type LayersItem = Named & { kind: 'layers'; ids: string[] };
export type Item = TextItem | MotifItem | LayersItem;

/**
 * Gives every phrase to the thing that it describes: the one named before it, a motif named right after it ("red heart"), or all
 * texts when it comes first. Returns what remains when nothing is named.
 */
export function assignLooks({
  tokens,
  items,
  marks,
  measures,
}: {
  tokens: readonly Token[];
  items: readonly Item[];
  marks: readonly Mark[];
  measures: readonly Measure[];
}): Look {
  const first = emptyLook();
  const texts = items.filter((item) => item.kind === 'text');
  const owner = (at: number, end: number): Item | null => {
    const told = items.find((item) => item.from >= end && isHeading(tokens, at, end, item, texts.length));
    if (told) return told;
    const next = items.find((item) => item.kind !== 'text' && item.from >= end && tokens.slice(end, item.from).length === 0);
    return next ?? items.findLast((item) => item.from < at) ?? null;
  };
  for (const mark of marks) {
    if (items.some((item) => item.kind !== 'text' && item.from === mark.at)) continue;
    if (isForBoth(tokens, mark)) {
      for (const item of items) applyMark(item.look, mark, false);
      continue;
    }
    const named = owner(mark.at, mark.end);
    const isForText = mark.font !== undefined || mark.family !== undefined || mark.letterCase !== undefined || mark.curve !== undefined;
    const text = texts.findLast((item) => item.from < mark.at);
    const isPlace = mark.zone !== undefined && named?.kind === 'motif' && text && !text.look.zone && text.look.spots.length === 0;
    const onlySides = mark.spot !== undefined && mark.spot !== 'centre' && named?.kind === 'motif';
    const target = (isForText && named?.kind === 'motif') || (isPlace && !onlySides) ? (text ?? named) : named;
    applyMark(target?.look ?? first, mark, target?.kind === 'motif' && texts.length > 0);
  }
  const pairs = marks.flatMap((mark) => (mark.relation ? relate(items, tokens, mark, mark.relation) : []));
  for (const measure of measures) applyMeasure(owner(measure.from, measure.end)?.look ?? first, measure);
  share(items, tokens);
  for (const [a, b] of pairs) {
    inheritPlace(a.look, b.look);
    inheritPlace(b.look, a.look);
  }
  const takers = texts.length > 0 ? texts : items;
  for (const item of takers) inherit(item.look, first, true);
  return first;
}

/** "Back: 'Bye'", "recto 'Salut', verso 'Ciao'": the words stand over what comes next. */
function isHeading(tokens: readonly Token[], at: number, end: number, item: Item, texts: number): boolean {
  const between = tokens.slice(end, item.from).map(({ raw }) => raw);
  if (between.length === 1 && between[0] === ':') return true;
  let start = at;
  while (start > 0 && (words.PREPOSITIONS.has(tokens[start - 1]!.word) || words.ARTICLES.has(tokens[start - 1]!.word))) start--;
  if (item.kind === 'text' && between.length === 0 && at === 0 && texts > 1) return true;
  return item.kind === 'text' && between.length === 0 && start > 0 && /^[,;.\n]$/.test(tokens[start - 1]!.raw);
}

/** "Both in red", "tout en bleu". */
const isForBoth = (tokens: readonly Token[], mark: Mark): boolean =>
  /\b(both|les deux|all|tous|toutes|tout|everything)( in| en)?( [a-z]+)?$/.test(
    tokens
      .slice(Math.max(0, mark.from - 3), mark.from)
      .map(({ word }) => word)
      .join(' '),
  ) &&
  (mark.colour !== undefined || mark.size !== undefined || mark.font !== undefined);

function applyMark(look: Look, mark: Mark, isBesideText: boolean): void {
  if (mark.font) look.fonts.push(...mark.font);
  if (mark.family) look.family = mark.family;
  if (mark.letterCase) look.letterCase = mark.letterCase;
  if (mark.size) look.size ??= mark.size;
  if (mark.colour) look.colour = mark.isTarget ? mark.colour : (look.colour ?? mark.colour);
  if (mark.curve) look.curve = mark.curve === 'up' && look.curve === 'down' ? 'down' : mark.curve;
  if (isBesideText && (mark.spot === 'left' || mark.spot === 'right') && !mark.zone)
    look.relation = mark.spot === 'left' ? 'before' : 'after';
  else if (mark.spot && !look.spots.includes(mark.spot)) look.spots.push(mark.spot);
  const zone = mark.zone?.[0];
  if (zone && (!look.zone || mark.spot !== 'centre')) look.zone = zone;
}

const INVERSE: Readonly<Record<words.Relation, words.Relation>> = {
  above: 'below',
  below: 'above',
  before: 'after',
  after: 'before',
  beside: 'beside',
  around: 'around',
  between: 'between',
};

/**
 * "'A' above a mountain" is about the text, "'A' and a star above" and "'A', above it a star" about the star. Motifs keep the
 * relation as seen from the text.
 */
function relate(items: readonly Item[], tokens: readonly Token[], mark: Mark, relation: words.Relation): [Item, Item][] {
  const before = items.findLast((item) => item.end <= mark.at);
  const after = items.find((item) => item.from >= mark.end);
  const isJoined = before !== undefined && words.JOINERS.has(tokens[mark.from - 1]?.word ?? '');
  const pointsBack =
    /^(it|them|that|lui|elle|him|her|of|de|d|du|des)$/.test(tokens[mark.end]?.word ?? '') &&
    /^(it|them|that|lui|elle)$/.test(
      tokens
        .slice(mark.end, mark.end + 2)
        .map(({ word }) => word)
        .find((word) => !/^(of|de|d)$/.test(word)) ?? '',
    );
  const opens =
    isJoined &&
    after !== undefined &&
    (pointsBack ||
      tokens
        .slice(mark.end, after.from)
        .every(
          (token) =>
            words.INTRODUCING.has(token.word) ||
            words.TEXT_NOUNS.has(token.word) ||
            words.ARTICLES.has(token.word) ||
            token.kind === 'mark',
        ));
  const subject = opens || !before ? after : before;
  if (!subject) return [];
  const object = subject === after ? before : (after ?? items.findLast((item) => item !== subject && item.end <= subject.from));
  if (subject.kind === 'text' && object?.kind === 'motif') object.look.relation = INVERSE[relation];
  else subject.look.relation = relation;
  return object && object.kind !== 'layers' && subject.kind !== 'layers' ? [[subject, object]] : [];
}

function applyMeasure(look: Look, { role, value }: Measure): void {
  if (role === 'size') look.sizeMm ??= value;
  else if (role === 'width') look.widthMm ??= value;
  else if (role === 'radius') look.radius ??= value;
  else if (role === 'angle') look.angle ??= value;
  else if (role === 'percent' && look.size?.relative)
    look.size = { relative: true, factor: look.size.factor >= 1 ? 1 + value / 100 : Math.max(0.1, 1 - value / 100) };
}

/**
 * "'A' and 'B' in script": what is said last belongs to those before that have no look of their own; a place belongs to all that
 * only a joining word parts.
 */
function share(items: readonly Item[], tokens: readonly Token[]): void {
  for (let i = items.length - 2; i >= 0; i--) {
    const [item, next] = [items[i]!, items[i + 1]!];
    if (item.kind === 'layers' || item.kind !== next.kind) continue;
    const between = tokens.slice(item.end, next.from);
    const isJoined = between.every((token) => !words.PREPOSITIONS.has(token.word));
    const isPlain = isEmptyLook({ ...item.look, zone: undefined, spots: [], relation: undefined });
    if (item.kind === 'text' && isPlain) inherit(item.look, next.look, isJoined);
    else if (isJoined) inheritPlace(item.look, next.look);
  }
}

function inherit(look: Look, from: Look, withPlace: boolean): void {
  if (look.fonts.length === 0) look.fonts = [...from.fonts];
  look.family ??= from.family;
  look.letterCase ??= from.letterCase;
  look.size ??= from.size;
  look.sizeMm ??= from.sizeMm;
  look.colour ??= from.colour;
  look.curve ??= from.curve;
  look.radius ??= from.radius;
  look.angle ??= from.angle;
  if (withPlace) inheritPlace(look, from);
}

function inheritPlace(look: Look, from: Look): void {
  if (look.zone || look.spots.length > 0) return;
  look.zone = from.zone;
  look.spots = [...from.spots];
}
