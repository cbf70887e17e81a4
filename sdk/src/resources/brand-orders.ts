import type {
  Commerce as Settings,
  CommerceInput,
  Coupon,
  CouponCreate,
  CouponPatch,
  LedgerPage,
  Onboarding,
  OnboardingCreate,
  PaymentAccount,
} from '../contracts/commerce.js';
import type { Order, ProductionOrder, Refund, RefundCreate, ShipRequest } from '../contracts/orders.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import type { Orders } from './orders.js';
import type { Page, PageQuery } from './page.js';

const path = <S extends string>(id: string, step: S) => `/v1/orders/${encodeURIComponent(id)}/${step}` as const;

/** Orders as staff and servers see them: what shoppers can do, and everything after the payment. */
export class BrandOrders {
  readonly #http: Http;
  readonly create: Orders['create'];
  readonly quote: Orders['quote'];
  readonly list: Orders['list'];
  readonly get: Orders['get'];
  readonly files: Orders['files'];
  readonly wait: Orders['wait'];
  readonly cancel: Orders['cancel'];

  constructor(http: Http, orders: Orders) {
    this.#http = http;
    this.create = orders.create.bind(orders);
    this.quote = orders.quote.bind(orders);
    this.list = orders.list.bind(orders);
    this.get = orders.get.bind(orders);
    this.files = orders.files.bind(orders);
    this.wait = orders.wait.bind(orders);
    this.cancel = orders.cancel.bind(orders);
  }

  /** Gives back `amount`, or all that is left. `pending` is carried out even when the provider does not answer right now. */
  refund(id: string, body: RefundCreate = {}, options?: CreateOptions): Promise<Refund> {
    return this.#http.call<'orders.refund'>('POST', path(id, 'refunds'), { ...createOptions(options), body });
  }

  /** Oldest first. */
  refunds(id: string, options?: RequestOptions): Promise<{ items: Refund[] }> {
    return this.#http.call<'orders.refunds'>('GET', path(id, 'refunds'), options);
  }

  /** Makes the production files again after a failed job. */
  retryPrint(id: string, options?: RequestOptions): Promise<Order> {
    return this.#http.call<'orders.print.retry'>('POST', path(id, 'print/retry'), { ...options, body: {} });
  }

  /** Gives the order to a fabricator; `null` takes it back. */
  assign(id: string, fabricatorId: string | null, options?: RequestOptions): Promise<Order> {
    return this.#http.call<'orders.assign'>('POST', path(id, 'assign'), { ...options, body: { fabricatorId } });
  }
}

/** Paid orders to be made: a fabricator's own, for staff those of the brand. */
export class Production {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Newest first. */
  list(query: PageQuery & { status?: 'paid' | 'processing' | 'shipped' | 'delivered' } = {}, options?: RequestOptions) {
    return this.#http.call<'production.list'>('GET', '/v1/production/orders', { ...options, query });
  }

  get(id: string, options?: RequestOptions): Promise<ProductionOrder> {
    return this.#http.call<'production.get'>('GET', `/v1/production/orders/${encodeURIComponent(id)}`, options);
  }

  /** Marks the order as being made. */
  produce(id: string, options?: RequestOptions): Promise<ProductionOrder> {
    return this.#http.call<'orders.produce'>('POST', path(id, 'produce'), { ...options, body: {} });
  }

  /** Marks it as shipped; the shopper is told by mail. */
  ship(id: string, body: ShipRequest, options?: RequestOptions): Promise<ProductionOrder> {
    return this.#http.call<'orders.ship'>('POST', path(id, 'ship'), { ...options, body });
  }

  deliver(id: string, options?: RequestOptions): Promise<ProductionOrder> {
    return this.#http.call<'orders.deliver'>('POST', path(id, 'deliver'), { ...options, body: {} });
  }
}

const ofBrand = <S extends string>(brandId: string, rest: S) => `/v1/brands/${encodeURIComponent(brandId)}/${rest}` as const;

const coupon = (brandId: string, id: string) => ofBrand(brandId, `coupons/${encodeURIComponent(id)}` as const);

/** How a brand sells: shipping, taxes, makers, its Stripe account; and its ledger. */
export class Commerce {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  get(brandId: string, options?: RequestOptions): Promise<Settings> {
    return this.#http.call<'commerce.get'>('GET', ofBrand(brandId, 'commerce'), options);
  }

  replace(brandId: string, body: CommerceInput, options?: RequestOptions): Promise<Settings> {
    return this.#http.call<'commerce.replace'>('PUT', ofBrand(brandId, 'commerce'), { ...options, body });
  }

  /** The Stripe account that live orders are charged on; Stripe is asked each time. */
  paymentAccount(brandId: string, options?: RequestOptions): Promise<PaymentAccount> {
    return this.#http.call<'paymentAccount.get'>('GET', ofBrand(brandId, 'payment-account'), options);
  }

  /** Stripe's page where staff set the account up, for one visit; ask again to go on. Makes the account the first time. */
  onboard(brandId: string, body: OnboardingCreate = {}, options?: RequestOptions): Promise<Onboarding> {
    return this.#http.call<'paymentAccount.onboard'>('POST', ofBrand(brandId, 'payment-account/onboarding'), { ...options, body });
  }

  /** Entries newest first, and what each account holds. */
  ledger(brandId: string, query: PageQuery & { orderId?: string } = {}, options?: RequestOptions): Promise<LedgerPage> {
    return this.#http.call<'ledger.list'>('GET', ofBrand(brandId, 'ledger'), { ...options, query });
  }
}

export class Coupons {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  list(brandId: string, query: PageQuery = {}, options?: RequestOptions): Promise<Page<Coupon>> {
    return this.#http.call<'coupons.list'>('GET', ofBrand(brandId, 'coupons'), { ...options, query });
  }

  create(brandId: string, body: CouponCreate, options?: CreateOptions): Promise<Coupon> {
    return this.#http.call<'coupons.create'>('POST', ofBrand(brandId, 'coupons'), { ...createOptions(options), body });
  }

  update(brandId: string, couponId: string, body: CouponPatch, options?: RequestOptions): Promise<Coupon> {
    return this.#http.call<'coupons.update'>('PATCH', coupon(brandId, couponId), { ...options, body });
  }

  /** Only of a coupon that no order has used; end others with `isActive: false`. */
  delete(brandId: string, couponId: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'coupons.delete'>('DELETE', coupon(brandId, couponId), options);
  }
}
