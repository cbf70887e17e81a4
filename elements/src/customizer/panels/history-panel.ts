import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';

/** Every step since the product was opened, newest first; pressing one goes there. What was undone stays above until something else is done. */
export class LuneoHistoryPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ol {
        margin-inline: -8px;
      }
      .kept {
        inline-size: 100%;
        margin-block-start: 16px;
      }
      li button {
        inline-size: 100%;
        min-block-size: 44px;
        justify-content: flex-start;
        gap: 10px;
        padding: 0 8px;
        border: 0;
        text-align: start;
      }
      li button::before {
        content: '';
        flex: none;
        inline-size: 10px;
        block-size: 10px;
        border: 2px solid var(--_edge);
        border-radius: 50%;
      }
      [aria-current='step'] {
        background: var(--_press);
        font-weight: 600;
      }
      [aria-current='step']::before {
        border-color: var(--_accent);
        background: var(--_accent);
      }
      [data-undone] {
        color: var(--_muted);
      }
      [data-undone]::before {
        border-style: dashed;
      }
      small {
        margin-inline-start: auto;
        font-weight: 400;
        color: var(--_muted);
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['history']);

  protected override render(): TemplateResult {
    const { t, state, shell } = this.#use;
    const { labels, at } = state.history;
    const said = (label: string): string => {
      const words = t.did[label] ?? label;
      return words.charAt(0).toLocaleUpperCase() + words.slice(1);
    };
    const steps = [t.historyList.start, ...labels.map(said)];
    return html`<ol aria-label=${t.historyList.open} @keydown=${(event: KeyboardEvent) => this.#key(event)}>
        ${steps.map((words, step) => this.#row(words, step, at)).toReversed()}
      </ol>
      <button class="kept" type="button" data-opens="saved" @click=${() => shell.show('saved')}>${icon('cloud')} ${t.kept}</button>`;
  }

  #row(words: string, step: number, at: number): TemplateResult {
    const { t, editor } = this.#use;
    const isNow = step === at;
    return html`<li>
      <button
        type="button"
        data-step=${step}
        ?data-undone=${step > at}
        aria-current=${isNow ? 'step' : 'false'}
        tabindex=${isNow ? 0 : -1}
        @click=${() => editor.goTo(step)}
      >
        ${words} <small>${isNow ? t.historyList.now : step > at ? t.historyList.undone : ''}</small>
      </button>
    </li>`;
  }

  /** One stop for Tab; arrows go along the list. */
  #key(event: KeyboardEvent): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[data-step]')];
    const here = rows.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined || !rows[next]) return;
    event.preventDefault();
    rows[next].focus();
  }
}

define('luneo-history-panel', LuneoHistoryPanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-history-panel': LuneoHistoryPanel;
  }
}
