import sharp, { type Sharp } from 'sharp';
import type { InputType, PictureType } from './kind.js';
import { SvgError } from './svg-parse.js';
import { sanitiseSvg } from './svg-sanitise.js';

/**
 * The body of the process that decodes one stranger's picture and then ends. It gets the bytes by message, answers with clean
 * ones, and may be killed at any time: it writes nothing.
 */
export interface DecodeRequest {
  bytes: Uint8Array;
  type: InputType;
}
export interface Decoded {
  mime: PictureType;
  bytes: Uint8Array;
  /** Pixels after orientation; of an SVG its natural size. */
  width: number;
  height: number;
  hasAlpha: boolean;
  /** WebP in sRGB, of at most 2,048 px. */
  preview: Uint8Array;
  previewWidth: number;
  previewHeight: number;
}
export type DecodeReply = { ok: Decoded } | { error: 'image-invalid' | 'image-too-large'; detail: string };

/** 60 megapixels: 20 × 30 cm at 880 dpi, and 240 MB when decoded. */
export const MAX_PIXELS = 60_000_000;
const PREVIEW = 2_048;

class Refusal extends Error {
  readonly code: 'image-invalid' | 'image-too-large';
  constructor(code: 'image-invalid' | 'image-too-large', detail: string) {
    super(detail);
    this.code = code;
  }
}

sharp.cache(false);
sharp.concurrency(2);

async function decode({ bytes, type }: DecodeRequest): Promise<Decoded> {
  return type === 'image/svg+xml' ? decodeSvg(bytes) : decodeRaster(bytes, type);
}

/** Orientation is applied, place and camera data are dropped with all other metadata but the colour profile. */
async function decodeRaster(bytes: Uint8Array, type: Exclude<InputType, 'image/svg+xml'>): Promise<Decoded> {
  const head = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
  checkPixels(head.width, head.height);
  const open = (): Sharp => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).autoOrient();
  const isRgb = head.space === 'srgb' || head.space === 'rgb16';
  const hasAlpha = head.hasAlpha && !(await sharp(bytes, { limitInputPixels: MAX_PIXELS }).stats()).isOpaque;
  const mime = type === 'image/avif' ? (hasAlpha ? 'image/png' : 'image/jpeg') : type;
  const clean = encode(isRgb ? open().keepIccProfile() : open().toColourspace('srgb'), mime);
  const { data, info } = await clean.toBuffer({ resolveWithObject: true });
  const preview = await small(open());
  return { mime, bytes: data, width: info.width, height: info.height, hasAlpha, ...preview };
}

function encode(picture: Sharp, type: PictureType): Sharp {
  if (type === 'image/png') return picture.png({ compressionLevel: 7 });
  if (type === 'image/jpeg') return picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' });
  return picture.webp({ quality: 95, effort: 1 });
}

async function decodeSvg(bytes: Uint8Array): Promise<Decoded> {
  const clean = Buffer.from(sanitiseSvg(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  const { width, height } = await sharp(clean, { limitInputPixels: false }).metadata();
  checkPixels(width, height);
  const density = Math.min(20_000, Math.max(1, (72 * PREVIEW) / Math.max(width, height)));
  const preview = await small(sharp(clean, { limitInputPixels: MAX_PIXELS, density }));
  const isOpaque = (await sharp(preview.preview).stats()).isOpaque;
  return { mime: 'image/svg+xml', bytes: clean, width, height, hasAlpha: !isOpaque, ...preview };
}

async function small(picture: Sharp): Promise<Pick<Decoded, 'preview' | 'previewWidth' | 'previewHeight'>> {
  const { data, info } = await picture
    .resize({ width: PREVIEW, height: PREVIEW, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 86, alphaQuality: 100, effort: 1 })
    .toBuffer({ resolveWithObject: true });
  return { preview: data, previewWidth: info.width, previewHeight: info.height };
}

function checkPixels(width: number, height: number): void {
  if (!width || !height) throw new Refusal('image-invalid', 'The picture has no size.');
  if (width * height <= MAX_PIXELS) return;
  const most = Math.round(MAX_PIXELS / 1e6);
  throw new Refusal(
    'image-too-large',
    `The picture has ${width} × ${height} pixels; ${most} megapixels are the most. Make it smaller and try again.`,
  );
}

function toReply(error: unknown): DecodeReply {
  if (error instanceof Refusal) return { error: error.code, detail: error.message };
  if (error instanceof SvgError) return { error: 'image-invalid', detail: error.message };
  if (/pixel limit/i.test(String(error)))
    return { error: 'image-too-large', detail: 'The picture has too many pixels. Make it smaller and try again.' };
  return { error: 'image-invalid', detail: 'The picture is damaged or not complete. Export it again and upload that.' };
}

process.once('message', (request: DecodeRequest) => {
  void decode(request)
    .then((ok): DecodeReply => ({ ok }), toReply)
    .then((reply) => process.send!(reply, () => process.disconnect()));
});
