import { ContextConsumer } from '@lit/context';
import { html, LitElement, type TemplateResult } from 'lit';
import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { define } from '../shared/define.js';
import { figures } from '../shared/figures.js';
import { en, loadStrings, type Strings } from '../shared/strings.js';
import { stringsContext } from '../shared/use-editor.js';
import { renderMirror } from './a11y-mirror.js';
import { Announcer } from './announcer.js';
import { type AlignTo, type ArrangeCommand, loadArrange } from './arrange/command.js';
import { editorContext } from './editor-context.js';
import type { Editor } from './editor.js';
import { type EditorState, INITIAL_STATE } from './editor-state.js';
import { Guides } from './guides.js';
import { layersOf } from './layers.js';
import { Scene } from './scene.js';
import { selectionBox } from './selection-box.js';
import type { StageStrings } from './stage-strings.js';
import { stageStyles } from './stage.styles.js';
import { bindPointers } from './tools/bind-pointers.js';
import { handleKey, type Zooming } from './tools/keys.js';
import { SelectTool } from './tools/select.js';
import type { Gesture, StagePort } from './tools/stage-port.js';
import { TextEdit } from './tools/text-edit.js';
import type { View } from './view.js';
import { Viewport } from './viewport.js';
import { placedLayers } from './within.js';

/**
 * The product with the design on it: picture, print area, artwork, handles, and the same objects as DOM for keyboard and
 * screen reader. Fills its container; takes the editor from `editorContext` and tells it what the shopper did.
 *
 * @fires selection-box - `detail`: the selection's box in CSS px from the stage's top left, or null while nothing is
 * selected or something moves.
 * @fires look - the product is nearer, or elsewhere
 * @csspart mockup - the product picture
 * @csspart objects - the focusable objects
 * @csspart text-field - the field over a text being edited
 */
export class LuneoStage extends LitElement {
  static override styles = stageStyles;

  readonly #strings = new ContextConsumer(this, { context: stringsContext, subscribe: true });
  /** A stage in a panel of somebody's own has nobody to give it words. */
  #found: Strings = en;
  #speaks = 'en';
  #editor: Editor | null = null;
  #seen: EditorState = INITIAL_STATE;
  #scene: Scene | null = null;
  #viewport: Viewport | null = null;
  #text: TextEdit | null = null;
  #tool: SelectTool | null = null;
  #box = '';
  #heldFocus = false;
  #locale = 'en';
  /** The shopper's own lines to arrange by. */
  readonly guides = new Guides();
  #unbind: (() => void) | null = null;
  readonly #announcer = new Announcer((words) => this.#say(words));
  readonly #resizes = globalThis.ResizeObserver ? new ResizeObserver(() => this.#resize()) : null;

  constructor() {
    super();
    this.guides.addEventListener('change', () => this.#scene?.drawOverlay());
    new ContextConsumer(this, { context: editorContext, subscribe: true, callback: (editor) => this.#follow(editor) });
  }

  /** Shows the whole product again, and goes on doing so when the size changes. */
  fit(): void {
    this.#viewport?.fit();
  }

  zoom(how: Zooming): void {
    if (how === 'whole') this.fit();
    else if (how === 'near') this.#viewport?.fitNear();
    else this.#zoomBy(how === 'in' ? 1.4 : 1 / 1.4);
  }

  /** Says something in the live region. */
  say(words: string): void {
    this.#announcer.tell(words);
  }

  /** The design's own colour at a point in CSS px from the stage's top left, `#rrggbb`; null where it has none. */
  colourAt(point: Point): string | null {
    return this.#scene?.colourAt(point) ?? null;
  }

  /** Does an arranging command to what is selected, and says what came of it. */
  async arrange(command: ArrangeCommand, to?: AlignTo): Promise<void> {
    const { words } = this;
    const editor = this.#editor!;
    const outcome = await loadArrange().then(
      ({ arrange }) => arrange(editor, command, { ...(to && { to }), groupName: words.object.group }),
      () => null,
    );
    this.say(
      outcome === null ? words.offline : 'done' in outcome ? words.arranged[outcome.done](outcome.count) : words.refused[outcome.refused],
    );
  }

  /** Edits a text layer of the current side where it stands. */
  beginTextEdit(layerId: string): void {
    this.#text?.open(layerId);
  }

  /** Where mm of the side lie in the stage. Null until there is something to show. */
  get view(): View | null {
    return this.#viewport?.view ?? null;
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
    const view = this.#viewport?.view;
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
                onFocus: (layer, event) => this.#focused(layer, event),
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
    return (this.#strings.value ?? this.#found).stage;
  }

  #speak(locale: string): void {
    if (locale === this.#speaks) return;
    this.#speaks = locale;
    void loadStrings(locale).then((strings) => {
      if (locale !== this.#speaks) return;
      this.#found = strings;
      this.requestUpdate();
    });
  }

  protected override firstUpdated(): void {
    this.#build();
  }

  protected override willUpdate(): void {
    if (!this.#strings.value) this.#speak(this.locale);
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
    const scene = (this.#scene = new Scene(
      editor,
      { mockup: query('.mockup'), backdrop: query('.backdrop'), canvas: query('.canvas') },
      {
        drawn: () => this.#tellBox(),
        guides: () => this.guides.on(editor.state.side),
        figure: (mm) => `${figures(this.#locale, mm)[0]} mm`,
      },
    ));
    this.#viewport = new Viewport(editor, (view, side) => this.#look(view, side));
    const port = this.#port(editor, scene, this.#viewport);
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
    this.#scene?.close();
    this.#scene = this.#viewport = null;
  }

  #port(editor: Editor, scene: Scene, viewport: Viewport): StagePort & { changed(layerId: string | null): void } {
    const stage = (): LuneoStage => this;
    return {
      editor,
      artwork: scene.artwork,
      get view() {
        return viewport.view!;
      },
      get side() {
        return editor.templateSide!;
      },
      get layers() {
        return placedLayers(editor.state);
      },
      get guides() {
        return stage().guides.on(editor.state.side);
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
      panBy: (px) => viewport.panBy(px),
      editText: (id) => this.beginTextEdit(id),
      focusLayer: (id) => this.#focusLayer(id),
      changed: (id) => this.#textEditChanged(id),
    };
  }

  readonly #changed = (): void => {
    const before = this.#seen;
    const state = (this.#seen = this.#editor!.state);
    const side = this.#editor!.templateSide;
    const [scene, viewport] = [this.#scene, this.#viewport];
    if (!side || !scene || !viewport) return;
    if (before.side !== state.side || before.product !== state.product) viewport.reset();
    else if (!viewport.view || (state.selection !== before.selection && state.selection.length > 0 && viewport.isFollowing))
      viewport.renew();
    const isDrawn = state.document !== before.document || state.metrics !== before.metrics || state.side !== before.side;
    if (isDrawn) scene.show(side, state, this.words.product);
    if (state.uploads !== before.uploads) scene.ghosts.show(state.uploads, state.side);
    const isPicked = state.selection !== before.selection || state.entered !== before.entered;
    if (isDrawn || isPicked || state.uploads !== before.uploads) scene.drawOverlay();
    if (isDrawn || isPicked) this.requestUpdate();
    if (this.#text?.layerId && !state.selection.includes(this.#text.layerId)) this.#text.close();
    else if (isDrawn) this.#text?.place();
    this.#announcer.changed(before, state, this.words, this.locale);
  };

  readonly #pixels = (): void => {
    this.#scene?.artwork.paint();
  };

  readonly #editRequest = (event: Event): void => {
    this.beginTextEdit((event as CustomEvent<{ layerId: string }>).detail.layerId);
  };

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this;
    const [scene, viewport] = [this.#scene, this.#viewport];
    if (width === 0 || height === 0 || !scene || !viewport) return;
    this.#locale = this.locale;
    const { color } = getComputedStyle(this.renderRoot.querySelector('.probe.accent')!);
    scene.resize({ width, height }, matchMedia('(pointer: coarse)').matches, color);
    viewport.resize({ width, height });
    this.#changed();
    scene.paint();
  }

  #look(view: View, side: TemplateSide): void {
    this.#scene!.look(view, side, this.#viewport!.size, layersOf(this.#seen.document, this.#seen.side).length === 0);
    this.#text?.place();
    this.#scene!.drawOverlay();
    this.dispatchEvent(new Event('look'));
    this.requestUpdate();
  }

  #zoomBy(by: number, at?: Point): void {
    this.#viewport?.zoomBy(by, at, this.#selectionBox());
  }

  #showGesture(gesture: Gesture | null): void {
    const { state, templateSide } = this.#editor!;
    this.#scene?.showGesture(gesture);
    if (!gesture) this.#scene?.show(templateSide!, state, this.words.product);
    this.#scene?.drawOverlay();
  }

  #hover(layer: Layer | null, cursor: string): void {
    const surface = this.renderRoot.querySelector<HTMLElement>('.surface')!;
    if (surface.style.cursor !== cursor) surface.style.cursor = cursor;
    this.#scene?.hover(layer);
  }

  #selectionBox(): DOMRectReadOnly | null {
    const view = this.#viewport?.view;
    if (!this.#editor || !view || this.#scene?.isBusy) return null;
    return selectionBox(this.#editor.state, view);
  }

  #tellBox(): void {
    const box = this.#selectionBox();
    const key = box ? [box.x, box.y, box.width, box.height].map(Math.round).join() : '';
    if (key === this.#box) return;
    this.#box = key;
    this.dispatchEvent(new CustomEvent('selection-box', { detail: box }));
  }

  #textEditChanged(layerId: string | null): void {
    this.#scene?.editText(layerId);
    if (!layerId && this.#editor?.state.selection[0]) this.#focusLayer(this.#editor.state.selection[0]);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !this.takesKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Does what a key means on the stage. False when it means nothing here. */
  takesKey(event: KeyboardEvent): boolean {
    const editor = this.#editor;
    if (!editor) return false;
    const cancel = (): boolean => {
      const wasBusy = this.#tool?.isBusy ?? false;
      this.#tool?.cancel();
      return wasBusy;
    };
    const target = {
      editor,
      rotation: this.#viewport?.view?.rotation ?? 0,
      editText: (id: string) => this.beginTextEdit(id),
      cancel,
      zoom: (how: Zooming) => this.zoom(how),
      arrange: (command: ArrangeCommand) => void this.arrange(command),
    };
    return handleKey(target, event);
  }

  /** The keyboard selects what it goes to; coming from outside it goes to what is selected already. */
  #focused(layer: Layer, { relatedTarget, currentTarget }: FocusEvent): void {
    const { selection } = this.#editor!.state;
    if (this.#tool?.isBusy || selection.includes(layer.id)) return;
    const isFromOutside = !(currentTarget as Element).closest('.mirror')!.contains(relatedTarget as Node | null);
    if (selection.length > 1 && isFromOutside && !this.renderRoot.querySelector('[data-pointer]')) this.#focusLayer(selection[0]!);
    else this.#editor!.select([layer.id]);
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
