import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { icon } from './icons.js';
import { base } from './styles.js';
import { ui } from './words.js';

interface Toast {
  text: string;
  undo?: (() => void) | undefined;
}
const LASTS = 8_000;

/** What was just done, said aloud. Stays while the pointer or the focus is on it; with a way back, until it is closed or the next one comes. */
@customElement('luneo-toasts')
export class LuneoToasts extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        inset-block-end: 20px;
        inset-inline: 16px;
        z-index: 20;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      .toast {
        display: flex;
        align-items: center;
        gap: 12px;
        max-inline-size: min(560px, 100%);
        padding: 6px 6px 6px 16px;
        border-radius: 12px;
        background: var(--ink);
        color: var(--paper);
        box-shadow: var(--shadow);
        pointer-events: auto;
        animation: rise 160ms ease-out;
      }
      button {
        background: none;
        border-color: transparent;
        color: inherit;
      }
      button:hover {
        background: color-mix(in srgb, var(--paper) 16%, transparent);
      }
      button:focus-visible {
        outline-color: var(--paper);
        outline-offset: -3px;
      }
      @keyframes rise {
        from {
          translate: 0 8px;
          opacity: 0;
        }
      }
    `,
  ];

  @state() private toast: Toast | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows one sentence; a later one takes its place. */
  say(text: string, undo?: () => void): void {
    this.toast = { text, undo };
    this.keep(LASTS);
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const { toast } = this;
    const stay = (): void => clearTimeout(this.timer);
    return html`<div role="status">
      ${
        toast
          ? html`<div
              class="toast"
              @pointerenter=${stay}
              @focusin=${stay}
              @pointerleave=${() => this.keep(3_000)}
              @focusout=${() => this.keep(3_000)}
            >
              <span>${toast.text}</span>
              ${toast.undo ? html`<button @click=${this.takeBack}>${ui.undo}</button>` : nothing}
              <button class="icon" aria-label=${ui.close} @click=${() => (this.toast = null)}>${icon('close')}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  private keep(ms: number): void {
    clearTimeout(this.timer);
    if (this.toast?.undo) return;
    this.timer = setTimeout(() => (this.toast = null), ms);
  }

  private takeBack(): void {
    this.toast?.undo?.();
    this.toast = null;
  }
}
