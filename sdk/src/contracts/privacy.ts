import * as z from 'zod/mini';
import { BrandId, prefixed, Time } from './common.js';

export const ErasureId = prefixed('era');
/** A shopper, as `ownerId` names them. Staff, keys and orders have ids of another kind, and stay in the audit log. */
export const ShopperId = prefixed('shp');

/** A request to forget. Rows are gone when it is answered, files and mails once it is `done`. */
export const Erasure = z.object({
  id: ErasureId,
  brandId: BrandId,
  /** The shopper, or null: the whole brand. */
  ownerId: z.nullable(z.string()),
  status: z.enum(['queued', 'done']),
  createdAt: Time,
  finishedAt: z.nullable(Time),
});

/** Everything that is kept of a shopper: rows by kind, and their files with signed URLs that last an hour. */
export const PersonalData = z.object({
  ownerId: z.string(),
  brandId: BrandId,
  exportedAt: Time,
  records: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  files: z.array(z.object({ name: z.string(), url: z.string() })),
});

/** `confirm`: the brand's name, as it is. */
export const BrandErase = z.strictObject({ confirm: z.string().check(z.maxLength(200)) });

export type Erasure = z.infer<typeof Erasure>;
export type PersonalData = z.infer<typeof PersonalData>;
