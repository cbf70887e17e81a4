import type { Layer } from '@luneo/sdk/design/document.js';
import { centreOf } from '@luneo/sdk/design/geometry.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import type { LayerPatch } from '../editor.js';
import { frameOf } from '../tools/frame.js';
import { type Motion, motionPatches, placeOf, STILL } from '../tools/transform.js';
import { placedSelection } from '../within.js';
import './slider.js';
import './stepper.js';

type Field = 'x' | 'y' | 'width' | 'height' | 'rotation';

/** Cut or scanned, they cannot have other proportions. */
const isRigid = (layer: Layer): boolean =>
  layer.type === 'image' || layer.type === 'group' || (layer.type === 'code' && layer.symbology === 'qr');

/** Exact numbers for those who want them: place and size on the side in mm, turn in degrees, opacity; of one or of all that is selected. */
export class LuneoPlaceFields extends LitElement {
  static override properties = { layer: { attribute: false }, keeps: { state: true } };
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
      .keep {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 44px;
        grid-column: 1 / -1;
      }
      .keep input {
        inline-size: 20px;
        block-size: 20px;
        margin: 0;
        accent-color: var(--_accent);
      }
    `,
  ];

  /** The one that is meant; without it everything that is selected. */
  declare layer: Layer | null;
  /** Do width and height go together? Null: as its kind does. */
  declare keeps: boolean | null;
  readonly #use = new UsePanel(this, ['side', 'document', 'selection']);

  constructor() {
    super();
    this.layer = null;
    this.keeps = null;
  }

  /** As they lie on the side. */
  get #layers(): readonly Layer[] {
    const { layer } = this;
    return placedSelection(this.#use.state).filter(({ id, locked }) => (layer ? id === layer.id : !locked));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#use;
    const layers = this.#layers;
    const [first] = layers;
    if (!first) return nothing;
    const { x, y, width, height } = frameOf(layers);
    const rotation = layers.every((layer) => layer.rotation === first.rotation) ? first.rotation : 0;
    return html`<div class="grid">
        ${this.#field('width', t.width, width)} ${this.#field('height', t.height, height)} ${this.#ratio(layers)}
        ${this.#field('x', t.fromLeft, x)} ${this.#field('y', t.fromTop, y)} ${this.#field('rotation', t.rotation, rotation)}
      </div>
      <luneo-slider
        .label=${t.opacity}
        .says=${`${Math.round(first.opacity * 100)} %`}
        .min=${5}
        .max=${100}
        .rest=${100}
        .value=${Math.round(first.opacity * 100)}
        @input=${(event: Event) =>
          this.#change({ opacity: (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value / 100 }, 'opacity', 'style')}
        @change=${() => this.#use.editor.endStep()}
      ></luneo-slider>`;
  }

  #ratio(layers: readonly Layer[]): TemplateResult | typeof nothing {
    const { t } = this.#use;
    if (layers.length > 1 || isRigid(layers[0]!)) return nothing;
    return html`<label class="keep">
      <input
        type="checkbox"
        .checked=${this.#keeps(layers[0]!)}
        @change=${(event: Event) => (this.keeps = (event.target as HTMLInputElement).checked)}
      />
      ${t.arrange.keepRatio}
    </label>`;
  }

  /** Art keeps its proportions unless the shopper wants it otherwise; the box of a text and a drawn shape are free. */
  #keeps(layer: Layer): boolean {
    return isRigid(layer) || (this.keeps ?? (layer.type === 'shape' && layer.clipart !== undefined));
  }

  #field(field: Field, label: string, value: number): TemplateResult {
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
      .value=${Math.round(value * 10) / 10}
      @input=${(event: Event) => this.#set(field, (event.currentTarget as HTMLElementTagNameMap['luneo-stepper']).value, value)}
    ></luneo-stepper>`;
  }

  #set(field: Field, value: number, before: number): void {
    const layers = this.#layers;
    const frame = frameOf(layers);
    const label = field === 'rotation' ? 'rotate' : field === 'x' || field === 'y' ? 'move' : 'resize';
    const isSize = label === 'resize';
    const isScaled = isSize && (layers.length > 1 || frame.type === 'group' || (frame.type === 'text' && this.#keeps(frame)));
    if (isScaled) this.#move(layers, { ...STILL, pivot: placeOf(frame, [0, 0]), scale: value / before }, field, label);
    else if (layers.length === 1)
      this.#change(isSize && this.#keeps(frame) ? scaledFrame(frame, value / before) : { [field]: value }, field, label);
    else if (field === 'rotation') this.#move(layers, { ...STILL, pivot: centreOf(frame), turn: value - before }, field, label);
    else this.#move(layers, { ...STILL, [field === 'x' ? 'dx' : 'dy']: value - before }, field, label);
  }

  #move(layers: readonly Layer[], motion: Motion, what: string, label: string): void {
    this.#place(layers.flatMap((layer) => motionPatches(layer, motion)), what, label); // prettier-ignore
  }

  #change(patch: LayerPatch, what: string, label: string): void {
    this.#place(this.#layers.map(({ id }) => [id, patch]), what, label); // prettier-ignore
  }

  #place(changes: [string, LayerPatch][], what: string, label: string): void {
    this.#use.editor.place(changes, { label, coalesce: `${what} ${this.#use.state.selection.join()}` });
  }
}

const scaledFrame = ({ width, height }: Layer, factor: number): LayerPatch => ({ width: width * factor, height: height * factor });

define('luneo-place-fields', LuneoPlaceFields);
