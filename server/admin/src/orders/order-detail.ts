import type { Member } from '@luneo/sdk/contracts/brands.js';
import type { Order, OrderItem, PrintFile, Refund } from '@luneo/sdk/contracts/orders.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { problem, sentence } from '../ui/failure.js';
import { money, time } from '../ui/format.js';
import { selectField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { fileStyles, sides } from './files.js';
import './refund.js';
import { stageOf } from './stage.js';
import { words } from './words.js';

/** One order: what to make with its files, the money, who makes it, and what happened. Fires `changed` with the order. */
@customElement('luneo-order-detail')
export class LuneoOrderDetail extends LitElement {
  static override styles = [
    base,
    layout,
    fileStyles,
    css`
      .lines {
        display: grid;
        gap: 4px;
        max-inline-size: 460px;
      }
      .lines li {
        display: flex;
        gap: 24px;
        justify-content: space-between;
        font-variant-numeric: tabular-nums;
      }
      .timeline li {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        padding-block: 6px;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) order!: Order;
  @state() private files: readonly PrintFile[] = [];
  @state() private refunds: readonly Refund[] = [];
  @state() private makers: readonly Member[] = [];
  @state() private problem = '';
  @state() private isRefunding = false;
  @state() private isWorking = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.app.can('team:manage'))
      void this.app.api.team.list(this.app.brandId).then(
        ({ items }) => (this.makers = items.filter(({ role }) => role === 'fabricator')),
        () => undefined,
      );
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('order')) void this.load(changed.get('order') as Order | undefined);
  }

  override render(): TemplateResult {
    const { order } = this;
    const { text, tone } = stageOf(order);
    const fact = (name: string, value: unknown): unknown =>
      value
        ? html`<dt>${name}</dt>
            <dd>${value}</dd>`
        : nothing;
    return html`<article class="stack">
      <div class="head">
        <h1>${order.number}</h1>
        <div class="row">${this.actions()}</div>
      </div>
      ${problem(this.problem)}
      ${order.dispute ? html`<p class="note" data-tone="warn">${icon('warn')}<span>${words.dispute(money(order.dispute.amount, order.currency))}</span></p>` : nothing}
      <dl class="facts">
        <dt>${words.state}</dt>
        <dd>
          <span class="state" data-tone=${tone}>${text}</span
          >${order.mode === 'test' ? html` <span class="state">${words.test}</span>` : nothing}
        </dd>
        ${fact(words.email, order.email && html`<a href="mailto:${order.email}">${order.email}</a>`)}
        ${fact(words.shipTo, this.addressText())} ${fact(words.shippingBy, order.shippingOption?.name)}
      </dl>
      ${this.maker()} ${order.items.map((item) => this.item(item))} ${this.money()} ${this.timeline()}
      ${this.isRefunding ? html`<luneo-refund .app=${this.app} .order=${order} @closed=${() => (this.isRefunding = false)} @refunded=${this.wasRefunded}></luneo-refund>` : nothing}
    </article>`;
  }

  private actions(): TemplateResult {
    const { order, app } = this;
    const isOpen = order.status === 'created' || order.status === 'pending_payment';
    const isPaid = order.paymentStatus === 'succeeded' && order.refunded < order.total;
    return html`
      ${isOpen && app.can('orders:create') ? html`<button class="danger" ?disabled=${this.isWorking} @click=${this.cancel}>${words.cancel}</button>` : nothing}
      ${isPaid && app.can('orders:refund') ? html`<button @click=${() => (this.isRefunding = true)}>${words.refund}</button>` : nothing}
      ${order.status === 'paid' || order.status === 'processing' ? html`<a class="button" href="#/work/${order.id}">${words.markShipped}</a>` : nothing}
    `;
  }

  private maker(): TemplateResult | typeof nothing {
    const { order } = this;
    const isAssignable = this.app.can('orders:write') && (order.status === 'paid' || order.status === 'processing');
    if (!isAssignable || this.makers.length === 0) return nothing;
    return selectField({
      name: 'maker',
      label: words.assign,
      value: order.fabricatorId ?? '',
      choices: [['', words.nobody], ...this.makers.map((each) => [each.userId, each.name || each.email] as const)],
      onInput: (id) => void this.run(() => this.app.api.orders.assign(order.id, id || null), words.assigned),
    });
  }

  private item(item: OrderItem): TemplateResult {
    const files = this.files.filter((file) => file.itemId === item.id);
    return html`<section class="card" aria-label=${item.productName}>
      <h2>${words.pieces(item.quantity, item.productName)}</h2>
      <ul class="lines">
        ${item.quote.lines.map((line) => html`<li><span>${line.label}</span><span>${money(line.amount, item.quote.currency)}</span></li>`)}
      </ul>
      ${files.length > 0 ? sides(files, words.drawing) : this.waiting()}
      ${this.app.can('designs:read') ? html`<p><a href="#/designs/${item.designId}">${words.openDesign}</a></p>` : nothing}
    </section>`;
  }

  private waiting(): TemplateResult {
    const { order } = this;
    if (order.paymentStatus !== 'succeeded') return html`<p class="soft">${words.filesWhenPaid}</p>`;
    if (order.printStatus !== 'failed') return html`<p class="soft" role="status">${words.filesSoon}</p>`;
    return html`<p class="problem">${words.filesFailed}</p>
      ${this.app.can('orders:write') ? html`<p><button ?disabled=${this.isWorking} @click=${() => this.run(() => this.app.api.orders.retryPrint(order.id), words.retried)}>${icon('refresh')} ${words.retry}</button></p>` : nothing}`;
  }

  private money(): TemplateResult {
    const { order } = this;
    const row = (label: unknown, amount: number): TemplateResult =>
      html`<li><span>${label}</span><span>${money(amount, order.currency)}</span></li>`;
    return html`<section class="card" aria-label=${words.amounts}>
      <h2>${words.amounts}</h2>
      <ul class="lines">
        ${order.lines.map((line) => row(html`${line.label}${line.included ? html` <span class="soft">(${words.included})</span>` : nothing}`, line.amount))}
        <li class="strong"><span>${words.total}</span><span>${money(order.total, order.currency)}</span></li>
        ${order.refunded > 0 ? row(words.refundedSum, -order.refunded) : nothing}
      </ul>
    </section>`;
  }

  private timeline(): TemplateResult {
    const { order } = this;
    const { steps } = words;
    const events = [
      { at: order.createdAt, text: steps.created },
      { at: order.paidAt, text: steps.paid },
      { at: order.productionStartedAt, text: steps.production },
      {
        at: order.shipment?.shippedAt,
        text: [steps.shipped, order.shipment?.carrier, order.shipment?.trackingNumber].filter(Boolean).join(' · '),
      },
      { at: order.shipment?.deliveredAt, text: steps.delivered },
      ...this.refunds.map((refund) => ({
        at: refund.createdAt,
        text: words.refundStep(money(refund.amount, refund.currency), words.refundStates[refund.status]),
      })),
    ].filter((event): event is { at: string; text: string } => Boolean(event.at));
    return html`<section class="card" aria-label=${words.timeline}>
      <h2>${words.timeline}</h2>
      <ol class="timeline">
        ${events.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ at, text }) => html`<li><span>${text}</span><time class="soft num" datetime=${at}>${time(at)}</time></li>`)}
      </ol>
    </section>`;
  }

  private addressText(): string {
    const to = this.order.shippingAddress;
    return to
      ? [to.name, to.company, to.line1, to.line2, `${to.postalCode ?? ''} ${to.city}`.trim(), to.region, to.country]
          .filter(Boolean)
          .join(', ')
      : '';
  }

  private async cancel(): Promise<void> {
    if (await confirm(words.cancelAsk)) await this.run(() => this.app.api.orders.cancel(this.order.id), words.cancelled);
  }

  private async run(act: () => Promise<Order>, said: string): Promise<void> {
    this.isWorking = true;
    this.problem = '';
    try {
      this.tell(await act());
      this.app.say(said);
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }

  private tell(order: Order): void {
    this.dispatchEvent(new CustomEvent('changed', { detail: order }));
  }

  private async wasRefunded(): Promise<void> {
    this.app.say(words.refunded);
    this.tell(await this.app.api.orders.get(this.order.id));
  }

  private async load(before: Order | undefined): Promise<void> {
    const { order, app } = this;
    if (before?.id !== order.id) this.files = this.refunds = [];
    try {
      const [files, refunds] = await Promise.all([
        app.api.orders.files(order.id),
        order.refunded > 0 ? app.api.orders.refunds(order.id) : { items: [] },
      ]);
      if (this.order.id !== order.id) return;
      this.files = files.items;
      this.refunds = refunds.items;
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
