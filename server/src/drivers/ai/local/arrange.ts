import type { Font } from '@luneo/sdk/contracts/products.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { areaOf, around, type Box, contains, freeShift, middle, rounded, safeBox } from './geometry.js';
import { arrangeInline, isInline } from './inline.js';
import { fitText, lineBox, widthPerEm } from './letters.js';
import type { MotifItem, TextItem } from './looks.js';

export interface PlacedText {
  item: TextItem;
  font: Font;
  frame: Box;
  /** Where the ink is likely to be. */
  ink: Box;
  size: number;
  lines: number;
  asked?: number;
  radius?: number;
}
export interface PlacedMotif {
  item: MotifItem;
  frame: Box;
  asked?: number;
}
export interface Arrangement {
  texts: PlacedText[];
  motifs: PlacedMotif[];
}
interface Part {
  item: TextItem;
  font: Font;
}

/** A text that is there already. */
export interface Anchor {
  ink: Box;
  size: number;
}

/** A place this much wider than high sets things beside each other, otherwise one above the other. */
const WIDE = 2.2;

/** Places what shares one area: texts in rows, motifs beside or above them, nothing on top of anything. */
export function arrange(
  side: TemplateSide,
  area: Box,
  parts: readonly Part[],
  motifs: readonly MotifItem[],
  obstacles: readonly Box[],
  anchor: Anchor | null = null,
): Arrangement {
  const safe = safeBox(side);
  if (isInline(parts, motifs)) return clear(arrangeInline(side, area, parts, motifs), obstacles, safe);
  const isWide = area.width / area.height > WIDE;
  const relation = motifs.find((item) => item.look.relation)?.look.relation;
  const beside = relation ? /before|after|beside|around|between/.test(relation) : isWide;
  const split = parts.length === 0 || motifs.length === 0 || beside ? null : shareHeight(area, relation === 'below');
  const texts = rows(split?.text ?? area, parts).map(({ part, box }) =>
    placeText(side, part, box, motifs.length > 0 && beside ? motifRoom(motifs) : 0, parts.length > 1 || split !== null),
  );
  const placed: Arrangement = { texts, motifs: [] };
  if (motifs.length > 0) {
    if (anchor && beside) placed.motifs = besideText(anchor, motifs, safe, relation);
    else if (anchor) placed.motifs = row(motifs, aboveOrBelow(anchor, safe, relation), 1);
    else if (texts.length === 0)
      placed.motifs = /above|below/.test(relation ?? '') && motifs.length > 1 ? column(motifs, area) : row(motifs, area, 0.78);
    else if (split) placed.motifs = row(motifs, split.motif, 1);
    else placed.motifs = besideText(texts[0]!, motifs, safe, relation);
  }
  return clear(placed, obstacles, safe);
}

/** The larger free space over or under a text, as high as two of its lines and more on large products. */
function aboveOrBelow({ ink, size }: Anchor, safe: Box, relation: string | undefined): Box {
  const [above, below] = [ink.y - safe.y, safe.y + safe.height - ink.y - ink.height];
  const isBelow = relation ? relation === 'below' : below > above && above < size * 1.5;
  const gap = size * GAP;
  const height = Math.max(1, Math.min((isBelow ? below : above) - gap, Math.max(size * 2, safe.height * 0.18)));
  return { x: safe.x, width: safe.width, y: isBelow ? ink.y + ink.height + gap : ink.y - gap - height, height };
}

const shareHeight = (area: Box, isBelow: boolean): { text: Box; motif: Box } => {
  const motifHeight = area.height * 0.46;
  const textHeight = area.height * 0.5;
  const text = { ...area, height: textHeight, y: isBelow ? area.y : area.y + area.height - textHeight };
  return { text, motif: { ...area, height: motifHeight, y: isBelow ? area.y + area.height - motifHeight : area.y } };
};

function rows(area: Box, parts: readonly Part[]): { part: Part; box: Box }[] {
  const height = area.height / Math.max(1, parts.length);
  return parts.map((part, i) => ({
    part,
    box: { ...area, y: area.y + i * height + (parts.length > 1 ? height * 0.03 : 0), height: parts.length > 1 ? height * 0.94 : height },
  }));
}

/** The text's frame keeps the middle of its place. `room`: share of the text size that motifs beside it need on either side. */
function placeText(side: TemplateSide, { item, font }: Part, box: Box, room: number, isTight: boolean): PlacedText {
  const safe = safeBox(side);
  const perEm = widthPerEm(item.text, font, item.look.letterCase);
  const centre = roomFor(middle(box), safe, item, perEm);
  const reach = 2 * Math.min(centre.x - safe.x, safe.x + safe.width - centre.x);
  const limit = { width: reach, height: 2 * Math.min(centre.y - safe.y, safe.y + safe.height - centre.y) };
  const isArc = item.look.curve === 'up' || item.look.curve === 'down';
  const place = isArc ? { width: box.width, height: box.height * 0.8 } : box;
  const look = item.look.widthMm === undefined ? item.look : { ...item.look, sizeMm: item.look.widthMm / perEm };
  let { size, lines, asked } = fitText(item.text, perEm, place, look, limit, isTight ? 0.85 : undefined, side.minTextHeight * 1.12);
  if (item.look.widthMm !== undefined && asked !== undefined) asked = item.look.widthMm;
  if (isArc) lines = 1;
  if (isArc) size = Math.min(size, (box.width * 0.94) / perEm);
  if (room > 0) size = Math.min(size, (reach * 0.97) / (perEm / lines + 2 * room));
  size = Math.round(size * 100) / 100;
  const inkWidth = Math.min((perEm / lines) * size * (lines > 1 ? 1.15 : 1), reach);
  const arc = isArc ? arcOf(item, inkWidth, size, box) : null;
  const block = size * lineBox(font) * lines * item.text.split('\n').length + (arc?.sagitta ?? 0);
  const height = Math.min(block, 2 * Math.min(centre.y, side.height - centre.y));
  const width = Math.min(reach, Math.max(room > 0 ? inkWidth * 1.08 : Math.min(box.width, reach), inkWidth * 1.04));
  const frame = around(centre, width, height);
  return {
    item,
    font,
    frame: rounded(frame),
    ink: around(centre, inkWidth, Math.min(height, size * 1.1 * lines + (arc?.sagitta ?? 0))),
    size,
    lines,
    ...(asked !== undefined && { asked }),
    ...(arc && { radius: arc.radius }),
  };
}

/** The nearest middle at which a size that was asked for fits the side. */
function roomFor(wish: { x: number; y: number }, safe: Box, { look }: TextItem, perEm: number): { x: number; y: number } {
  if (look.sizeMm === undefined) return wish;
  const clamp = (at: number, need: number, from: number, room: number): number =>
    Math.min(Math.max(at, from + Math.min(need, room) / 2), from + room - Math.min(need, room) / 2);
  return { x: clamp(wish.x, (perEm * look.sizeMm) / 0.98, safe.x, safe.width), y: clamp(wish.y, look.sizeMm * 1.06, safe.y, safe.height) };
}

/** A radius that bends the text well and still keeps it inside its place. Sagitta s of chord c: r = c²/8s + s/2. */
function arcOf(item: TextItem, chord: number, size: number, box: Box): { radius: number; sagitta: number } {
  const room = Math.max(box.height - size * 1.3, size * 0.25);
  const sagitta = Math.min(room, chord * 0.2);
  const radius = Math.min(Math.max(item.look.radius ?? (chord * chord) / (8 * sagitta) + sagitta / 2, chord / 3, 1), 10_000);
  const real = Math.min(room, radius - Math.sqrt(Math.max(0, radius * radius - (chord * chord) / 4)));
  return { radius: Math.round((item.look.curve === 'down' ? -radius : radius) * 10) / 10, sagitta: real };
}

const aspect = ({ motif }: MotifItem): number => motif.viewBox[0] / motif.viewBox[1];
const expand = (motifs: readonly MotifItem[]): MotifItem[] => motifs.flatMap((item) => Array.from({ length: item.count }, () => item));
/** Motif height in em of the text that it stands beside, and the gap between them. */
const BESIDE = 0.85;
const GAP = 0.3;

const motifRoom = (motifs: readonly MotifItem[]): number => {
  const all = expand(motifs);
  const perSide = motifs.some((item) => item.look.relation === 'around') || all.length > 1 ? Math.ceil(all.length / 2) : all.length;
  return perSide * (BESIDE * Math.max(...all.map((item) => Math.min(aspect(item), 2))) + GAP);
};

/** Left and right of a text; two or more are shared between both ends. */
function besideText(text: Anchor, motifs: readonly MotifItem[], safe: Box, relation: string | undefined): PlacedMotif[] {
  const all = relation === 'around' && expand(motifs).length === 1 ? [...expand(motifs), ...expand(motifs)] : expand(motifs);
  const centre = middle(text.ink);
  const edges = { left: text.ink.x, right: text.ink.x + text.ink.width };
  const gap = text.size * GAP;
  const goesLeft = (i: number): boolean =>
    relation === 'before' ? true : relation === 'after' ? false : all.length > 1 ? i % 2 === 0 : false;
  return all.map((item, i) => {
    const height = sized(item, Math.min(text.size * BESIDE, safe.height));
    const width = height * aspect(item);
    const left = goesLeft(i);
    const x = left ? edges.left - gap - width : edges.right + gap;
    if (left) edges.left = x;
    else edges.right = x + width;
    return { item, frame: rounded({ x, y: centre.y - height / 2, width, height }) };
  });
}

function sized({ look, motif }: MotifItem, height: number): number {
  if (look.sizeMm !== undefined) return look.sizeMm;
  if (look.widthMm !== undefined) return (look.widthMm * motif.viewBox[1]) / motif.viewBox[0];
  return height * (look.size?.factor ?? 1);
}

/** "A cat under the moon": what is above comes first. */
function column(motifs: readonly MotifItem[], area: Box): PlacedMotif[] {
  const rank = ({ look }: MotifItem): number => (look.relation === 'above' ? -1 : look.relation === 'below' ? 1 : 0);
  const height = area.height / motifs.length;
  return motifs.toSorted((a, b) => rank(a) - rank(b)).flatMap((item, i) => row([item], { ...area, y: area.y + i * height, height }, 0.92));
}

/** Motifs side by side in the middle of a box. */
function row(motifs: readonly MotifItem[], box: Box, share: number): PlacedMotif[] {
  const all = expand(motifs);
  const gap = 0.2;
  const wide = all.reduce((sum, item) => sum + aspect(item), 0) + gap * (all.length - 1);
  const height = Math.min(box.height * share, (box.width * 0.96) / wide, 120);
  const centre = middle(box);
  let x = centre.x - (wide * height) / 2;
  return all.map((item) => {
    const slot = aspect(item) * height;
    const own = sized(item, height);
    const most = Math.min(own, box.height * 1.6, (box.width * 1.3) / aspect(item));
    const frame = around({ x: x + slot / 2, y: centre.y }, most * aspect(item), most);
    x += slot + gap * height;
    return { item, frame: rounded(frame), ...(most < own - 0.05 && { asked: own }) };
  });
}

/** Moves the whole arrangement off what is there already, making it smaller when it must. */
function clear(placed: Arrangement, obstacles: readonly Box[], safe: Box): Arrangement {
  for (const scale of [1, 0.8, 0.6, 0.45]) {
    const next = scaled(placed, scale);
    const boxes = [...next.texts.map((text) => text.ink), ...next.motifs.map((motif) => motif.frame)];
    if (obstacles.length === 0 && (scale < 1 || boxes.every((box) => contains(safe, box)))) return next;
    const shift = freeShift(boxes, obstacles, safe, Math.min(safe.height, safe.width) * 0.02);
    if (shift) return moved(next, shift.dx, shift.dy);
  }
  return placed;
}

function scaled(placed: Arrangement, scale: number): Arrangement {
  if (scale === 1) return placed;
  const all = [...placed.texts.map((text) => text.frame), ...placed.motifs.map((motif) => motif.frame)];
  const pivot = middle(all[0]!);
  const shrink = (box: Box): Box => ({
    x: pivot.x + (box.x - pivot.x) * scale,
    y: pivot.y + (box.y - pivot.y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  });
  return {
    texts: placed.texts.map((text) => ({
      ...text,
      frame: rounded(shrink(text.frame)),
      ink: shrink(text.ink),
      size: Math.round(text.size * scale * 100) / 100,
      ...(text.radius && { radius: text.radius * scale }),
    })),
    motifs: placed.motifs.map((motif) => ({ ...motif, frame: rounded(shrink(motif.frame)) })),
  };
}

function moved(placed: Arrangement, dx: number, dy: number): Arrangement {
  const move = (box: Box): Box => ({ ...box, x: box.x + dx, y: box.y + dy });
  return {
    texts: placed.texts.map((text) => ({ ...text, frame: rounded(move(text.frame)), ink: move(text.ink) })),
    motifs: placed.motifs.map((motif) => ({ ...motif, frame: rounded(move(motif.frame)) })),
  };
}

/** Items that want the same area, in the order of their first mention. */
export function groupByArea<T extends { look: TextItem['look'] }>(side: TemplateSide, items: readonly T[]): { area: Box; items: T[] }[] {
  const groups = new Map<string, { area: Box; items: T[] }>();
  for (const item of items) {
    const area = areaOf(side, item.look);
    const key = JSON.stringify(rounded(area));
    const group = groups.get(key) ?? { area, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
