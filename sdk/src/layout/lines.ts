import type { TextLayer } from '../design/document.js';
import { isSpace, lineBreaks } from './breaks.js';
import type { Flow } from './flow.js';
import { scriptBoundaries } from './scripts.js';
import type { ShapedGlyph, Shaper } from './shape.js';

/** Characters that move together; `x` from the line's left end, all lengths in mm before shrinking. */
export interface Cluster {
  /** `[start, end)` in the flow's text. */
  start: number;
  end: number;
  run: number;
  rtl: boolean;
  x: number;
  width: number;
  /** Width and the tracking that follows it. */
  advance: number;
  /** `dx`,`dy` from the cluster's left end on the baseline. */
  glyphs: { id: number; dx: number; dy: number }[];
}

export interface Line {
  start: number;
  end: number;
  rtl: boolean;
  /** In visual order, left to right; spaces that hang over the line's end lie outside 0..width. */
  clusters: Cluster[];
  width: number;
  /** Line box above and below the baseline, and the largest em size on the line. */
  ascent: number;
  descent: number;
  em: number;
}

type TextStyle = Pick<TextLayer, 'runs' | 'direction'>;

/** A stretch of one paragraph in one font, size, tracking, script and direction. */
interface Segment {
  start: number;
  end: number;
  level: number;
  run: number;
}

/** Shapes the layer into lines; with `wrapWidth` (mm) longer lines are broken, inside a word where nothing else fits. */
export function shapeLines(layer: TextStyle, flow: Flow, shaper: Shaper, wrapWidth = Infinity): Line[] {
  return flow.paragraphs.flatMap(({ start, end }) => {
    const text = flow.text.slice(start, end);
    const { levels, base } = shaper.levels(text, layer.direction);
    const shape = (from: number, to: number) => shapeLine(layer, flow, shaper, { start, levels, base }, from, to);
    const whole = shape(start, end);
    if (whole.width <= wrapWidth + 1e-6) return [whole];
    return wrap(text, start, whole, wrapWidth).map(([from, to]) => shape(from, to));
  });
}

interface Paragraph {
  start: number;
  levels: Uint8Array;
  base: number;
}

function shapeLine(layer: TextStyle, flow: Flow, shaper: Shaper, paragraph: Paragraph, start: number, end: number): Line {
  const rtl = paragraph.base % 2 === 1;
  const box = lineBox(layer, flow, shaper, start, end);
  const line: Line = { start, end, rtl, clusters: [], width: 0, ...box };
  if (start === end) return line;
  let textEnd = end;
  while (textEnd > start && isSpace(flow.text[textEnd - 1]!)) textEnd--;
  // Rule L1: the spaces at the line's end follow the paragraph's direction.
  const levelAt = (i: number) => (i >= textEnd ? paragraph.base : paragraph.levels[i - paragraph.start]!);
  const segments = visualOrder(segment(layer, flow, start, end, levelAt));
  let pen = 0;
  let left = 0;
  let right = 0;
  for (const piece of segments) {
    for (const cluster of shapeSegment(layer, flow, shaper, piece, start, end)) {
      const hangs = cluster.start >= textEnd;
      if (hangs && rtl) left = Math.max(left, pen + cluster.advance);
      if (!hangs) right = pen + cluster.width;
      cluster.x = pen;
      line.clusters.push(cluster);
      pen += cluster.advance;
    }
  }
  for (const cluster of line.clusters) cluster.x -= left;
  line.width = Math.max(0, right - left);
  return line;
}

/** The line box: the tallest of the runs on it; an empty line takes the run that it stands in. */
function lineBox(
  layer: TextStyle,
  flow: Flow,
  shaper: Shaper,
  start: number,
  end: number,
): { ascent: number; descent: number; em: number } {
  const box = { ascent: 0, descent: 0, em: 0 };
  const runs = new Set(flow.run.slice(start, Math.max(end, start + 1)));
  if (runs.size === 0) runs.add(flow.run.at(-1) ?? 0);
  for (const index of runs) {
    const run = layer.runs[index]!;
    const metrics = shaper.hasFont(run.font) ? shaper.metrics(run.font) : { ascender: 0.9, descender: 0.3 };
    box.ascent = Math.max(box.ascent, metrics.ascender * run.size);
    box.descent = Math.max(box.descent, metrics.descender * run.size);
    box.em = Math.max(box.em, run.size);
  }
  return box;
}

function segment(layer: TextStyle, flow: Flow, start: number, end: number, levelAt: (i: number) => number): Segment[] {
  const isNewScript = scriptBoundaries(flow.text, start, end);
  const segments: Segment[] = [];
  for (let i = start; i < end; i++) {
    const last = segments.at(-1);
    const [level, run] = [levelAt(i), flow.run[i]!];
    if (last && last.level === level && !isNewScript.has(i) && shapesAlike(layer, last.run, run)) last.end = i + 1;
    else segments.push({ start: i, end: i + 1, level, run });
  }
  return segments;
}

/** Runs that differ in colour only are shaped together, so that kerning and joining go on across them. */
function shapesAlike(layer: TextStyle, one: number, other: number): boolean {
  if (one === other) return true;
  const [a, b] = [layer.runs[one]!, layer.runs[other]!];
  return a.font === b.font && a.size === b.size && a.tracking === b.tracking;
}

/** UAX #9 rule L2: from the highest level to the lowest odd one, reverse what is at that level or higher. */
function visualOrder(segments: Segment[]): Segment[] {
  const ordered = [...segments];
  const highest = Math.max(...segments.map((s) => s.level));
  for (let level = highest; level > 0; level--) {
    for (let i = 0; i < ordered.length; i++) {
      let end = i;
      while (end < ordered.length && ordered[end]!.level >= level) end++;
      if (end > i + 1) ordered.splice(i, end - i, ...ordered.slice(i, end).toReversed());
      i = Math.max(i, end - 1);
    }
  }
  return ordered;
}

/** Scripts whose letters join: extra space between them would tear words apart. */
const CURSIVE = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}]/u;

function shapeSegment(layer: TextStyle, flow: Flow, shaper: Shaper, piece: Segment, lineStart: number, lineEnd: number): Cluster[] {
  const style = layer.runs[piece.run]!;
  const rtl = piece.level % 2 === 1;
  // Text in an unknown font takes no room, but it is there: it can be selected and given another font.
  const { start, end, run } = piece;
  if (!shaper.hasFont(style.font)) return [{ start, end, run, rtl, x: 0, width: 0, advance: 0, glyphs: [] }];
  const text = flow.text.slice(lineStart, lineEnd);
  const tracking = CURSIVE.test(flow.text.slice(piece.start, piece.end)) ? 0 : style.tracking;
  const glyphs = shaper.shape(style.font, text, piece.start - lineStart, piece.end - lineStart, rtl, tracking === 0);
  const clusters: Cluster[] = [];
  for (const glyph of glyphs) {
    const start = lineStart + glyph.cluster;
    let cluster = clusters.at(-1);
    if (cluster?.start !== start) {
      cluster = { start, end: piece.end, run: flow.run[start]!, rtl, x: 0, width: 0, advance: tracking * style.size, glyphs: [] };
      clusters.push(cluster);
    }
    place(cluster, glyph, style.size);
  }
  // A cluster reaches to the next one in reading order.
  const reading = rtl ? clusters.toReversed() : clusters;
  for (const [i, cluster] of reading.entries()) cluster.end = reading[i + 1]?.start ?? piece.end;
  return clusters;
}

function place(cluster: Cluster, glyph: ShapedGlyph, size: number): void {
  cluster.glyphs.push({ id: glyph.id, dx: cluster.width + glyph.dx * size, dy: glyph.dy * size });
  cluster.width += glyph.advance * size;
  cluster.advance += glyph.advance * size;
}

/** Fills lines greedily; returns `[start, end)` in the flow for each. Spaces hang over the end and take no room. */
function wrap(text: string, offset: number, whole: Line, width: number): [number, number][] {
  const clusters = whole.clusters.toSorted((a, b) => a.start - b.start);
  const allowed = new Set(lineBreaks(text).map((at) => at + offset));
  const lines: [number, number][] = [];
  let first = 0;
  while (first < clusters.length) {
    let used = 0;
    let next = first;
    let best = -1;
    for (; next < clusters.length; next++) {
      const cluster = clusters[next]!;
      if (next > first && allowed.has(cluster.start)) best = next;
      const isHanging = isSpace(text[cluster.start - offset]!);
      if (!isHanging && used + cluster.width > width + 1e-6 && next > first) break;
      used += cluster.advance;
    }
    const end = next === clusters.length ? next : best > first ? best : next;
    lines.push([lines.at(-1)?.[1] ?? whole.start, clusters[end]?.start ?? whole.end]);
    first = end;
  }
  return lines;
}
