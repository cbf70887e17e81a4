import { ContextConsumer } from '@lit/context';
import { html, LitElement, type TemplateResult } from 'lit';
import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { define } from '../shared/define.js';
import { renderMirror } from './a11y-mirror.js';
import { Announcer } from './announcer.js';
import { Artwork } from './artwork.js';
import { editorContext } from './editor-context.js';
import type { Editor } from './editor.js';
import { type EditorState, INITIAL_STATE } from './editor-state.js';
import { Ghosts } from './ghosts.js';
import { layersOf } from './layers.js';
import { Marks } from './marks.js';
import { MockupPicture, pictureFor } from './mockup.js';
import { overlayState } from './overlay-state.js';
import { Overlay } from './overlay.js';
import { selectionBox } from './selection-box.js';
import type { Sheet } from './sheet.js';
import { stageStrings, type StageStrings } from './stage-strings.js';
import { stageStyles } from './stage.styles.js';
import { bindPointers } from './tools/bind-pointers.js';
import { handleKey } from './tools/keys.js';
import { SelectTool } from './tools/select.js';
import type { Gesture, StagePort } from './tools/stage-port.js';
import { TextEdit } from './tools/text-edit.js';
import { fit, fitTo, LOW_STAGE_PX, panned, type Size, View, type Zoom, zoomed } from './view.js';

/**
 * The product with the design on it: picture, print area, artwork, handles, and the same objects as DOM for keyboard and
 * screen reader. Fills its container; takes the editor from `editorContext` and tells it what the shopper did.
 *
 * @fires selection-box - `detail`: the selection's box in CSS px from the stage's top left, or null while nothing is
 * selected or something moves.
 * @csspart mockup - the product picture
 * @csspart objects - the focusable objects
 * @csspart text-field - the field over a text being edited
 */
export class LuneoStage extends LitElement {
  static override styles = stageStyles;

  #editor: Editor | null = null;
  #seen: EditorState = INITIAL_STATE;
  #artwork: Artwork | null = null;
  #overlay: Overlay | null = null;
  readonly #marks = new Marks();
  #picture: MockupPicture | null = null;
  #text: TextEdit | null = null;
  #tool: SelectTool | null = null;
  #view: View | null = null;
  #size: Size = { width: 0, height: 0 };
  /** Null while the stage decides by itself. */
  #zoom: Zoom | null = null;
  /** In a low stage the shopper may ask for the whole product nevertheless. */
  #isWhole = false;
  #gesture: Gesture | null = null;
  #hovered: Layer | null = null;
  #box = '';
  #isCoarse = false;
  #heldFocus = false;
  #locale = 'en';
  #colours = { accent: '#1d5fd1', guide: '#d6336c', paper: '#ffffff', ink: '#1c1b1f' };
  #unbind: (() => void) | null = null;
  readonly #ghosts = new Ghosts(() => this.#drawOverlay());
  readonly #announcer = new Announcer((words) => this.#say(words));
  readonly #resizes = globalThis.ResizeObserver ? new ResizeObserver(() => this.#resize()) : null;

  constructor() {
    super();
    new ContextConsumer(this, { context: editorContext, subscribe: true, callback: (editor) => this.#follow(editor) });
  }

  /** Shows the whole product again, and goes on doing so when the size changes. */
  fit(): void {
    this.#isWhole = true;
    this.#setZoom(null);
  }

  zoomIn(): void {
    this.#zoomBy(1.4);
  }

  zoomOut(): void {
    this.#zoomBy(1 / 1.4);
  }

  /** Edits a text layer of the current side where it stands. */
  beginTextEdit(layerId: string): void {
    this.#text?.open(layerId);
  }

  /** The selection's outline in the viewport, or null when nothing is selected or something moves. */
  selectionRect(): DOMRect | null {
    const box = this.#selectionBox();
    const { left, top } = this.getBoundingClientRect();
    return box && new DOMRect(box.x + left, box.y + top, box.width, box.height);
  }

  /** Gives the keyboard to the selected object, else to the first one. */
  override focus(options?: FocusOptions): void {
    const id = this.#editor?.state.selection[0];
    const target = (id && this.#mirrored(id)) || this.renderRoot.querySelector<HTMLElement>('.mirror button, .mirror');
    target?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes?.observe(this);
    this.#editor?.addEventListener('change', this.#changed);
    if (this.hasUpdated) this.#build();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
    this.#announcer.stop();
    this.#text?.close();
    this.#tearDown();
    this.#unfollow();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const view = this.#view;
    return html`<div class="surface">
        <canvas class="backdrop" hidden></canvas>
        <div class="mockup" part="mockup" role="img" aria-label=""></div>
        <div class="canvas" aria-hidden="true"></div>
        ${
          view && this.#editor
            ? renderMirror({
                state: this.#editor.state,
                view,
                words,
                locale: this.locale,
                onFocus: (layer) => this.#focused(layer),
              })
            : ''
        }
        <textarea
          class="text"
          part="text-field"
          hidden
          spellcheck="false"
          autocapitalize="off"
          aria-label=${words.editing}
          rows="1"
        ></textarea>
      </div>
      <p class="hush" id="help">${words.help}</p>
      <p class="hush" role="status"></p>
      <span class="probe accent"></span>`;
  }

  /** Language of the nearest `lang`, through shadow roots. */
  get locale(): string {
    let element: Element | null = this; // eslint-disable-line typescript/no-this-alias
    while (element) {
      const found = element.closest('[lang]')?.getAttribute('lang');
      if (found) return found;
      element = (element.getRootNode() as ShadowRoot).host ?? null;
    }
    return document.documentElement.lang || 'en';
  }

  get words(): StageStrings {
    return stageStrings(this.locale);
  }

  protected override firstUpdated(): void {
    this.#build();
  }

  protected override willUpdate(): void {
    this.#heldFocus = this.renderRoot.querySelector('.mirror')?.contains(this.shadowRoot!.activeElement) ?? false;
  }

  /** The keyboard goes with the selection, and stays here when its object is deleted. */
  protected override updated(): void {
    if (!this.#heldFocus) return;
    const focused = (this.shadowRoot!.activeElement as HTMLElement | null)?.dataset['layer'];
    const { selection } = this.#editor!.state;
    const [first = null] = selection;
    if (first ? !focused || !selection.includes(focused) : !this.shadowRoot!.activeElement) this.#focusLayer(first);
  }

  #follow(editor: Editor): void {
    this.#unfollow();
    this.#editor = editor;
    editor.addEventListener('change', this.#changed);
    editor.addEventListener('pixels', this.#pixels);
    editor.addEventListener('edit-text-request', this.#editRequest);
    if (this.hasUpdated) this.#build();
  }

  #unfollow(): void {
    this.#editor?.removeEventListener('change', this.#changed);
    this.#editor?.removeEventListener('pixels', this.#pixels);
    this.#editor?.removeEventListener('edit-text-request', this.#editRequest);
  }

  #build(): void {
    const editor = this.#editor;
    if (!editor) return;
    this.#tearDown();
    const query = <T extends Element>(selector: string): T => this.renderRoot.querySelector<T>(selector)!;
    this.#artwork = new Artwork(
      editor.layouts,
      (asset) => editor.image(asset),
      (context) => this.#marks.paint(context),
    );
    this.#overlay = new Overlay(this.#artwork.dragSheet);
    query('.canvas').append(...this.#sheets.map(({ canvas }) => canvas));
    this.#picture = new MockupPicture(query('.mockup'), query('.backdrop'));
    const port = this.#port(editor, this.#artwork);
    this.#tool = new SelectTool(port);
    this.#text = new TextEdit(port as StagePort & { changed(id: string | null): void }, query('textarea'));
    this.#unbind = bindPointers(query('.surface'), this.#tool, { zoom: (by, at) => this.#zoomBy(by, port.pointOf(at)) });
    this.addEventListener('keydown', this.#key);
    this.#seen = INITIAL_STATE;
    this.#resize();
  }

  #tearDown(): void {
    this.removeEventListener('keydown', this.#key);
    this.#unbind?.();
    this.#unbind = null;
    this.#artwork?.close();
    this.#overlay?.close();
    this.#artwork = null;
    this.#overlay = null;
  }

  /** Back to front. */
  get #sheets(): Sheet[] {
    return this.#artwork && this.#overlay ? [this.#artwork.sheet, this.#artwork.dragSheet, this.#overlay.sheet] : [];
  }

  #port(editor: Editor, artwork: Artwork): StagePort & { changed(layerId: string | null): void } {
    const stage = (): LuneoStage => this;
    return {
      editor,
      artwork,
      get view() {
        return stage().#view!;
      },
      get side() {
        return editor.templateSide!;
      },
      get layers() {
        return layersOf(editor.state.document, editor.state.side);
      },
      get locale() {
        return stage().#locale;
      },
      pointOf: ({ clientX, clientY }) => {
        const { left, top } = this.getBoundingClientRect();
        return { x: clientX - left, y: clientY - top };
      },
      show: (gesture) => this.#showGesture(gesture),
      hover: (layer, cursor) => this.#hover(layer, cursor),
      panBy: (px) => {
        const side = editor.templateSide;
        if (side && this.#view) this.#setZoom(panned(side, this.#view.zoom, px, this.#size));
      },
      editText: (id) => this.beginTextEdit(id),
      focusLayer: (id) => this.#focusLayer(id),
      changed: (id) => this.#textEditChanged(id),
    };
  }

  readonly #changed = (): void => {
    const before = this.#seen;
    const state = (this.#seen = this.#editor!.state);
    const side = this.#editor!.templateSide;
    if (!side || !this.#artwork) return;
    if (before.side !== state.side || before.product !== state.product) this.#zoom = null;
    const isElsewhere = state.selection !== before.selection && state.selection.length > 0 && this.#isLow && !this.#zoom;
    if (before.side !== state.side || before.product !== state.product || !this.#view || isElsewhere) this.#newView(side);
    const isDrawn = state.document !== before.document || state.metrics !== before.metrics || state.side !== before.side;
    if (isDrawn) this.#showDesign(side, state);
    if (state.uploads !== before.uploads) this.#ghosts.show(state.uploads, state.side);
    if (isDrawn || state.selection !== before.selection || state.uploads !== before.uploads) this.#drawOverlay();
    if (isDrawn || state.selection !== before.selection) this.requestUpdate();
    if (this.#text?.layerId && !state.selection.includes(this.#text.layerId)) this.#text.close();
    else if (isDrawn) this.#text?.place();
    this.#announcer.changed(before, state, this.words, this.locale);
  };

  readonly #pixels = (): void => {
    this.#artwork?.paint();
  };

  readonly #editRequest = (event: Event): void => {
    this.beginTextEdit((event as CustomEvent<{ layerId: string }>).detail.layerId);
  };

  #showDesign(side: TemplateSide, state: EditorState): void {
    const layers = layersOf(state.document, state.side);
    this.#artwork!.sync(side, layers);
    if (this.#marks.set(side, this.#view!, layers.length === 0)) this.#artwork!.sheet.repaint();
    const { product } = state;
    if (!product) return;
    const url = pictureFor(side, product.template, state.document);
    this.#picture!.show(this.#editor!.mediaUrl(url), this.words.product(product.name, side.name));
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width === 0 || height === 0) return;
    this.#size = { width, height };
    if (!this.#isLow) this.#isWhole = false;
    if (!this.#artwork) return;
    this.#isCoarse = matchMedia('(pointer: coarse)').matches;
    const most = this.#isCoarse ? 2 : 3;
    const ratio = Math.min(devicePixelRatio || 1, most);
    for (const sheet of this.#sheets) sheet.resize(this.#size, ratio);
    this.#locale = this.locale;
    const style = getComputedStyle(this.renderRoot.querySelector('.probe.accent')!);
    this.#colours = { ...this.#colours, accent: style.color };
    const side = this.#editor?.templateSide;
    if (side) this.#newView(side);
    this.#changed();
    for (const sheet of this.#sheets) sheet.paint();
  }

  #newView(side: TemplateSide): void {
    if (this.#size.width === 0) return;
    const view = (this.#view = new View(side, this.#zoom ?? this.#fitted(side)));
    this.#artwork!.setView(view);
    this.#picture!.place(side, view.zoom, this.#size);
    this.#marks.set(side, view, layersOf(this.#seen.document, this.#seen.side).length === 0);
    this.#artwork!.paint();
    this.#text?.place();
    this.#drawOverlay();
    this.requestUpdate();
  }

  get #isLow(): boolean {
    return this.#size.height < LOW_STAGE_PX;
  }

  /** The whole product; in a low stage, as above a phone's sheet, what is selected or else the whole design. */
  #fitted(side: TemplateSide): Zoom {
    const { state } = this.#editor!;
    if (!this.#isLow || this.#isWhole) return fit(side, this.#size);
    const selection = state.selection.length > 0 ? state.selection : layersOf(state.document, state.side).map(({ id }) => id);
    const box = selectionBox({ ...state, selection }, new View(side, { scale: 1, x: 0, y: 0 }));
    return box ? fitTo(side, box, this.#size) : fit(side, this.#size);
  }

  #setZoom(zoom: Zoom | null): void {
    this.#zoom = zoom;
    const side = this.#editor?.templateSide;
    if (side) this.#newView(side);
  }

  /** About `at` (px), else about what is selected, else about the middle of the print area. */
  #zoomBy(by: number, at?: Point): void {
    const side = this.#editor?.templateSide;
    if (!side || !this.#view) return;
    const box = this.#selectionBox();
    const about =
      at ??
      (box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : this.#view.toScreen({ x: side.width / 2, y: side.height / 2 }));
    this.#setZoom(zoomed(side, this.#view.zoom, by, about, this.#size));
  }

  #showGesture(gesture: Gesture | null): void {
    this.#gesture = gesture;
    if (!gesture) {
      this.#artwork?.lift(this.#text?.layerId ? [this.#text.layerId] : []);
      this.#showDesign(this.#editor!.templateSide!, this.#editor!.state);
    }
    this.#drawOverlay();
  }

  #hover(layer: Layer | null, cursor: string): void {
    const surface = this.renderRoot.querySelector<HTMLElement>('.surface')!;
    if (surface.style.cursor !== cursor) surface.style.cursor = cursor;
    if (layer === this.#hovered) return;
    this.#hovered = layer;
    this.#drawOverlay();
  }

  #drawOverlay(): void {
    const [editor, view, side] = [this.#editor, this.#view, this.#editor?.templateSide];
    if (!editor || !view || !side || !this.#overlay) return;
    const state = overlayState({
      state: editor.state,
      view,
      side,
      gesture: this.#gesture,
      isEditingText: this.#text?.layerId != null,
      hovered: layersOf(editor.state.document, editor.state.side).find(({ id }) => id === this.#hovered?.id) ?? null,
      ghosts: this.#ghosts.shown,
      colours: this.#colours,
      isCoarse: this.#isCoarse,
    });
    const isLifted = this.#text?.layerId != null || (this.#gesture !== null && !this.#gesture.marquee);
    this.#overlay.draw(state, isLifted);
    this.#tellBox();
  }

  #selectionBox(): DOMRectReadOnly | null {
    if (!this.#editor || !this.#view || this.#gesture || this.#text?.layerId) return null;
    return selectionBox(this.#editor.state, this.#view);
  }

  #tellBox(): void {
    const box = this.#selectionBox();
    const key = box ? [box.x, box.y, box.width, box.height].map(Math.round).join() : '';
    if (key === this.#box) return;
    this.#box = key;
    this.dispatchEvent(new CustomEvent('selection-box', { detail: box }));
  }

  #textEditChanged(layerId: string | null): void {
    this.#artwork?.lift(layerId ? [layerId] : []);
    this.#drawOverlay();
    if (!layerId && this.#editor?.state.selection[0]) this.#focusLayer(this.#editor.state.selection[0]);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const editor = this.#editor;
    if (!editor || event.defaultPrevented) return;
    const cancel = (): boolean => {
      const wasBusy = this.#tool?.isBusy ?? false;
      this.#tool?.cancel();
      return wasBusy;
    };
    const target = { editor, rotation: this.#view?.rotation ?? 0, editText: (id: string) => this.beginTextEdit(id), cancel };
    if (handleKey(target, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  #focused(layer: Layer): void {
    if (!this.#tool?.isBusy && !this.#editor?.state.selection.includes(layer.id)) this.#editor?.select([layer.id]);
  }

  #focusLayer(id: string | null): void {
    const target = id ? this.#mirrored(id) : this.renderRoot.querySelector<HTMLElement>('.mirror');
    target?.focus({ preventScroll: true });
  }

  #mirrored(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.mirror [data-layer="${CSS.escape(id)}"]`);
  }

  #say(words: string): void {
    const region = this.renderRoot.querySelector('[role=status]');
    if (region) region.textContent = words;
  }
}

define('luneo-stage', LuneoStage);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-stage': LuneoStage;
  }
}
