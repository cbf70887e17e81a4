import { Realtime, type WebSocketClass } from './events.js';
import { Http, type HttpOptions } from './http.js';
import { Auth, Sessions } from './resources/accounts.js';
import { Assets } from './resources/assets.js';
import { ClipartLibrary, Fonts, Products } from './resources/catalogue.js';
import { Designs, Generations } from './resources/designs.js';
import { ApiKeys } from './resources/keys.js';
import { Orders } from './resources/orders.js';

export interface LuneoOptions extends HttpOptions {
  /** For Node before 22: the class of the `ws` package. Without any, changes are found by polling. */
  WebSocket?: WebSocketClass | undefined;
}

/**
 * Client of the Luneo API, for browsers and Node.
 * @example
 * const luneo = new Luneo({ apiUrl, publishableKey });
 * const { generationId } = await luneo.designs.create({ productId: 'prd_bracelet', prompt: 'Engrave “Jessica” in script' });
 * const generation = await luneo.generations.wait(generationId);
 */
export class Luneo {
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
  readonly products: Products;
  readonly fonts: Fonts;
  readonly clipart: ClipartLibrary;
  readonly assets: Assets;
  readonly designs: Designs;
  readonly generations: Generations;
  readonly orders: Orders;
  readonly realtime: Realtime;

  constructor(options: LuneoOptions) {
    const http = new Http(options);
    this.realtime = new Realtime(http, options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined));
    this.auth = new Auth(http);
    this.sessions = new Sessions(http);
    this.keys = new ApiKeys(http);
    this.products = new Products(http);
    this.fonts = new Fonts(http);
    this.clipart = new ClipartLibrary(http);
    this.assets = new Assets(http);
    this.designs = new Designs(http);
    this.generations = new Generations(http, this.realtime);
    this.orders = new Orders(http, this.realtime);
  }
}

export { LuneoError, type LuneoErrorCode } from './error.js';
export type { Change, Realtime, WebSocketClass, WebSocketLike } from './events.js';
export type { CreateOptions, HttpOptions, RequestOptions } from './http.js';
export type { Auth, Sessions } from './resources/accounts.js';
export type { Assets } from './resources/assets.js';
export type { ClipartLibrary, Fonts, Products } from './resources/catalogue.js';
export type { Designs, Generations } from './resources/designs.js';
export type { ApiKeys } from './resources/keys.js';
export type { Orders } from './resources/orders.js';
export type { Page, PageQuery } from './resources/page.js';
export type { TokenStorage } from './session.js';
export type { WaitOptions } from './wait.js';
export type { LoginReply, Session, User } from './contracts/accounts.js';
export type { ApiKey, ApiKeyCreate, ApiKeyCreated } from './contracts/keys.js';
export type {
  Asset,
  Design,
  DesignCreate,
  DesignPatch,
  Generation,
  GenerationAccepted,
  GenerationCreate,
  GenerationStatus,
  Snapshot,
} from './contracts/designs.js';
export type { Order, OrderCreate, OrderItem, OrderStatus, PaymentStatus, PrintFile } from './contracts/orders.js';
export type { ProblemCode } from './contracts/problem.js';
export type { Clipart, Font, Product, ProductInput, ProductSummary } from './contracts/products.js';
export type { Finding, Quote } from './contracts/quote.js';
export type { RealtimeEvent, Ticket } from './contracts/realtime.js';
export type {
  Crop,
  DesignDocument,
  DesignSide,
  FontRef,
  GroupLayer,
  ImageLayer,
  Layer,
  Mask,
  OptionValue,
  Paint,
  ShapeLayer,
  TextLayer,
  TextRun,
} from './design/document.js';
export type { Edit, LayerPatch } from './design/edits.js';
export type { ProductOption, ProductTemplate, Swatch, TemplateSide, Variant, Zone } from './design/template.js';
