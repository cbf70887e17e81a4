import type { OptionValue } from '@luneo/sdk/design/document.js';
import { isOpen, type OptionValues, resolveOptions } from '@luneo/sdk/design/options.js';
import type { ProductOption } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import './stepper.js';

type Choice = Extract<ProductOption, { kind: 'choice' }>;
type NumberOption = Extract<ProductOption, { kind: 'number' }>;

/** What the shopper chooses about the product itself: metal, size, depth. */
export class LuneoOptionsPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .chosen {
        font-weight: 400;
        color: var(--_muted);
      }
      label {
        position: relative;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        cursor: pointer;
      }
      .chip {
        min-inline-size: 48px;
        min-block-size: 44px;
        padding: 0 14px;
        border-radius: var(--_radius);
        box-shadow: inset 0 0 0 1px var(--_edge);
        font-size: 14px;
      }
      label:has(:disabled) {
        opacity: 0.45;
        cursor: not-allowed;
      }
      .note {
        margin-block-start: 6px;
        font-size: 13px;
        color: var(--_muted);
      }
      .chip:hover {
        background: var(--_wash);
      }
      .chip:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
        font-weight: 600;
      }
      .swatch {
        inline-size: 44px;
        block-size: 44px;
        border-radius: 50%;
        box-shadow: inset 0 0 0 2px transparent;
      }
      .swatch::before {
        content: '';
        inline-size: 32px;
        block-size: 32px;
        border-radius: 50%;
        background: radial-gradient(circle at 32% 28%, rgb(255 255 255 / 55%), transparent 52%), var(--_swatch);
        box-shadow: inset 0 0 0 1px rgb(0 0 0 / 16%);
      }
      .swatch:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      .swatch:hover:not(:has(:checked)) {
        box-shadow: inset 0 0 0 1px var(--_edge);
      }
      luneo-stepper {
        max-inline-size: 200px;
      }
      @media (forced-colors: active) {
        .swatch::before {
          forced-color-adjust: none;
        }
        :is(.chip, .swatch):has(:checked) {
          outline: 3px solid Highlight;
        }
        .chip {
          border: 1px solid ButtonText;
        }
      }
    `,
  ];

  readonly #use = new UseEditor(this, ['product', 'document']);

  protected override render(): TemplateResult | typeof nothing {
    const { product, document } = this.#use.state;
    this.hidden = !product || product.template.options.length === 0;
    if (!product) return nothing;
    const values = resolveOptions(document, product.template);
    return html`${product.template.options
      .filter((option) => values.has(option.id))
      .map((option) =>
        option.kind === 'choice' ? this.#choice(option, values.get(option.id)!, values) : this.#number(option, values.get(option.id)!),
      )}`;
  }

  #choice(option: Choice, value: OptionValue, values: OptionValues): TemplateResult {
    const chosen = option.choices.find((choice) => choice.id === value)?.name;
    const closed = option.choices.filter(({ id }) => !isOpen(option, id, values));
    const reasons = [...new Set(closed.flatMap(({ name, reason }) => (reason ? [`${name}: ${reason}`] : [])))];
    return html`<fieldset data-option=${option.id} aria-describedby=${reasons.length > 0 ? `why-${option.id}` : nothing}>
      <legend>${option.name} <span class="chosen">${chosen}</span></legend>
      <div class="choices">
        ${option.choices.map(
          (choice) =>
            html`<label
              class=${choice.swatch ? 'swatch' : 'chip'}
              title=${choice.reason && closed.includes(choice) ? `${choice.name}: ${choice.reason}` : choice.name}
              ${cssVars({ '--_swatch': choice.swatch ?? null })}
            >
              <input
                type="radio"
                name=${option.id}
                value=${choice.id}
                aria-label=${choice.name}
                .checked=${choice.id === value}
                ?disabled=${closed.includes(choice) && choice.id !== value}
                @change=${() => this.#use.editor.setOption(option.id, choice.id)}
              />
              ${choice.swatch ? nothing : choice.name}
            </label>`,
        )}
      </div>
      ${reasons.length > 0 ? html`<p class="note" id=${`why-${option.id}`}>${reasons.join(' · ')}</p>` : nothing}
    </fieldset>`;
  }

  #number(option: NumberOption, value: OptionValue): TemplateResult {
    const { t, editor } = this.#use;
    return html`<luneo-stepper
      data-option=${option.id}
      .label=${option.name}
      .less=${t.smaller}
      .more=${t.larger}
      .unit=${t.unit[option.unit]}
      .min=${option.min}
      .max=${option.max}
      .step=${option.step}
      .value=${Number(value)}
      @input=${(event: Event) =>
        editor.setOption(option.id, (event.currentTarget as HTMLElementTagNameMap['luneo-stepper']).value, {
          coalesce: `option ${option.id}`,
        })}
    ></luneo-stepper>`;
  }
}

define('luneo-options-panel', LuneoOptionsPanel);
