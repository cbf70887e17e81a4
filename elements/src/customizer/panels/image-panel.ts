import type { ImageLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { selectedLayers } from '../layers.js';
import { CLOSEST, cropTo, viewOf } from './crop.js';
import './image-background.js';
import './image-look.js';
import { maskChoices, maskName } from './mask-shapes.js';
import './place-fields.js';
import './slider.js';

/** The selected picture: exchange it, cut it out, see how sharp it will be. */
export class LuneoImagePanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .masks {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
        gap: 6px;
      }
      .tools {
        display: grid;
        grid-template-columns: 1fr 44px 44px;
        gap: 8px;
      }
      .tools button[aria-pressed='true'] {
        background: var(--_press);
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      .masks label {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 4px;
        min-block-size: 44px;
        place-content: center;
        border-radius: var(--_radius);
        box-shadow: inset 0 0 0 1px var(--_line);
        cursor: pointer;
      }
      .masks label:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      .masks svg {
        inline-size: 26px;
        block-size: 26px;
        overflow: visible;
        fill: var(--_press);
        stroke: var(--_muted);
        stroke-width: 0.04;
      }
      .meter {
        display: grid;
        gap: 6px;
        padding: 12px;
        border-radius: var(--_radius);
        background: var(--_wash);
      }
      .bar {
        position: relative;
        block-size: 6px;
        border-radius: 3px;
        background: var(--_press);
        overflow: hidden;
      }
      .bar::before {
        content: '';
        position: absolute;
        inset: 0;
        inline-size: var(--_full);
        border-radius: 3px;
        background: var(--_level);
      }
      .meter[data-level='sharp'] {
        --_level: var(--_good);
      }
      .meter[data-level='soft'] {
        --_level: var(--_warn);
      }
      .meter[data-level='blurred'] {
        --_level: var(--_bad);
      }
      .meter b {
        font-weight: 600;
        color: var(--_level);
      }
      .crop {
        display: grid;
        gap: 10px;
      }
      @media (forced-colors: active) {
        .masks label:has(:checked) {
          outline: 3px solid Highlight;
        }
        .bar::before {
          background: Highlight;
        }
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['document', 'selection', 'side', 'product', 'metrics']);

  protected override render(): TemplateResult | typeof nothing {
    const { t, state, shell } = this.#use;
    const [layer] = selectedLayers(state);
    if (layer?.type !== 'image') return nothing;
    return html`
      ${this.#sharpness(layer)}
      <div class="tools">
        <button type="button" ?disabled=${layer.locked} @click=${() => shell.pickImage(layer.id)}>${icon('replace')} ${t.replace}</button>
        ${this.#mirror(layer, 'horizontal', t.picture.mirrorX)} ${this.#mirror(layer, 'vertical', t.picture.mirrorY)}
      </div>
      <luneo-image-look .layer=${layer}></luneo-image-look>
      ${this.#masks(layer)} ${this.#crop(layer)}
      <luneo-image-background .layer=${layer}></luneo-image-background>
      <luneo-place-fields .layer=${layer}></luneo-place-fields>
    `;
  }

  #sharpness(layer: ImageLayer): TemplateResult | typeof nothing {
    const { t, state, editor, locale } = this.#use;
    const required = state.product?.template.sides.find(({ id }) => id === state.side)?.requiredDpi ?? 150;
    const dpi = editor.dpi(layer.id);
    if (dpi === null) return nothing;
    const level = dpi >= required * 0.995 ? 'sharp' : dpi >= required / 2 ? 'soft' : 'blurred';
    return html`<div class="meter" data-level=${level}>
      <div class="row between">
        <span class="label">${t.sharpness}</span>
        <span class="num"><b>${t[level]}</b> <span class="muted">${t.dpi(Math.min(9999, Math.floor(dpi)))}</span></span>
      </div>
      <div class="bar" ${cssVars({ '--_full': `${Math.min(100, (dpi / required) * 100)}%` })}></div>
      <p class="note num">
        ${t.picture.sharpUpTo(new Intl.NumberFormat(locale).format(Math.floor((layer.width * dpi) / required)), required)}
      </p>
    </div>`;
  }

  #mirror(layer: ImageLayer, way: 'horizontal' | 'vertical', name: string): TemplateResult {
    const flip = layer.flip ?? { horizontal: false, vertical: false };
    const isOn = flip[way];
    const next = { ...flip, [way]: !isOn };
    return html`<button
      class="icon"
      type="button"
      aria-label=${name}
      title=${name}
      aria-pressed=${isOn}
      ?disabled=${layer.locked}
      @click=${() =>
        this.#use.editor.update(layer.id, { flip: next.horizontal || next.vertical ? next : undefined }, { label: name.toLowerCase() })}
    >
      ${icon(way === 'horizontal' ? 'mirrorX' : 'mirrorY')}
    </button>`;
  }

  #masks(layer: ImageLayer): TemplateResult {
    const { t, editor } = this.#use;
    const chosen = maskName(layer.mask);
    return html`<fieldset ?disabled=${layer.locked}>
      <legend>${t.shape}</legend>
      <div class="masks">
        ${maskChoices(layer).map(
          ({ name, mask, d }) =>
            html`<label title=${t.picture.masks[name]}>
              <input
                type="radio"
                name="mask"
                value=${name}
                aria-label=${t.picture.masks[name]}
                .checked=${name === chosen}
                @change=${() => editor.update(layer.id, { mask }, { label: 'crop' })}
              />
              <svg viewBox="0 0 1 1" aria-hidden="true"><path d=${d} /></svg>
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #crop(layer: ImageLayer): TemplateResult {
    const { t, editor } = this.#use;
    const view = viewOf(layer.crop);
    const slide = (label: string, key: 'zoom' | 'x' | 'y', min: number, max: number, rest: number) =>
      html`<luneo-slider
        .label=${label}
        .says=${key === 'zoom' ? `${Math.round(view.zoom * 100)} %` : `${Math.round(view[key] * 100)} %`}
        .min=${min * 100}
        .max=${max * 100}
        .step=${1}
        .rest=${rest * 100}
        .value=${Math.round(view[key] * 100)}
        @input=${(event: Event) => {
          const value = (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value / 100;
          const crop = cropTo(layer.crop, { ...view, [key]: value });
          editor.update(layer.id, { crop }, { label: 'crop', coalesce: `crop ${layer.id}` });
        }}
        @change=${() => editor.endStep()}
      ></luneo-slider>`;
    return html`<div class="crop" role="group" aria-label=${t.crop}>
      <button type="button" ?disabled=${layer.locked} @click=${() => editor.requestCrop(layer.id)}>
        ${icon('crop')} ${t.picture.crop}
      </button>
      ${slide(t.cropZoom, 'zoom', 1, CLOSEST, 1)} ${layer.crop.width < 1 ? slide(t.cropX, 'x', 0, 1, 0.5) : nothing}
      ${layer.crop.height < 1 ? slide(t.cropY, 'y', 0, 1, 0.5) : nothing}
    </div>`;
  }
}

define('luneo-image-panel', LuneoImagePanel);
