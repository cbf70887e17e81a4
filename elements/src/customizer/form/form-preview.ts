import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { UseEditor } from '../../shared/use-editor.js';
import { Artwork } from '../artwork.js';
import type { Editor } from '../editor.js';
import { layersOf } from '../layers.js';
import { MockupPicture, pictureFor } from '../mockup.js';
import { stageStyles } from '../stage.styles.js';
import { fit, View } from '../view.js';
import { formWords } from './words.js';

/** The product with the design on it, to look at: painted from the same layout as everything else. */
export class LuneoFormPreview extends LitElement {
  static override properties = { closer: { type: Boolean } };
  static override styles = [
    stageStyles,
    css`
      :host {
        contain: strict;
      }
    `,
  ];

  /** The print area fills the place. */
  declare closer: boolean;
  readonly #use = new UseEditor(this, ['product', 'document', 'side', 'metrics', 'fontsReady', 'phase']);
  #artwork: Artwork | null = null;
  #picture: MockupPicture | null = null;
  #size = { width: 0, height: 0 };
  #followed: Editor | null = null;
  #watch: ResizeObserver | null = null;

  constructor() {
    super();
    this.closer = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      this.#size = { width, height };
      this.#resize();
    });
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#followed?.removeEventListener('pixels', this.#paint);
    this.#artwork?.close();
    this.#artwork = this.#picture = this.#followed = null;
  }

  protected override render(): TemplateResult {
    const { product, side } = this.#use.state;
    const name = product?.template.sides.find(({ id }) => id === side)?.name ?? '';
    const label = formWords(this.#use.locale, this.#use.t.own).preview(product?.name ?? '', name);
    return html`<div class="surface">
      <canvas class="backdrop" hidden></canvas>
      <div class="mockup" part="mockup" role="img" aria-label=${label}></div>
      <div class="canvas" aria-hidden="true"></div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { state } = this.#use;
    if (state.phase !== 'ready') return;
    const { editor } = this.#use;
    const root = this.renderRoot;
    if (!this.#artwork) {
      this.#followed = editor;
      editor.addEventListener('pixels', this.#paint);
      this.#artwork = new Artwork(
        editor.layouts,
        (asset, adjustments) => editor.image(asset, adjustments),
        () => undefined,
      );
      this.#picture = new MockupPicture(root.querySelector('.mockup')!, root.querySelector('.backdrop')!);
      root.querySelector('.canvas')!.append(this.#artwork.sheet.canvas);
      this.#resize();
      return;
    }
    if (changed.has('closer')) this.#resize();
    else this.#show();
  }

  readonly #paint = (): void => this.#artwork?.paint();

  #resize(): void {
    const side = this.#followed?.templateSide;
    if (!this.#artwork || !side || this.#size.width === 0) return;
    this.#artwork.sheet.resize(this.#size, Math.min(devicePixelRatio || 1, matchMedia('(pointer: coarse)').matches ? 2 : 3));
    const zoom = fit(side, this.#size, this.closer);
    this.#picture!.place(side, zoom, this.#size);
    this.#show();
    this.#artwork.setView(new View(side, zoom));
    this.#artwork.sheet.paint();
  }

  #side = '';
  #show(): void {
    const editor = this.#followed;
    const side = editor?.templateSide;
    if (!editor || !side || !this.#artwork) return;
    const { state } = editor;
    if (this.#side !== side.id) {
      this.#side = side.id;
      this.#resize();
      return;
    }
    this.#artwork.sync(side, layersOf(state.document, side.id));
    const { product } = state;
    const label = formWords(this.#use.locale, this.#use.t.own).preview(product!.name, side.name);
    this.#picture!.show(editor.mediaUrl(pictureFor(side, product!.template, state.document)), label);
  }
}

define('luneo-form-preview', LuneoFormPreview);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-form-preview': LuneoFormPreview;
  }
}
