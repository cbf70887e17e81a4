import type { Order, OrderStatus } from '@luneo/sdk/contracts/orders.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { money, time } from '../ui/format.js';
import { Every } from '../ui/every.js';
import { segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { walk } from '../ui/walk.js';
import { ui } from '../ui/words.js';
import './order-detail.js';
import { stageOf } from './stage.js';
import { words } from './words.js';

type Filter = 'all' | Exclude<OrderStatus, 'created'>;
const FILTERS: readonly Filter[] = ['all', 'pending_payment', 'paid', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded'];
const REFRESH_MS = 5_000;
const TYPING_MS = 250;

/** `#/orders?status=paid&q=…` and `#/orders/ord_…`: list and detail side by side where there is room. Keeps itself fresh. */
@customElement('luneo-orders')
export class LuneoOrders extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .page {
        max-inline-size: 1400px;
      }
      .item {
        grid-template-columns: 1fr auto;
      }
      .item > :nth-child(even) {
        justify-self: end;
      }
      .item > :first-child {
        white-space: nowrap;
      }
      .item > :last-child {
        grid-column: 1 / -1;
      }
      .back {
        display: none;
      }
      @media (max-width: 1099px) {
        .page[data-open] > :not(.detail) {
          display: none;
        }
        .page[data-open] .back {
          display: inline-block;
        }
      }
      @media (min-width: 1100px) {
        .page[data-open] {
          grid-template-columns: minmax(320px, 2fr) minmax(0, 3fr);
          align-items: start;
          gap: 20px 32px;
        }
        .page[data-open] > .head,
        .page[data-open] > .find {
          grid-column: 1;
        }
        .detail {
          grid-column: 2;
          grid-row: 1 / span 9;
        }
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private opened: Order | null = null;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private asked = '';
  private readonly pages = new Pages<Order>(this, (cursor) =>
    this.app.api.orders.list({
      limit: 50,
      ...(cursor && { cursor }),
      ...(this.filter !== 'all' && { status: this.filter }),
      ...(this.search && { search: this.search }),
    }),
  );

  constructor() {
    super();
    new Every(this, REFRESH_MS, () => void this.refresh());
  }

  override disconnectedCallback(): void {
    clearTimeout(this.typing);
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('place')) return;
    const question = `${this.filter} ${this.search}`;
    if (this.asked && this.asked !== question) void this.pages.run();
    this.asked = question;
    const [id] = this.place.rest;
    if (this.opened?.id !== id) this.opened = this.pages.items.find((order) => order.id === id) ?? null;
    if (id && !this.opened) void this.fetchOne(id);
  }

  override render(): TemplateResult {
    const [id] = this.place.rest;
    return html`<div class="page" ?data-open=${Boolean(id)}>
      <div class="head"><h1 class="grow">${words.title}</h1></div>
      <div class="stack tight find">
        <input
          type="search"
          aria-label=${words.search}
          placeholder=${words.search}
          .value=${this.search}
          @input=${this.type}
          @keydown=${walk}
        />
        ${segments<Filter>(
          words.filter,
          this.filter,
          FILTERS.map((each) => [each, words.filters[each]] as const),
          (filter) => this.ask(filter, this.search),
        )}
      </div>
      ${this.pages.render(() => this.list())}
      ${
        id
          ? html`<div class="detail stack">
              <a class="back" href=${this.address(null)}>${words.back}</a>
              ${this.opened ? html`<luneo-order-detail .app=${this.app} .order=${this.opened} @changed=${(event: CustomEvent<Order>) => this.put(event.detail)}></luneo-order-detail>` : nothing}
            </div>`
          : nothing
      }
    </div>`;
  }

  private get filter(): Filter {
    const wanted = this.place.query.get('status') as Filter | null;
    return wanted && FILTERS.includes(wanted) ? wanted : 'all';
  }

  private get search(): string {
    return this.place.query.get('q') ?? '';
  }

  private list(): TemplateResult {
    const { items } = this.pages;
    if (items.length > 0) return this.pages.list((order) => this.row(order));
    if (this.search || this.filter !== 'all')
      return html`<p class="soft" role="status">${ui.noMatch(this.search || words.filters[this.filter])}</p>`;
    return html`<div class="empty">
      ${icon('orders')}
      <h2>${words.emptyTitle}</h2>
      <p>${words.emptyText}</p>
      <a class="button" href="#/products">${words.toProducts}</a>
    </div>`;
  }

  private row(order: Order): TemplateResult {
    const { text, tone } = stageOf(order);
    return html`<li>
      <a
        class="item"
        data-row
        href=${this.address(order.id)}
        aria-current=${order.id === this.place.rest[0] ? 'true' : nothing}
        @keydown=${walk}
      >
        <span class="strong num">${order.number}</span>
        <span class="num">${money(order.total, order.currency)}</span>
        <span>${order.items.map((item) => words.pieces(item.quantity, item.productName)).join(', ')}</span>
        <span class="state" data-tone=${tone}>${text}</span>
        <span class="soft small">${time(order.createdAt)}</span>
      </a>
    </li>`;
  }

  private address(id: string | null): string {
    const query = this.place.query.size > 0 ? `?${this.place.query}` : '';
    return `#/orders${id ? `/${id}` : ''}${query}`;
  }

  private type(event: InputEvent): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.ask(this.filter, value.trim()), TYPING_MS);
  }

  private ask(filter: Filter, search: string): void {
    const query = new URLSearchParams({ ...(search && { q: search }), ...(filter !== 'all' && { status: filter }) });
    this.place = { ...this.place, query };
    this.app.replace(this.address(this.place.rest[0] ?? null));
  }

  private async fetchOne(id: string): Promise<void> {
    try {
      const order = await this.app.api.orders.get(id);
      if (this.place.rest[0] === id) this.opened = order;
    } catch {
      if (this.place.rest[0] === id) this.app.replace(this.address(null));
    }
  }

  private put(order: Order): void {
    this.opened = order;
    const { value } = this.pages;
    if (value) this.pages.set({ ...value, items: value.items.map((each) => (each.id === order.id ? order : each)) });
  }

  /** Unchanged orders stay the same objects, so that an open order does not ask for its files again. */
  private async refresh(): Promise<void> {
    const { value } = this.pages;
    if (!value || this.pages.isBusy) return;
    const question = this.asked;
    const known = new Map(value.items.map((order) => [order.id, order]));
    try {
      const fresh = await this.app.api.orders.list({
        limit: 50,
        ...(this.filter !== 'all' && { status: this.filter }),
        ...(this.search && { search: this.search }),
      });
      if (question !== this.asked || this.pages.value !== value) return;
      const same = (order: Order): Order => (known.get(order.id)?.updatedAt === order.updatedAt ? known.get(order.id)! : order);
      const ids = new Set(fresh.items.map(({ id }) => id));
      const older = value.items.slice(50).filter(({ id }) => !ids.has(id));
      this.pages.set({ items: [...fresh.items.map(same), ...older], nextCursor: older.length > 0 ? value.nextCursor : fresh.nextCursor });
      const open = this.opened && this.pages.items.find(({ id }) => id === this.opened!.id);
      if (open) this.opened = open;
    } catch {
      // The next turn tries again; what is on show stays.
    }
  }
}
