import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Luneo } from '@luneo/sdk';
import type { Order, OrderItem, PrintFile } from '@luneo/sdk/contracts/orders.js';
import { styles } from './styles.js';
import { day, money, sentence, size, stateOf } from './words.js';

/** One order: what to make, its drawing, and the production files. Fetches the files by itself. */
@customElement('luneo-order-detail')
export class LuneoOrderDetail extends LitElement {
  static override styles = [
    styles,
    css`
      :host {
        display: grid;
        gap: 24px;
        align-content: start;
      }
      dl {
        display: grid;
        grid-template-columns: 8em 1fr;
        gap: 6px 16px;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--soft);
      }
      section {
        display: grid;
        gap: 14px;
        padding-top: 24px;
        border-top: 1px solid var(--line);
      }
      figure {
        margin: 0;
        display: grid;
        gap: 10px;
      }
      img {
        display: block;
        width: 100%;
        max-height: 56vh;
        object-fit: contain;
        background: #fff;
        border: 1px solid var(--line);
        border-radius: 10px;
        padding: 16px;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
      }
      .lines {
        display: grid;
        gap: 4px;
      }
      .lines li {
        display: flex;
        justify-content: space-between;
        gap: 24px;
        max-width: 420px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) luneo!: Luneo;
  @property({ attribute: false }) order!: Order;
  @state() private files: readonly PrintFile[] = [];
  @state() private problem = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('order')) void this.loadFiles(changed.get('order') as Order | undefined);
  }

  override render(): TemplateResult {
    const { order } = this;
    const { text, tone } = stateOf(order);
    return html`
      <h1>${order.number}</h1>
      <dl>
        <dt>State</dt>
        <dd class="status" data-tone=${tone}>${text}</dd>
        <dt>Ordered</dt>
        <dd>${day(order.createdAt)}</dd>
        ${
          order.paidAt
            ? html`<dt>Paid</dt>
                <dd>${day(order.paidAt)}</dd>`
            : nothing
        }
        ${
          order.email
            ? html`<dt>E-mail</dt>
                <dd><a href="mailto:${order.email}">${order.email}</a></dd>`
            : nothing
        }
        <dt>Total</dt>
        <dd>${money(order.total, order.currency)}</dd>
      </dl>
      <p class="problem" role="alert">${this.problem}</p>
      ${order.items.map((item) => this.item(item))}
    `;
  }

  private item(item: OrderItem): TemplateResult {
    const files = this.files.filter((file) => file.itemId === item.id);
    const sides = [...new Set(files.map((file) => file.side))];
    return html`<section aria-label=${item.productName}>
      <h2>${item.quantity} × ${item.productName}</h2>
      <ul class="lines">
        ${item.quote.lines.map((line) => html`<li><span>${line.label}</span> <span>${money(line.amount, item.quote.currency)}</span></li>`)}
      </ul>
      ${sides.length > 0 ? sides.map((side) => this.side(side, files)) : html`<p class="soft">${this.waiting()}</p>`}
    </section>`;
  }

  private side(side: string, files: readonly PrintFile[]): TemplateResult {
    const ofSide = files.filter((file) => file.side === side);
    const picture = ofSide.find((file) => file.format === 'svg');
    return html`<figure>
      ${picture ? html`<img src=${picture.url} alt="The drawing for ${side}" />` : nothing}
      <figcaption>
        ${ofSide.map((file) => html`<a class="button" href=${file.url} download data-format=${file.format}>${file.format.toUpperCase()}, ${side}, ${size(file.bytes)}</a>`)}
      </figcaption>
    </figure>`;
  }

  private waiting(): string {
    if (this.order.paymentStatus !== 'succeeded') return 'The files are made when the order is paid.';
    return this.order.printStatus === 'failed' ? 'The files could not be made. The worker’s log says why.' : 'The files are being made.';
  }

  private async loadFiles(before: Order | undefined): Promise<void> {
    const { order } = this;
    if (before?.id !== order.id) this.files = [];
    try {
      const { items } = await this.luneo.orders.files(order.id);
      if (this.order.id === order.id) this.files = items;
      this.problem = '';
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
