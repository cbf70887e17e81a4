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
        gap: 8px;
        padding-inline: 10px;
      }
      .pill {
        display: inline-flex;
        align-items: center;
        padding: 2px;
        border-radius: calc(var(--_radius) + 2px);
        background: color-mix(in oklab, var(--_raised) 92%, transparent);
        box-shadow: 0 0 0 1px var(--_line);
        pointer-events: auto;
      }
      .pill > button.icon {
        inline-size: 40px;
        min-block-size: 36px;
        border-radius: var(--_radius);
      }
      .pill > button.opens {
        inline-size: 28px;
      }
      .opens svg.i {
        inline-size: 14px;
        block-size: 14px;
      }
      .middle {
        flex: 1;
        display: flex;
        justify-content: center;
        min-inline-size: 0;
      }
      .segments.pill {
        padding: 2px;
        background: color-mix(in oklab, var(--_raised) 92%, transparent);
        overflow-x: auto;
        scrollbar-width: none;
      }
      .segments > button {
        min-block-size: 36px;
      }
      .segments > [aria-pressed='true'] {
        background: var(--_press);
        box-shadow: none;
      }
      .save {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 36px;
        padding-inline: 10px 4px;
        font-size: 13px;
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
        .save[data-state='saving'] span,
        .kept[data-state='idle'],
        [data-opens='saved'] {
          display: none;
        }
      }
    `,
  ];

  readonly #use = new UseEditor(this, ['phase', 'product', 'side', 'save', 'canUndo', 'canRedo', 'undoLabel', 'redoLabel']);

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    return html`<div class="pill">
        ${this.#step('undo', state.canUndo, state.undoLabel ? t.undoWhat(t.did[state.undoLabel] ?? state.undoLabel) : t.undo, t.undo, () =>
          this.#use.editor.undo(),
        )}
        ${this.#step('redo', state.canRedo, state.redoLabel ? t.redoWhat(t.did[state.redoLabel] ?? state.redoLabel) : t.redo, t.redo, () =>
          this.#use.editor.redo(),
        )}
        ${this.#open('history', t.historyList.open)}
      </div>
      <div class="middle">${this.#sides()}</div>
      ${this.#save()}
      <div class="pill">
        <button class="icon" type="button" aria-label=${t.fit} title=${t.fit} @click=${() => this.#use.shell.fit()}>${icon('fit')}</button>
        ${this.#use.shell.stage === undefined ? nothing : this.#open('view', t.sight.title)}
      </div>`;
  }

  #open(panel: 'history' | 'view' | 'saved', name: string): TemplateResult {
    return html`<button
      class="icon opens"
      type="button"
      data-opens=${panel}
      aria-label=${name}
      title=${name}
      @click=${() => this.#use.shell.show(panel)}
    >
      ${icon('down')}
    </button>`;
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

  #sides(): TemplateResult | typeof nothing {
    const { state, t, editor } = this.#use;
    const sides = state.product?.template.sides ?? [];
    if (sides.length < 2) return nothing;
    return html`<div class="segments pill" role="group" aria-label=${t.sides}>
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
    return html`<div class="pill kept" data-state=${state.save} ?hidden=${state.phase !== 'ready'}>
        <span class="save" role="status" data-state=${state.save} title=${long}>
          ${icon(SAVE_ICONS[state.save])}${short[state.save] ? html`<span>${short[state.save]}</span>` : nothing}
        </span>
        ${this.#open('saved', t.kept)}
      </div>
      ${
        state.save === 'failed'
          ? html`<button class="small pill" type="button" @click=${() => void editor.save()}>${t.tryAgain}</button>`
          : nothing
      }`;
  }
}

define('luneo-toolbar', LuneoToolbar);
