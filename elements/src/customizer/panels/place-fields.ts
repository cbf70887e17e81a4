import type { Layer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import type { LayerPatch } from '../editor.js';
import './slider.js';
import './stepper.js';

type Field = 'x' | 'y' | 'width' | 'height' | 'rotation';

/** Exact numbers for those who want them: place and size in mm, turn in degrees, opacity. */
export class LuneoPlaceFields extends LitElement {
  static override properties = { layer: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .grid {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
      }
    `,
  ];

  declare layer: Layer | null;
  readonly #use = new UseEditor(this, ['side']);

  constructor() {
    super();
    this.layer = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#use;
    const { layer } = this;
    if (!layer) return nothing;
    return html`<div class="grid">
        ${this.#field(layer, 'width', t.width)} ${this.#field(layer, 'height', t.height)} ${this.#field(layer, 'x', t.fromLeft)}
        ${this.#field(layer, 'y', t.fromTop)} ${this.#field(layer, 'rotation', t.rotation)}
      </div>
      <luneo-slider
        .label=${t.opacity}
        .says=${`${Math.round(layer.opacity * 100)} %`}
        .min=${5}
        .max=${100}
        .rest=${100}
        .value=${Math.round(layer.opacity * 100)}
        @input=${(event: Event) =>
          this.#change({ opacity: (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value / 100 }, 'opacity', 'style')}
        @change=${() => this.#use.editor.endStep()}
      ></luneo-slider>`;
  }

  #field(layer: Layer, field: Field, label: string): TemplateResult {
    const { t } = this.#use;
    const isSize = field === 'width' || field === 'height';
    return html`<luneo-stepper
      compact
      .label=${label}
      .less=${t.smaller}
      .more=${t.larger}
      .unit=${field === 'rotation' ? '°' : t.mm}
      .min=${field === 'rotation' ? -180 : isSize ? 0.5 : -2000}
      .max=${field === 'rotation' ? 180 : 2000}
      .step=${field === 'rotation' ? 1 : 0.5}
      .value=${Math.round(layer[field] * 10) / 10}
      @input=${(event: Event) => this.#set(layer, field, (event.currentTarget as HTMLElementTagNameMap['luneo-stepper']).value)}
    ></luneo-stepper>`;
  }

  /** Pictures, art and square codes keep their proportions. */
  #set(layer: Layer, field: Field, value: number): void {
    const ratio = layer.width / layer.height;
    const isSolid = layer.type === 'image' || (layer.type === 'shape' && layer.clipart !== undefined) || (layer.type === 'code' && layer.symbology === 'qr');
    const patch: Partial<Record<Field, number>> = { [field]: value };
    if (isSolid && field === 'width') patch.height = value / ratio;
    if (isSolid && field === 'height') patch.width = value * ratio;
    this.#change(patch, field, field === 'rotation' ? 'rotate' : field === 'x' || field === 'y' ? 'move' : 'resize');
  }

  #change(patch: LayerPatch, what: string, label: string): void {
    if (this.layer) this.#use.editor.update(this.layer.id, patch, { label, coalesce: `${what} ${this.layer.id}` });
  }
}

define('luneo-place-fields', LuneoPlaceFields);
