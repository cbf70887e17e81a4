import type { Adjustments, ImageLayer, Paint, Tone } from '@luneo/sdk/design/document.js';
import { adjustPixels } from '@luneo/sdk/paint/adjust.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { bestLevel, hasLook, type Look, looksFor, NEUTRAL, tidy } from './looks.js';
import { paintHex } from './paint.js';
import './slider.js';
import './swatches.js';

type Slider = HTMLElementTagNameMap['luneo-slider'];

/** px of a thumbnail on each side: twice what is shown. */
const THUMB = 112;

/** Tones of the selected picture, each shown on the picture itself, and its brightness, contrast and colour. */
export class LuneoImageLook extends LitElement {
  static override properties = { layer: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host,
      .tune {
        display: grid;
        gap: 14px;
      }
      .looks {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: 8px;
      }
      .looks label {
        position: relative;
        display: grid;
        align-content: start;
        gap: 4px;
        padding: 4px 4px 6px;
        border-radius: var(--_radius);
        font-size: 12px;
        line-height: 1.2;
        text-align: center;
        color: var(--_muted);
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .looks label:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
        color: var(--_ink);
      }
      canvas {
        inline-size: 100%;
        aspect-ratio: 1;
        border-radius: calc(var(--_radius) - 3px);
        background: var(--_wash);
      }
      @media (forced-colors: active) {
        .looks label:has(:checked) {
          outline: 3px solid Highlight;
        }
        canvas {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  declare layer: ImageLayer | null;
  readonly #use = new UsePanel(this, ['side', 'product']);
  /** The cropped picture, small, as it was uploaded. */
  #thumb: { key: string; pixels: ImageData } | null = null;
  #waiting: AbortController | null = null;

  constructor() {
    super();
    this.layer = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#waiting?.abort();
    this.#waiting = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layer } = this;
    if (!layer) return nothing;
    const { t, state } = this.#use;
    const side = state.product?.template.sides.find(({ id }) => id === state.side);
    const now = layer.adjustments ?? NEUTRAL;
    const looks = looksFor(side ?? { palette: [] }, this.#level());
    return html`<fieldset ?disabled=${layer.locked}>
        <legend>${t.picture.look}</legend>
        <div class="looks">${looks.map((look) => this.#look(look, now))}</div>
      </fieldset>
      <div class="tune" role="group" aria-label=${t.picture.tune}>
        ${now.tone?.kind === 'threshold' ? this.#threshold(now, now.tone) : nothing}
        ${now.tone?.kind === 'duotone' ? this.#duotone(now, now.tone) : nothing} ${this.#slide(t.picture.brightness, now, 'brightness')}
        ${this.#slide(t.picture.contrast, now, 'contrast')} ${now.tone ? nothing : this.#slide(t.picture.saturation, now, 'saturation')}
        ${
          layer.adjustments
            ? html`<button class="small" type="button" ?disabled=${layer.locked} @click=${() => this.#set(NEUTRAL, t.picture.reset)}>
                ${t.picture.reset}
              </button>`
            : nothing
        }
      </div>`;
  }

  protected override updated(): void {
    const { layer } = this;
    const thumb = layer && this.#pixels(layer);
    if (!layer || !thumb) return;
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement & { tone?: Tone }>('canvas')) {
      const pixels = new ImageData(thumb.data.slice(), thumb.width, thumb.height);
      const { brightness, contrast, saturation } = layer.adjustments ?? NEUTRAL;
      adjustPixels(pixels.data, { brightness, contrast, saturation, ...(canvas.tone && { tone: canvas.tone }) });
      canvas.getContext('2d')!.putImageData(pixels, 0, 0);
    }
  }

  #look(look: Look, now: Adjustments): TemplateResult {
    const { t } = this.#use;
    const name = look.ink ?? t.picture.looks[look.name];
    const isChosen = hasLook(look, now.tone);
    // The one that is chosen is shown as it was tuned.
    const tone = isChosen ? now.tone : look.tone;
    return html`<label title=${name}>
      <input type="radio" name="look" value=${look.id} .checked=${isChosen} @change=${() => this.#set({ ...now, tone: look.tone }, name)} />
      <canvas width=${THUMB} height=${THUMB} aria-hidden="true" .tone=${tone}></canvas>${name}
    </label>`;
  }

  #threshold(now: Adjustments, tone: Extract<Tone, { kind: 'threshold' }>): TemplateResult {
    const { t } = this.#use;
    const value = Math.round(tone.level * 100);
    return html`${this.#range(
      t.picture.level,
      `${value} %`,
      { value, min: 0, max: 100, rest: Math.round(this.#level() * 100) },
      (next) => ({
        ...now,
        tone: { ...tone, level: next / 100 },
      }),
    )}
    ${this.#colour(t.picture.ink, tone.dark, (dark) => ({ ...now, tone: { ...tone, dark } }))}`;
  }

  #duotone(now: Adjustments, tone: Extract<Tone, { kind: 'duotone' }>): TemplateResult {
    const { t } = this.#use;
    return html`${this.#colour(t.picture.dark, tone.dark, (dark) => ({ ...now, tone: { ...tone, dark } }))}
    ${this.#colour(t.picture.light, tone.light, (light) => ({ ...now, tone: { ...tone, light } }))}`;
  }

  #slide(label: string, now: Adjustments, key: 'brightness' | 'contrast' | 'saturation'): TemplateResult {
    const value = Math.round(now[key] * 100);
    const says = `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)}`;
    return this.#range(label, says, { value, min: -100, max: 100, rest: 0 }, (next) => ({ ...now, [key]: next / 100 }));
  }

  #range(
    label: string,
    says: string,
    { value, min, max, rest }: { value: number; min: number; max: number; rest: number },
    change: (value: number) => Adjustments,
  ): TemplateResult {
    return html`<luneo-slider
      .label=${label}
      .says=${says}
      .min=${min}
      .max=${max}
      .step=${1}
      .rest=${rest}
      .value=${value}
      @input=${(event: Event) => this.#set(change((event.currentTarget as Slider).value), label, label)}
      @change=${() => this.#use.editor.endStep()}
    ></luneo-slider>`;
  }

  #colour(label: string, hex: string, change: (hex: string) => Adjustments): TemplateResult {
    const { t, state } = this.#use;
    const palette = state.product?.template.sides.find(({ id }) => id === state.side)?.palette ?? [];
    const plain = palette.map(({ name, hex: colour }) => ({ name, hex: colour }));
    return html`<luneo-swatches
      .label=${label}
      .note=${''}
      .other=${t.anyColour}
      .palette=${plain}
      .paint=${hex}
      @pick=${(event: CustomEvent<Paint>) => this.#set(change(paintHex(event.detail, plain)), label, label)}
    ></luneo-swatches>`;
  }

  #set(adjustments: Adjustments, label: string, coalesce?: string): void {
    const { id, locked } = this.layer!;
    if (locked) return;
    this.#use.editor.update(
      id,
      { adjustments: tidy(adjustments) },
      { label: label.toLowerCase(), ...(coalesce && { coalesce: `${coalesce} ${id}` }) },
    );
  }

  #level(): number {
    const thumb = this.layer && this.#pixels(this.layer);
    return thumb ? bestLevel(thumb.data) : 0.5;
  }

  #pixels(layer: ImageLayer): ImageData | null {
    const { crop } = layer;
    const picture = this.#use.editor.pictures?.element(layer.asset);
    if (!picture) {
      this.#await();
      return null;
    }
    const key = [picture.src, crop.x, crop.y, crop.width, crop.height].join();
    if (this.#thumb?.key !== key) this.#thumb = { key, pixels: shrink(picture, crop) };
    return this.#thumb.pixels;
  }

  /** Shows the thumbnails once the picture is here. */
  #await(): void {
    if (this.#waiting) return;
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const look = (): void => {
      if (!this.layer || !this.#use.editor.pictures?.element(this.layer.asset)) return;
      this.#waiting?.abort();
      this.#waiting = null;
      this.requestUpdate();
    };
    this.#use.editor.addEventListener('pixels', look, { signal });
  }
}

/** The middle square of the cropped picture. */
function shrink(picture: HTMLImageElement, { x, y, width, height }: ImageLayer['crop']): ImageData {
  const context = Object.assign(document.createElement('canvas'), { width: THUMB, height: THUMB }).getContext('2d', {
    willReadFrequently: true,
  })!;
  context.imageSmoothingQuality = 'high';
  const [wide, high] = [picture.naturalWidth, picture.naturalHeight];
  const edge = Math.min(wide * width, high * height);
  const scale = THUMB / edge;
  context.drawImage(
    picture,
    -(x * wide + (wide * width - edge) / 2) * scale,
    -(y * high + (high * height - edge) / 2) * scale,
    wide * scale,
    high * scale,
  );
  return context.getImageData(0, 0, THUMB, THUMB);
}

define('luneo-image-look', LuneoImageLook);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-image-look': LuneoImageLook;
  }
}
