import * as z from 'zod/mini';
import { DesignDocument } from '../design/document.js';
import { Asset, Snapshot } from './designs.js';
import { DesignId, name, prefixed, ProductId, Time } from './common.js';

export const VersionId = prefixed('dsv');
export const ShareId = prefixed('shr');
/** What a link holds: the id of the share and a signature. */
export const ShareToken = z.string().check(z.maxLength(120), z.regex(/^shr_[A-Za-z0-9]{1,40}\.[A-Za-z0-9_-]{43}$/));

/** A state of a design that the shopper gave a name. */
export const Version = z.object({
  id: VersionId,
  designId: DesignId,
  name: z.string(),
  /** Of the design when it was kept. */
  revision: z.int(),
  createdAt: Time,
});
export const VersionCreate = z.strictObject({ name: name(80, 1) });
export const VersionDocument = z.extend(Version, { document: DesignDocument });

/** `view`: to look at. `remix`: whoever has the link may also go on from a copy of their own. */
export const ShareKind = z.enum(['view', 'remix']);
export const Share = z.object({
  id: ShareId,
  designId: DesignId,
  kind: ShareKind,
  token: z.string(),
  expiresAt: z.nullable(Time),
  createdAt: Time,
});
export const ShareCreate = z.strictObject({
  kind: ShareKind,
  /** Days until it ends; never without it. */
  days: z.optional(z.int().check(z.gte(1), z.lte(365))),
});

/** A design as somebody who has its link sees it: nothing of who made it. */
export const SharedDesign = z.object({
  kind: ShareKind,
  name: z.string(),
  productId: ProductId,
  document: DesignDocument,
  /** The pictures that it places, with signed URLs. */
  assets: z.array(z.omit(Asset, { ownerId: true, name: true })),
  expiresAt: z.nullable(Time),
});

export const RowsFinalize = z.strictObject({
  /** Rows of the team list to freeze, from 0; at most 25 at once. Default: the first 25. */
  from: z.optional(z.int().check(z.gte(0), z.lte(1_000))),
  count: z.optional(z.int().check(z.gte(1), z.lte(25))),
});
/** One snapshot for each row; `next`: where to go on, null after the last. */
export const RowSnapshots = z.object({
  items: z.array(z.object({ rowId: z.string(), quantity: z.int(), snapshot: Snapshot })),
  next: z.nullable(z.int()),
});

export type Version = z.infer<typeof Version>;
export type VersionDocument = Omit<z.infer<typeof VersionDocument>, 'document'> & { document: DesignDocument };
export type ShareKind = z.infer<typeof ShareKind>;
export type Share = z.infer<typeof Share>;
export type ShareCreate = z.infer<typeof ShareCreate>;
export type SharedDesign = Omit<z.infer<typeof SharedDesign>, 'document'> & { document: DesignDocument };
export type RowsFinalize = z.infer<typeof RowsFinalize>;
export type RowSnapshots = Omit<z.infer<typeof RowSnapshots>, 'items'> & {
  items: { rowId: string; quantity: number; snapshot: Snapshot }[];
};
