import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { layersOf } from '../layers.js';

type Hint = 'start' | 'move' | 'idea';
const KEY = 'luneo-hints';

/** Three short hints for the first time, one at a time and where the hand is; what was seen is never shown again. */
export class LuneoHints extends LitElement {
  static override properties = { seen: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        pointer-events: none;
      }
      .hint {
        display: inline-flex;
        align-items: center;
        gap: 12px;
        max-inline-size: 100%;
        padding: 6px;
        padding-inline-start: 14px;
        border-radius: calc(var(--_radius) + 2px);
        background: var(--_ink);
        color: var(--_paper);
        font-size: 14px;
        line-height: 1.35;
        text-align: start;
        pointer-events: auto;
        animation: rise 180ms ease-out;
      }
      button {
        flex: none;
        min-block-size: 36px;
        border-color: transparent;
        font-weight: 600;
        font-size: 13px;
      }
      button:hover {
        background: color-mix(in oklab, var(--_paper) 16%, transparent);
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 6px;
        }
      }
    `,
  ];

  declare seen: ReadonlySet<string>;
  readonly #use = new UsePanel(this, ['phase', 'selection', 'document', 'side', 'generation', 'undoLabel']);

  constructor() {
    super();
    this.seen = remembered();
  }

  protected override render(): TemplateResult | typeof nothing {
    const hint = this.#due();
    if (!hint) return nothing;
    const { t } = this.#use;
    return html`<div class="hint" role="status" data-hint=${hint}>
      <span>${t.hints[hint]}</span><button type="button" @click=${() => this.#dismiss(hint)}>${t.gotIt}</button>
    </div>`;
  }

  /** What is useful now. Somebody who already does it needs no hint. */
  #due(): Hint | null {
    const { state } = this.#use;
    if (state.phase !== 'ready') return null;
    const isEmpty = layersOf(state.document, state.side).length === 0;
    if (state.undoLabel === 'move' || state.undoLabel === 'resize') this.#remember('move');
    if (state.generation) this.#remember('idea');
    const due: [Hint, boolean][] = [
      ['start', !isEmpty && state.selection.length === 0 && !state.canUndo],
      ['move', state.selection.length === 1],
      ['idea', !isEmpty && state.selection.length === 0 && state.canUndo],
    ];
    return due.find(([hint, isTime]) => isTime && !this.seen.has(hint))?.[0] ?? null;
  }

  #dismiss(hint: Hint): void {
    this.#remember(hint);
    this.requestUpdate();
  }

  #remember(hint: Hint): void {
    if (this.seen.has(hint)) return;
    (this.seen as Set<string>).add(hint);
    try {
      localStorage.setItem(KEY, [...this.seen].join(' '));
    } catch {
      // Storage may be off; then the hints come again next time.
    }
  }
}

function remembered(): Set<string> {
  try {
    return new Set((localStorage.getItem(KEY) ?? '').split(' ').filter(Boolean));
  } catch {
    return new Set();
  }
}

define('luneo-hints', LuneoHints);
