import type { Adjustments, CodeLayer, DesignDocument, GroupLayer, ImageLayer, Layer, ShapeLayer, TextLayer } from '../design/document.js';
import type { ProductTemplate, TemplateSide } from '../design/template.js';
import { resolveDesign } from '../design/variables.js';
import { itemBounds } from './bounds.js';
import { type CodeEncoder, codeItems } from './code.js';
import type { Box, DisplayItem, DisplayList, ImageItem, LayerMetrics, Matrix, PathItem } from './display-list.js';
import { figurePath } from './figure.js';
import { resolveInk } from './ink.js';
import { frameMatrix, IDENTITY, multiply } from './matrix.js';
import { maskPath } from './mask.js';
import { unite } from './outline.js';
import { formatPath, parsePath, transformOutline } from './path.js';
import type { Shaper } from './shape.js';
import { textItems } from './text.js';

/**
 * What layout needs beside the design: fonts in the shaper, the pixel size of each image by asset id, and `encodeCode` of
 * `encode-code.ts`; without it (`null`) codes draw nothing.
 */
export interface LayoutContext {
  shaper: Shaper;
  images: ReadonlyMap<string, { width: number; height: number }>;
  codes: CodeEncoder | null;
}

export interface LayerLayout {
  items: DisplayItem[];
  metrics: LayerMetrics[];
}

/**
 * Lays out one layer on its side; a group gives the metrics of its descendants, then its own. Hidden layers draw
 * nothing. Pure, and never throws for a valid layer: what is missing is told in `metrics`.
 */
export function layoutLayer(layer: Layer, side: TemplateSide, ctx: LayoutContext): LayerLayout {
  return placeLayer(layer, side, ctx, IDENTITY);
}

/** Lays out a side of a document, with the values of its variables, back to front. Throws when the template has no such side. */
export function layoutSide(written: DesignDocument, by: ProductTemplate, sideId: string, ctx: LayoutContext): DisplayList {
  const { document, template } = resolveDesign(written, by);
  const side = template.sides.find((s) => s.id === sideId);
  if (!side) throw new Error(`the template has no side ${sideId}`);
  const layers = document.sides.find((s) => s.id === sideId)?.layers ?? [];
  const laid = layers.map((layer) => layoutLayer(layer, side, ctx));
  return {
    width: side.width,
    height: side.height,
    bleed: side.bleed,
    items: laid.flatMap((one) => one.items),
    metrics: laid.flatMap((one) => one.metrics),
  };
}

function placeLayer(layer: Layer, side: TemplateSide, ctx: LayoutContext, parent: Matrix): LayerLayout {
  const matrix = multiply(parent, frameMatrix(layer));
  const nothing = { bounds: null, scale: 1, lines: 0, missing: [], overflow: false };
  if (layer.hidden) return { items: [], metrics: [{ layerId: layer.id, ...nothing }] };
  if (layer.type === 'group') return placeGroup(layer, side, ctx, matrix);
  const { items, metrics } = drawLayer(layer, side, matrix, ctx);
  const bounds = boundsOf(items, ctx.shaper);
  return { items: withOpacity(layer, items, bounds), metrics: [{ layerId: layer.id, ...nothing, ...metrics, bounds }] };
}

function placeGroup(group: GroupLayer, side: TemplateSide, ctx: LayoutContext, matrix: Matrix): LayerLayout {
  const children = group.layers.map((child) => placeLayer(child, side, ctx, matrix));
  const own = new Set(group.layers.map((child) => child.id));
  const metrics = children.flatMap((child) => child.metrics);
  const bounds = metrics.reduce<Box | null>((box, m) => (own.has(m.layerId) ? unite(box, m.bounds) : box), null);
  const items = withOpacity(
    group,
    children.flatMap((child) => child.items),
    bounds,
  );
  return { items, metrics: [...metrics, { layerId: group.id, bounds, scale: 1, lines: 0, missing: [], overflow: false }] };
}

function drawLayer(
  layer: TextLayer | ImageLayer | ShapeLayer | CodeLayer,
  side: TemplateSide,
  matrix: Matrix,
  ctx: LayoutContext,
): { items: Exclude<DisplayItem, { kind: 'begin' | 'end' }>[]; metrics?: Partial<LayerMetrics> } {
  if (layer.type === 'text') return textItems(layer, side, matrix, ctx.shaper);
  if (layer.type === 'code') {
    const { items, code } = codeItems(layer, side, matrix, ctx.codes);
    return { items, ...(code && { metrics: { code } }) };
  }
  return { items: layer.type === 'image' ? [imageItem(layer, matrix)] : shapeItems(layer, side, matrix) };
}

/** No picture has a million pixels in a row: what is cropped further stays finite when it is stretched to the frame. */
const SMALLEST_CROP = 1e-6;

function imageItem(layer: ImageLayer, placed: Matrix): ImageItem {
  const { id: layerId, asset, width, height, mask, adjustments } = layer;
  const crop = { ...layer.crop, width: Math.max(layer.crop.width, SMALLEST_CROP), height: Math.max(layer.crop.height, SMALLEST_CROP) };
  const mirror = mirrorOf(layer);
  const item: ImageItem = { kind: 'image', layerId, matrix: mirror ? multiply(placed, mirror) : placed, asset, crop, width, height };
  if (mask) item.clip = maskPath(mask, width, height, mirror);
  if (adjustments && !isNeutral(adjustments)) item.adjustments = adjustments;
  return item;
}

/** Mirrors the frame in itself. */
function mirrorOf({ flip, width, height }: ImageLayer): Matrix | undefined {
  if (!flip?.horizontal && !flip?.vertical) return undefined;
  return [flip.horizontal ? -1 : 1, 0, 0, flip.vertical ? -1 : 1, flip.horizontal ? width : 0, flip.vertical ? height : 0];
}

function isNeutral({ brightness, contrast, saturation, tone }: Adjustments): boolean {
  return brightness === 0 && contrast === 0 && saturation === 0 && !tone;
}

/** A view box next to nothing must not stretch its paths to infinity. */
const LARGEST_STRETCH = 1e12;

function shapeItems(layer: ShapeLayer, side: TemplateSide, matrix: Matrix): PathItem[] {
  const [wide, high] = layer.viewBox;
  const stretch: Matrix = [Math.min(layer.width / wide, LARGEST_STRETCH), 0, 0, Math.min(layer.height / high, LARGEST_STRETCH), 0, 0];
  return layer.paths.flatMap(({ d, fill, fillRule, stroke }) => {
    const item: PathItem = {
      kind: 'path',
      layerId: layer.id,
      matrix,
      d: layer.figure ? figurePath(layer.figure, layer.width, layer.height) : formatPath(transformOutline(parsePath(d), stretch)),
      fillRule: fillRule ?? 'nonzero',
      fill: fill === null ? null : resolveInk(fill, side),
    };
    if (stroke) item.stroke = { ink: resolveInk(stroke.paint, side), width: stroke.width };
    return item.d && (item.fill || item.stroke) ? [item] : [];
  });
}

/** One paint takes the opacity itself; several are composed first, so that overlaps do not show through. */
function withOpacity(layer: Layer, items: DisplayItem[], bounds: Box | null): DisplayItem[] {
  const { id: layerId } = layer;
  const opacity = eightBit(layer.opacity);
  if (opacity === 1) return items;
  if (opacity === 0 || !bounds) return [];
  const [only] = items;
  if (items.length === 1 && only && isSinglePaint(only)) return [{ ...only, opacity: eightBit((only.opacity ?? 1) * opacity) }];
  return [{ kind: 'begin', layerId, opacity, bounds }, ...items, { kind: 'end', layerId }];
}

/** Renderers compose in 255 steps, each rounding its own way; a whole step means the same to all of them. */
function eightBit(opacity: number): number {
  return Math.round(opacity * 255) / 255;
}

function isSinglePaint(item: DisplayItem): item is Exclude<DisplayItem, { kind: 'begin' | 'end' }> {
  if (item.kind === 'image') return true;
  if (item.kind === 'glyphs') return !item.stroke;
  return item.kind === 'path' && !(item.fill && item.stroke);
}

function boundsOf(items: Exclude<DisplayItem, { kind: 'begin' | 'end' }>[], shaper: Shaper): Box | null {
  return items.reduce<Box | null>((box, item) => unite(box, itemBounds(item, shaper)), null);
}
