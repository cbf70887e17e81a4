import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';

/** A range with its name and its value in words. Sticks to `rest` nearby. Fires `input` while it moves and `change` at the end. */
export class LuneoSlider extends LitElement {
  static override properties = {
    label: {},
    says: {},
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
    rest: { type: Number },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .says {
        font-size: 13px;
        color: var(--_muted);
      }
    `,
  ];

  declare label: string;
  declare says: string;
  declare value: number;
  declare min: number;
  declare max: number;
  declare step: number;
  declare rest: number;

  constructor() {
    super();
    this.label = this.says = '';
    this.value = this.min = this.rest = 0;
    this.max = 100;
    this.step = 1;
  }

  protected override render(): TemplateResult {
    return html`<div class="row between">
        <label class="label" for="range">${this.label}</label><output class="says num" for="range">${this.says}</output>
      </div>
      <input
        id="range"
        type="range"
        .min=${String(this.min)}
        .max=${String(this.max)}
        .step=${String(this.step)}
        .value=${String(this.value)}
        aria-valuetext=${this.says}
        @input=${(event: Event) => this.#input(event)}
        @change=${() => this.dispatchEvent(new Event('change'))}
      />`;
  }

  #input(event: Event): void {
    event.stopPropagation();
    const value = (event.target as HTMLInputElement).valueAsNumber;
    const isNear = Math.abs(value - this.rest) <= (this.max - this.min) * 0.02;
    this.value = isNear ? this.rest : value;
    this.dispatchEvent(new Event('input'));
  }
}

define('luneo-slider', LuneoSlider);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-slider': LuneoSlider;
  }
}
