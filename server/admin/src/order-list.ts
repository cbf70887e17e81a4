import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { styles } from './styles.js';
import { day, money, stateOf } from './words.js';

/** Orders, newest first. `/` goes to the filter, arrow keys walk the list, Enter opens. Fires `more` for the next page. */
@customElement('luneo-order-list')
export class LuneoOrderList extends LitElement {
  static override styles = [
    styles,
    css`
      :host {
        display: block;
      }
      label span {
        position: absolute;
        clip-path: inset(50%);
      }
      ul {
        margin-top: 12px;
      }
      li a {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 16px;
        padding: 12px;
        border-bottom: 1px solid var(--line);
        text-decoration: none;
        font-variant-numeric: tabular-nums;
      }
      li a:hover,
      li a[aria-current] {
        background: var(--panel);
      }
      .number {
        font-weight: 600;
      }
      .more {
        margin-top: 16px;
      }
    `,
  ];

  @property({ attribute: false }) orders: readonly Order[] = [];
  @property() selected = '';
  @property({ type: Boolean }) hasMore = false;
  @state() private filter = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.toFilter);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.toFilter);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const shown = this.orders.filter((order) => this.fits(order));
    return html`
      <label>
        <span>Filter orders</span>
        <input type="search" placeholder="Filter by number, product or e-mail" @input=${this.setFilter} @keydown=${this.walk} />
      </label>
      <ul @keydown=${this.walk}>
        ${shown.map((order) => this.row(order))}
      </ul>
      ${shown.length === 0 ? html`<p class="soft">${this.orders.length === 0 ? 'No orders yet. They appear here as soon as a shopper goes to the checkout.' : 'No order fits.'}</p>` : null}
      ${this.hasMore ? html`<button class="plain more" @click=${() => this.dispatchEvent(new Event('more'))}>Older orders</button>` : null}
    `;
  }

  private row(order: Order): TemplateResult {
    const { text, tone } = stateOf(order);
    return html`<li>
      <a href="#/orders/${order.id}" aria-current=${order.id === this.selected ? 'true' : null}>
        <span class="number">${order.number}</span>
        <span>${money(order.total, order.currency)}</span>
        <span>${order.items.map((item) => item.productName).join(', ')}</span>
        <span class="status" data-tone=${tone}>${text}</span>
        <span class="soft">${day(order.createdAt)}</span>
      </a>
    </li>`;
  }

  private fits(order: Order): boolean {
    const text = [order.number, order.id, order.email ?? '', ...order.items.map((item) => item.productName)].join(' ').toLowerCase();
    return text.includes(this.filter);
  }

  private setFilter(event: InputEvent): void {
    this.filter = (event.target as HTMLInputElement).value.trim().toLowerCase();
  }

  private readonly toFilter = (event: KeyboardEvent): void => {
    const isTyping = event.composedPath()[0] instanceof HTMLInputElement;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.renderRoot.querySelector('input')?.focus();
  };

  private walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const links = [...this.renderRoot.querySelectorAll<HTMLAnchorElement>('li a')];
    const at = links.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLAnchorElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  }
}
