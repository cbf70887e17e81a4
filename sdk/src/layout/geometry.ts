import type { TextLayer } from '../design/document.js';
import type { Flow } from './flow.js';
import type { Cluster } from './lines.js';
import type { Shaper } from './shape.js';
import { clusterOrigin, layoutText, type PlacedLine, type TextLayout } from './text.js';

/** A place where a caret can stand, in mm in the layer's frame; on a curve it leans by `angle` degrees clockwise. */
export interface Caret {
  /** Index in the typed text: all runs joined, UTF-16 units. */
  offset: number;
  /** On the baseline. */
  x: number;
  y: number;
  angle: number;
}

export interface LineGeometry {
  /** `[start, end]` in the typed text; a line feed belongs to no line. */
  start: number;
  end: number;
  rtl: boolean;
  /** Reach of the caret above and below the baseline in mm. */
  ascent: number;
  descent: number;
  /** In typing order. */
  carets: Caret[];
}

/** Where the characters of a text layer stand, for an editor's caret and selection. Pure; frame to side: `frameMatrix`. */
export function textGeometry(layer: TextLayer, { shaper }: { shaper: Shaper }): LineGeometry[] {
  const layout = layoutText(layer, shaper);
  const { scale } = layout.fitted;
  return layout.lines.map((placed) => ({
    start: layout.flow.source[placed.line.start]!,
    end: layout.flow.source[placed.line.end]!,
    rtl: placed.line.rtl,
    ascent: placed.line.ascent * scale,
    descent: placed.line.descent * scale,
    carets: lineCarets(layer, layout, placed),
  }));
}

/** The caret of `offset` (the nearest one before it inside a character); its line too. */
export function caretAt(lines: readonly LineGeometry[], offset: number): { line: LineGeometry; caret: Caret } {
  const line = lines.findLast((one) => one.start <= offset) ?? lines[0]!;
  return { line, caret: line.carets.findLast((one) => one.offset <= offset) ?? line.carets[0]! };
}

/** Offset of the caret nearest to a point of the frame, in mm. */
export function offsetAt(lines: readonly LineGeometry[], x: number, y: number): number {
  let best = { offset: 0, distance: Infinity };
  for (const line of lines) {
    for (const caret of line.carets) {
      const lean = (caret.angle * Math.PI) / 180;
      const [right, down] = [x - caret.x, y - caret.y];
      const along = Math.cos(lean) * right + Math.sin(lean) * down;
      const across = Math.cos(lean) * down - Math.sin(lean) * right;
      // Inside a line's height only the way along it counts.
      const beside = Math.max(0, across - line.descent, -across - line.ascent);
      const distance = Math.hypot(along, beside * 4);
      if (distance < best.distance) best = { offset: caret.offset, distance };
    }
  }
  return best.offset;
}

function lineCarets(layer: TextLayer, layout: TextLayout, placed: PlacedLine): Caret[] {
  const { flow, fitted } = layout;
  const at = (offset: number, x: number): Caret => ({ offset, ...clusterOrigin(layer, fitted, placed, { x, width: 0 }) });
  const clusters = placed.line.clusters.toSorted((a, b) => a.start - b.start);
  const last = clusters.at(-1);
  if (!last) return [at(flow.source[placed.line.start]!, placed.line.rtl ? placed.line.width : 0)];
  const carets = clusters.flatMap((cluster) => {
    const inside = graphemes(flow, cluster);
    return inside.map((offset, i) => at(offset, edge(cluster, i / inside.length)));
  });
  return [...carets, at(flow.source[placed.line.end]!, edge(last, 1))];
}

/** Distance from the line's left end after `share` of a cluster was read. */
function edge(cluster: Cluster, share: number): number {
  return cluster.x + cluster.width * (cluster.rtl ? 1 - share : share);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Typed offsets of the characters that a cluster shows: several for a ligature. */
function graphemes(flow: Flow, { start, end }: Cluster): number[] {
  if (end - start === 1) return [flow.source[start]!];
  return [...segmenter.segment(flow.text.slice(start, end))].map(({ index }) => flow.source[start + index]!);
}
