import * as z from 'zod/mini';
import { ProductTemplate } from '../design/template.js';
import { BrandId, FontId, HttpUrl, name, ProductId, Time } from './common.js';

export const Product = z.object({
  id: ProductId,
  brandId: BrandId,
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  status: z.enum(['draft', 'published']),
  imageUrl: z.nullable(z.string()),
  template: ProductTemplate,
  createdAt: Time,
  updatedAt: Time,
});
export const ProductSummary = z.omit(Product, { template: true });
/** `imageUrl`: path (`/media/…`) or absolute URL. */
export const ProductInput = z.strictObject({
  slug: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,79}$/)),
  name: name(120, 1),
  description: z.string().check(z.maxLength(2_000)),
  status: z.enum(['draft', 'published']),
  imageUrl: z.nullable(z.string().check(z.maxLength(500))),
  template: ProductTemplate,
});

/** `url` is public, immutable and carries the hash. `style` helps words find a font. */
export const Font = z.object({
  id: FontId,
  family: z.string(),
  style: z.enum(['sans', 'serif', 'script', 'display', 'mono']),
  hash: z.string(),
  url: HttpUrl,
  bytes: z.int(),
});

/** One piece of the brand's artwork, ready to become a shape layer. */
export const Clipart = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  aliases: z.array(z.string()),
  viewBox: z.tuple([z.number(), z.number()]),
  paths: z.array(z.object({ d: z.string(), fill: z.nullable(z.string()) })),
});

export type Product = Omit<z.infer<typeof Product>, 'template'> & { template: ProductTemplate };
export type ProductSummary = z.infer<typeof ProductSummary>;
export type ProductInput = Omit<z.infer<typeof ProductInput>, 'template'> & { template: ProductTemplate };
export type Font = z.infer<typeof Font>;
export type Clipart = z.infer<typeof Clipart>;
