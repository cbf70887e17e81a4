import type { Asset } from '@luneo/sdk/contracts/designs.js';
import { Problem } from '../problem.js';

export type PictureType = Asset['mime'];

const MAGIC: readonly { type: PictureType; test: (bytes: Uint8Array) => boolean }[] = [
  { type: 'image/png', test: (b) => starts(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', test: (b) => starts(b, [0xff, 0xd8, 0xff]) },
  { type: 'image/webp', test: (b) => latin(b, 0, 4) === 'RIFF' && latin(b, 8, 12) === 'WEBP' },
];
/** Picture files that people have but that we cannot print from, by how they begin. */
const OTHERS: readonly { name: string; test: (bytes: Uint8Array) => boolean }[] = [
  { name: 'a HEIC or AVIF picture', test: (b) => latin(b, 4, 8) === 'ftyp' },
  { name: 'a GIF', test: (b) => latin(b, 0, 4) === 'GIF8' },
  { name: 'a PDF', test: (b) => latin(b, 0, 4) === '%PDF' },
  { name: 'a TIFF', test: (b) => latin(b, 0, 4) === 'II*\0' || latin(b, 0, 4) === 'MM\0*' },
  { name: 'a Photoshop file', test: (b) => latin(b, 0, 4) === '8BPS' },
  { name: 'a BMP', test: (b) => latin(b, 0, 2) === 'BM' },
];

/** What the bytes are, whatever the header said. Throws `unsupported-media-type` or `image-invalid`. */
export function pictureType(bytes: Uint8Array): PictureType {
  const known = MAGIC.find(({ test }) => test(bytes));
  if (known) return known.type;
  const other = OTHERS.find(({ test }) => test(bytes));
  if (other) throw new Problem('unsupported-media-type', `This is ${other.name}. Save it as PNG, JPEG, WebP or SVG and upload that.`);
  if (/^(\ufeff|ï»¿)?\s*<(\?xml|!--|!DOCTYPE svg|svg[\s>:]|[a-z]+:svg)/i.test(latin(bytes, 0, 256))) return 'image/svg+xml';
  throw new Problem('image-invalid', 'This file is not a picture that we can read. Upload a PNG, JPEG, WebP or SVG.');
}

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
const latin = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
