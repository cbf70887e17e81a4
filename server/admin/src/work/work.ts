import type { PrintFile, ProductionOrder } from '@luneo/sdk/contracts/orders.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fileStyles, sides } from '../orders/files.js';
import type { App, Place } from '../shell/app.js';
import { fieldErrors, problem, sentence } from '../ui/failure.js';
import { Every } from '../ui/every.js';
import { time } from '../ui/format.js';
import { segments, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages, type Pageful } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { walk } from '../ui/walk.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

type Filter = 'open' | 'shipped' | 'delivered';
const FILTERS: readonly Filter[] = ['open', 'shipped', 'delivered'];
const REFRESH_MS = 5_000;

/** `#/work?status=paid` and `#/work/ord_…`: what is to be made, by whom it was given to, without prices. */
@customElement('luneo-work')
export class LuneoWork extends LitElement {
  static override styles = [
    base,
    layout,
    fileStyles,
    css`
      .item {
        grid-template-columns: 1fr auto;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private order: ProductionOrder | null = null;
  @state() private files: readonly PrintFile[] = [];
  @state() private problem = '';
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private isWorking = false;
  private readonly pages = new Pages<ProductionOrder>(this, (cursor) => this.page(cursor));

  constructor() {
    super();
    new Every(this, REFRESH_MS, () => this.refresh());
  }

  /** New orders come into the list, and files to the order, by themselves. */
  private refresh(): void {
    if (this.isWorking) return;
    if (!this.place.rest[0]) void this.pages.run();
    else if (this.order && this.files.length === 0) void this.open(this.order.id);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('place')) return;
    const before = changed.get('place') as Place | undefined;
    const [id] = this.place.rest;
    if (before && (before.query.get('status') !== this.place.query.get('status') || (before.rest[0] && !id))) void this.pages.run();
    if (this.order?.id === id) return;
    this.order = null;
    this.files = [];
    this.problem = '';
    if (id) void this.open(id);
  }

  override render(): TemplateResult {
    if (this.place.rest[0]) return html`<div class="page">${this.detail()}</div>`;
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.title}</h1>
          <p class="soft">${words.intro}</p>
        </div>
      </div>
      ${segments<Filter>(
        words.filter,
        this.filter,
        FILTERS.map((each) => [each, words.filters[each]] as const),
        (status) => this.app.go(`#/work?status=${status}`),
      )}
      ${this.pages.render(() => this.list())}
    </div>`;
  }

  private get filter(): Filter {
    const wanted = this.place.query.get('status') as Filter | null;
    return wanted && FILTERS.includes(wanted) ? wanted : 'open';
  }

  private list(): TemplateResult {
    const { items } = this.pages;
    if (items.length === 0)
      return html`<div class="empty">
        ${icon('work')}
        <h2>${words.emptyTitle}</h2>
        <p>${words.emptyText}</p>
      </div>`;
    return this.pages.list((order) => this.row(order));
  }

  private row(order: ProductionOrder): TemplateResult {
    return html`<li>
      <a class="item" data-row href="#/work/${order.id}" @keydown=${walk}>
        <span class="strong num">${order.number}</span>${this.chip(order)}
        <span>${order.items.map(({ quantity, productName }) => words.pieces(quantity, productName)).join(', ')}</span>
        <span class="soft small num">${time(order.paidAt)}</span>
      </a>
    </li>`;
  }

  private chip({ status, productionStartedAt }: ProductionOrder): TemplateResult {
    if (status === 'shipped' || status === 'delivered') return html`<span class="state" data-tone="good">${words.states[status]}</span>`;
    return productionStartedAt
      ? html`<span class="state" data-tone="work">${words.states.processing}</span>`
      : html`<span class="state" data-tone="warn">${words.states.paid}</span>`;
  }

  /** What is open comes in two states: files on the way, and files ready. */
  private async page(cursor?: string): Promise<Pageful<ProductionOrder>> {
    const { production } = this.app.api;
    if (this.filter !== 'open') return production.list({ limit: 50, status: this.filter, ...(cursor && { cursor }) });
    const [ready, waiting] = await Promise.all([
      production.list({ limit: 50, status: 'processing', ...(cursor && { cursor }) }),
      cursor ? { items: [] } : production.list({ limit: 50, status: 'paid' }),
    ]);
    return { items: [...waiting.items, ...ready.items], nextCursor: ready.nextCursor };
  }

  private detail(): TemplateResult {
    const { order } = this;
    const to = order?.shippingAddress;
    const back = html`<a href="#/work">${words.back}</a>`;
    if (!order)
      return html`${back}
        <h1>${words.title}</h1>
        ${problem(this.problem)}${this.problem ? nothing : html`<div class="card"><span class="bone"></span><span class="bone"></span></div>`}`;
    return html`${back}
      <div class="head">
        <div class="row">
          <h1>${order.number}</h1>
          ${this.chip(order)}
        </div>
        <div class="row">${this.actions(order)}</div>
      </div>
      ${problem(this.problem)}
      ${order.mode === 'test' ? html`<p class="note" data-tone="warn">${icon('info')}<span>${words.test}</span></p>` : nothing}
      <div class="card">
        <dl class="facts">
          <dt>${words.paid}</dt>
          <dd>${time(order.paidAt)}</dd>
          <dt>${words.shipTo}</dt>
          <dd>
            ${to ? [to.name, to.company, to.line1, to.line2, `${to.postalCode ?? ''} ${to.city}`.trim(), to.region, to.country].filter(Boolean).join(', ') : words.noAddress}
          </dd>
          ${
            order.shippingOption
              ? html`<dt>${words.shipping}</dt>
                  <dd>${order.shippingOption.name}</dd>`
              : nothing
          }
          ${
            order.shipment
              ? html`<dt>${words.tracking}</dt>
                  <dd>${[order.shipment.carrier, order.shipment.trackingNumber].filter(Boolean).join(' · ')}</dd>`
              : nothing
          }
        </dl>
      </div>
      ${order.items.map((item) => {
        const files = this.files.filter((file) => file.itemId === item.id);
        return html`<section class="card" aria-label=${item.productName}>
          <h2>${words.pieces(item.quantity, item.productName)}</h2>
          ${files.length > 0 ? sides(files, words.drawing) : html`<p class="soft" role="status">${order.printStatus === 'failed' ? words.filesFailed : words.filesSoon}</p>`}
        </section>`;
      })}
      ${order.status === 'processing' && order.productionStartedAt ? this.shipForm(order) : nothing}`;
  }

  private actions(order: ProductionOrder): TemplateResult | typeof nothing {
    const { production } = this.app.api;
    if (order.status === 'processing' && !order.productionStartedAt)
      return html`<button
        class="primary"
        ?disabled=${this.isWorking}
        @click=${() => this.run(() => production.produce(order.id), words.started)}
      >
        ${words.start}
      </button>`;
    if (order.status === 'shipped')
      return html`<button ?disabled=${this.isWorking} @click=${() => this.run(() => production.deliver(order.id), words.delivered)}>
        ${words.deliver}
      </button>`;
    return nothing;
  }

  private shipForm(order: ProductionOrder): TemplateResult {
    return html`<form class="card" novalidate @submit=${(event: SubmitEvent) => this.ship(event, order)}>
      <h2>${words.shipHeading}</h2>
      <div class="fields">
        ${textField({ name: 'carrier', label: words.carrier, maxlength: 60, error: this.errors.get('carrier') })}
        ${textField({ name: 'trackingNumber', label: words.tracking, isOptional: true, maxlength: 80, error: this.errors.get('trackingNumber') })}
        ${textField({ name: 'trackingUrl', label: words.trackingUrl, type: 'url', isOptional: true, placeholder: 'https://', error: this.errors.get('trackingUrl') })}
      </div>
      <p class="hint">${words.shipHint}</p>
      <div><button class="primary" ?disabled=${this.isWorking}>${words.ship}</button></div>
    </form>`;
  }

  private async ship(event: SubmitEvent, order: ProductionOrder): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const read = (name: string): string => (fields.get(name) as string).trim();
    this.errors = new Map(read('carrier') ? [] : [['carrier', ui.invalid.required]]);
    if (this.errors.size > 0) return;
    const [number, url] = [read('trackingNumber'), read('trackingUrl')];
    const body = { carrier: read('carrier'), ...(number && { trackingNumber: number }), ...(url && { trackingUrl: url }) };
    await this.run(() => this.app.api.production.ship(order.id, body), words.shipped);
  }

  private async run(act: () => Promise<ProductionOrder>, said: string): Promise<void> {
    this.isWorking = true;
    this.problem = '';
    try {
      this.order = await act();
      this.app.say(said);
    } catch (error) {
      this.errors = fieldErrors(error);
      if (this.errors.size === 0) this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }

  private async open(id: string): Promise<void> {
    try {
      const [order, files] = await Promise.all([this.app.api.production.get(id), this.app.api.orders.files(id)]);
      if (this.place.rest[0] !== id) return;
      this.order = order;
      this.files = files.items;
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
