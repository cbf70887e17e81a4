import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { rememberUnit, type Unit, unitFor } from '../arrange/units.js';

/** How the product is looked at: nearer, the whole, rulers and guides. Nothing of it changes the design. */
export class LuneoViewPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .grid {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      .grid button {
        justify-content: flex-start;
        min-block-size: 44px;
        padding-inline: 12px;
        font-size: 14px;
        line-height: 1.2;
        text-align: start;
      }
      .switch {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 44px;
      }
      .switch input {
        inline-size: 20px;
        block-size: 20px;
        margin: 0;
        accent-color: var(--_accent);
      }
      .label {
        display: block;
        margin-block-end: 6px;
        color: var(--_muted);
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['side', 'selection']);

  protected override render(): TemplateResult {
    const { t, shell, state } = this.#use;
    const isOn = shell.rulers ?? false;
    const hasGuides = (shell.stage?.guides.on(state.side).length ?? 0) > 0;
    const button = (name: IconName, label: string, act: () => void) =>
      html`<button type="button" @click=${act}>${icon(name)} ${label}</button>`;
    return html`<div class="grid">
        ${button('plus', t.zoomIn, () => shell.stage?.zoom('in'))} ${button('minus', t.zoomOut, () => shell.stage?.zoom('out'))}
        ${button('fit', t.fit, () => shell.fit())} ${button('center', t.sight.area, () => shell.stage?.zoom('near'))}
      </div>
      <div>
        <label class="switch">
          <input
            type="checkbox"
            data-setting="rulers"
            .checked=${isOn}
            @change=${(event: Event) => this.#rulers((event.target as HTMLInputElement).checked)}
          />
          ${t.sight.rulers}
        </label>
        ${isOn ? this.#units() : nothing}
      </div>
      ${
        isOn && hasGuides
          ? html`<button type="button" data-action="clear-guides" @click=${() => this.#clear()}>
              ${icon('trash')} ${t.sight.clearGuides}
            </button>`
          : nothing
      }`;
  }

  #units(): TemplateResult {
    const { t, locale } = this.#use;
    const now = unitFor(locale);
    return html`<span class="label" id="unit">${t.sight.unit}</span>
      <div class="segments" role="radiogroup" aria-labelledby="unit">
        ${(['mm', 'inch'] as const).map(
          (unit) =>
            html`<label>
              <input type="radio" name="unit" value=${unit} .checked=${unit === now} @change=${() => this.#unit(unit)} />
              ${t.sight.units[unit]}
            </label>`,
        )}
      </div>`;
  }

  #rulers(isOn: boolean): void {
    this.#use.shell.showRulers?.(isOn);
    this.requestUpdate();
  }

  #unit(unit: Unit): void {
    rememberUnit(unit);
    this.#use.shell.stage?.dispatchEvent(new Event('look'));
    this.requestUpdate();
  }

  #clear(): void {
    this.#use.shell.stage?.guides.clear(this.#use.state.side);
    this.requestUpdate();
  }
}

define('luneo-view-panel', LuneoViewPanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-view-panel': LuneoViewPanel;
  }
}
