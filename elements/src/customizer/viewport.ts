import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Editor } from './editor.js';
import { layersOf } from './layers.js';
import { selectionBox } from './selection-box.js';
import { fit, fitTo, LOW_STAGE_PX, near, panned, type Size, View, type Zoom, zoomed } from './view.js';

/** How near the product is, and which part of it: what the shopper set, or what the stage decides by its size. */
export class Viewport {
  readonly #editor: Editor;
  readonly #changed: (view: View, side: TemplateSide) => void;
  #size: Size = { width: 0, height: 0 };
  #view: View | null = null;
  /** Null while the stage decides by itself. */
  #zoom: Zoom | null = null;
  /** In a low stage the shopper may ask for the whole product nevertheless. */
  #isWhole = false;

  /** `changed`: there is a new view, to be painted with. */
  constructor(editor: Editor, changed: (view: View, side: TemplateSide) => void) {
    this.#editor = editor;
    this.#changed = changed;
  }

  get view(): View | null {
    return this.#view;
  }

  get size(): Size {
    return this.#size;
  }

  /** Nobody zoomed, and the stage is low: it follows what is worked on. */
  get isFollowing(): boolean {
    return this.#isLow && !this.#zoom;
  }

  resize(size: Size): void {
    this.#size = size;
    if (!this.#isLow) this.#isWhole = false;
    this.renew();
  }

  /** As the stage decides, on a new side. */
  reset(): void {
    this.#zoom = null;
    this.renew();
  }

  /** Shows the whole product again, and goes on doing so when the size changes. */
  fit(): void {
    this.#isWhole = true;
    this.reset();
  }

  renew(): void {
    const side = this.#editor.templateSide;
    if (!side || this.#size.width === 0) return;
    this.#view = new View(side, this.#zoom ?? this.#fitted(side));
    this.#changed(this.#view, side);
  }

  panBy(px: Point): void {
    const side = this.#editor.templateSide;
    if (side && this.#view) this.#set(panned(side, this.#view.zoom, px, this.#size));
  }

  /** Shows what is selected from near; with nothing selected the whole print area. */
  fitNear(): void {
    const side = this.#editor.templateSide;
    if (!side) return;
    const box = selectionBox(this.#editor.state, new View(side, { scale: 1, x: 0, y: 0 }));
    this.#set(box ? near(side, box, this.#size) : fit(side, this.#size, true));
  }

  /** About `at` (px), else about `box` (px), else about the middle of the print area. */
  zoomBy(by: number, at?: Point, box?: DOMRectReadOnly | null): void {
    const side = this.#editor.templateSide;
    if (!side || !this.#view) return;
    const about =
      at ??
      (box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : this.#view.toScreen({ x: side.width / 2, y: side.height / 2 }));
    this.#set(zoomed(side, this.#view.zoom, by, about, this.#size));
  }

  #set(zoom: Zoom): void {
    this.#zoom = zoom;
    this.renew();
  }

  get #isLow(): boolean {
    return this.#size.height < LOW_STAGE_PX;
  }

  /** The whole product; in a low stage, as above a phone's sheet, what is selected or else the whole design. */
  #fitted(side: TemplateSide): Zoom {
    const { state } = this.#editor;
    if (!this.#isLow || this.#isWhole) return fit(side, this.#size);
    const everything = { ...state, entered: null, selection: layersOf(state.document, state.side).map(({ id }) => id) };
    const box = selectionBox(state.selection.length > 0 ? state : everything, new View(side, { scale: 1, x: 0, y: 0 }));
    return box ? fitTo(side, box, this.#size) : fit(side, this.#size);
  }
}
