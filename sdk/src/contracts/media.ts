import * as z from 'zod/mini';
import { HttpUrl, prefixed, Time } from './common.js';

export const MediaId = prefixed('med');

/**
 * A picture of a product or of the brand: public, WebP, at most 2,048 px on a side, without camera and place data. `path` is what
 * a product's `imageUrl` and a mockup's `url` take; neither address ever leads to other bytes.
 */
export const Media = z.object({
  id: MediaId,
  name: z.string(),
  mime: z.literal('image/webp'),
  bytes: z.int(),
  /** Pixels. */
  width: z.int(),
  height: z.int(),
  hasAlpha: z.boolean(),
  /** SHA-256 of the file, hex. */
  hash: z.string(),
  path: z.string(),
  url: HttpUrl,
  createdAt: Time,
});
export type Media = z.infer<typeof Media>;
