/** CRC-32 of each byte value. https://www.w3.org/TR/png-3/#D-CRCAppendix */
const CRC = Uint32Array.from({ length: 256 }, (_, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

const MM_PER_METRE = 1_000;

/**
 * Writes a PNG row by row: no more of the picture is held than the rows at hand, and it is compressed beside the page's work
 * (`CompressionStream`: browsers, and Node from 18). sRGB, 8 bits, with transparency.
 */
export class PngWriter {
  readonly #width: number;
  readonly #height: number;
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];
  readonly #deflate = new CompressionStream('deflate');
  readonly #input = this.#deflate.writable.getWriter();
  readonly #done: Promise<void>;
  #above: Uint8Array;
  #rows = 0;

  /** Size in pixels; `pxPerMm` is noted in the file, so that it is placed in true size. */
  constructor(width: number, height: number, pxPerMm?: number) {
    this.#width = width;
    this.#height = height;
    this.#above = new Uint8Array(width * 4);
    this.#parts.push(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    this.#parts.push(chunk('IHDR', [...word(width), ...word(height), 8, 6, 0, 0, 0]), chunk('sRGB', [0]));
    if (pxPerMm) {
      const perMetre = word(Math.round(pxPerMm * MM_PER_METRE));
      this.#parts.push(chunk('pHYs', [...perMetre, ...perMetre, 1]));
    }
    this.#done = this.#collect();
    this.#done.catch(() => undefined);
  }

  /** Whole rows of straight RGBA, from the top. Throws when there are more than the picture has. */
  async write(rgba: Uint8Array | Uint8ClampedArray): Promise<void> {
    const stride = this.#width * 4;
    const rows = rgba.length / stride;
    if (!Number.isInteger(rows) || this.#rows + rows > this.#height) throw new Error(`${rows} rows do not fit`);
    const lines = new Uint8Array(rows * (stride + 1));
    for (let row = 0; row < rows; row++) {
      const now = new Uint8Array(rgba.buffer, rgba.byteOffset + row * stride, stride);
      filter(now, this.#above, lines.subarray(row * (stride + 1), (row + 1) * (stride + 1)));
      this.#above = now;
    }
    // The caller may use its buffer again.
    this.#above = this.#above.slice();
    this.#rows += rows;
    await this.#input.write(lines);
  }

  /** The file. Throws when rows are missing. */
  async finish(): Promise<Blob> {
    if (this.#rows !== this.#height) throw new Error(`${this.#height - this.#rows} rows are missing`);
    await this.#input.close();
    await this.#done;
    return new Blob([...this.#parts, chunk('IEND', [])], { type: 'image/png' });
  }

  async #collect(): Promise<void> {
    const reader = (this.#deflate.readable as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
      const { value, done } = await reader.read();
      if (done) return;
      if (value.length > 0) this.#parts.push(chunk('IDAT', value));
    }
  }
}

/** The row as differences: to the pixel above, or to what left, above and their corner foretell, whichever is smaller. */
function filter(row: Uint8Array, above: Uint8Array, to: Uint8Array): void {
  let [up, paeth] = [0, 0];
  for (let i = 4; i < row.length; i += 28) {
    up += Math.abs(signed(row[i]! - above[i]!));
    paeth += Math.abs(signed(row[i]! - foretell(row[i - 4]!, above[i]!, above[i - 4]!)));
  }
  to[0] = up <= paeth ? 2 : 4;
  if (up <= paeth) {
    for (let i = 0; i < row.length; i++) to[i + 1] = row[i]! - above[i]!;
    return;
  }
  for (let i = 0; i < 4; i++) to[i + 1] = row[i]! - above[i]!;
  for (let i = 4; i < row.length; i++) to[i + 1] = row[i]! - foretell(row[i - 4]!, above[i]!, above[i - 4]!);
}

/** Paeth. https://www.w3.org/TR/png-3/#9Filter-type-4-Paeth */
function foretell(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const signed = (difference: number): number => ((difference + 128) & 255) - 128;

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function chunk(name: string, data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  bytes.set(word(data.length));
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < bytes.length - 4; i++) crc = CRC[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  bytes.set(word(~crc >>> 0), bytes.length - 4);
  return bytes;
}
