import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { Artwork } from './artwork.js';
import type { Editor } from './editor.js';
import type { EditorState } from './editor-state.js';
import { Ghosts } from './ghosts.js';
import { enteredPath, layersOf } from './layers.js';
import { Marks } from './marks.js';
import { MockupPicture, pictureFor } from './mockup.js';
import { overlayState } from './overlay-state.js';
import { Overlay } from './overlay.js';
import type { Sheet } from './sheet.js';
import type { Guide } from './tools/snap.js';
import type { Gesture } from './tools/stage-port.js';
import type { Size, View } from './view.js';
import { placedLayers } from './within.js';

/** Where the scene is shown. */
export interface Places {
  mockup: HTMLElement;
  backdrop: HTMLCanvasElement;
  canvas: HTMLElement;
}

export interface SceneHooks {
  /** Outlines and handles have a new place. */
  drawn(): void;
  /** The shopper's own guides on this side. */
  guides(): readonly Guide[];
  /** Says a distance in mm. */
  figure(mm: number): string;
}

/** Everything that is painted on the stage: the product's picture, the design, and what lies over it. */
export class Scene {
  readonly artwork: Artwork;
  readonly ghosts: Ghosts;
  readonly #editor: Editor;
  readonly #marks = new Marks();
  readonly #overlay: Overlay;
  readonly #picture: MockupPicture;
  readonly #hooks: SceneHooks;
  #view: View | null = null;
  #gesture: Gesture | null = null;
  #hovered: Layer | null = null;
  #textLayer: string | null = null;
  #colours = { accent: '#1d5fd1', guide: '#d6336c', paper: '#ffffff', ink: '#1c1b1f' };
  #isCoarse = false;

  constructor(editor: Editor, places: Places, hooks: SceneHooks) {
    this.#editor = editor;
    this.#hooks = hooks;
    this.artwork = new Artwork(
      editor.layouts,
      (asset, adjustments) => editor.image(asset, adjustments),
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

  /** The design's own colour at a point in CSS px, `#rrggbb`; null where it has none. */
  colourAt({ x, y }: Point): string | null {
    const { canvas } = this.artwork.sheet;
    const ratio = canvas.width / canvas.clientWidth;
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getContext('2d')!.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
    return a < 128 ? null : `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  }

  /** A running gesture; null when it ended and everything lies down again. */
  showGesture(gesture: Gesture | null): void {
    this.#gesture = gesture;
    if (!gesture) this.artwork.lift(this.#lifted());
  }

  /** The text being edited in place is painted alone. */
  editText(layerId: string | null): void {
    this.#textLayer = layerId;
    this.artwork.lift(this.#lifted());
    this.drawOverlay();
  }

  /** A text in a group is painted with all of the group. */
  #lifted(): string[] {
    if (!this.#textLayer) return [];
    return [enteredPath(this.#editor.state)[0]?.id ?? this.#textLayer];
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
      hovered: (this.#hovered && placedLayers(state).find(({ id }) => id === this.#hovered?.id)) ?? null,
      ghosts: this.ghosts.shown,
      colours: this.#colours,
      isCoarse: this.#isCoarse,
      own: this.#hooks.guides(),
      figure: (mm) => this.#hooks.figure(mm),
    });
    this.#overlay.draw(shown, this.#textLayer !== null || (this.#gesture !== null && !this.#gesture.marquee));
    this.#hooks.drawn();
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
