import * as z from 'zod/mini';
import { DesignDocument, OptionValue } from '../design/document.js';
import { AssetId, BrandId, DesignId, FileId, GenerationId, HttpUrl, name, PageQuery, ProductId, SnapshotId, Time } from './common.js';
import { Finding, Quote } from './quote.js';

export const GenerationStatus = z.enum(['queued', 'processing', 'completed', 'failed', 'cancelled']);

/** `document` is checked by `readDocument` (upgrades, limits, clear codes), so the wire accepts any object here. */
const documentInput = z.record(z.string(), z.unknown());

export const Design = z.object({
  id: DesignId,
  brandId: BrandId,
  ownerId: z.string(),
  productId: ProductId,
  name: z.string(),
  /** `draft`, or the state of the newest generation. */
  status: z.enum(['draft', 'queued', 'processing', 'completed', 'failed', 'cancelled']),
  /** Grows by one with every saved change; send it as `If-Match`. */
  revision: z.int(),
  document: DesignDocument,
  generationId: z.nullable(GenerationId),
  createdAt: Time,
  updatedAt: Time,
});

/** What the shopper asks for in words, 1 to 2,000 characters without control characters. */
export const Prompt = z.string().check(z.minLength(1), z.maxLength(2_000));

/** What goes with a prompt. */
const wish = {
  /** A picture comes as a quick draft, to look at and not to print. */
  previewMode: z.optional(z.boolean()),
  /** The picture that the words are about ("my photo as a watercolour"): one of the caller's own. */
  asset: z.optional(AssetId),
  /** The shopper agrees that their picture is sent to the service that makes pictures. Without it a picture never leaves. */
  consent: z.optional(z.boolean()),
};

/** Without `prompt`: 201 and a draft. With it: 202 and a queued generation. */
export const DesignCreate = z.strictObject({
  productId: ProductId,
  name: z.optional(name(120)),
  document: z.optional(documentInput),
  prompt: z.optional(Prompt),
  options: z.optional(z.record(z.string(), OptionValue)),
  ...wish,
});
export const GenerationAccepted = z.object({
  designId: DesignId,
  generationId: GenerationId,
  status: z.literal('queued'),
  estimatedSeconds: z.number(),
});
export const DesignPatch = z.strictObject({
  name: z.optional(name(120)),
  document: z.optional(documentInput),
});

/** An immutable copy that can be ordered and printed. */
export const Snapshot = z.object({
  id: SnapshotId,
  designId: DesignId,
  revision: z.int(),
  document: DesignDocument,
  quote: Quote,
  findings: z.array(Finding),
  /** Signed PNG of the first designed side. */
  previewUrl: HttpUrl,
  createdAt: Time,
});

/**
 * `search`: a part of the name or of what is written on it. A page looks through a bounded number of designs, so it may hold few
 * or none and still have a `nextCursor`: the search goes on there.
 */
export const DesignQuery = z.extend(PageQuery, { search: z.optional(name(100)) });

/** One designed side as it is now. `png`: to look at, 1,024 px, trim size; `pdf` and `svg`: just as an order would get them. */
export const DesignFile = z.object({
  id: FileId,
  designId: DesignId,
  revision: z.int(),
  side: z.string(),
  format: z.enum(['png', 'pdf', 'svg']),
  bytes: z.int(),
  hash: z.string(),
  /** Signed, to show. */
  url: HttpUrl,
  /** Signed, saves under a telling name. */
  downloadUrl: HttpUrl,
  createdAt: Time,
});
/** All formats without one. */
export const DesignFileQuery = z.strictObject({ format: z.optional(DesignFile.shape.format) });

/** `document`: the design to continue from (what the shopper sees now); the result is its successor. */
export const GenerationCreate = z.strictObject({
  prompt: Prompt,
  document: z.optional(documentInput),
  side: z.optional(z.string().check(z.maxLength(64))),
  options: z.optional(z.record(z.string(), OptionValue)),
  ...wish,
});
export const Generation = z.object({
  id: GenerationId,
  designId: DesignId,
  prompt: z.string(),
  status: GenerationStatus,
  /** What is being done while `processing`. */
  step: z.nullable(z.enum(['checking', 'composing', 'drawing', 'placing'])),
  /** The whole document that results; null until `completed`. */
  document: z.nullable(DesignDocument),
  /** Revision of the design that holds the result, when it was saved there. */
  revision: z.nullable(z.int()),
  /** What was understood, one short sentence each, in the prompt's language. */
  notes: z.array(z.string()),
  error: z.nullable(z.object({ code: z.string(), message: z.string() })),
  previewMode: z.optional(z.boolean()),
  /** The picture that was made, where the words asked for one; its layer is in `document`. */
  assetId: z.optional(z.nullable(AssetId)),
  /** Signed PNG of the side with the result, about 1,024 px. */
  previewUrl: z.optional(z.nullable(HttpUrl)),
  /** Signed PNG: the picture in its place on the side, in the print area, at `dpi`; null for drafts and where nothing was painted. */
  highResUrl: z.optional(z.nullable(HttpUrl)),
  /** Of `highResUrl`; below the template's where the picture could not be enlarged so far. */
  dpi: z.optional(z.nullable(z.int())),
  /** Dots per inch that were painted, before enlarging: how much detail there is. */
  nativeDpi: z.optional(z.nullable(z.int())),
  createdAt: Time,
  updatedAt: Time,
});

export const PriceRequest = z.strictObject({ document: documentInput, quantity: z.optional(z.int().check(z.gte(1), z.lte(10_000))) });
export const PreflightRequest = z.strictObject({ document: documentInput });
export const PreflightReply = z.object({ findings: z.array(Finding) });

/** A shopper's picture. `url` is the original, `previewUrl` at most 2,048 px: signed, private, expiring. */
export const Asset = z.object({
  id: AssetId,
  ownerId: z.string(),
  name: z.string(),
  mime: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']),
  bytes: z.int(),
  /** Pixels after EXIF orientation. */
  width: z.int(),
  height: z.int(),
  hasAlpha: z.boolean(),
  hash: z.string(),
  url: HttpUrl,
  previewUrl: HttpUrl,
  createdAt: Time,
});

export type Design = Omit<z.infer<typeof Design>, 'document'> & { document: DesignDocument };
export type DesignCreate = z.infer<typeof DesignCreate>;
export type DesignFile = z.infer<typeof DesignFile>;
export type DesignPatch = z.infer<typeof DesignPatch>;
export type GenerationAccepted = z.infer<typeof GenerationAccepted>;
export type GenerationCreate = z.infer<typeof GenerationCreate>;
export type GenerationStatus = z.infer<typeof GenerationStatus>;
export type Generation = Omit<z.infer<typeof Generation>, 'document'> & { document: DesignDocument | null };
export type Snapshot = Omit<z.infer<typeof Snapshot>, 'document'> & { document: DesignDocument };
export type Asset = z.infer<typeof Asset>;
