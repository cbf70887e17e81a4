import type { Layer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { selectedLayers } from '../layers.js';
import './findings-panel.js';
import { loadPanel } from './load-panel.js';

/** Settings of what is selected. Each kind's panel is fetched when it is first needed. */
export class LuneoSelectionPanel extends LitElement {
  static override properties = { failed: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .row {
        gap: 8px;
      }
      .row > button {
        flex: 1;
      }
      .locked {
        padding: 10px 12px;
        border-radius: var(--_radius);
        background: var(--_wash);
      }
      details {
        border-block-start: 1px solid var(--_line);
      }
      summary {
        min-block-size: 44px;
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-size: 13px;
        font-weight: 600;
        cursor: pointer;
        list-style: none;
        border-radius: 4px;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      details[open] > summary svg {
        rotate: 180deg;
      }
    `,
  ];

  declare failed: boolean;
  readonly #use = new UsePanel(this, ['selection', 'side', 'document']);

  constructor() {
    super();
    this.failed = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, state, editor } = this.#use;
    const layers = selectedLayers(state);
    const ids = layers.map(({ id }) => id);
    if (layers.length === 0) return nothing;
    const isLocked = layers.every(({ locked }) => locked);
    return html`
      ${layers.length > 1 ? html`<p class="note">${t.selectedHint}</p>` : nothing}
      ${
        isLocked
          ? html`<div class="row locked">
              <span class="note row">${icon('lock')} ${t.lockedLayer}</span>
              <button
                class="small"
                type="button"
                @click=${() => ids.forEach((id) => editor.update(id, { locked: false }, { label: 'lock' }))}
              >
                ${t.unlock}
              </button>
            </div>`
          : layers.length === 1
            ? html`<luneo-findings-panel .only=${layers[0]!.id}></luneo-findings-panel> ${this.#settings(layers[0]!.type)}`
            : nothing
      }
      ${isLocked ? nothing : this.#arrange(layers)}
      <div class="row">
        <button class="small" type="button" @click=${() => this.#use.shell.clipboard?.copy()}>${t.clipboard.copy}</button>
        <button class="small" type="button" @click=${() => editor.duplicate(ids)}>${icon('duplicate')} ${t.duplicate}</button>
        <button class="small" type="button" ?disabled=${isLocked} @click=${() => editor.remove(ids)}>${icon('trash')} ${t.remove}</button>
      </div>
    `;
  }

  /** Open where there is nothing else to set. */
  #arrange(layers: readonly Layer[]): TemplateResult {
    const { t } = this.#use;
    const isAll = layers.length > 1 || layers[0]!.type === 'group';
    void this.#load('arrange');
    return isAll
      ? html`<luneo-arrange-panel></luneo-arrange-panel>`
      : html`<details>
          <summary>${t.arrange.title} ${icon('down')}</summary>
          <luneo-arrange-panel></luneo-arrange-panel>
        </details>`;
  }

  #settings(type: Layer['type']): TemplateResult | typeof nothing {
    if (type === 'group') return nothing;
    void this.#load(type);
    const { t } = this.#use;
    if (this.failed)
      return html`<p class="note" role="alert">${t.panelFailed}</p>
        <button type="button" @click=${() => this.#load(type)}>${t.tryAgain}</button>`;
    return type === 'text'
      ? html`<luneo-text-panel></luneo-text-panel>`
      : type === 'image'
        ? html`<luneo-image-panel></luneo-image-panel>`
        : type === 'code'
          ? html`<luneo-code-panel></luneo-code-panel>`
          : html`<luneo-shape-panel></luneo-shape-panel>`;
  }

  async #load(type: Exclude<Layer['type'], 'group'> | 'arrange'): Promise<void> {
    try {
      await loadPanel(type);
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}

define('luneo-selection-panel', LuneoSelectionPanel);
