import type { ShapeLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { figures } from '../../shared/figures.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import './slider.js';

/** Thickest line in mm. */
const WIDEST = 5;
/** A line that takes the place of a filling. mm */
const USUAL = 0.5;

/** Whether the selected shape is filled, and how thick its lines are. */
export class LuneoShapeLines extends LitElement {
  static override properties = { layer: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
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
    `,
  ];

  declare layer: ShapeLayer | null;
  readonly #use = new UsePanel(this, ['product', 'side']);

  constructor() {
    super();
    this.layer = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layer } = this;
    if (!layer) return nothing;
    const { t, editor, locale } = this.#use;
    const width = widestLine(layer);
    const isFilled = layer.paths.some(({ fill }) => fill !== null);
    const says = width === 0 ? t.without : `${figures(locale, width)[0]} ${t.mm}`;
    return html`${
        layer.figure || layer.paths.every(({ d }) => /z\s*$/i.test(d))
          ? html`<label class="tick"
              ><input
                type="checkbox"
                .checked=${isFilled}
                ?disabled=${layer.locked}
                @change=${() => this.#fill(layer, !isFilled)}
              />${t.filled}</label
            >`
          : nothing
      }
      <luneo-slider
        .label=${t.thickness}
        .says=${says}
        .min=${isFilled ? 0 : 1}
        .max=${WIDEST * 10}
        .rest=${0}
        .value=${Math.round(width * 10)}
        @input=${(event: Event) => this.#draw(layer, (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value / 10)}
        @change=${() => editor.endStep()}
      ></luneo-slider>`;
  }

  get #thinnest(): number {
    const { state } = this.#use;
    return state.product?.template.sides.find(({ id }) => id === state.side)?.minStroke ?? 0;
  }

  #fill(layer: ShapeLayer, isFilled: boolean): void {
    const paths = layer.paths.map((path) => {
      const paint = path.stroke?.paint ?? path.fill ?? '#000000';
      if (isFilled) return { ...path, fill: path.fill ?? paint };
      return { ...path, fill: null, stroke: path.stroke ?? { width: Math.max(USUAL, this.#thinnest), paint } };
    });
    this.#use.editor.update(layer.id, { paths }, { label: 'style' });
  }

  /** Lines keep their proportions to each other. */
  #draw(layer: ShapeLayer, width: number): void {
    const before = widestLine(layer);
    const paths = layer.paths.map(({ stroke, ...path }) => {
      if (width === 0) return path.fill === null ? { ...path, ...(stroke && { stroke }) } : path;
      const share = before > 0 ? (stroke ? stroke.width / before : 0) : 1;
      const thick = Math.max(this.#thinnest, Math.round(width * share * 1000) / 1000, 0.01);
      return share === 0 ? path : { ...path, stroke: { width: thick, paint: stroke?.paint ?? path.fill ?? '#000000' } };
    });
    this.#use.editor.update(layer.id, { paths }, { label: 'style', coalesce: `lines ${layer.id}` });
  }
}

function widestLine(layer: ShapeLayer): number {
  return Math.max(0, ...layer.paths.map(({ stroke }) => stroke?.width ?? 0));
}

define('luneo-shape-lines', LuneoShapeLines);
