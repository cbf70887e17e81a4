import { deflateSync, inflateSync } from 'node:zlib';
import type { Matrix } from '../layout/display-list.js';
import { IDENTITY } from '../layout/matrix.js';
import { readIndexedPng, type IndexedPng } from './pdf-indexed.js';
import type { PdfKit, PdfRef } from './pdf-resources.js';

export interface EmbeddedImage {
  /** Name among the page's XObjects. */
  name: string;
  /** Turns the stored pixels upright inside the unit square. */
  upright: Matrix;
}

/** EXIF orientations 1..8 in PDF's unit square (y upwards); browsers show photos turned by them. CIPA DC-008 §4.6.4 A */
const ORIENTATIONS: readonly Matrix[] = [
  IDENTITY,
  [-1, 0, 0, 1, 1, 0],
  [-1, 0, 0, -1, 1, 1],
  [1, 0, 0, -1, 0, 1],
  [0, -1, -1, 0, 1, 1],
  [0, -1, 1, 0, 0, 1],
  [0, 1, 1, 0, 0, 0],
  [0, 1, -1, 0, 1, 0],
];

/** Writes a JPEG as it is, or a PNG with its transparency, into the file. Rejects when it is neither or damaged. */
export async function embedImage(doc: PdfKit, asset: string, bytes: Uint8Array): Promise<EmbeddedImage> {
  try {
    const indexed = isPng(bytes) ? readIndexedPng(bytes) : null;
    if (indexed) return { name: writeIndexed(doc, indexed), upright: IDENTITY };
    const image = doc.openImage(bytes);
    // PDFKit inflates in the background, where an error would end the process: find damage here.
    if (image.imgData) inflateSync(image.imgData, { maxOutputLength: image.height * (image.width * 8 + 8) });
    image.embed(doc);
    // A PNG with transparency is decoded in the background and gives no other sign of being written.
    for (let waited = 0; image.imgData && waited < 60_000; waited += 2) {
      // oxlint-disable-next-line no-await-in-loop -- waits for one decoder
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    if (image.imgData) throw new Error('its pixels cannot be decoded');
    doc.page.xobjects[image.label] = image.obj;
    return { name: image.label, upright: ORIENTATIONS[(image.orientation ?? 1) - 1] ?? IDENTITY };
  } catch (cause) {
    throw new Error(`picture ${asset} cannot be printed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 && bytes[1] === 0x50;
}

function writeIndexed(doc: PdfKit, { width, height, palette, indices, alpha }: IndexedPng): string {
  const stream = (data: Record<string, unknown>, content: Uint8Array): PdfRef => {
    const ref = doc.ref({
      ...data,
      Type: 'XObject',
      Subtype: 'Image',
      Width: width,
      Height: height,
      BitsPerComponent: 8,
      Filter: 'FlateDecode',
    });
    ref.end(deflateSync(content));
    return ref;
  };
  const colours = doc.ref({});
  colours.end(palette);
  const mask = stream({ ColorSpace: 'DeviceGray' }, alpha);
  const name = `P${Object.keys(doc.page.xobjects).length}`;
  doc.page.xobjects[name] = stream({ ColorSpace: ['Indexed', 'DeviceRGB', palette.length / 3 - 1, colours], SMask: mask }, indices);
  return name;
}
