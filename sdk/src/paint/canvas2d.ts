import type { Adjustments } from '../design/document.js';
import { glyphMatrix } from '../layout/bounds.js';
import type { BeginGroup, DisplayItem, GlyphItem, ImageItem, PathItem, Stroke } from '../layout/display-list.js';
import { traceOutline, type PathSink } from '../layout/outline.js';
import { parsePath } from '../layout/path.js';
import type { Shaper } from '../layout/shape.js';

/** The part of a 2D context that is used; a browser's and that of `@napi-rs/canvas` both are one. */
export type Canvas2d = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'transform'
  | 'setTransform'
  | 'getTransform'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'bezierCurveTo'
  | 'closePath'
  | 'rect'
  | 'fill'
  | 'stroke'
  | 'clip'
  | 'drawImage'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'lineCap'
  | 'globalAlpha'
  | 'globalCompositeOperation'
  | 'fillRect'
  | 'imageSmoothingEnabled'
  | 'imageSmoothingQuality'
> & { readonly canvas: { width: number; height: number } };

export interface CanvasResources {
  shaper: Pick<Shaper, 'outline' | 'hasFont'>;
  /** The decoded picture of an asset, with `adjustments` made (`adjustPixels`); while it is undefined its layer stays empty. */
  image(asset: string, adjustments?: Adjustments): CanvasImageSource | undefined;
  /** A canvas to compose groups on; by default one like the target. */
  createCanvas?: (width: number, height: number) => { getContext(kind: '2d'): unknown };
}

/** Draws items. The context's transform maps mm on the side to pixels; its alpha multiplies everything. */
export function paintCanvas2d(ctx: Canvas2d, items: readonly DisplayItem[], res: CanvasResources): void {
  const open: Composition[] = [];
  let target = ctx;
  for (const item of items) {
    if (item.kind === 'begin') {
      const composition = beginGroup(target, item, res);
      open.push(composition);
      target = composition.canvas;
    } else if (item.kind === 'end') {
      const composition = open.pop();
      if (composition) target = endGroup(composition);
    } else {
      target.save();
      target.globalAlpha *= item.opacity ?? 1;
      target.transform(...item.matrix);
      if (item.kind === 'glyphs') paintGlyphs(target, item, res);
      else if (item.kind === 'path') paintPath(target, item);
      else paintImage(target, item, res);
      target.restore();
    }
  }
}

function paintGlyphs(ctx: Canvas2d, item: GlyphItem, { shaper }: CanvasResources): void {
  if (!shaper.hasFont(item.font)) return;
  const path = trace(ctx, item, (sink) => {
    for (const glyph of item.glyphs) traceOutline(shaper.outline(item.font, glyph.id), sink, ...glyphMatrix(item, glyph));
  });
  if (item.stroke) stroke(ctx, path, item.stroke);
  fill(ctx, path, item.fill.hex, 'nonzero');
}

function paintPath(ctx: Canvas2d, item: PathItem): void {
  const path = trace(ctx, item, (sink) => traceOutline(parsePath(item.d), sink));
  if (item.fill) fill(ctx, path, item.fill.hex, item.fillRule);
  if (item.stroke) stroke(ctx, path, item.stroke);
}

const paths = new WeakMap<DisplayItem, Path2D>();

/** An item's path: kept for the next repaint in a browser; elsewhere drawn as the context's current path (`null`). */
function trace(ctx: Canvas2d, item: DisplayItem, draw: (sink: PathSink) => void): Path2D | null {
  if (!isBrowserContext(ctx)) {
    ctx.beginPath();
    draw(ctx);
    return null;
  }
  let path = paths.get(item);
  if (!path) {
    path = new Path2D();
    draw(path);
    paths.set(item, path);
  }
  return path;
}

function isBrowserContext(ctx: Canvas2d): boolean {
  return (
    (typeof CanvasRenderingContext2D === 'function' && ctx instanceof CanvasRenderingContext2D) ||
    (typeof OffscreenCanvasRenderingContext2D === 'function' && ctx instanceof OffscreenCanvasRenderingContext2D)
  );
}

function fill(ctx: Canvas2d, path: Path2D | null, colour: string, rule: CanvasFillRule): void {
  ctx.fillStyle = colour;
  if (path) ctx.fill(path, rule);
  else ctx.fill(rule);
}

function stroke(ctx: Canvas2d, path: Path2D | null, { ink, width }: Stroke): void {
  ctx.strokeStyle = ink.hex;
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  if (path) ctx.stroke(path);
  else ctx.stroke();
}

function paintImage(ctx: Canvas2d, item: ImageItem, res: CanvasResources): void {
  const image = res.image(item.asset, item.adjustments);
  if (!image) return;
  const { width, height } = sourceSize(image);
  if (!(width > 0 && height > 0)) return;
  const isWhole = item.crop.width === 1 && item.crop.height === 1;
  if (item.clip !== undefined || !isWhole) {
    ctx.beginPath();
    if (item.clip === undefined) ctx.rect(0, 0, item.width, item.height);
    else traceOutline(parsePath(item.clip), ctx);
    ctx.clip();
  }
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  // The whole picture is laid so that its crop covers the frame: cutting the source first would blur its edge.
  const wide = item.width / item.crop.width;
  const high = item.height / item.crop.height;
  ctx.drawImage(image, -item.crop.x * wide, -item.crop.y * high, wide, high);
}

function sourceSize(image: CanvasImageSource): { width: number; height: number } {
  if ('naturalWidth' in image) return { width: image.naturalWidth, height: image.naturalHeight };
  if ('videoWidth' in image) return { width: image.videoWidth, height: image.videoHeight };
  if ('displayWidth' in image) return { width: image.displayWidth, height: image.displayHeight };
  return { width: Number(image.width), height: Number(image.height) };
}

interface Composition {
  canvas: Canvas2d;
  parent: Canvas2d;
  opacity: number;
  x: number;
  y: number;
}

/** Opens a canvas over the group's pixels, on the parent's pixel grid so that nothing is resampled. */
function beginGroup(parent: Canvas2d, group: BeginGroup, res: CanvasResources): Composition {
  const { a, b, c, d, e, f } = parent.getTransform();
  const { x, y, width, height } = group.bounds;
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ] as const;
  const xs = corners.map(([u, v]) => a * u + c * v + e);
  const ys = corners.map(([u, v]) => b * u + d * v + f);
  const left = Math.max(0, Math.floor(Math.min(...xs)) - 2);
  const top = Math.max(0, Math.floor(Math.min(...ys)) - 2);
  const right = Math.min(parent.canvas.width, Math.ceil(Math.max(...xs)) + 2);
  const bottom = Math.min(parent.canvas.height, Math.ceil(Math.max(...ys)) + 2);
  const create = res.createCanvas ?? ((w: number, h: number) => canvasLike(parent, w, h));
  const canvas = create(Math.max(1, right - left), Math.max(1, bottom - top)).getContext('2d') as Canvas2d;
  canvas.setTransform(a, b, c, d, e - left, f - top);
  return { canvas, parent, opacity: group.opacity, x: left, y: top };
}

function endGroup({ canvas, parent, opacity, x, y }: Composition): Canvas2d {
  // Fading the group in place rounds each colour to the nearest step; drawing it with an alpha rounds downwards.
  canvas.setTransform(1, 0, 0, 1, 0, 0);
  canvas.globalCompositeOperation = 'destination-in';
  canvas.globalAlpha = opacity;
  canvas.fillStyle = '#000000';
  canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
  parent.save();
  parent.setTransform(1, 0, 0, 1, 0, 0);
  parent.drawImage(canvas.canvas as CanvasImageSource, x, y);
  parent.restore();
  return parent;
}

function canvasLike(parent: Canvas2d, width: number, height: number): { getContext(kind: '2d'): unknown } {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  const canvas = parent.canvas as { ownerDocument?: Document; constructor: unknown };
  if (canvas.ownerDocument) return Object.assign(canvas.ownerDocument.createElement('canvas'), { width, height });
  return new (canvas.constructor as new (w: number, h: number) => { getContext(kind: '2d'): unknown })(width, height);
}
