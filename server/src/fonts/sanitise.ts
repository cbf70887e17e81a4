import { createShaper } from '@luneo/sdk/layout/shape.js';
import { invalid, readTables, writeFont, type Tables } from './sfnt.js';

/** What layout and outlines need. Everything else (SVG and bitmap glyphs, signatures, vendors' data) is left out of the stored file. */
const KEPT =
  'head hhea maxp hmtx cmap OS/2 name post vhea vmtx VORG glyf loca cvt_ fpgm prep gasp CFF_ CFF2 GDEF GSUB GPOS BASE kern fvar gvar avar HVAR MVAR VVAR STAT cvar'
    .split(' ')
    .map((tag) => tag.replace('_', ' '));
const REQUIRED = ['head', 'hhea', 'maxp', 'hmtx', 'cmap'];
const HEAD_MAGIC = 0x5f0f3cf5;
/** OS/2 fsType: "restricted licence embedding", alone. */
const RESTRICTED = 0x0002;

/**
 * Reads a font with care and writes a clean copy: known tables only, every bound checked, shaped and outlined once by HarfBuzz.
 * Throws `font-invalid`. The same input gives the same bytes.
 */
export async function sanitiseFont(bytes: Uint8Array): Promise<Uint8Array> {
  const { flavour, tables } = readTables(bytes);
  for (const tag of REQUIRED) if (!tables.has(tag)) throw invalid(`The font has no ${tag} table.`);
  const glyphs = checkHead(tables);
  checkMetrics(tables, glyphs);
  if (flavour === 'truetype') checkGlyphs(tables, glyphs);
  else if (!tables.has('CFF ') && !tables.has('CFF2')) throw invalid('The font has no outlines.');
  checkLicence(tables);
  const kept: Tables = new Map(KEPT.flatMap((tag) => (tables.has(tag) ? [[tag, tables.get(tag)!] as const] : [])));
  const clean = writeFont(flavour, kept);
  await tryOut(clean);
  return clean;
}

/** Returns the number of glyphs. */
function checkHead(tables: Tables): number {
  const head = tables.get('head')!;
  if (head.byteLength < 54 || head.getUint32(12) !== HEAD_MAGIC) throw invalid('The font header is damaged.');
  const unitsPerEm = head.getUint16(18);
  if (unitsPerEm < 16 || unitsPerEm > 16_384) throw invalid(`The font has ${unitsPerEm} units per em.`);
  const maxp = tables.get('maxp')!;
  const glyphs = maxp.byteLength >= 6 ? maxp.getUint16(4) : 0;
  if (glyphs === 0) throw invalid('The font has no glyphs.');
  return glyphs;
}

function checkMetrics(tables: Tables, glyphs: number): void {
  const hhea = tables.get('hhea')!;
  const long = hhea.byteLength >= 36 ? hhea.getUint16(34) : 0;
  if (long === 0 || long > glyphs || tables.get('hmtx')!.byteLength < 4 * long + 2 * (glyphs - long))
    throw invalid('The font has no complete advance widths.');
}

/** `loca` must rise and stay inside `glyf`. */
function checkGlyphs(tables: Tables, glyphs: number): void {
  const loca = tables.get('loca');
  const glyf = tables.get('glyf');
  if (!loca || !glyf) throw invalid('The font has no outlines.');
  const isLong = tables.get('head')!.getInt16(50) === 1;
  if (loca.byteLength < (glyphs + 1) * (isLong ? 4 : 2)) throw invalid('The glyph index is cut off.');
  let last = 0;
  for (let i = 0; i <= glyphs; i++) {
    const at = isLong ? loca.getUint32(4 * i) : 2 * loca.getUint16(2 * i);
    if (at < last || at > glyf.byteLength) throw invalid('The glyph index is damaged.');
    last = at;
  }
}

function checkLicence(tables: Tables): void {
  const os2 = tables.get('OS/2');
  if (os2 && os2.byteLength >= 10 && (os2.getUint16(8) & 0xf) === RESTRICTED)
    throw invalid("The font's licence does not allow it to be embedded. Use another font.");
}

const PROBES = ['A', 'a', '0', 'ا', 'あ', 'अ', '!'];

/** In a shaper of its own, thrown away afterwards: a damaged font cannot harm the shared one. */
async function tryOut(bytes: Uint8Array): Promise<void> {
  const shaper = await createShaper();
  try {
    shaper.addFont('probe', bytes);
    const found = PROBES.filter((character) => shaper.hasGlyph('probe', character.codePointAt(0)!));
    if (found.length === 0) throw new Error('no letters');
    for (const text of found)
      for (const glyph of shaper.shape('probe', text, 0, text.length, false, true)) shaper.outline('probe', glyph.id);
  } catch (error) {
    throw invalid(`The font cannot be used to set text (${(error as Error).message}).`);
  }
}
