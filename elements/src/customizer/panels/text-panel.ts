import type { TextLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { selectedLayers } from '../layers.js';
import { plainText } from '../text-patch.js';
import './font-picker.js';
import './place-fields.js';
import './slider.js';
import './stepper.js';
import './swatches.js';
import './text-effects.js';
import './text-line.js';

const ALIGNS = ['start', 'center', 'end'] as const;
const ALIGN_ICONS: Record<TextLayer['align'], IconName> = { start: 'alignStart', center: 'alignCenter', end: 'alignEnd' };

/** Everything about the selected text: words first, then how they look. */
export class LuneoTextPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .words > .label {
        display: block;
        margin-block-end: 6px;
      }
      textarea {
        font-size: 18px;
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        align-items: end;
      }
      .pair .label {
        margin-block-end: 6px;
        font-weight: 400;
        color: var(--_muted);
      }
      .segments {
        box-sizing: border-box;
        block-size: 44px;
      }
      .segments > label {
        min-block-size: 0;
        min-inline-size: 0;
        padding: 0;
      }
      details {
        border-block-start: 1px solid var(--_line);
      }
      summary {
        min-block-size: 44px;
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-size: 13px;
        font-weight: 600;
        cursor: pointer;
        list-style: none;
        border-radius: 4px;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      details[open] > summary svg {
        rotate: 180deg;
      }
      .fine {
        display: grid;
        gap: 18px;
        padding-block: 4px 8px;
      }
      .fitted {
        margin-block-start: -12px;
      }
      fieldset:disabled {
        opacity: 0.5;
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['document', 'side', 'selection', 'fonts', 'product', 'metrics']);

  /** Puts the caret into the words, all of them selected. */
  focusWords(): void {
    const field = this.renderRoot.querySelector('textarea');
    field?.focus({ preventScroll: true });
    field?.select();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, state, editor } = this.#use;
    const [layer] = selectedLayers(state);
    const run = layer?.type === 'text' ? layer.runs[0] : undefined;
    if (layer?.type !== 'text' || !run) return nothing;
    const side = state.product?.template.sides.find(({ id }) => id === state.side);
    const words = plainText(layer);
    return html`
      <label class="words"
        ><span class="label">${t.textContent}</span>
        <textarea
          rows="1"
          dir="auto"
          maxlength="500"
          spellcheck="false"
          enterkeyhint="done"
          placeholder=${t.yourText}
          .value=${words}
          ?disabled=${layer.locked}
          @input=${(event: Event) => editor.setText(layer.id, (event.target as HTMLTextAreaElement).value)}
          @change=${() => editor.endStep()}
        ></textarea>
      </label>
      <luneo-font-picker
        .label=${t.font}
        .fonts=${state.fonts}
        .sample=${words}
        .value=${run.font}
        @pick=${(event: CustomEvent<string>) => editor.updateText(layer.id, { font: event.detail })}
      ></luneo-font-picker>
      <div class="pair">
        <luneo-stepper
          .label=${t.size}
          .less=${t.smaller}
          .more=${t.larger}
          .unit=${t.mm}
          .min=${0.5}
          .max=${400}
          .step=${run.size < 20 ? 0.5 : 1}
          .value=${Math.round(run.size * 100) / 100}
          @input=${(event: Event) =>
            editor.updateText(
              layer.id,
              { size: (event.currentTarget as HTMLElementTagNameMap['luneo-stepper']).value },
              { coalesce: `size ${layer.id}` },
            )}
        ></luneo-stepper>
        ${this.#align(layer)}
      </div>
      ${this.#fitted(layer)}
      <luneo-swatches
        .label=${t.colour}
        .note=${side ? t.finish[side.process] : ''}
        .other=${t.anyColour}
        .palette=${side?.palette ?? []}
        .paint=${run.fill}
        @pick=${(event: CustomEvent) => editor.updateText(layer.id, { fill: event.detail }, { coalesce: `fill ${layer.id}` })}
      ></luneo-swatches>
      <luneo-text-line .layer=${layer}></luneo-text-line> ${this.#fine(layer)}
    `;
  }

  /** A text that shrinks to its frame is made smaller than its size says. */
  #fitted(layer: TextLayer): TemplateResult | typeof nothing {
    const { t, state } = this.#use;
    const measured = state.metrics.get(layer.id);
    if (!measured?.textSize || measured.scale > 0.995) return nothing;
    return html`<p class="note fitted" role="status">${t.fitted(Math.round(measured.textSize * 10) / 10)}</p>`;
  }

  #align(layer: TextLayer): TemplateResult {
    const { t, editor } = this.#use;
    const names = { start: t.alignStart, center: t.alignCenter, end: t.alignEnd };
    return html`<div>
      <div class="label" id="align">${t.align}</div>
      <div class="segments" role="radiogroup" aria-labelledby="align">
        ${ALIGNS.map(
          (align) =>
            html`<label title=${names[align]}>
              <input
                type="radio"
                name="align"
                aria-label=${names[align]}
                .checked=${layer.align === align}
                @change=${() => editor.updateText(layer.id, { align })}
              />
              ${icon(ALIGN_ICONS[align], 'mirror')}
            </label>`,
        )}
      </div>
    </div>`;
  }

  #fine(layer: TextLayer): TemplateResult {
    const { t, editor } = this.#use;
    const tracking = Math.round((layer.runs[0]?.tracking ?? 0) * 100);
    return html`<details>
      <summary>${t.more} ${icon('down')}</summary>
      <div class="fine">
        <luneo-slider
          .label=${t.spacing}
          .says=${tracking === 0 ? t.normal : `${tracking} %`}
          .min=${-10}
          .max=${60}
          .step=${1}
          .rest=${0}
          .value=${tracking}
          @input=${(event: Event) =>
            editor.updateText(
              layer.id,
              { tracking: (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value / 100 },
              { coalesce: `tracking ${layer.id}` },
            )}
          @change=${() => editor.endStep()}
        ></luneo-slider>
        <luneo-text-effects .layer=${layer}></luneo-text-effects>
        <luneo-place-fields .layer=${layer}></luneo-place-fields>
      </div>
    </details>`;
  }
}

define('luneo-text-panel', LuneoTextPanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-text-panel': LuneoTextPanel;
  }
}
