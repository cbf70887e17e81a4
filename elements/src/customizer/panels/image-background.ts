import type { ImageLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import type { Matte } from '../background.js';
import { CutOut } from '../cut-out.js';
import './slider.js';

type Slider = HTMLElementTagNameMap['luneo-slider'];

const START = { reach: 35, softness: 20 };
/** Less than this share of the picture is no background. */
const LEAST = 0.005;

/** Takes an even background out of the selected picture, on this device: shown first, then taken. */
export class LuneoImageBackground extends LitElement {
  static override properties = {
    layer: { attribute: false },
    phase: { state: true },
    reach: { state: true },
    softness: { state: true },
    matte: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host,
      .preview {
        display: grid;
        gap: 12px;
      }
      canvas {
        inline-size: 100%;
        max-block-size: 220px;
        object-fit: contain;
        border-radius: var(--_radius);
        background: repeating-conic-gradient(#e8e6e3 0 25%, #fff 0 50%) 0 0 / 16px 16px;
      }
      .acts {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      @media (forced-colors: active) {
        canvas {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  declare layer: ImageLayer | null;
  declare phase: 'rest' | 'loading' | 'shown' | 'sending' | 'failed';
  declare reach: number;
  declare softness: number;
  declare matte: Matte | null;
  readonly #use = new UsePanel(this, ['product']);
  #cut: CutOut | null = null;
  #turn = 0;

  constructor() {
    super();
    this.layer = this.matte = null;
    this.phase = 'rest';
    Object.assign(this, START);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('layer') as ImageLayer | null | undefined;
    if (before && (before.id !== this.layer?.id || before.asset !== this.layer?.asset)) this.#rest();
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && this.#cut && this.matte) canvas.getContext('2d')!.putImageData(this.#cut.shown(this.matte), 0, 0);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layer } = this;
    const { t } = this.#use;
    if (!layer || this.#use.editor.layouts.pictures.get(layer.asset)?.isVector) return nothing;
    const isBusy = this.phase === 'loading' || this.phase === 'sending';
    if (this.phase === 'shown' && this.#cut && this.matte) return this.#preview(this.#cut, this.matte);
    return html`<button type="button" ?disabled=${layer.locked || isBusy} aria-describedby="hint" @click=${() => this.#begin()}>
        ${icon('ideas')} ${isBusy ? t.picture.working : t.picture.background}
      </button>
      <p class="note" id="hint" role="status">${this.phase === 'failed' ? t.picture.backgroundFailed : t.picture.backgroundHint}</p>`;
  }

  #preview({ size }: CutOut, matte: Matte): TemplateResult {
    const { t } = this.#use;
    const isNothing = matte.taken < LEAST;
    return html`<div class="preview" role="group" aria-label=${t.picture.background}>
      <canvas width=${size.width} height=${size.height} role="img" aria-label=${t.picture.background}></canvas>
      ${this.#slider(t.picture.reach, this.reach, START.reach, (reach) => (this.reach = reach))}
      ${this.#slider(t.picture.softness, this.softness, START.softness, (softness) => (this.softness = softness))}
      <p class="note" role="status" ?hidden=${!isNothing}>${t.picture.backgroundNone}</p>
      <div class="acts">
        <button type="button" @click=${() => this.#rest()}>${t.cancel}</button>
        <button class="primary" type="button" ?disabled=${isNothing} @click=${() => this.#apply()}>${t.picture.background}</button>
      </div>
    </div>`;
  }

  #slider(label: string, value: number, rest: number, set: (value: number) => void): TemplateResult {
    return html`<luneo-slider
      .label=${label}
      .says=${`${value} %`}
      .min=${0}
      .max=${100}
      .step=${1}
      .rest=${rest}
      .value=${value}
      @input=${(event: Event) => {
        set((event.currentTarget as Slider).value);
        void this.#look();
      }}
    ></luneo-slider>`;
  }

  async #begin(): Promise<void> {
    const turn = ++this.#turn;
    this.phase = 'loading';
    try {
      const picture = await this.#use.editor.pictures!.original(this.layer!.asset);
      const cut = await CutOut.of(picture);
      if (turn !== this.#turn) return;
      this.#cut = cut;
      await this.#look();
      this.phase = 'shown';
    } catch {
      if (turn === this.#turn) this.phase = 'failed';
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('luneo-slider')?.shadowRoot?.querySelector('input')?.focus({ preventScroll: true });
  }

  /** The newest wish counts. */
  async #look(): Promise<void> {
    const turn = ++this.#turn;
    const matte = await this.#cut!.find(this.reach / 100, this.softness / 100);
    if (turn === this.#turn) this.matte = matte;
  }

  async #apply(): Promise<void> {
    const turn = ++this.#turn;
    const { layer, matte } = this;
    this.phase = 'sending';
    try {
      const file = await this.#cut!.file(matte!);
      if (turn !== this.#turn) return;
      const name = layer!.name.replace(/\.\w+$/, '');
      const isDone = await this.#use.editor.swapPicture(layer!.id, file, `${name}.png`, this.#use.t.picture.background.toLowerCase());
      if (turn === this.#turn) this.#rest();
      if (!isDone) this.phase = 'failed';
    } catch {
      if (turn === this.#turn) this.phase = 'failed';
    }
  }

  #rest(): void {
    this.#turn++;
    this.#cut = this.matte = null;
    this.phase = 'rest';
    Object.assign(this, START);
  }
}

define('luneo-image-background', LuneoImageBackground);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-image-background': LuneoImageBackground;
  }
}
