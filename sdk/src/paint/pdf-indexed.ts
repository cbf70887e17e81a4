import { inflateSync } from 'node:zlib';

/** A PNG of palette colours with transparency, unpacked: one palette index a pixel. */
export interface IndexedPng {
  width: number;
  height: number;
  /** R, G, B of each colour. */
  palette: Uint8Array;
  indices: Uint8Array;
  /** Opacity 0..255 of each pixel. */
  alpha: Uint8Array;
}

/** Adam7: first column and row, and steps. https://www.w3.org/TR/png-3/#8Interlace */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Reads palette PNGs with transparency, which PDFKit misreads when pixels are smaller than a byte. Null for any other
 * PNG; throws when it is damaged.
 */
export function readIndexedPng(png: Uint8Array): IndexedPng | null {
  const chunks = readChunks(png);
  const header = chunks.get('IHDR')?.[0];
  const palette = chunks.get('PLTE')?.[0];
  const transparency = chunks.get('tRNS')?.[0];
  if (!header || header[9] !== 3 || !palette || !transparency) return null;
  const view = new DataView(header.buffer, header.byteOffset);
  const [width, height, depth] = [view.getUint32(0), view.getUint32(4), header[8]!];
  const data = inflateSync(Buffer.concat(chunks.get('IDAT') ?? []), { maxOutputLength: (height + 8) * (width + 16) * 2 });
  const indices = new Uint8Array(width * height);
  let at = 0;
  for (const [x0, y0, stepX, stepY] of header[12] ? PASSES : ([[0, 0, 1, 1]] as const)) {
    const columns = Math.ceil((width - x0) / stepX);
    const rows = Math.ceil((height - y0) / stepY);
    if (columns <= 0 || rows <= 0) continue;
    const stride = Math.ceil((columns * depth) / 8);
    if (at + rows * (stride + 1) > data.length) throw new Error('its pixels end too early');
    unfilter(data, at, stride, rows);
    for (let row = 0; row < rows; row++) {
      const line = at + row * (stride + 1) + 1;
      const to = (y0 + row * stepY) * width + x0;
      for (let column = 0; column < columns; column++) indices[to + column * stepX] = bits(data, line, column, depth);
    }
    at += rows * (stride + 1);
  }
  return { width, height, palette, indices, alpha: indices.map((index) => transparency[index] ?? 255) };
}

function readChunks(png: Uint8Array): Map<string, Uint8Array[]> {
  const chunks = new Map<string, Uint8Array[]>();
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    chunks.set(name, [...(chunks.get(name) ?? []), png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return chunks;
}

/** Undoes the row filters in place; a filter's unit is one byte for palette pixels. https://www.w3.org/TR/png-3/#9Filters */
function unfilter(data: Uint8Array, start: number, stride: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const line = start + row * (stride + 1) + 1;
    const filter = data[line - 1]!;
    for (let i = 0; i < stride; i++) {
      const left = i > 0 ? data[line + i - 1]! : 0;
      const up = row > 0 ? data[line + i - stride - 1]! : 0;
      const upLeft = row > 0 && i > 0 ? data[line + i - stride - 2]! : 0;
      data[line + i]! += [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
    }
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  return a <= b && a <= c ? left : b <= c ? up : upLeft;
}

function bits(data: Uint8Array, line: number, column: number, depth: number): number {
  const bit = column * depth;
  return (data[line + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
