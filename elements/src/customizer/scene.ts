import type { Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { Artwork } from './artwork.js';
import type { Editor } from './editor.js';
import type { EditorState } from './editor-state.js';
import { Ghosts } from './ghosts.js';
import { layersOf } from './layers.js';
import { Marks } from './marks.js';
import { MockupPicture, pictureFor } from './mockup.js';
import { overlayState } from './overlay-state.js';
import { Overlay } from './overlay.js';
import type { Sheet } from './sheet.js';
import type { Gesture } from './tools/stage-port.js';
import type { Size, View } from './view.js';

/** Where the scene is shown. */
export interface Places {
  mockup: HTMLElement;
  backdrop: HTMLCanvasElement;
  canvas: HTMLElement;
}

/** Everything that is painted on the stage: the product's picture, the design, and what lies over it. */
export class Scene {
  readonly artwork: Artwork;
  readonly ghosts: Ghosts;
  readonly #editor: Editor;
  readonly #marks = new Marks();
  readonly #overlay: Overlay;
  readonly #picture: MockupPicture;
  readonly #drawn: () => void;
  #view: View | null = null;
  #gesture: Gesture | null = null;
  #hovered: Layer | null = null;
  #textLayer: string | null = null;
  #colours = { accent: '#1d5fd1', guide: '#d6336c', paper: '#ffffff', ink: '#1c1b1f' };
  #isCoarse = false;

  /** `drawn`: outlines and handles have a new place. */
  constructor(editor: Editor, places: Places, drawn: () => void) {
    this.#editor = editor;
    this.#drawn = drawn;
    this.artwork = new Artwork(
      editor.layouts,
      (asset) => editor.image(asset),
      (context) => this.#marks.paint(context),
    );
    this.#overlay = new Overlay(this.artwork.dragSheet);
    this.#picture = new MockupPicture(places.mockup, places.backdrop);
    this.ghosts = new Ghosts(() => this.drawOverlay());
    places.canvas.append(...this.#sheets.map(({ canvas }) => canvas));
  }

  /** Something moves or is typed: its outline is elsewhere with the next event. */
  get isBusy(): boolean {
    return this.#gesture !== null || this.#textLayer !== null;
  }

  /** Leaves the sheets empty: call `paint` in the same frame. `accent`: CSS colour of outlines and handles. */
  resize(size: Size, isCoarse: boolean, accent: string): void {
    this.#isCoarse = isCoarse;
    this.#colours = { ...this.#colours, accent };
    const ratio = Math.min(devicePixelRatio || 1, isCoarse ? 2 : 3);
    for (const sheet of this.#sheets) sheet.resize(size, ratio);
  }

  paint(): void {
    for (const sheet of this.#sheets) sheet.paint();
  }

  look(view: View, side: TemplateSide, size: Size, isEmpty: boolean): void {
    this.#view = view;
    this.artwork.setView(view);
    this.#picture.place(side, view.zoom, size);
    this.#marks.set(side, view, isEmpty);
    this.artwork.paint();
  }

  /** `nameOf`: what the product's picture shows, in words. */
  show(side: TemplateSide, state: EditorState, nameOf: (product: string, side: string) => string): void {
    const layers = layersOf(state.document, state.side);
    this.artwork.sync(side, layers);
    if (this.#marks.set(side, this.#view!, layers.length === 0)) this.artwork.sheet.repaint();
    const { product } = state;
    if (!product) return;
    const url = pictureFor(side, product.template, state.document);
    this.#picture.show(this.#editor.mediaUrl(url), nameOf(product.name, side.name));
  }

  /** A running gesture; null when it ended and everything lies down again. */
  showGesture(gesture: Gesture | null): void {
    this.#gesture = gesture;
    if (!gesture) this.artwork.lift(this.#textLayer ? [this.#textLayer] : []);
  }

  /** The text being edited in place is painted alone. */
  editText(layerId: string | null): void {
    this.#textLayer = layerId;
    this.artwork.lift(layerId ? [layerId] : []);
    this.drawOverlay();
  }

  hover(layer: Layer | null): void {
    if (layer === this.#hovered) return;
    this.#hovered = layer;
    this.drawOverlay();
  }

  drawOverlay(): void {
    const [view, side] = [this.#view, this.#editor.templateSide];
    if (!view || !side) return;
    const { state } = this.#editor;
    const shown = overlayState({
      state,
      view,
      side,
      gesture: this.#gesture,
      isEditingText: this.#textLayer !== null,
      hovered: layersOf(state.document, state.side).find(({ id }) => id === this.#hovered?.id) ?? null,
      ghosts: this.ghosts.shown,
      colours: this.#colours,
      isCoarse: this.#isCoarse,
    });
    this.#overlay.draw(shown, this.#textLayer !== null || (this.#gesture !== null && !this.#gesture.marquee));
    this.#drawn();
  }

  close(): void {
    this.artwork.close();
    this.#overlay.close();
  }

  /** Back to front. */
  get #sheets(): Sheet[] {
    return [this.artwork.sheet, this.artwork.dragSheet, this.#overlay.sheet];
  }
}
