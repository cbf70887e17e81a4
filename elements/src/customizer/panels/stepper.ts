import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';

/**
 * A number with a smaller and a larger button. Fires `input` while it changes and `change` when the shopper is done;
 * `value` is already within `min` and `max` and on the `step`.
 */
export class LuneoStepper extends LitElement {
  static override properties = {
    label: {},
    less: {},
    more: {},
    unit: {},
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
    compact: { type: Boolean, reflect: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .label {
        display: block;
        margin-block-end: 6px;
        font-weight: 400;
        color: var(--_muted);
      }
      .box {
        display: flex;
        align-items: stretch;
        border: 1px solid var(--_edge);
        border-radius: var(--_radius);
        background: var(--_paper);
      }
      .box:focus-within {
        border-color: var(--_focus);
      }
      button.icon {
        flex: none;
        inline-size: 42px;
        min-block-size: 42px;
        border: 0;
      }
      .value {
        flex: 1;
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 4px;
        min-inline-size: 0;
        cursor: text;
      }
      input[type='text'] {
        inline-size: 100%;
        min-inline-size: 3ch;
        min-block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        text-align: center;
        field-sizing: content;
        font-variant-numeric: tabular-nums;
      }
      @supports (field-sizing: content) {
        input[type='text'] {
          inline-size: auto;
          max-inline-size: 7ch;
        }
      }
      .unit {
        color: var(--_muted);
        font-size: 13px;
      }
      :host([compact]) button.icon {
        inline-size: 32px;
      }
    `,
  ];

  declare label: string;
  declare less: string;
  declare more: string;
  declare unit: string;
  declare value: number;
  declare min: number;
  declare max: number;
  declare step: number;
  declare compact: boolean;

  constructor() {
    super();
    this.label = this.less = this.more = this.unit = '';
    this.value = 0;
    this.min = -Infinity;
    this.max = Infinity;
    this.step = 1;
    this.compact = false;
  }

  protected override render(): TemplateResult {
    return html`
      <label class="label" for="field">${this.label}</label>
      <div class="box">
        ${this.#button('minus', this.less, -1, this.value <= this.min)}
        <label class="value" for="field">
          <input
            id="field"
            type="text"
            inputmode="decimal"
            role="spinbutton"
            autocomplete="off"
            aria-valuenow=${this.value}
            aria-valuemin=${Number.isFinite(this.min) ? this.min : nothing}
            aria-valuemax=${Number.isFinite(this.max) ? this.max : nothing}
            aria-valuetext=${`${this.value} ${this.unit}`}
            .value=${String(this.value)}
            @change=${(event: Event) => this.#typed(event.target as HTMLInputElement)}
            @keydown=${(event: KeyboardEvent) => this.#key(event)}
          />
          ${this.unit ? html`<span class="unit" aria-hidden="true">${this.unit}</span>` : nothing}
        </label>
        ${this.#button('plus', this.more, 1, this.value >= this.max)}
      </div>
    `;
  }

  #button(name: 'minus' | 'plus', label: string, sign: 1 | -1, atEnd: boolean): TemplateResult {
    return html`<button
      class="icon"
      type="button"
      tabindex="-1"
      aria-label=${`${label}: ${this.label}`}
      aria-disabled=${atEnd}
      @click=${() => this.#go(this.value + sign * this.step, true)}
    >
      ${icon(name)}
    </button>`;
  }

  #key(event: KeyboardEvent): void {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!steps) return;
    event.preventDefault();
    this.#go(this.value + steps * this.step, true);
  }

  /** “2,5” is a number in half of the world. What is no number puts the old value back. */
  #typed(field: HTMLInputElement): void {
    const value = Number.parseFloat(field.value.replace(',', '.'));
    if (Number.isFinite(value)) this.#go(value, true);
    field.value = String(this.value);
  }

  #go(value: number, done: boolean): void {
    const decimals = Math.max(0, -Math.floor(Math.log10(this.step) + 1e-9));
    const stepped = Number((Math.round(value / this.step) * this.step).toFixed(Math.min(decimals, 4)));
    const next = Math.min(this.max, Math.max(this.min, stepped));
    if (next === this.value) return;
    this.value = next;
    this.dispatchEvent(new Event('input', { bubbles: true }));
    if (done) this.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

define('luneo-stepper', LuneoStepper);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-stepper': LuneoStepper;
  }
}
