import bidiModule, { type Bidi } from 'bidi-js';
import { Harfbuzz } from './harfbuzz.js';
import { BoundsSink, traceOutline, type Outline } from './outline.js';
import type { Box } from './display-list.js';
import { installedHarfbuzz } from './wasm.js';

/** A glyph after shaping, in em: `advance` along the line; `dx` right and `dy` down from the pen. */
export interface ShapedGlyph {
  id: number;
  /** Index of its first UTF-16 unit in the shaped text. */
  cluster: number;
  advance: number;
  dx: number;
  dy: number;
}

/** Line box of a font in em, both positive, from the baseline up and down. */
export interface FontMetrics {
  ascender: number;
  descender: number;
}

/** A glyph's outline in em, y downwards, origin on the baseline, with its exact extent. */
export interface GlyphOutline extends Outline {
  readonly bounds: Box | null;
}

/** Text shaping and glyph outlines; the same numbers in every browser and in Node. */
export interface Shaper {
  /** Makes TTF/OTF bytes known as `id`; replaces an earlier font of that id. Throws when it is not a usable font. */
  addFont(id: string, bytes: Uint8Array): void;
  hasFont(id: string): boolean;
  metrics(font: string): FontMetrics;
  hasGlyph(font: string, codePoint: number): boolean;
  /** Glyphs of `text[start, end)` in visual order; the rest of `text` is context for joining. `ligatures` off when tracked. */
  shape(font: string, text: string, start: number, end: number, rtl: boolean, ligatures: boolean): ShapedGlyph[];
  outline(font: string, glyph: number): GlyphOutline;
  /** Bidi embedding level of each UTF-16 unit and of the paragraph (odd: right to left), by UAX #9. */
  levels(text: string, direction: 'auto' | 'ltr' | 'rtl'): { levels: Uint8Array; base: number };
}

/**
 * Loads HarfBuzz. In Node no argument is needed; in a browser pass the address (or bytes) of `harfbuzz.wasm`.
 * Import this module lazily: it brings the shaper and the bidi tables.
 */
export async function createShaper(wasm?: ArrayBuffer | URL | string): Promise<Shaper> {
  return new HarfbuzzShaper(await Harfbuzz.load(wasm ?? installedHarfbuzz()));
}

interface LoadedFont extends FontMetrics {
  face: number;
  font: number;
  bytes: number;
  upem: number;
  outlines: Map<number, GlyphOutline>;
}

const READONLY = 1;
const LTR = 4;
const RTL = 5;
const CMAP = tag('cmap');
/** hb_glyph_info_t and hb_glyph_position_t are 20 bytes each. */
const RECORD = 5;

class HarfbuzzShaper implements Shaper {
  readonly #hb: Harfbuzz;
  readonly #fonts = new Map<string, LoadedFont>();
  readonly #buffer: number;
  readonly #scratch: number;
  readonly #noLigatures: number;
  readonly #bidi: Bidi;

  constructor(hb: Harfbuzz) {
    this.#hb = hb;
    this.#buffer = hb.exports.hb_buffer_create();
    this.#scratch = hb.exports.malloc(64);
    this.#noLigatures = hb.exports.malloc(32);
    hb.u32.set([tag('liga'), 0, 0, 0xffffffff, tag('clig'), 0, 0, 0xffffffff], this.#noLigatures / 4);
    // A CommonJS build in Node, an ES module in bundles: the factory is the module or its default.
    const factory = bidiModule as unknown as (() => Bidi) & { default?: () => Bidi };
    this.#bidi = (factory.default ?? factory)();
  }

  addFont(id: string, bytes: Uint8Array): void {
    const hb = this.#hb.exports;
    const data = hb.malloc(bytes.byteLength);
    this.#hb.u8.set(bytes, data);
    const blob = hb.hb_blob_create(data, bytes.byteLength, READONLY, 0, 0);
    const face = hb.hb_face_create(blob, 0);
    hb.hb_blob_destroy(blob);
    const cmap = hb.hb_face_reference_table(face, CMAP);
    const usable = hb.hb_blob_get_length(cmap) > 0;
    hb.hb_blob_destroy(cmap);
    if (!usable) {
      hb.hb_face_destroy(face);
      hb.free(data);
      throw new Error(`font ${id} is not a usable TTF or OTF file`);
    }
    this.#remove(id);
    const font = hb.hb_font_create(face);
    const upem = hb.hb_face_get_upem(face);
    hb.hb_font_get_h_extents(font, this.#scratch);
    const [ascender = 0, descender = 0] = this.#hb.i32.subarray(this.#scratch / 4);
    this.#fonts.set(id, { face, font, bytes: data, upem, ascender: ascender / upem, descender: -descender / upem, outlines: new Map() });
  }

  hasFont(id: string): boolean {
    return this.#fonts.has(id);
  }

  metrics(font: string): FontMetrics {
    const { ascender, descender } = this.#font(font);
    return { ascender, descender };
  }

  hasGlyph(font: string, codePoint: number): boolean {
    return this.#hb.exports.hb_font_get_nominal_glyph(this.#font(font).font, codePoint, this.#scratch) !== 0;
  }

  shape(font: string, text: string, start: number, end: number, rtl: boolean, ligatures: boolean): ShapedGlyph[] {
    const { font: pointer, upem } = this.#font(font);
    const hb = this.#hb.exports;
    const copy = hb.malloc(text.length * 2 + 2);
    const units = this.#hb.u16;
    for (let i = 0; i < text.length; i++) units[copy / 2 + i] = text.charCodeAt(i);
    hb.hb_buffer_reset(this.#buffer);
    hb.hb_buffer_add_utf16(this.#buffer, copy, text.length, start, end - start);
    hb.free(copy);
    hb.hb_buffer_guess_segment_properties(this.#buffer);
    hb.hb_buffer_set_direction(this.#buffer, rtl ? RTL : LTR);
    hb.hb_shape(pointer, this.#buffer, ligatures ? 0 : this.#noLigatures, ligatures ? 0 : 2);
    return this.#read(upem);
  }

  outline(font: string, glyph: number): GlyphOutline {
    const loaded = this.#font(font);
    const cached = loaded.outlines.get(glyph);
    if (cached) return cached;
    let ops = '';
    const points: number[] = [];
    this.#hb.draw(loaded.font, glyph, (op, numbers) => {
      ops += op;
      for (let i = 0; i < numbers.length; i += 2) points.push(numbers[i]! / loaded.upem, 0 - numbers[i + 1]! / loaded.upem);
    });
    const extent = new BoundsSink();
    traceOutline({ ops, points }, extent);
    const outline = { ops, points, bounds: extent.box };
    loaded.outlines.set(glyph, outline);
    return outline;
  }

  levels(text: string, direction: 'auto' | 'ltr' | 'rtl'): { levels: Uint8Array; base: number } {
    if (direction !== 'rtl' && !mayBeRtl.test(text)) return { levels: new Uint8Array(text.length), base: 0 };
    const found = this.#bidi.getEmbeddingLevels(text, direction);
    return { levels: found.levels, base: found.paragraphs[0]?.level ?? (direction === 'rtl' ? 1 : 0) };
  }

  #read(upem: number): ShapedGlyph[] {
    const hb = this.#hb.exports;
    const count = hb.hb_buffer_get_length(this.#buffer);
    const infos = hb.hb_buffer_get_glyph_infos(this.#buffer, 0) / 4;
    const positions = hb.hb_buffer_get_glyph_positions(this.#buffer, 0) / 4;
    const { u32, i32 } = this.#hb;
    return Array.from({ length: count }, (_, n) => {
      const [info, at] = [infos + n * RECORD, positions + n * RECORD];
      return { id: u32[info]!, cluster: u32[info + 2]!, advance: i32[at]! / upem, dx: i32[at + 2]! / upem, dy: (0 - i32[at + 3]!) / upem };
    });
  }

  #font(id: string): LoadedFont {
    const font = this.#fonts.get(id);
    if (!font) throw new Error(`font ${id} is not loaded`);
    return font;
  }

  #remove(id: string): void {
    const old = this.#fonts.get(id);
    if (!old) return;
    this.#hb.exports.hb_font_destroy(old.font);
    this.#hb.exports.hb_face_destroy(old.face);
    this.#hb.exports.free(old.bytes);
    this.#fonts.delete(id);
  }
}

/** Any letter or mark of a right-to-left script, or an explicit direction control. */
const mayBeRtl = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]|\ud802|\ud803|\ud83a|\ud83b/;

function tag(name: string): number {
  return ((name.charCodeAt(0) << 24) | (name.charCodeAt(1) << 16) | (name.charCodeAt(2) << 8) | name.charCodeAt(3)) >>> 0;
}
