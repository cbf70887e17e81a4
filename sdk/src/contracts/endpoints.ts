import * as z from 'zod/mini';
import * as accounts from './accounts.js';
import * as common from './common.js';
import * as designs from './designs.js';
import * as orders from './orders.js';
import * as products from './products.js';
import * as quote from './quote.js';
import * as realtime from './realtime.js';

/** Who may call: `public`; `pk` publishable key; `shopper` session token; `staff` access token; `sk` secret key. */
export type Caller = 'public' | 'pk' | 'shopper' | 'staff' | 'sk';

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Express and OpenAPI both derive from `{name}` segments. */
  path: string;
  summary: string;
  callers: readonly Caller[];
  params?: z.ZodMiniType;
  query?: z.ZodMiniType;
  /** Request headers that the endpoint reads, beside the usual ones: name → what to send. */
  headers?: Readonly<Record<string, string>>;
  /** JSON body, or the content types of a raw one. */
  body?: z.ZodMiniType | { raw: readonly string[]; maxBytes: number };
  /** Status → reply schema (`null`: no body). */
  replies: Readonly<Record<number, z.ZodMiniType | null>>;
}

const define = <const T extends Record<string, Endpoint>>(table: T): T => table;
const by = <K extends string, T extends z.ZodMiniType>(key: K, schema: T) => z.strictObject({ [key]: schema } as Record<K, T>);

/** Pictures up to this size are accepted; decoding has its own pixel limit. */
export const MAX_UPLOAD_BYTES = 25_000_000;
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'] as const;

const readers = ['pk', 'shopper', 'staff', 'sk'] as const;
const owners = ['shopper', 'staff', 'sk'] as const;
const brand = ['staff', 'sk'] as const;

const IDEMPOTENCY = { 'Idempotency-Key': 'Any text of up to 200 characters: the same request with the same key is carried out once.' };

/** The whole HTTP surface. The server binds handlers to it, the SDK its methods, OpenAPI its operations. */
export const ENDPOINTS = define({
  'auth.login': {
    method: 'POST',
    path: '/v1/auth/login',
    summary: 'Sign brand staff in',
    callers: ['public'],
    body: accounts.LoginRequest,
    replies: { 200: accounts.LoginReply },
  },
  'auth.me': {
    method: 'GET',
    path: '/v1/auth/me',
    summary: 'The signed-in member of staff',
    callers: ['staff'],
    replies: { 200: accounts.User },
  },
  'sessions.create': {
    method: 'POST',
    path: '/v1/sessions',
    summary: 'Start or renew a shopper session',
    callers: ['pk'],
    body: accounts.SessionCreate,
    replies: { 201: accounts.Session },
  },
  'keys.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/keys',
    summary: 'API keys of a brand',
    callers: ['staff'],
    params: by('brandId', common.BrandId),
    replies: { 200: z.object({ items: z.array(accounts.ApiKey) }) },
  },
  'keys.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/keys',
    summary: 'Create an API key',
    callers: ['staff'],
    params: by('brandId', common.BrandId),
    body: accounts.ApiKeyCreate,
    replies: { 201: accounts.ApiKeyCreated },
  },
  'keys.revoke': {
    method: 'DELETE',
    path: '/v1/brands/{brandId}/keys/{keyId}',
    summary: 'Revoke an API key',
    callers: ['staff'],
    params: z.strictObject({ brandId: common.BrandId, keyId: common.prefixed('key') }),
    replies: { 204: null },
  },

  'products.list': {
    method: 'GET',
    path: '/v1/products',
    summary: 'Published products (staff and secret keys: all)',
    callers: readers,
    query: common.PageQuery,
    replies: { 200: common.page(products.ProductSummary) },
  },
  'products.get': {
    method: 'GET',
    path: '/v1/products/{productId}',
    summary: 'A product with its template, by id or slug',
    callers: readers,
    params: by('productId', z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/))),
    replies: { 200: products.Product },
  },
  'products.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/products',
    summary: 'Create a product',
    callers: brand,
    params: by('brandId', common.BrandId),
    body: products.ProductInput,
    replies: { 201: products.Product },
  },
  'products.update': {
    method: 'PUT',
    path: '/v1/brands/{brandId}/products/{productId}',
    summary: 'Replace a product',
    callers: brand,
    params: z.strictObject({ brandId: common.BrandId, productId: common.ProductId }),
    body: products.ProductInput,
    replies: { 200: products.Product },
  },
  'products.price': {
    method: 'POST',
    path: '/v1/products/{productId}/price',
    summary: 'Price a design document',
    callers: readers,
    params: by('productId', common.ProductId),
    body: designs.PriceRequest,
    replies: { 200: quote.Quote },
  },
  'products.preflight': {
    method: 'POST',
    path: '/v1/products/{productId}/preflight',
    summary: 'Check a design document for production',
    callers: owners,
    params: by('productId', common.ProductId),
    body: designs.PreflightRequest,
    replies: { 200: designs.PreflightReply },
  },
  'clipart.list': {
    method: 'GET',
    path: '/v1/clipart',
    summary: 'The clip-art library',
    callers: readers,
    replies: { 200: z.object({ items: z.array(products.Clipart) }) },
  },
  'fonts.list': {
    method: 'GET',
    path: '/v1/fonts',
    summary: 'Fonts of the brand',
    callers: readers,
    replies: { 200: z.object({ items: z.array(products.Font) }) },
  },
  'fonts.create': {
    method: 'POST',
    path: '/v1/fonts',
    summary: 'Upload a TrueType or OpenType font',
    callers: brand,
    query: z.strictObject({
      family: common.name(80, 1),
      style: z.optional(z.enum(['sans', 'serif', 'script', 'display', 'mono'])),
    }),
    body: { raw: ['font/ttf', 'font/otf', 'application/octet-stream'], maxBytes: 10_000_000 },
    replies: { 201: products.Font },
  },

  'assets.create': {
    method: 'POST',
    path: '/v1/assets',
    summary: 'Upload a picture',
    callers: owners,
    query: z.strictObject({ name: z.optional(z.string().check(z.maxLength(200))) }),
    body: { raw: IMAGE_TYPES, maxBytes: MAX_UPLOAD_BYTES },
    replies: { 201: designs.Asset },
  },
  'assets.get': {
    method: 'GET',
    path: '/v1/assets/{assetId}',
    summary: 'A picture with fresh signed URLs',
    callers: owners,
    params: by('assetId', common.AssetId),
    replies: { 200: designs.Asset },
  },

  'designs.create': {
    method: 'POST',
    path: '/v1/designs',
    summary: 'Create a design, empty or from words',
    callers: owners,
    headers: IDEMPOTENCY,
    body: designs.DesignCreate,
    replies: { 201: designs.Design, 202: designs.GenerationAccepted },
  },
  'designs.list': {
    method: 'GET',
    path: '/v1/designs',
    summary: 'Designs, newest first',
    callers: owners,
    query: common.PageQuery,
    replies: { 200: common.page(designs.Design) },
  },
  'designs.get': {
    method: 'GET',
    path: '/v1/designs/{designId}',
    summary: 'A design',
    callers: owners,
    params: by('designId', common.DesignId),
    replies: { 200: designs.Design },
  },
  'designs.update': {
    method: 'PATCH',
    path: '/v1/designs/{designId}',
    summary: 'Save a design (If-Match: revision)',
    callers: owners,
    params: by('designId', common.DesignId),
    headers: { 'If-Match': 'The revision that the change was made on, e.g. "7". Required.' },
    body: designs.DesignPatch,
    replies: { 200: designs.Design },
  },
  'designs.finalize': {
    method: 'POST',
    path: '/v1/designs/{designId}/finalize',
    summary: 'Freeze the current revision for ordering',
    callers: owners,
    params: by('designId', common.DesignId),
    body: common.Empty,
    replies: { 201: designs.Snapshot },
  },
  'designs.generate': {
    method: 'POST',
    path: '/v1/designs/{designId}/generations',
    summary: 'Change a design by words',
    callers: owners,
    params: by('designId', common.DesignId),
    headers: IDEMPOTENCY,
    body: designs.GenerationCreate,
    replies: { 202: designs.GenerationAccepted },
  },
  'generations.get': {
    method: 'GET',
    path: '/v1/generations/{generationId}',
    summary: 'A generation',
    callers: owners,
    params: by('generationId', common.GenerationId),
    replies: { 200: designs.Generation },
  },
  'generations.cancel': {
    method: 'POST',
    path: '/v1/generations/{generationId}/cancel',
    summary: 'Cancel a generation',
    callers: owners,
    params: by('generationId', common.GenerationId),
    body: common.Empty,
    replies: { 200: designs.Generation },
  },

  'orders.create': {
    method: 'POST',
    path: '/v1/orders',
    summary: 'Order finalized designs and open hosted Checkout',
    callers: owners,
    headers: IDEMPOTENCY,
    body: orders.OrderCreate,
    replies: { 201: orders.Order },
  },
  'orders.list': {
    method: 'GET',
    path: '/v1/orders',
    summary: 'Orders, newest first',
    callers: owners,
    query: orders.OrderQuery,
    replies: { 200: common.page(orders.Order) },
  },
  'orders.get': {
    method: 'GET',
    path: '/v1/orders/{orderId}',
    summary: 'An order',
    callers: owners,
    params: by('orderId', common.OrderId),
    replies: { 200: orders.Order },
  },
  'orders.files': {
    method: 'GET',
    path: '/v1/orders/{orderId}/files',
    summary: 'Production files of an order',
    callers: brand,
    params: by('orderId', common.OrderId),
    replies: { 200: z.object({ items: z.array(orders.PrintFile) }) },
  },

  'webhooks.stripe': {
    method: 'POST',
    path: '/v1/webhooks/stripe',
    summary: 'Payment events from Stripe',
    callers: ['public'],
    body: { raw: ['application/json'], maxBytes: 1_000_000 },
    replies: { 200: z.object({ received: z.literal(true) }) },
  },
  'realtime.ticket': {
    method: 'POST',
    path: '/v1/realtime/tickets',
    summary: 'A single-use ticket for the WebSocket',
    callers: owners,
    body: realtime.TicketCreate,
    replies: { 201: realtime.Ticket },
  },

  health: {
    method: 'GET',
    path: '/health',
    summary: 'The process is alive',
    callers: ['public'],
    replies: { 200: z.object({ status: z.literal('ok'), version: z.string() }) },
  },
  ready: {
    method: 'GET',
    path: '/ready',
    summary: 'The process can serve',
    callers: ['public'],
    replies: { 200: z.object({ status: z.literal('ready') }) },
  },
});

export type EndpointName = keyof typeof ENDPOINTS;
