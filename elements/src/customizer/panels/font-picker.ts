import type { Font } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { previewFamily } from './font-face.js';

/** The brand's fonts, each shown in itself with the shopper's own words. Fires `pick` with the font's id. */
export class LuneoFontPicker extends LitElement {
  static override properties = {
    label: {},
    sample: {},
    value: {},
    fonts: { attribute: false },
    families: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .all {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(116px, 1fr));
        gap: 8px;
      }
      label {
        position: relative;
        display: grid;
        gap: 0;
        padding: 5px 10px 6px;
        border-radius: var(--_radius);
        box-shadow: inset 0 0 0 1px var(--_line);
        cursor: pointer;
      }
      label:hover {
        background: var(--_wash);
      }
      label:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      .sample {
        overflow: hidden;
        block-size: 32px;
        font-family: var(--_font, inherit);
        font-size: 21px;
        line-height: 32px;
        white-space: nowrap;
        text-overflow: ellipsis;
        color: var(--_muted);
        transition: color 150ms ease-out;
      }
      .ready .sample {
        color: var(--_ink);
      }
      .name {
        overflow: hidden;
        font-size: 12px;
        color: var(--_muted);
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 3px solid Highlight;
        }
      }
    `,
  ];

  declare label: string;
  declare sample: string;
  declare value: string;
  declare fonts: readonly Font[];
  declare families: ReadonlyMap<string, string>;

  constructor() {
    super();
    this.label = this.sample = this.value = '';
    this.fonts = [];
    this.families = new Map();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('fonts')) for (const font of this.fonts) void this.#preview(font);
  }

  protected override render(): TemplateResult {
    const sample = this.sample.replace(/\s+/g, ' ').trim().slice(0, 24);
    return html`<fieldset>
      <legend>${this.label}</legend>
      <div class="all">
        ${this.fonts.map((font) => {
          const family = this.families.get(font.id);
          return html`<label class=${family ? 'ready' : ''} ${cssVars({ '--_font': family ?? null })}>
            <input
              type="radio"
              name="font"
              aria-label=${font.family}
              .checked=${font.id === this.value}
              @change=${() => this.#pick(font.id)}
            />
            <span class="sample" dir="auto" aria-hidden="true">${sample || font.family}</span>
            <span class="name" aria-hidden="true">${font.family}</span>
          </label>`;
        })}
      </div>
    </fieldset>`;
  }

  async #preview(font: Font): Promise<void> {
    const family = await previewFamily(font);
    if (family) this.families = new Map(this.families).set(font.id, family);
  }

  #pick(id: string): void {
    this.value = id;
    this.dispatchEvent(new CustomEvent('pick', { detail: id }));
  }
}

define('luneo-font-picker', LuneoFontPicker);
