import type { Figure, ShapeLayer } from '@luneo/sdk/design/document.js';
import { BOUNDS } from '@luneo/sdk/design/limits.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { figures } from '../../shared/figures.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import './slider.js';
import './stepper.js';

/** More points than this are a circle. */
const MOST_POINTS = 32;

/** How round the corners of the selected figure are, or how many points it has. */
export class LuneoShapeFigure extends LitElement {
  static override properties = { layer: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  declare layer: ShapeLayer | null;
  readonly #use = new UsePanel(this, []);

  constructor() {
    super();
    this.layer = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const figure = this.layer?.figure;
    if (!figure) return nothing;
    const { t, locale } = this.#use;
    if (figure.kind === 'rectangle') {
      const most = Math.min(this.layer!.width, this.layer!.height) / 2;
      const radius = Math.min(figure.radius, most);
      return this.#slider(t.corners, `${figures(locale, radius)[0]} ${t.mm}`, radius * 10, 0, most * 10, (value) => ({
        kind: 'rectangle',
        radius: value / 10,
      }));
    }
    const depth = figure.kind === 'star' ? Math.round((1 - figure.inner) * 100) : 0;
    return html`<luneo-stepper
        .label=${t.points}
        .less=${t.smaller}
        .more=${t.larger}
        .min=${BOUNDS.points[0]}
        .max=${MOST_POINTS}
        .step=${1}
        .value=${figure.points}
        @input=${(event: Event) =>
          this.#change({ ...figure, points: (event.currentTarget as HTMLElementTagNameMap['luneo-stepper']).value }, 'points')}
      ></luneo-stepper>
      ${
        figure.kind === 'star'
          ? this.#slider(t.depth, new Intl.NumberFormat(locale, { style: 'percent' }).format(depth / 100), depth, 5, 95, (value) => ({
              ...figure,
              inner: 1 - value / 100,
            }))
          : nothing
      }`;
  }

  #slider(label: string, says: string, value: number, min: number, max: number, make: (value: number) => Figure): TemplateResult {
    return html`<luneo-slider
      .label=${label}
      .says=${says}
      .min=${min}
      .max=${Math.round(max)}
      .rest=${min}
      .value=${Math.round(value)}
      @input=${(event: Event) => this.#change(make((event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value), label)}
      @change=${() => this.#use.editor.endStep()}
    ></luneo-slider>`;
  }

  #change(figure: Figure, what: string): void {
    const { id } = this.layer!;
    this.#use.editor.update(id, { figure }, { label: 'style', coalesce: `${what} ${id}` });
  }
}

define('luneo-shape-figure', LuneoShapeFigure);
