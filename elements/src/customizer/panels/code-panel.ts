import type { CodeLayer, Paint } from '@luneo/sdk/design/document.js';
import type { LayerPatch } from '@luneo/sdk/design/edits.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { selectedLayers } from '../layers.js';
import type { CodeText } from './code-form.js';
import './code-form.js';
import { lightest } from './paint.js';
import './place-fields.js';
import './swatches.js';

const CORRECTIONS = { L: 0.07, M: 0.15, Q: 0.25, H: 0.3 } as const;

/** The selected code: what it says, its colours, how much may be lost of it, and its place. */
export class LuneoCodePanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .tick {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 44px;
        font-size: 14px;
        cursor: pointer;
      }
      .tick input {
        inline-size: 20px;
        block-size: 20px;
        margin: 0;
        accent-color: var(--_accent);
      }
      .segments > label {
        min-inline-size: 0;
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['document', 'selection', 'side', 'product']);

  protected override render(): TemplateResult | typeof nothing {
    const { t, state } = this.#use;
    const [layer] = selectedLayers(state);
    if (layer?.type !== 'code') return nothing;
    const side = state.product?.template.sides.find(({ id }) => id === state.side);
    const palette = side?.palette ?? [];
    const colours = (label: string, note: string, paint: Paint, pick: (paint: Paint) => LayerPatch) =>
      html`<luneo-swatches
        .label=${label}
        .note=${note}
        .other=${t.anyColour}
        .palette=${palette}
        .paint=${paint}
        @pick=${(event: CustomEvent<Paint>) => this.#change(layer, pick(event.detail), 'style')}
      ></luneo-swatches>`;
    return html`<luneo-code-form
        .symbology=${layer.symbology}
        .data=${layer.data}
        @code-change=${(event: CustomEvent<CodeText>) => this.#change(layer, this.#said(layer, event.detail), 'edit-code', `code ${layer.id}`)}
      ></luneo-code-form>
      ${colours(t.colour, side ? t.finish[side.process] : '', layer.fill, (fill) => ({ fill }))}
      <div>
        <label class="tick"
          ><input
            type="checkbox"
            .checked=${layer.background !== undefined}
            @change=${(event: Event) =>
              this.#change(layer, { background: (event.target as HTMLInputElement).checked ? lightest(palette) : undefined }, 'style')}
          />${t.codes.ground}</label
        >
        ${layer.background === undefined ? nothing : colours(t.codes.groundColour, '', layer.background, (background) => ({ background }))}
      </div>
      ${layer.symbology === 'qr' ? this.#correction(layer) : nothing}
      <luneo-place-fields .layer=${layer}></luneo-place-fields>`;
  }

  #correction(layer: CodeLayer): TemplateResult {
    const { t, locale } = this.#use;
    return html`<div>
      <div class="label" id="correction">${t.codes.correction}</div>
      <p class="note" id="correction-note">${t.codes.correctionHint}</p>
      <div class="segments" role="radiogroup" aria-labelledby="correction" aria-describedby="correction-note">
        ${(Object.keys(CORRECTIONS) as (keyof typeof CORRECTIONS)[]).map(
          (level) =>
            html`<label class="num"
              ><input
                type="radio"
                name="correction"
                value=${level}
                .checked=${(layer.correction ?? 'M') === level}
                @change=${() => this.#change(layer, { correction: level }, 'style')}
              />${new Intl.NumberFormat(locale, { style: 'percent' }).format(CORRECTIONS[level])}</label
            >`,
        )}
      </div>
    </div>`;
  }

  /** A code of another kind keeps its middle and gets the shape of its kind. */
  #said(layer: CodeLayer, { symbology, data }: CodeText): Partial<CodeLayer> {
    if ((symbology === 'qr') === (layer.symbology === 'qr')) return { symbology, data };
    const height = symbology === 'qr' ? layer.width : layer.width / 2;
    return { symbology, data, height, y: layer.y + (layer.height - height) / 2, correction: undefined };
  }

  #change(layer: CodeLayer, patch: LayerPatch, label: string, coalesce?: string): void {
    this.#use.editor.update(layer.id, patch, { label, ...(coalesce && { coalesce }) });
  }
}

define('luneo-code-panel', LuneoCodePanel);
