import { Http, type HttpOptions } from './http.js';
import { Auth, Keys } from './resources/accounts.js';
import { Products } from './resources/catalogue.js';
import { MediaLibrary } from './resources/media.js';
import { Orders } from './resources/orders.js';
import { Realtime, type WebSocketClass } from './events.js';

export interface LuneoAdminOptions extends HttpOptions {
  /** For Node before 22: the class of the `ws` package. Without any, changes are found by polling. */
  WebSocket?: WebSocketClass | undefined;
}

/**
 * Client of everything that a brand's staff and servers do; shops and shoppers need `Luneo` only, which is smaller for it.
 * @example
 * const admin = new LuneoAdmin({ apiUrl, secretKey });
 * const { items } = await admin.orders.list({ status: 'paid' });
 */
export class LuneoAdmin {
  readonly auth: Auth;
  readonly keys: Keys;
  readonly products: Products;
  readonly media: MediaLibrary;
  readonly orders: Orders;
  readonly realtime: Realtime;

  constructor(options: LuneoAdminOptions) {
    const http = new Http(options);
    this.realtime = new Realtime(http, options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined));
    this.auth = new Auth(http);
    this.keys = new Keys(http);
    this.products = new Products(http);
    this.media = new MediaLibrary(http);
    this.orders = new Orders(http, this.realtime);
  }
}
