import type { Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { IDENTITY } from '@luneo/sdk/layout/matrix.js';
import { type CanvasResources, paintCanvas2d } from '@luneo/sdk/paint/canvas2d.js';
import type { LaidOut, Layouts } from './layouts.js';
import { type Paint, Sheet } from './sheet.js';
import type { Motion } from './tools/transform.js';
import type { View } from './view.js';

interface Piece {
  layer: Layer;
  laidOut: LaidOut;
  /** How a lifted layer has been moved since it was laid out. */
  motion: Motion | null;
}

type Context = CanvasRenderingContext2D;

/**
 * The design on canvas: each layer painted by the SDK from its cached layout, in mm. Lifted layers lie alone on a sheet
 * of their own, so that moving or typing repaints nothing else.
 */
export class Artwork {
  /** Everything at rest, on `ground`. */
  readonly sheet: Sheet;
  /** What is being moved or typed. */
  readonly dragSheet = new Sheet([(context) => this.#paintLifted(context)], false);
  readonly #layouts: Layouts;
  readonly #resources: CanvasResources;
  /** Back to front. */
  #pieces = new Map<string, Piece>();
  #lift: ReadonlySet<string> = new Set();
  #side: TemplateSide | null = null;
  #matrix = IDENTITY;

  constructor(layouts: Layouts, image: CanvasResources['image'], ground: Paint) {
    this.#layouts = layouts;
    this.#resources = {
      shaper: { hasFont: (id) => layouts.shaper?.hasFont(id) ?? false, outline: (id, glyph) => layouts.shaper!.outline(id, glyph) },
      image,
    };
    this.sheet = new Sheet([ground, (context) => this.#paintOutside(context), (context) => this.#paintInside(context)]);
  }

  /** Puts mm at their place on the screen. */
  setView({ matrix }: View): void {
    this.#matrix = matrix;
    this.paint();
  }

  /** Shows `layers`, back to front. Only layers that changed are laid out, only sheets that changed are painted. */
  sync(side: TemplateSide, layers: readonly Layer[]): void {
    const isNewSide = this.#side?.id !== side.id;
    this.#side = side;
    const before = this.#pieces;
    this.#pieces = new Map(layers.map((layer) => [layer.id, this.#pieceFor(layer, side, before.get(layer.id))]));
    for (const id of before.keys()) if (!this.#pieces.has(id)) this.#repaint(id);
    const order = [...before.keys()];
    if (isNewSide || layers.some(({ id }, index) => id !== order[index])) this.paint();
  }

  /**
   * Takes layers off the sheet at rest; `[]` lays everything down again. An empty sheet is hidden: one canvas less to
   * compose, and Chromium sometimes goes on showing what a canvas held before it was cleared.
   */
  lift(ids: Iterable<string>): void {
    const lift = new Set(ids);
    if (lift.size === this.#lift.size && [...lift].every((id) => this.#lift.has(id))) return;
    for (const [id, piece] of this.#pieces) if (lift.has(id) !== this.#lift.has(id)) piece.motion = null;
    this.#lift = lift;
    this.dragSheet.isShown = lift.size > 0;
    this.paint();
  }

  /** Shows a lifted layer as it would be after `motion`: a transform, no layout. */
  move(id: string, motion: Motion): void {
    const piece = this.#pieces.get(id);
    if (!piece) return;
    piece.motion = motion;
    this.dragSheet.repaint();
  }

  /** Shows a lifted layer as `draft`, laid out for this frame only. */
  preview(draft: Layer): void {
    const piece = this.#pieces.get(draft.id);
    if (!piece || !this.#side) return;
    piece.laidOut = this.#layouts.layer(draft, this.#side);
    this.dragSheet.repaint();
  }

  /** Paints both sheets in the next frame: pictures arrived, or the zoom changed. */
  paint(): void {
    this.sheet.repaint();
    this.dragSheet.repaint();
  }

  close(): void {
    this.sheet.close();
    this.dragSheet.close();
  }

  #pieceFor(layer: Layer, side: TemplateSide, known: Piece | undefined): Piece {
    const laidOut = this.#layouts.layer(layer, side);
    if (known?.layer === layer && known.laidOut === laidOut) return known;
    if (known?.laidOut !== laidOut || known.motion) this.#repaint(layer.id);
    return { layer, laidOut, motion: null };
  }

  #repaint(id: string): void {
    (this.#lift.has(id) ? this.dragSheet : this.sheet).repaint();
  }

  #paintLifted(context: Context): void {
    context.transform(...this.#matrix);
    this.#paintPieces(context, true);
  }

  #paintPieces(context: Context, lifted: boolean): void {
    for (const [id, { laidOut, motion }] of this.#pieces) {
      if (this.#lift.has(id) !== lifted) continue;
      if (!motion) {
        paintCanvas2d(context, laidOut.items, this.#resources);
        continue;
      }
      context.save();
      follow(context, motion);
      paintCanvas2d(context, laidOut.items, this.#resources);
      context.restore();
    }
  }

  #paintInside(context: Context): void {
    if (!this.#side) return;
    context.transform(...this.#matrix);
    context.beginPath();
    context.rect(0, 0, this.#side.width, this.#side.height);
    context.clip();
    this.#paintPieces(context, false);
  }

  /** What lies over the edge of the product, faintly: it is not lost, and it will not be made. */
  #paintOutside(context: Context): void {
    if (!this.#side) return;
    const { width, height } = this.#side;
    context.transform(...this.#matrix);
    // Nowhere under the side: what is see-through there would be darker than it is made.
    context.beginPath();
    context.rect(-9 * width, -9 * height, 19 * width, 19 * height);
    context.rect(0, 0, width, height);
    context.clip('evenodd');
    context.globalAlpha = 0.22;
    for (const [id, piece] of this.#pieces) {
      if (!this.#lift.has(id) && this.#reachesOut(piece)) paintCanvas2d(context, piece.laidOut.items, this.#resources);
    }
  }

  #reachesOut({ layer, laidOut: { metrics } }: Piece): boolean {
    const bounds = metrics.find(({ layerId }) => layerId === layer.id)?.bounds;
    if (!bounds || !this.#side) return false;
    return bounds.x < 0 || bounds.y < 0 || bounds.x + bounds.width > this.#side.width || bounds.y + bounds.height > this.#side.height;
  }
}

function follow(context: Context, { pivot, dx, dy, scale, turn }: Motion): void {
  context.translate(pivot.x + dx, pivot.y + dy);
  context.rotate((turn * Math.PI) / 180);
  context.scale(scale, scale);
  context.translate(-pivot.x, -pivot.y);
}
