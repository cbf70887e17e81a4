import type { TextLayer, TextShadow } from '../design/document.js';
import type { TemplateSide } from '../design/template.js';
import { curveBox, curveRoom, onCurve } from './curve.js';
import type { GlyphItem, LayerMetrics, Matrix } from './display-list.js';
import { fitText, type FittedText } from './fit.js';
import { flowText, type Flow } from './flow.js';
import { resolveInk } from './ink.js';
import type { Cluster, Line } from './lines.js';
import { multiply, turn } from './matrix.js';
import type { Shaper } from './shape.js';

/** Where a line's left end lies in the frame, in mm. */
export interface PlacedLine {
  line: Line;
  x: number;
  baseline: number;
  /** Baseline of the first line. */
  first: number;
}

export interface TextLayout {
  flow: Flow;
  fitted: FittedText;
  lines: PlacedLine[];
}

type TextMetrics = Omit<LayerMetrics, 'layerId' | 'bounds'>;

/** Shapes, breaks, fits and places a text layer. Lengths of lines and clusters are to be multiplied by `fitted.scale`. */
export function layoutText(layer: TextLayer, shaper: Shaper): TextLayout {
  const flow = flowText(layer);
  const fitted = fitText(layer, flow, shaper);
  return { flow, fitted, lines: placeLines(layer, fitted) };
}

/** The glyphs of a text layer, one item for each run, and what was measured. Runs of unknown fonts draw nothing. */
export function textItems(
  layer: TextLayer,
  side: TemplateSide,
  matrix: Matrix,
  shaper: Shaper,
): { items: GlyphItem[]; metrics: TextMetrics } {
  const layout = layoutText(layer, shaper);
  const { scale } = layout.fitted;
  const items = new Map<number, GlyphItem>();
  for (const placed of layout.lines) {
    for (const cluster of placed.line.clusters) {
      const item = items.get(cluster.run) ?? glyphItem(layer, cluster.run, scale, side, matrix);
      items.set(cluster.run, item);
      placeCluster(layer, layout, placed, cluster, item);
    }
  }
  const drawn = [...items].toSorted(([a], [b]) => a - b).flatMap(([, item]) => (item.glyphs.length > 0 ? [item] : []));
  const shadows = layer.shadow ? drawn.map((item) => shadowOf(item, layer.shadow!, side)) : [];
  return { items: [...shadows, ...drawn], metrics: measure(layer, layout, shaper) };
}

/** The same glyphs in one ink, outline included. */
function shadowOf(item: GlyphItem, { x, y, paint }: TextShadow, side: TemplateSide): GlyphItem {
  const fill = resolveInk(paint, side);
  return {
    ...item,
    matrix: multiply(item.matrix, [1, 0, 0, 1, x, y]),
    fill,
    ...(item.stroke && { stroke: { ink: fill, width: item.stroke.width } }),
  };
}

function glyphItem(layer: TextLayer, index: number, scale: number, side: TemplateSide, matrix: Matrix): GlyphItem {
  const run = layer.runs[index]!;
  const item: GlyphItem = {
    kind: 'glyphs',
    layerId: layer.id,
    matrix,
    font: run.font,
    size: run.size * scale,
    glyphs: [],
    fill: resolveInk(run.fill, side),
  };
  // The outline's width is what shows around the letter; the other half of the stroke lies under the fill.
  if (run.outline) item.stroke = { ink: resolveInk(run.outline.paint, side), width: run.outline.width * scale * 2 };
  return item;
}

function placeCluster(layer: TextLayer, { fitted }: TextLayout, placed: PlacedLine, cluster: Cluster, item: GlyphItem): void {
  const { scale } = fitted;
  const { x, y, angle } = clusterOrigin(layer, fitted, placed, cluster);
  const [cos, sin] = turn(angle);
  for (const glyph of cluster.glyphs) {
    if (glyph.id === 0) continue;
    const [dx, dy] = [glyph.dx * scale, glyph.dy * scale];
    item.glyphs.push({ id: glyph.id, x: x + cos * dx - sin * dy, y: y + sin * dx + cos * dy, angle });
  }
}

/** Left end of a cluster on its baseline, in the frame; on a curve it is turned about its own middle. */
export function clusterOrigin(
  layer: TextLayer,
  fitted: FittedText,
  placed: PlacedLine,
  cluster: Pick<Cluster, 'x' | 'width'>,
): { x: number; y: number; angle: number } {
  const left = placed.x + cluster.x * fitted.scale;
  if (!layer.curve) return { x: left, y: placed.baseline, angle: 0 };
  return onCurve(layer, placed, left, cluster.width * fitted.scale);
}

function placeLines(layer: TextLayer, { lines, scale, height, width }: FittedText): PlacedLine[] {
  const { curve } = layer;
  const span = curve ? curveRoom(curve, layer.width, layer.height) : layer.width;
  // Along a wave or a path lines begin with it; an arc is centred on the frame.
  const begin = !curve || curve.kind === 'arc' ? (layer.width - span) / 2 : 0;
  const first = firstBaseline(layer, curve ? curveBox({ ...layer, curve }, width, height, lines, scale).height : height, {
    height,
    ascent: lines[0]!.ascent * scale,
  });
  let baseline = first;
  return lines.map((line, i) => {
    if (i > 0) baseline += layer.lineHeight * line.em * scale;
    const isEnd = layer.align === 'end' ? !line.rtl : layer.align === 'start' && line.rtl;
    const room = span - line.width * scale;
    const inset = layer.align === 'center' ? room / 2 : isEnd ? room : 0;
    return { line, baseline, first, x: begin + inset };
  });
}

/** `tall`: height of the whole drawing; `block` that of the lines alone, as if they were straight. */
function firstBaseline({ curve, verticalAlign, height }: TextLayer, tall: number, block: { height: number; ascent: number }): number {
  const share = verticalAlign === 'top' ? 0 : verticalAlign === 'middle' ? 0.5 : 1;
  // A path has the text below it, across it, or standing on it.
  if (curve?.kind === 'path') return block.ascent - share * block.height;
  const top = share * (height - tall);
  if (curve?.kind === 'wave') return top + Math.abs(curve.amplitude) + block.ascent;
  // Below the first baseline a downward arc has the rest of the block only: its ends rise above.
  return curve && curve.radius < 0 ? top + tall - (block.height - block.ascent) : top + block.ascent;
}

function measure(layer: TextLayer, { flow, fitted }: TextLayout, shaper: Shaper): TextMetrics {
  const missing = new Map<string, { font: string; character: string }>();
  for (const [index, run] of layer.runs.entries()) {
    const isKnown = shaper.hasFont(run.font);
    for (const character of isKnown ? new Set(runText(flow, index)) : [' ']) {
      if (isKnown && (INVISIBLE.test(character) || shaper.hasGlyph(run.font, character.codePointAt(0)!))) continue;
      missing.set(`${run.font}\n${character}`, { font: run.font, character });
    }
  }
  return {
    scale: fitted.scale,
    lines: fitted.lines.length,
    textSize: Math.min(...layer.runs.map((run) => run.size)) * fitted.scale,
    missing: [...missing.values()],
    overflow: fitted.overflows,
  };
}

/** White space and characters that show nothing by themselves (Unicode Default_Ignorable_Code_Point). */
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]/u;

function runText(flow: Flow, index: number): string {
  const start = flow.run.indexOf(index);
  return start < 0 ? '' : flow.text.slice(start, flow.run.lastIndexOf(index) + 1);
}
