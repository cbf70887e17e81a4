import type { Asset } from '@luneo/sdk/contracts/designs.js';
import { Problem } from '../problem.js';

export type PictureType = Asset['mime'];
/** What may come in; AVIF is kept as JPEG or PNG, which every program for production reads. */
export type InputType = PictureType | 'image/avif';

const MAGIC: readonly { type: InputType; test: (bytes: Uint8Array) => boolean }[] = [
  { type: 'image/png', test: (b) => starts(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', test: (b) => starts(b, [0xff, 0xd8, 0xff]) },
  { type: 'image/webp', test: (b) => latin(b, 0, 4) === 'RIFF' && latin(b, 8, 12) === 'WEBP' },
  { type: 'image/avif', test: (b) => brandsOf(b).some((brand) => brand === 'avif' || brand === 'avis') },
];
/** Picture files that people have but that we cannot print from, by how they begin. */
const OTHERS: readonly { name: string; test: (bytes: Uint8Array) => boolean }[] = [
  { name: 'a HEIC picture', test: (b) => brandsOf(b).some((brand) => /^(he[iv][cxms]|mif1|msf1)$/.test(brand)) },
  { name: 'a film', test: (b) => latin(b, 4, 8) === 'ftyp' },
  { name: 'a GIF', test: (b) => latin(b, 0, 4) === 'GIF8' },
  { name: 'a PDF', test: (b) => latin(b, 0, 4) === '%PDF' },
  { name: 'a TIFF', test: (b) => latin(b, 0, 4) === 'II*\0' || latin(b, 0, 4) === 'MM\0*' },
  { name: 'a Photoshop file', test: (b) => latin(b, 0, 4) === '8BPS' },
  { name: 'a BMP', test: (b) => latin(b, 0, 2) === 'BM' },
];

/** What the bytes are, whatever the header said. Throws `unsupported-media-type` or `image-invalid`. */
export function pictureType(bytes: Uint8Array): InputType {
  const known = MAGIC.find(({ test }) => test(bytes));
  if (known) return known.type;
  const other = OTHERS.find(({ test }) => test(bytes));
  if (other) throw new Problem('unsupported-media-type', `This is ${other.name}. Save it as PNG, JPEG, WebP, AVIF or SVG and upload that.`);
  if (/^(\ufeff|ï»¿)?\s*<(\?xml|!--|!DOCTYPE svg|svg[\s>:]|[a-z]+:svg)/i.test(latin(bytes, 0, 256))) return 'image/svg+xml';
  throw new Problem('image-invalid', 'This file is not a picture that we can read. Upload a PNG, JPEG, WebP, AVIF or SVG.');
}

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
/** Major and compatible brands of an ISO media file. ISO/IEC 14496-12 §4.3 */
function brandsOf(bytes: Uint8Array): string[] {
  if (latin(bytes, 4, 8) !== 'ftyp') return [];
  const end = Math.min(bytes.length, 128, new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0));
  const brands = [latin(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin(bytes, at, at + 4));
  return brands;
}

const latin = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
