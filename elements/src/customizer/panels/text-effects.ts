import type { Paint, TextLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { round } from '../placing.js';
import { textPatch } from '../text-patch.js';
import './slider.js';
import './swatches.js';

type Slider = HTMLElementTagNameMap['luneo-slider'];

/** Widest outline and farthest shadow, as shares of the letters' size. */
const WIDEST = 0.12;
const FARTHEST = 0.25;

/** To be read, not to be made. */
const hundredths = (mm: number): number => Math.round(mm * 100) / 100;

/** Capitals, line spacing, outline and shadow of the selected text. */
export class LuneoTextEffects extends LitElement {
  static override properties = { layer: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .segments > label {
        min-inline-size: 0;
        padding: 0 4px;
      }
      .segments {
        margin-block-start: 6px;
      }
    `,
  ];

  declare layer: TextLayer | null;
  readonly #use = new UsePanel(this, ['side', 'product']);

  constructor() {
    super();
    this.layer = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layer } = this;
    if (!layer) return nothing;
    const size = layer.runs[0]!.size;
    return html`${this.#case(layer)} ${this.#lineHeight(layer)} ${this.#outline(layer, size)} ${this.#shadow(layer, size)}`;
  }

  #case(layer: TextLayer): TemplateResult {
    const { t, editor } = this.#use;
    return html`<div>
      <div class="label" id="case">${t.letterCase}</div>
      <div class="segments" role="radiogroup" aria-labelledby="case">
        ${(['none', 'upper', 'lower'] as const).map(
          (each) =>
            html`<label
              ><input
                type="radio"
                name="case"
                value=${each}
                .checked=${layer.case === each}
                ?disabled=${layer.locked}
                @change=${() => editor.updateText(layer.id, { case: each })}
              />${t.cases[each]}</label
            >`,
        )}
      </div>
    </div>`;
  }

  #lineHeight(layer: TextLayer): TemplateResult | typeof nothing {
    const { t } = this.#use;
    if (!layer.runs.some((run) => run.text.includes('\n')) && layer.fit !== 'wrap') return nothing;
    const value = Math.round(layer.lineHeight * 100);
    return this.#slider({ label: t.lineSpacing, says: `${value} %`, value, min: 60, max: 250, rest: 120 }, (next) => ({
      lineHeight: next / 100,
    }));
  }

  #outline(layer: TextLayer, size: number): TemplateResult {
    const { t } = this.#use;
    const outline = layer.runs[0]!.outline;
    const widest = size * WIDEST;
    const value = outline ? Math.min(100, Math.max(1, Math.round((outline.width / widest) * 100))) : 0;
    const says = outline ? `${hundredths(outline.width)} ${t.mm}` : t.without;
    return html`${this.#slider({ label: t.outline, says, value, min: 0, max: 100 }, (share) =>
      textPatch(layer, {
        outline:
          share > 0 ? { width: Math.max(0.05, round((widest * share) / 100)), paint: outline?.paint ?? this.#contrast(layer) } : null,
      }),
    )}
    ${outline ? this.#colour(t.outlineColour, outline.paint, (paint) => textPatch(layer, { outline: { ...outline, paint } })) : nothing}`;
  }

  /** Down and to the right, as light falls. */
  #shadow(layer: TextLayer, size: number): TemplateResult {
    const { t } = this.#use;
    const { shadow } = layer;
    const farthest = size * FARTHEST;
    const value = shadow ? Math.min(100, Math.max(1, Math.round((Math.max(Math.abs(shadow.x), Math.abs(shadow.y)) / farthest) * 100))) : 0;
    return html`${this.#slider(
      { label: t.shadow, says: shadow ? `${hundredths(shadow.y)} ${t.mm}` : t.without, value, min: 0, max: 100 },
      (share) => {
        const away = Math.max(0.05, round((farthest * share) / 100));
        return { shadow: share > 0 ? { x: away, y: away, paint: shadow?.paint ?? this.#contrast(layer) } : undefined };
      },
    )}
    ${shadow ? this.#colour(t.shadowColour, shadow.paint, (paint) => ({ shadow: { ...shadow, paint } })) : nothing}`;
  }

  /** The first colour of the palette that the letters do not have; grey where any colour can be made. */
  #contrast(layer: TextLayer): Paint {
    const { state } = this.#use;
    const palette = state.product?.template.sides.find(({ id }) => id === state.side)?.palette ?? [];
    const own = JSON.stringify(layer.runs[0]!.fill);
    const paints = palette.map(({ hex, spot }): Paint => (spot === undefined ? hex : { spot }));
    return paints.find((paint) => JSON.stringify(paint) !== own) ?? paints[0] ?? '#9a9a9a';
  }

  #colour(label: string, paint: Paint, patch: (paint: Paint) => Partial<TextLayer>): TemplateResult {
    const { t, state } = this.#use;
    const side = state.product?.template.sides.find(({ id }) => id === state.side);
    return html`<luneo-swatches
      .label=${label}
      .note=${''}
      .other=${t.anyColour}
      .palette=${side?.palette ?? []}
      .paint=${paint}
      @pick=${(event: CustomEvent<Paint>) => this.#update(patch(event.detail), 'colour')}
    ></luneo-swatches>`;
  }

  #slider(
    { label, says, value, min, max, rest = min }: { label: string; says: string; value: number; min: number; max: number; rest?: number },
    patch: (value: number) => Partial<TextLayer>,
  ): TemplateResult {
    return html`<luneo-slider
      .label=${label}
      .says=${says}
      .min=${min}
      .max=${max}
      .step=${1}
      .rest=${rest}
      .value=${value}
      @input=${(event: Event) => this.#update(patch((event.currentTarget as Slider).value), label)}
      @change=${() => this.#use.editor.endStep()}
    ></luneo-slider>`;
  }

  #update(patch: Partial<TextLayer>, what: string): void {
    const { id } = this.layer!;
    this.#use.editor.update(id, patch, { label: 'style', coalesce: `${what} ${id}` });
  }
}

define('luneo-text-effects', LuneoTextEffects);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-text-effects': LuneoTextEffects;
  }
}
