import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import type { SaveState } from '../editor-state.js';

const SAVE_ICONS: Record<SaveState, IconName> = { idle: 'cloud', saving: 'cloud', saved: 'check', offline: 'cloudOff', failed: 'warn' };

/** Undo and redo, the sides of the product, and whether the design is safe. */
export class LuneoToolbar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        padding-inline: 8px 12px;
      }
      .sides {
        margin-inline: auto;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .spring {
        flex: 1;
      }
      .save {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 32px;
        font-size: 13px;
        color: var(--_muted);
        white-space: nowrap;
      }
      .save[data-state='offline'],
      .save[data-state='failed'] {
        color: var(--_warn);
      }
      .save svg.i {
        inline-size: 18px;
        block-size: 18px;
      }
      @container luneo (max-width: 480px) {
        .save[data-state='saved'] span,
        .save[data-state='saving'] span {
          display: none;
        }
      }
    `,
  ];

  readonly #use = new UseEditor(this, ['phase', 'product', 'side', 'save', 'canUndo', 'canRedo', 'undoLabel', 'redoLabel']);

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    return html`
      ${this.#step('undo', state.canUndo, state.undoLabel ? t.undoWhat(t.did[state.undoLabel] ?? state.undoLabel) : t.undo, t.undo, () =>
        this.#use.editor.undo(),
      )}
      ${this.#step('redo', state.canRedo, state.redoLabel ? t.redoWhat(t.did[state.redoLabel] ?? state.redoLabel) : t.redo, t.redo, () =>
        this.#use.editor.redo(),
      )}
      ${this.#sides()} ${this.#save()}
    `;
  }

  #step(name: 'undo' | 'redo', can: boolean, title: string, label: string, act: () => void): TemplateResult {
    return html`<button
      class="icon"
      type="button"
      data-action=${name}
      aria-disabled=${can ? 'false' : 'true'}
      aria-label=${label}
      title=${title}
      @click=${() => can && act()}
    >
      ${icon(name, 'mirror')}
    </button>`;
  }

  #sides(): TemplateResult {
    const { state, t, editor } = this.#use;
    const sides = state.product?.template.sides ?? [];
    if (sides.length < 2) return html`<span class="spring"></span>`;
    return html`<div class="segments sides" role="group" aria-label=${t.sides}>
      ${sides.map(
        (side) =>
          html`<button type="button" aria-pressed=${side.id === state.side} @click=${() => editor.setSide(side.id)}>${side.name}</button>`,
      )}
    </div>`;
  }

  #save(): TemplateResult | typeof nothing {
    const { state, t, editor } = this.#use;
    const short = { idle: '', saving: t.save.saving, saved: t.save.saved, offline: t.save.offlineShort, failed: t.save.failedShort };
    const long = t.save[state.save];
    return html`<span class="save" role="status" data-state=${state.save} title=${long}>
        ${state.save === 'idle' ? nothing : html`${icon(SAVE_ICONS[state.save])}<span>${short[state.save]}</span>`}
      </span>
      ${
        state.save === 'failed'
          ? html`<button class="small" type="button" @click=${() => void editor.save()}>${t.tryAgain}</button>`
          : nothing
      }`;
  }
}

define('luneo-toolbar', LuneoToolbar);
