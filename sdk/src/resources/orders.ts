import type { Order, OrderCreate, OrderQuote, OrderStatus, PrintFile, QuoteRequest } from '../contracts/orders.js';
import type { Realtime } from '../events.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import { waitForRow, type WaitOptions } from '../wait.js';
import type { Page, PageQuery } from './page.js';

/** From finalized designs to payment and production files. */
export class Orders {
  readonly #http: Http;
  readonly #realtime: Realtime;
  constructor(http: Http, realtime: Realtime) {
    this.#http = http;
    this.#realtime = realtime;
  }

  /** Orders finalized designs; send the shopper to the reply's `checkoutUrl`, or pay with its `payment.clientSecret`. */
  create(body: OrderCreate, options?: CreateOptions): Promise<Order> {
    return this.#http.call<'orders.create'>('POST', '/v1/orders', { ...createOptions(options), body });
  }

  /** The very lines that `create` would charge, and the ways to send it. */
  quote(body: QuoteRequest, options?: RequestOptions): Promise<OrderQuote> {
    return this.#http.call<'orders.quote'>('POST', '/v1/orders/quote', { ...options, body });
  }

  /** Ends an order that is not paid; `conflict` when it was paid meanwhile. */
  cancel(id: string, options?: RequestOptions): Promise<Order> {
    return this.#http.call<'orders.cancel'>('POST', `/v1/orders/${encodeURIComponent(id)}/cancel`, { ...options, body: {} });
  }

  /** Newest first; a shopper sees their own. */
  list(
    query: PageQuery & { status?: OrderStatus; search?: string; designId?: string } = {},
    options?: RequestOptions,
  ): Promise<Page<Order>> {
    return this.#http.call<'orders.list'>('GET', '/v1/orders', { ...options, query });
  }

  /** The order with the state of its payment and of its files. */
  get(id: string, options?: RequestOptions): Promise<Order> {
    return this.#http.call<'orders.get'>('GET', `/v1/orders/${encodeURIComponent(id)}`, options);
  }

  /** Production files with signed URLs; for the brand. */
  files(id: string, options?: RequestOptions): Promise<{ items: PrintFile[] }> {
    return this.#http.call<'orders.files'>('GET', `/v1/orders/${encodeURIComponent(id)}/files`, options);
  }

  /** The order once `isDone` says so, e.g. `(order) => order.printStatus === 'ready'`. */
  wait(id: string, isDone: (order: Order) => boolean, options?: WaitOptions<Order>): Promise<Order> {
    return waitForRow(this.#realtime, `order:${id}`, (request) => this.get(id, request), isDone, options);
  }
}
