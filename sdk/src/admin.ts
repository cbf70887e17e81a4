import { Http, type HttpOptions } from './http.js';
import { BrandOrders, Commerce, Coupons, Production } from './resources/brand-orders.js';
import { Audit, Brands, Team } from './resources/brands.js';
import { Fonts, Products } from './resources/catalogue.js';
import { Designs } from './resources/designs.js';
import { BrandDesigns } from './resources/brand-designs.js';
import { Generation } from './resources/generation.js';
import { ApiKeys } from './resources/keys.js';
import { Mails } from './resources/mails.js';
import { MediaLibrary } from './resources/media.js';
import { Oauth } from './resources/oauth.js';
import { Orders } from './resources/orders.js';
import { Privacy } from './resources/privacy.js';
import { Customers, StaffAuth } from './resources/staff.js';
import { StaffFetch } from './staff-fetch.js';
import { Jobs, Webhooks } from './resources/webhooks.js';
import { Realtime, type WebSocketClass } from './events.js';

export interface LuneoAdminOptions extends HttpOptions {
  /** For Node before 22: the class of the `ws` package. Without any, changes are found by polling. */
  WebSocket?: WebSocketClass | undefined;
  /** Has a member of staff sign in again (`auth.login`) when their session is over. Calls wait for it and go on. */
  askAgain?: (() => Promise<unknown>) | undefined;
}

/**
 * Client of everything that a brand's staff and servers do; shops and shoppers need `Luneo` only, which is smaller for it.
 * @example
 * const admin = new LuneoAdmin({ apiUrl, secretKey });
 * const { items } = await admin.orders.list({ status: 'paid' });
 */
export class LuneoAdmin {
  readonly #staff: StaffFetch;
  readonly auth: StaffAuth;
  readonly oauth: Oauth;
  readonly brands: Brands;
  readonly team: Team;
  readonly audit: Audit;
  readonly customers: Customers;
  readonly keys: ApiKeys;
  readonly products: Products;
  readonly fonts: Fonts;
  readonly designs: BrandDesigns;
  readonly media: MediaLibrary;
  readonly generation: Generation;
  readonly orders: BrandOrders;
  readonly production: Production;
  readonly commerce: Commerce;
  readonly coupons: Coupons;
  readonly webhooks: Webhooks;
  readonly jobs: Jobs;
  readonly mails: Mails;
  readonly privacy: Privacy;
  readonly realtime: Realtime;

  constructor(options: LuneoAdminOptions) {
    const staff = new StaffFetch(options.apiUrl, options.fetch, options.askAgain);
    this.#staff = staff;
    const http = new Http({ ...options, fetch: staff.fetch });
    this.realtime = new Realtime(http, options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined));
    this.auth = new StaffAuth(http, staff);
    this.oauth = new Oauth(http, staff);
    this.brands = new Brands(http);
    this.team = new Team(http);
    this.audit = new Audit(http);
    this.customers = new Customers(http);
    this.keys = new ApiKeys(http);
    this.products = new Products(http);
    this.fonts = new Fonts(http);
    this.designs = new BrandDesigns(http, new Designs(http));
    this.media = new MediaLibrary(http);
    this.generation = new Generation(http);
    this.orders = new BrandOrders(http, new Orders(http, this.realtime));
    this.production = new Production(http);
    this.commerce = new Commerce(http);
    this.coupons = new Coupons(http);
    this.webhooks = new Webhooks(http);
    this.jobs = new Jobs(http);
    this.mails = new Mails(http);
    this.privacy = new Privacy(http);
  }

  /**
   * Test and live are apart: says which designs, orders, keys, coupons, webhooks and books later calls of staff are about. Without it
   * a server in production shows what is live, any other what is test. A secret key has a mode of its own.
   */
  useMode(mode: 'test' | 'live'): void {
    this.#staff.mode = mode;
  }
}
