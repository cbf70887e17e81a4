import * as z from 'zod/mini';

/** Prefixed id, e.g. `dsn_01k…`. */
export const prefixed = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}_[A-Za-z0-9]{1,40}$`)));
export const BrandId = prefixed('brd');
export const ProductId = prefixed('prd');
export const DesignId = prefixed('dsn');
export const SnapshotId = prefixed('snp');
export const GenerationId = prefixed('gen');
export const AssetId = prefixed('ast');
export const FontId = prefixed('fnt');
export const OrderId = prefixed('ord');
export const UserId = prefixed('usr');
export const FileId = prefixed('fil');

/** ISO 8601 UTC. */
export const Time = z.iso.datetime();
/** Integer minor units. */
export const Minor = z.int();
export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/));
export const Email = z.string().check(z.maxLength(254), z.regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+\.[^\s@\p{C}]+$/u));
export const HttpUrl = z.string().check(z.maxLength(2_000), z.regex(/^https?:\/\/[^\s]+$/));
/** A name that people read: one line, without control characters and halves of surrogate pairs. */
export const name = (max: number, min = 0) =>
  z.string().check(z.minLength(min), z.maxLength(max), z.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line without control characters'));
export const Empty = z.strictObject({});
/** Page query: `limit` 1–100 (default 20), `cursor` from the page before. */
export const PageQuery = z.strictObject({
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.maxLength(200))),
});
export const page = <T extends z.ZodMiniType>(item: T) => z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
