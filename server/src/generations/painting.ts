import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Product } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import { decodePicture } from '../assets/decode.js';
import type { Decoded } from '../assets/decode-child.js';
import { pictureType } from '../assets/kind.js';
import { getAsset, saveAsset } from '../assets/store.js';
import type { Scope } from '../auth/scope.js';
import { paidCall, type Answer, type PayingDeps } from '../budgets/paid-call.js';
import type { Payer } from '../budgets/ledger.js';
import { CLIPART } from '../clipart/library.js';
import type { Deps } from '../deps.js';
import type { ImageRequest, PictureWish } from '../drivers/ai/ai.js';
import { AiFailure } from '../drivers/ai/failure.js';
import { Problem } from '../problem.js';
import { reachableFactor, resized } from './enlarge.js';
import { maskedTemplate, onTemplate } from './masked-template.js';
import { areaMask, contain, insideArea, pictureBox, placeEdit, type Box } from './place-picture.js';
import type { GenerationRow } from './store.js';

export type PaintDeps = PayingDeps & Pick<Deps, 'ai'>;
/** What a picture is painted for. */
export interface PaintContext {
  scope: Scope;
  row: GenerationRow;
  payer: Payer;
  product: Product;
  /** Where it is placed: the design with everything else that the words changed. */
  document: DesignDocument;
  wish: PictureWish;
  /** Words that come with it and need room. */
  words: string;
  signal: AbortSignal;
}
export interface Painted {
  edit: Edit;
  assetId: string;
  /** Null for drafts. */
  highResKey: string | null;
  dpi: number;
  nativeDpi: number;
  band: Box | null;
}

const TIMEOUT_MS = 120_000;
/** Longer edge of what a service is asked for. */
const MOST_PIXELS = { draft: 1_024, final: 2_560 } as const;
/** The whole side as one raster; above this its resolution is lowered. */
const MOST_SIDE_PIXELS = 40_000_000;

/** Makes a picture, enlarges it to what the product needs, keeps it as the shopper's asset and places it. */
export async function paint(deps: PaintDeps, context: PaintContext): Promise<Painted> {
  const { product, wish, row, scope, document } = context;
  const side = product.template.sides.find((each) => each.id === wish.side) ?? product.template.sides[0]!;
  const quality = row.preview_mode ? 'draft' : 'final';
  const { box, band } = pictureBox(side, context.words);
  const made = await make(deps, context, { side, box, quality });
  const native = await decoded(made.bytes);
  const place = made.isMasked ? box : insideArea(side, contain(box, native.width / native.height));
  const givenDpi = (native.width / place.width) * 25.4;
  const nativeDpi = givenDpi * made.detail;
  const factor = quality === 'draft' ? 1 : reachableFactor(native, side.requiredDpi / givenDpi);
  const picture = await enlarged(deps, context, native, factor);
  const own = { ...scope, ownerId: row.owner_id };
  const asset = await saveAsset(deps, own, wish.subject.slice(0, 200), picture, row.id);
  const dpi = (picture.width / place.width) * 25.4;
  let highResKey: string | null = null;
  if (quality === 'final') {
    const most = 25.4 * Math.sqrt(MOST_SIDE_PIXELS / (side.width * side.height));
    highResKey = `generations/${row.brand_id}/${row.id}/high-res.png`;
    const whole = await onTemplate(side, picture.bytes, place, Math.floor(Math.min(Math.max(dpi, 1), side.requiredDpi, most)));
    await deps.files.put(highResKey, whole, 'image/png');
  }
  const mask = made.isMasked ? areaMask(side, place) : undefined;
  const edit = placeEdit(document, side.id, place, { asset: asset.id, name: wish.subject, mask });
  return { edit, assetId: asset.id, highResKey, dpi: Math.floor(Math.min(dpi, 1e5)), nativeDpi: Math.floor(nativeDpi), band };
}

interface Frame {
  side: Product['template']['sides'][number];
  box: Box;
  quality: ImageRequest['quality'];
}

interface Made {
  bytes: Uint8Array;
  /** Painted on a template: outside the print area there is nothing of worth. */
  isMasked: boolean;
  /** As in `MadeImage`. */
  detail: number;
}

/** Asks whoever paints, or takes what was paid for before. */
async function make(deps: PaintDeps, context: PaintContext, { side, box, quality }: Frame): Promise<Made> {
  const { ai } = deps;
  const { product, document, wish, row, payer, signal } = context;
  if (!ai.makeImage) throw new AiFailure('local', 'nonsense');
  const scale =
    Math.min((side.requiredDpi / 25.4) * Math.max(box.width, box.height), MOST_PIXELS[quality]) / Math.max(box.width, box.height);
  const size = { width: multipleOf16(box.width * scale), height: multipleOf16(box.height * scale) };
  const source = await sourceOf(deps, context);
  const masked = source === null && ai.isRemote ? await maskedTemplate(side, box, size) : null;
  const request: ImageRequest = {
    prompt: `${wish.subject}${HINTS[side.process] ?? HINTS['print']!}`,
    ...size,
    quality,
    isCutOut: wish.isCutOut,
    clipart: CLIPART,
    safetyId: safetyId(payer),
    signal,
    ...(source && { source }),
    ...masked,
  };
  const estimate = ai.estimate?.({ kind: quality, request }) ?? null;
  const isMasked = masked !== null;
  if (!estimate) {
    const { bytes, detail = 1 } = await ai.makeImage(request);
    return { bytes, isMasked, detail };
  }
  const question = [
    product.id,
    hash(product.template),
    hash(document),
    side.id,
    request.prompt,
    size,
    wish.isCutOut,
    source && hash(source),
  ];
  const answer = await paidCall(deps, payer, {
    kind: quality,
    estimate,
    question,
    timeoutMs: ai.timeoutMs ?? TIMEOUT_MS,
    signal,
    run: async ({ predictionId, note }) => {
      const { bytes, cost, detail = 1 } = await ai.makeImage!({ ...request, predictionId, onPrediction: note });
      return { data: { detail }, bytes, cost };
    },
  });
  return { bytes: bytesOf(answer, row), isMasked, detail: (answer.data as { detail: number }).detail };
}

/** Said to models that do not know what they paint for. */
const HINTS: Readonly<Record<string, string>> = {
  print: '. Artwork to be printed on a product: no frame, no mock-up, no watermark, no letters unless asked for.',
  engrave: '. Clean black line art on white, high contrast, for engraving: no grey tones, no frame, no watermark.',
  emboss: '. Clean black line art on white, high contrast, for embossing: no grey tones, no frame, no watermark.',
  embroider: '. Flat shapes in few solid colours, for embroidery: no gradients, no frame, no watermark.',
  foil: '. One solid black shape on white, for foil stamping: no grey tones, no frame, no watermark.',
  cut: '. One solid black silhouette on white, for cutting: no grey tones, no frame, no watermark.',
};

/** The shopper's picture, which leaves this machine with their consent only. */
async function sourceOf({ db, files, ai }: PaintDeps, { scope, row }: PaintContext): Promise<Uint8Array | null> {
  if (row.source_asset_id === null) return null;
  const asset = await getAsset(db, { ...scope, ownerId: row.owner_id }, row.source_asset_id);
  if (ai.isRemote && !row.consent && asset.generation_id === null) throw new Problem('consent-required', 'The picture may not be sent.');
  const bytes = await files.get(asset.preview_key);
  if (!bytes) throw new Problem('not-found', `There is no asset ${asset.id} that you can see.`);
  return sharp(bytes).png().toBuffer();
}

async function enlarged(deps: PaintDeps, { payer, signal, row }: PaintContext, native: Decoded, factor: number): Promise<Decoded> {
  const { ai } = deps;
  const [width, height] = [Math.round(native.width * factor), Math.round(native.height * factor)];
  const estimate = factor > 1.05 && ai.upscale ? (ai.estimate?.({ kind: 'upscale', factor }) ?? null) : null;
  if (!estimate) return resized(native, width, height);
  const answer = await paidCall(deps, payer, {
    kind: 'upscale',
    estimate,
    question: [hash(native.bytes), factor],
    timeoutMs: ai.timeoutMs ?? TIMEOUT_MS,
    signal,
    run: async ({ predictionId, note }) => {
      const { bytes, cost } = await ai.upscale!({ bytes: native.bytes, factor, signal, predictionId, onPrediction: note });
      return { data: {}, bytes, cost };
    },
  });
  return resized(await decoded(bytesOf(answer, row)), width, height);
}

/** A service's bytes are a stranger's: they are decoded in a process of its own, like an upload. */
async function decoded(bytes: Uint8Array): Promise<Decoded> {
  try {
    const type = pictureType(bytes);
    if (type === 'image/svg+xml') throw new AiFailure('image', 'nonsense', { isBilled: true });
    return await decodePicture({ bytes, type });
  } catch (error) {
    throw error instanceof Problem ? new AiFailure('image', 'nonsense', { isBilled: true }) : error;
  }
}

function bytesOf({ bytes }: Answer, row: GenerationRow): Uint8Array {
  if (!bytes) throw new Error(`the answer for ${row.id} has no picture`);
  return bytes;
}

const multipleOf16 = (pixels: number): number => Math.max(256, Math.round(pixels / 16) * 16);
const hash = (value: unknown): string =>
  createHash('sha256')
    .update(value instanceof Uint8Array ? value : JSON.stringify(value))
    .digest('hex');

/** The shopper for a service, by a hash that leads nowhere. */
export const safetyId = ({ brandId, ownerId }: Payer): string => hash(['safety', brandId, ownerId]).slice(0, 48);
