import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from './icons.js';
import { base } from './styles.js';
import { ui } from './words.js';

/**
 * A modal box: named by `heading`, closed by Escape, the cross and `close()`. The page behind keeps its state, and the focus
 * goes back to where it was. Fires `closed`.
 */
@customElement('luneo-dialog')
export class LuneoDialog extends LitElement {
  static override styles = [
    base,
    css`
      dialog {
        inline-size: min(520px, calc(100vw - 32px));
        max-block-size: calc(100dvh - 32px);
        padding: 0;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      :host([wide]) dialog {
        inline-size: min(760px, calc(100vw - 32px));
      }
      dialog::backdrop {
        background: rgb(10 12 20 / 45%);
      }
      dialog[open] {
        animation: appear 140ms ease-out;
      }
      header {
        display: flex;
        gap: 16px;
        align-items: start;
        justify-content: space-between;
        padding: 18px 14px 0 22px;
      }
      h2 {
        padding-block-start: 5px;
        font-size: 18px;
      }
      .body {
        padding: 14px 22px 22px;
      }
      :dir(rtl) header {
        padding: 18px 22px 0 14px;
      }
      @keyframes appear {
        from {
          translate: 0 6px;
          opacity: 0;
        }
      }
    `,
  ];

  @property() heading = '';
  /** Neither the cross nor Escape: the question must be answered. */
  @property({ type: Boolean }) firm = false;
  @query('dialog') private box!: HTMLDialogElement;

  override firstUpdated(): void {
    this.box.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.closed} @cancel=${this.cancel}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" ?hidden=${this.firm} aria-label=${ui.close} @click=${this.close}>${icon('close')}</button>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  close(): void {
    this.box.close();
  }

  private cancel(event: Event): void {
    if (this.firm) event.preventDefault();
  }

  private closed(): void {
    this.dispatchEvent(new Event('closed'));
  }
}
