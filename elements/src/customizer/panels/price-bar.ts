import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { money } from '../../shared/money.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';

/** The price, what it is made of, and the one button that buys. Its size never depends on what it says. */
export class LuneoPriceBar extends LitElement {
  static override properties = { open: { state: true }, seen: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding: 12px 16px;
      }
      .price {
        flex-direction: column;
        align-items: flex-start;
        gap: 0;
        padding: 0 8px;
        margin-inline-start: -8px;
        border-color: transparent;
        text-align: start;
      }
      .sum {
        font-size: 20px;
        font-weight: 600;
        line-height: 1.2;
        letter-spacing: -0.01em;
      }
      .why {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        font-size: 13px;
        color: var(--_muted);
      }
      .why svg.i {
        inline-size: 14px;
        block-size: 14px;
      }
      .cart {
        flex: 0 1 220px;
        min-block-size: 48px;
        font-size: 16px;
      }
      .bill {
        position: absolute;
        z-index: 3;
        inset-inline: 12px;
        inset-block-end: calc(100% + 8px);
        padding: 14px 16px;
        border-radius: var(--_radius);
        background: var(--_raised);
        box-shadow:
          0 0 0 1px var(--_line),
          var(--_shadow);
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        padding-block: 4px;
        font-size: 14px;
      }
      li.total {
        margin-block-start: 6px;
        padding-block-start: 10px;
        border-block-start: 1px solid var(--_line);
        font-weight: 600;
      }
      .failed {
        margin-block-end: 8px;
        color: var(--_bad);
      }
    `,
  ];

  declare open: boolean;
  /** The failure was looked at; the next try shows a new one. */
  declare seen: boolean;
  readonly #use = new UseEditor(this, ['quote', 'findings', 'cart', 'phase']);
  #leave: AbortController | null = null;

  constructor() {
    super();
    this.open = this.seen = false;
  }

  protected override render(): TemplateResult {
    const { state, t, locale } = this.#use;
    const { quote, cart } = state;
    const errors = state.findings.filter((finding) => finding.severity === 'error').length;
    const busy = cart === 'working';
    return html`
      ${this.open || (cart === 'failed' && !this.seen) ? this.#bill() : nothing}
      <button
        class="price"
        type="button"
        aria-expanded=${this.open}
        @click=${(event: PointerEvent) => event.pointerType !== 'mouse' && this.#pin(!this.open)}
        @pointerenter=${(event: PointerEvent) => event.pointerType === 'mouse' && this.#pin(true)}
        @pointerleave=${(event: PointerEvent) => event.pointerType === 'mouse' && this.#pin(false)}
      >
        <span class="sum num" aria-live="polite">${quote ? money(quote.total, quote.currency, locale) : '\u00a0'}</span>
        <span class="why">${t.total} ${icon(this.open ? 'down' : 'up')}<span class="visually-hidden">. ${t.priceDetails}</span></span>
      </button>
      <button
        class="cart primary"
        part="cart-button"
        type="button"
        aria-disabled=${busy}
        aria-describedby="blocked"
        @click=${() => !busy && this.#buy(errors)}
      >
        ${busy ? t.addingToCart : t.addToCart}
      </button>
      <span id="blocked" class="visually-hidden">${errors > 0 ? t.cartBlocked(errors) : ''}</span>
    `;
  }

  #bill(): TemplateResult {
    const { state, t, locale } = this.#use;
    const { quote, cart } = state;
    return html`<div class="bill">
      ${cart === 'failed' ? html`<p class="failed note" role="alert">${t.cartFailed}</p>` : nothing}
      <ul>
        ${quote?.lines.map(
          (line) =>
            html`<li>
              <span>${line.label}${line.count === 1 ? nothing : html` <span class="muted num">× ${line.count}</span>`}</span>
              <span class="num">${money(line.amount, quote.currency, locale)}</span>
            </li>`,
        )}
        ${
          quote
            ? html`<li class="total"><span>${t.total}</span><span class="num">${money(quote.total, quote.currency, locale)}</span></li>`
            : nothing
        }
      </ul>
    </div>`;
  }

  /** What cannot be made is shown instead; an empty product asks for words. */
  #buy(errors: number): void {
    const { shell, state } = this.#use;
    this.seen = false;
    this.#pin(false);
    if (errors === 0) shell.checkout();
    else if (errors === 1 && state.findings.some(({ code }) => code === 'nothing-designed')) shell.writeText();
    else shell.show('overview');
  }

  /** Escape and a click elsewhere close it again. */
  #pin(open: boolean): void {
    this.open = open;
    if (open) this.seen = true;
    this.#leave?.abort();
    if (!open) return;
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#pin(false), { signal });
    document.addEventListener('pointerdown', (event) => !event.composedPath().includes(this) && this.#pin(false), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.abort();
  }
}

define('luneo-price-bar', LuneoPriceBar);
