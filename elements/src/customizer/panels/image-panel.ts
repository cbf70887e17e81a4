import type { ImageLayer, Mask } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import { selectedLayers } from '../layers.js';
import { CLOSEST, cropTo, viewOf } from './crop.js';
import './place-fields.js';
import './slider.js';

const HEART =
  'M.5 .95C.22 .72 .02 .52 .02 .3C.02 .14 .14 .04 .27 .04C.37 .04 .46 .1 .5 .2C.54 .1 .63 .04 .73 .04C.86 .04 .98 .14 .98 .3C.98 .52 .78 .72 .5 .95Z';

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
        grid-template-columns: repeat(4, 1fr);
        gap: 8px;
      }
      .masks label {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 4px;
        padding: 10px 4px 8px;
        border-radius: var(--_radius);
        box-shadow: inset 0 0 0 1px var(--_line);
        font-size: 12px;
        line-height: 1.2;
        text-align: center;
        color: var(--_muted);
        cursor: pointer;
      }
      .masks label:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
        color: var(--_ink);
      }
      .masks svg {
        inline-size: 32px;
        block-size: 32px;
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

  readonly #use = new UseEditor(this, ['document', 'selection', 'side', 'product', 'metrics']);

  protected override render(): TemplateResult | typeof nothing {
    const { t, state, shell } = this.#use;
    const [layer] = selectedLayers(state);
    if (layer?.type !== 'image') return nothing;
    return html`
      ${this.#sharpness(layer)}
      <button type="button" ?disabled=${layer.locked} @click=${() => shell.pickImage(layer.id)}>${icon('replace')} ${t.replace}</button>
      ${this.#masks(layer)} ${this.#crop(layer)}
      <luneo-place-fields .layer=${layer}></luneo-place-fields>
    `;
  }

  #sharpness(layer: ImageLayer): TemplateResult | typeof nothing {
    const { t, state, editor } = this.#use;
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
    </div>`;
  }

  #masks(layer: ImageLayer): TemplateResult {
    const { t, editor } = this.#use;
    const radius = Math.round(Math.min(layer.width, layer.height) * 18) / 100;
    const choices: { id: string; name: string; mask: Mask | undefined; d: string }[] = [
      { id: 'none', name: t.maskNone, mask: undefined, d: 'M.04 .04H.96V.96H.04Z' },
      {
        id: 'rounded',
        name: t.maskRounded,
        mask: { kind: 'rounded', radius },
        d: 'M.24 .04H.76A.2 .2 0 0 1 .96 .24V.76A.2 .2 0 0 1 .76 .96H.24A.2 .2 0 0 1 .04 .76V.24A.2 .2 0 0 1 .24 .04Z',
      },
      { id: 'ellipse', name: t.maskEllipse, mask: { kind: 'ellipse' }, d: 'M.04 .5A.46 .46 0 1 1 .96 .5A.46 .46 0 1 1 .04 .5Z' },
      { id: 'path', name: t.maskHeart, mask: { kind: 'path', d: HEART }, d: HEART },
    ];
    const chosen = layer.mask?.kind ?? 'none';
    return html`<fieldset ?disabled=${layer.locked}>
      <legend>${t.shape}</legend>
      <div class="masks">
        ${choices.map(
          ({ id, name, mask, d }) =>
            html`<label>
              <input
                type="radio"
                name="mask"
                value=${id}
                .checked=${id === chosen}
                @change=${() => editor.update(layer.id, { mask }, { label: 'crop' })}
              />
              <svg viewBox="0 0 1 1" aria-hidden="true"><path d=${d} /></svg>${name}
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
      ${slide(t.cropZoom, 'zoom', 1, CLOSEST, 1)} ${layer.crop.width < 1 ? slide(t.cropX, 'x', 0, 1, 0.5) : nothing}
      ${layer.crop.height < 1 ? slide(t.cropY, 'y', 0, 1, 0.5) : nothing}
    </div>`;
  }
}

define('luneo-image-panel', LuneoImagePanel);
