import type { Paint } from '@luneo/sdk/design/document.js';
import type { Swatch } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import { offers, paintHex, samePaint } from './paint.js';

const PIPETTE = svg`<path d="m10.500 6 3.500 3.500M12 7.500l-7 7-1.500 2 2-1.500 7-7M11.500 6.500l2.700-2.700a1.600 1.600 0 0 1 2.300 2.300L13.800 8.800"/>`;

/** The colours that the side's process can make; any colour where it can. Fires `pick` with the paint. */
export class LuneoSwatches extends LitElement {
  static override properties = { label: {}, note: {}, other: {}, palette: { attribute: false }, paint: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .note {
        font-weight: 400;
      }
      .all {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: 50%;
        cursor: pointer;
      }
      label::before {
        content: '';
        inline-size: 28px;
        block-size: 28px;
        border-radius: 50%;
        background: var(--_swatch);
        box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_ink) 22%, transparent);
        transition: scale 120ms ease-out;
      }
      label:hover::before {
        scale: 1.08;
      }
      label:has(:checked),
      label.on {
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      label.any::before {
        background: conic-gradient(in hsl longer hue, #e33, #e33);
      }
      label svg.i {
        position: absolute;
        color: #fff;
        inline-size: 16px;
        block-size: 16px;
        filter: drop-shadow(0 0 1px rgb(0 0 0 / 70%));
        pointer-events: none;
      }
      button.drop {
        inline-size: 40px;
        min-block-size: 40px;
        border-radius: 50%;
      }
      input[type='color'] {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        opacity: 0;
        cursor: pointer;
      }
      @media (forced-colors: active) {
        label::before {
          forced-color-adjust: none;
        }
        label:has(:checked) {
          outline: 3px solid Highlight;
        }
      }
    `,
  ];

  declare label: string;
  declare note: string;
  declare other: string;
  declare palette: readonly Swatch[];
  declare paint: Paint | null;

  readonly #use = new UseEditor(this, []);

  constructor() {
    super();
    this.label = this.note = this.other = '';
    this.palette = [];
    this.paint = null;
  }

  protected override render(): TemplateResult {
    const { t } = this.#use;
    const choices = offers(this.palette);
    const isOther = this.palette.length === 0 && this.paint !== null && !choices.some(({ paint }) => samePaint(paint, this.paint));
    return html`<fieldset>
      <legend>${this.label} ${this.note ? html`<span class="note">${this.note}</span>` : nothing}</legend>
      <div class="all">
        ${choices.map(
          ({ name, hex, paint }) =>
            html`<label title=${name} ${cssVars({ '--_swatch': hex })}>
              <input
                type="radio"
                name="paint"
                aria-label=${name}
                .checked=${samePaint(paint, this.paint)}
                @change=${() => this.#pick(paint)}
              />
            </label>`,
        )}
        ${
          this.palette.length > 0
            ? nothing
            : html`<label
                class=${isOther ? 'on' : 'any'}
                title=${this.other}
                ${cssVars({ '--_swatch': isOther ? paintHex(this.paint!, []) : null })}
              >
                <input
                  type="color"
                  aria-label=${this.other}
                  .value=${this.paint ? paintHex(this.paint, []) : '#000000'}
                  @input=${(event: Event) => this.#pick((event.target as HTMLInputElement).value)}
                />
                ${icon('plus')}
              </label>`
        }
        <button class="icon drop" type="button" aria-label=${t.dropper.pick} title=${t.dropper.pick} @click=${() => void this.#drop()}>
          <svg class="i" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${PIPETTE}</svg>
        </button>
      </div>
    </fieldset>`;
  }

  /** From the screen, or from the design; what the process cannot make becomes what comes closest. */
  async #drop(): Promise<void> {
    const { t, shell } = this.#use;
    const say = (words: string) => shell.tell?.(words);
    const load = Promise.all([import('../arrange/eyedropper.js'), import('../arrange/nearest.js')]).catch(() => null);
    const code = await load;
    if (!code) return shell.say?.(t.panelFailed);
    const [{ pickHex }, { nearest, paintOf }] = code;
    const hex = await pickHex(shell.stage ?? null, t.dropper.how, say, t.dropper.nothing);
    this.renderRoot.querySelector<HTMLElement>('.drop')?.focus();
    if (!hex) return;
    const swatch = nearest(hex, this.palette);
    this.#pick(swatch ? paintOf(swatch) : hex);
    if (swatch && swatch.hex !== hex) shell.say?.(t.dropper.closest(swatch.name));
    else say(t.dropper.picked(swatch?.name ?? hex));
  }

  #pick(paint: Paint): void {
    this.paint = paint;
    this.dispatchEvent(new CustomEvent('pick', { detail: paint }));
  }
}

define('luneo-swatches', LuneoSwatches);
