import { Problem } from '../problem.js';

/** A table of an OpenType file: a view of its bytes. */
export type Tables = Map<string, DataView>;

const MAX_TABLES = 64;
const SIGNATURES: Record<number, 'truetype' | 'cff'> = { 0x00010000: 'truetype', 0x74727565: 'truetype', 0x4f54544f: 'cff' };

export const invalid = (detail: string): Problem =>
  new Problem('font-invalid', `${detail} Upload a TrueType or OpenType file (.ttf or .otf).`);

/** Reads the table directory and checks its every bound. Throws `font-invalid`. */
export function readTables(bytes: Uint8Array): { flavour: 'truetype' | 'cff'; tables: Tables } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw invalid('The file is too short to be a font.');
  const flavour = SIGNATURES[view.getUint32(0)];
  if (!flavour) throw invalid(describe(view.getUint32(0)));
  const count = view.getUint16(4);
  if (count === 0 || count > MAX_TABLES) throw invalid(`The font lists ${count} tables.`);
  const end = 12 + 16 * count;
  if (bytes.length < end) throw invalid('The table directory is cut off.');
  const tables: Tables = new Map();
  for (let at = 12; at < end; at += 16) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const offset = view.getUint32(at + 8);
    const length = view.getUint32(at + 12);
    if (!/^[ -~]{4}$/.test(tag) || tables.has(tag)) throw invalid('The table directory is damaged.');
    if (offset < end || offset + length > bytes.length) throw invalid(`The table ${tag.trim()} lies outside the file.`);
    tables.set(tag, new DataView(view.buffer, view.byteOffset + offset, length));
  }
  return { flavour, tables };
}

function describe(signature: number): string {
  if (signature === 0x74746366) return 'This is a collection of fonts.';
  if (signature === 0x774f4646 || signature === 0x774f4632) return 'This is a web font package (WOFF).';
  return 'This is not a font file.';
}

/** Writes a font with exactly these tables, in order of their tags, with right checksums. The same tables give the same bytes. */
export function writeFont(flavour: 'truetype' | 'cff', tables: Tables): Uint8Array {
  const tags = [...tables.keys()].toSorted();
  const head = 12 + 16 * tags.length;
  const size = tags.reduce((sum, tag) => sum + padded(tables.get(tag)!.byteLength), head);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const power = Math.floor(Math.log2(tags.length));
  view.setUint32(0, flavour === 'cff' ? 0x4f54544f : 0x00010000);
  view.setUint16(4, tags.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (tags.length - 2 ** power));
  let offset = head;
  tags.forEach((tag, i) => {
    const table = tables.get(tag)!;
    bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), offset);
    if (tag === 'head') view.setUint32(offset + 8, 0);
    const at = 12 + 16 * i;
    for (let c = 0; c < 4; c++) bytes[at + c] = tag.charCodeAt(c);
    view.setUint32(at + 4, checksum(view, offset, padded(table.byteLength)));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, table.byteLength);
    offset += padded(table.byteLength);
  });
  const headAt = tags.indexOf('head');
  if (headAt >= 0) view.setUint32(view.getUint32(12 + 16 * headAt + 8) + 8, (0xb1b0afba - checksum(view, 0, size)) >>> 0);
  return bytes;
}

const padded = (length: number): number => (length + 3) & ~3;

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
