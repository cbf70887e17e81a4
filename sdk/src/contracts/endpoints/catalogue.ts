import * as z from 'zod/mini';
import * as common from '../common.js';
import * as designs from '../designs.js';
import * as products from '../products.js';
import * as quote from '../quote.js';
import { brand, by, define, IDEMPOTENCY, owners, readers } from './define.js';

/** Products, fonts and clip-art. */
export const catalogueEndpoints = define({
  'products.list': {
    method: 'GET',
    path: '/v1/products',
    summary: 'Published products (staff and secret keys: all)',
    callers: readers,
    needs: 'catalogue:read',
    query: common.PageQuery,
    replies: { 200: common.page(products.ProductSummary) },
  },
  'products.get': {
    method: 'GET',
    path: '/v1/products/{productId}',
    summary: 'A product with its template, by id or slug',
    callers: readers,
    needs: 'catalogue:read',
    params: by('productId', z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/))),
    replies: { 200: products.Product },
  },
  'products.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/products',
    summary: 'Create a product',
    callers: brand,
    needs: 'catalogue:write',
    params: by('brandId', common.BrandId),
    headers: IDEMPOTENCY,
    body: products.ProductInput,
    replies: { 201: products.Product },
  },
  'products.update': {
    method: 'PUT',
    path: '/v1/brands/{brandId}/products/{productId}',
    summary: 'Replace a product',
    callers: brand,
    needs: 'catalogue:write',
    params: z.strictObject({ brandId: common.BrandId, productId: common.ProductId }),
    body: products.ProductInput,
    replies: { 200: products.Product },
  },
  'products.price': {
    method: 'POST',
    path: '/v1/products/{productId}/price',
    summary: 'Price a design document',
    callers: readers,
    needs: 'catalogue:read',
    params: by('productId', common.ProductId),
    body: designs.PriceRequest,
    replies: { 200: quote.Quote },
  },
  'products.preflight': {
    method: 'POST',
    path: '/v1/products/{productId}/preflight',
    summary: 'Check a design document for production',
    callers: owners,
    needs: 'catalogue:read',
    params: by('productId', common.ProductId),
    body: designs.PreflightRequest,
    replies: { 200: designs.PreflightReply },
  },
  'clipart.list': {
    method: 'GET',
    path: '/v1/clipart',
    summary: 'The clip-art library',
    callers: readers,
    needs: 'catalogue:read',
    replies: { 200: z.object({ items: z.array(products.Clipart) }) },
  },
  'fonts.list': {
    method: 'GET',
    path: '/v1/fonts',
    summary: 'Fonts of the brand',
    callers: readers,
    needs: 'catalogue:read',
    replies: { 200: z.object({ items: z.array(products.Font) }) },
  },
  'fonts.create': {
    method: 'POST',
    path: '/v1/fonts',
    summary: 'Upload a TrueType or OpenType font',
    callers: brand,
    needs: 'catalogue:write',
    limit: 'uploads',
    query: z.strictObject({
      family: common.name(80, 1),
      style: z.optional(z.enum(['sans', 'serif', 'script', 'display', 'mono'])),
    }),
    headers: IDEMPOTENCY,
    body: { raw: ['font/ttf', 'font/otf', 'application/octet-stream'], maxBytes: 10_000_000 },
    replies: { 201: products.Font },
  },
});
