import { Group } from 'konva/lib/Group.js';
import { Layer as Sheet } from 'konva/lib/Layer.js';
import { Shape } from 'konva/lib/Shape.js';
import type { Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Matrix } from '@luneo/sdk/layout/display-list.js';
import { type Canvas2d, type CanvasResources, paintCanvas2d } from '@luneo/sdk/paint/canvas2d.js';
import type { LaidOut, Layouts } from './layouts.js';
import type { Motion } from './tools/transform.js';
import type { View } from './view.js';

interface Node {
  shape: Shape;
  layer: Layer;
  laidOut: LaidOut;
}

/** The native context behind Konva's; painters need the real one. */
const nativeOf = (context: { _context: unknown }): Canvas2d => context._context as Canvas2d;

/**
 * The design on canvas: one Konva shape for each layer, painted by the SDK from its cached layout, in mm. Lifted layers
 * lie alone on a sheet of their own, so that moving or typing repaints nothing else.
 */
export class Artwork {
  /** Everything at rest. */
  readonly sheet = new Sheet({ listening: false });
  /** What is being moved or typed. */
  readonly dragSheet = new Sheet({ listening: false });
  readonly #still = new Group({ listening: false });
  readonly #lifted = new Group({ listening: false });
  /** What lies over the edge of the product, faintly: it is not lost, and it will not be made. */
  readonly #outside: Shape = new Shape({
    listening: false,
    perfectDrawEnabled: false,
    sceneFunc: (context) => this.#paintOutside(nativeOf(context)),
  });
  readonly #layouts: Layouts;
  readonly #resources: CanvasResources;
  #nodes = new Map<string, Node>();
  #lift: ReadonlySet<string> = new Set();
  #side: TemplateSide | null = null;

  constructor(layouts: Layouts, image: CanvasResources['image']) {
    this.#layouts = layouts;
    this.#resources = {
      shaper: { hasFont: (id) => layouts.shaper?.hasFont(id) ?? false, outline: (id, glyph) => layouts.shaper!.outline(id, glyph) },
      image,
    };
    this.#still.clipFunc((context) => {
      if (this.#side) context.rect(0, 0, this.#side.width, this.#side.height);
    });
    this.sheet.add(this.#outside, this.#still);
    this.dragSheet.add(this.#lifted);
    this.dragSheet.visible(false);
  }

  /** Puts mm at their place on the screen. */
  setView({ matrix }: View): void {
    const attributes = decompose(matrix);
    this.#outside.setAttrs(attributes);
    this.#still.setAttrs(attributes);
    this.#lifted.setAttrs(attributes);
  }

  /** Shows `layers`, back to front. Only layers that changed are laid out, only sheets that changed are painted. */
  sync(side: TemplateSide, layers: readonly Layer[]): void {
    const isNewSide = this.#side?.id !== side.id;
    this.#side = side;
    const next = new Map<string, Node>();
    for (const layer of layers) {
      const known = this.#nodes.get(layer.id);
      const laidOut = this.#layouts.layer(layer, side);
      if (known && known.layer === layer && known.laidOut === laidOut) next.set(layer.id, known);
      else next.set(layer.id, this.#show(layer, laidOut, known));
    }
    for (const [id, { shape }] of this.#nodes) {
      if (next.has(id)) continue;
      this.#repaint(shape);
      shape.remove();
    }
    this.#nodes = next;
    this.#order(layers);
    if (isNewSide) this.paint();
  }

  /**
   * Takes layers off the sheet at rest; `[]` lays everything down again. An empty sheet is hidden: one canvas less to
   * compose, and Chromium sometimes goes on showing what a canvas held before it was cleared.
   */
  lift(ids: Iterable<string>): void {
    const lift = new Set(ids);
    if (lift.size === this.#lift.size && [...lift].every((id) => this.#lift.has(id))) return;
    this.#lift = lift;
    this.dragSheet.visible(lift.size > 0);
    for (const [id, { shape }] of this.#nodes) {
      const home = lift.has(id) ? this.#lifted : this.#still;
      if (shape.parent === home) continue;
      shape.setAttrs(REST);
      shape.moveTo(home);
    }
    this.#order([...this.#nodes.values()].map(({ layer }) => layer));
    this.paint();
  }

  /** Shows a lifted layer as it would be after `motion`: a transform, no layout. */
  move(id: string, { pivot, dx, dy, scale, turn }: Motion): void {
    const shape = this.#nodes.get(id)?.shape;
    shape?.setAttrs({ x: pivot.x + dx, y: pivot.y + dy, offsetX: pivot.x, offsetY: pivot.y, scaleX: scale, scaleY: scale, rotation: turn });
  }

  /** Shows a lifted layer as `draft`, laid out for this frame only. */
  preview(draft: Layer): void {
    const node = this.#nodes.get(draft.id);
    if (!node || !this.#side) return;
    node.laidOut = this.#layouts.layer(draft, this.#side);
    this.dragSheet.batchDraw();
  }

  /** Paints both sheets in the next frame: pictures arrived, or the zoom changed. */
  paint(): void {
    this.sheet.batchDraw();
    this.dragSheet.batchDraw();
  }

  destroy(): void {
    this.sheet.destroy();
    this.dragSheet.destroy();
  }

  #show(layer: Layer, laidOut: LaidOut, known: Node | undefined): Node {
    const node = known ?? { shape: this.#makeShape(layer.id), layer, laidOut };
    const changed = known?.laidOut !== laidOut;
    node.layer = layer;
    node.laidOut = laidOut;
    node.shape.setAttrs(REST);
    if (!known) (this.#lift.has(layer.id) ? this.#lifted : this.#still).add(node.shape);
    if (changed) this.#repaint(node.shape);
    return node;
  }

  #makeShape(id: string): Shape {
    return new Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) => {
        const items = this.#nodes.get(id)?.laidOut.items;
        if (items) paintCanvas2d(nativeOf(context), items, this.#resources);
      },
    });
  }

  #paintOutside(context: Canvas2d): void {
    if (!this.#side) return;
    const { width, height } = this.#side;
    // Nowhere under the side: what is see-through there would be darker than it is made.
    context.beginPath();
    context.rect(-9 * width, -9 * height, 19 * width, 19 * height);
    context.rect(0, 0, width, height);
    context.clip('evenodd');
    context.globalAlpha = 0.22;
    for (const { shape, layer, laidOut } of this.#nodes.values()) {
      if (shape.parent === this.#still && this.#reachesOut(layer, laidOut)) paintCanvas2d(context, laidOut.items, this.#resources);
    }
  }

  #reachesOut(layer: Layer, { metrics }: LaidOut): boolean {
    const bounds = metrics.find(({ layerId }) => layerId === layer.id)?.bounds;
    if (!bounds || !this.#side) return false;
    return bounds.x < 0 || bounds.y < 0 || bounds.x + bounds.width > this.#side.width || bounds.y + bounds.height > this.#side.height;
  }

  #repaint(shape: Shape): void {
    (shape.parent === this.#lifted ? this.dragSheet : this.sheet).batchDraw();
  }

  #order(layers: readonly Layer[]): void {
    for (const group of [this.#still, this.#lifted]) {
      const wanted = layers.flatMap((layer) => this.#nodes.get(layer.id)?.shape ?? []).filter((shape) => shape.parent === group);
      if (wanted.every((shape, index) => group.children[index] === shape)) continue;
      group.removeChildren();
      if (wanted.length > 0) group.add(...wanted);
      group.getLayer()?.batchDraw();
    }
  }
}

const REST = { x: 0, y: 0, offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1, rotation: 0 };

/** A Konva node's attributes for a matrix without skew. */
export function decompose([a, b, c, d, e, f]: Matrix): { x: number; y: number; scaleX: number; scaleY: number; rotation: number } {
  return { x: e, y: f, scaleX: Math.hypot(a, b), scaleY: Math.hypot(c, d), rotation: (Math.atan2(b, a) * 180) / Math.PI };
}
