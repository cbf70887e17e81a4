import type { TextLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { round } from '../placing.js';
import { bendOf, radiusOf } from './bend.js';
import { type Line, lineOf, LINES, onLine } from './line.js';
import './slider.js';

type Slider = HTMLElementTagNameMap['luneo-slider'];

/** The line that the selected text runs along, and how it bends. */
export class LuneoTextLine extends LitElement {
  static override properties = { layer: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .label {
        margin-block-end: -6px;
      }
      .segments > label {
        min-inline-size: 0;
        padding: 0 4px;
      }
    `,
  ];

  declare layer: TextLayer | null;
  readonly #use = new UsePanel(this, ['metrics']);

  constructor() {
    super();
    this.layer = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layer } = this;
    if (!layer) return nothing;
    const { t } = this.#use;
    const line = lineOf(layer);
    return html`<div class="label" id="line">${t.curve}</div>
      <div class="segments" role="radiogroup" aria-labelledby="line">
        ${LINES.map(
          (each) =>
            html`<label
              ><input
                type="radio"
                name="line"
                value=${each}
                .checked=${line === each}
                ?disabled=${layer.locked}
                @change=${() => this.#lay(layer, each)}
              />${t.lines[each]}</label
            >`,
        )}
      </div>
      ${line === 'arc' ? this.#bend(layer) : line === 'wave' ? this.#wave(layer) : line === 'circle' ? this.#round(layer) : nothing}`;
  }

  #lay(layer: TextLayer, line: Line): void {
    const { editor, state } = this.#use;
    editor.update(layer.id, onLine(layer, line, state.metrics.get(layer.id)), { label: 'style' });
  }

  #bend(layer: TextLayer): TemplateResult {
    const bend = Math.round(bendOf(layer) * 100);
    return this.#slider(this.#use.t.bend, bend, 100, `${bend} %`, (value) => {
      const radius = radiusOf(value / 100, layer);
      return { curve: radius === null ? undefined : { kind: 'arc', radius } };
    });
  }

  #wave(layer: TextLayer): TemplateResult {
    const { curve } = layer;
    if (curve?.kind !== 'wave') return html``;
    const { t } = this.#use;
    const full = layer.height / 2;
    const height = Math.round((curve.amplitude / full) * 100);
    const periods = Math.min(6, Math.max(0.5, Math.round((layer.width / curve.length) * 2) / 2));
    return html`${this.#slider(t.waveHeight, height, 100, `${height} %`, (value) => ({
      curve: { ...curve, amplitude: round((full * value) / 100) },
    }))}
    ${this.#slider(
      t.waves,
      periods * 2,
      12,
      String(periods),
      (value) => ({ curve: { ...curve, length: Math.max(1, round(layer.width / (value / 2))) } }),
      1,
    )}`;
  }

  #round(layer: TextLayer): TemplateResult {
    const { t, editor } = this.#use;
    return html`<div class="segments" role="radiogroup" aria-label=${t.lines.circle}>
      ${(['bottom', 'top'] as const).map(
        (verticalAlign) =>
          html`<label
            ><input
              type="radio"
              name="side"
              value=${verticalAlign}
              .checked=${layer.verticalAlign === verticalAlign}
              ?disabled=${layer.locked}
              @change=${() => editor.updateText(layer.id, { verticalAlign })}
            />${verticalAlign === 'bottom' ? t.outside : t.inside}</label
          >`,
      )}
    </div>`;
  }

  #slider(
    label: string,
    value: number,
    max: number,
    says: string,
    patch: (value: number) => Partial<TextLayer>,
    min = -max,
  ): TemplateResult {
    const { editor } = this.#use;
    const id = this.layer!.id;
    return html`<luneo-slider
      .label=${label}
      .says=${says}
      .min=${min}
      .max=${max}
      .step=${min < 0 ? 2 : 1}
      .rest=${0}
      .value=${value}
      @input=${(event: Event) => editor.update(id, patch((event.currentTarget as Slider).value), { label: 'style', coalesce: `line ${id}` })}
      @change=${() => editor.endStep()}
    ></luneo-slider>`;
  }
}

define('luneo-text-line', LuneoTextLine);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-text-line': LuneoTextLine;
  }
}
