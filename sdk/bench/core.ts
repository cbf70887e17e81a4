import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { create } from 'fontkit';
import PDFDocument from 'pdfkit';
import type { DesignDocument, Layer, TextLayer } from '@luneo/sdk/design/document.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { layoutSide } from '@luneo/sdk/layout/layout.js';
import { createShaper, type Shaper } from '@luneo/sdk/layout/shape.js';
import { paintPdf } from '@luneo/sdk/paint/pdf.js';
import { compare, type Row } from './pairs.js';

export const ids = ['core.layout-20-layers', 'core.pdf-a4-5-layers'];

const resolve = createRequire(import.meta.url).resolve;
const FONTS = {
  sans: readFileSync(resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf')),
  serif: readFileSync(resolve('@expo-google-fonts/playfair-display/400Regular/PlayfairDisplay_400Regular.ttf')),
  script: readFileSync(resolve('@expo-google-fonts/great-vibes/400Regular/GreatVibes_400Regular.ttf')),
};
type FontId = keyof typeof FONTS;

const NAMES = ['Jessica', 'AVATAR Toffee', 'Les beaux jours', 'Atelier Lune', 'To the moon and back', '14 juin 2026', 'Alice & Olivier'];
const PARAGRAPH = 'To the moon and back, with all my love, for ever and ever and a day.';
const STAR = 'M12 2l2.900 6.300 6.900.700-5.200 4.600 1.500 6.800L12 16.900 5.900 20.400l1.500-6.800L2.200 9l6.900-.700z';
const PT = 72 / 25.4;

const frame = { name: '', rotation: 0, opacity: 1, locked: false, hidden: false };

function text(id: number, content: string, font: FontId, fit: TextLayer['fit']): TextLayer {
  return {
    ...frame,
    id: `t${id}`,
    type: 'text',
    x: 10,
    y: 10 + id * 12,
    width: 90,
    height: 12,
    runs: [{ text: content, font, size: 8, fill: '#203040', tracking: 0 }],
    align: 'center',
    verticalAlign: 'middle',
    lineHeight: 1.2,
    fit,
    case: 'none',
    direction: 'auto',
  };
}

function design(layers: Layer[]): { document: DesignDocument; template: ProductTemplate } {
  const side = {
    id: 'front',
    name: 'Front',
    width: 210,
    height: 297,
    bleed: 3,
    safe: 3,
    process: 'print',
    palette: [],
    minStroke: 0,
    minTextHeight: 0,
    requiredDpi: 300,
    zones: [],
  };
  return {
    document: { schemaVersion: 1, productId: 'p', options: {}, sides: [{ id: 'front', layers }], fonts: [] },
    template: { sides: [side] } as unknown as ProductTemplate,
  };
}

/**
 * Shapes, fits and places 20 text layers and measures their inked bounds, against fontkit (the layout engine inside
 * PDFKit) doing a part of it: glyph positions and bounds of the same strings in the same fonts, without breaking
 * lines, fitting, bidi or checks for missing glyphs. Bar 0.6: doing all of it in wasm costs clearly less than the part in
 * JavaScript (about 0.3 when written). Nothing is cached on either side but parsed fonts and glyph outlines.
 */
async function layoutRow(shaper: Shaper): Promise<Row> {
  const fontIds: FontId[] = ['sans', 'serif', 'script'];
  const layers = Array.from({ length: 20 }, (_, i) => {
    const isParagraph = i % 5 === 4;
    const content = isParagraph ? PARAGRAPH : NAMES[i % NAMES.length]!;
    return text(i, content, fontIds[i % 3]!, isParagraph ? 'wrap' : i % 2 ? 'shrink' : 'none');
  });
  const { document, template } = design(layers);
  const ctx = { shaper, images: new Map(), codes: null };
  const fonts = Object.fromEntries(fontIds.map((id) => [id, create(FONTS[id])]));
  const strings = layers.map((layer) => ({ font: fonts[layer.runs[0]!.font]!, content: layer.runs[0]!.text }));
  const byFontkit = () =>
    strings.map(({ font, content }) => font.layout(content)).map((run) => [run.advanceWidth, run.positions, run.bbox]);
  const ours = () => layoutSide(document, template, 'front', ctx);
  return compare('core.layout-20-layers', 0.6, { name: 'fontkit layout + bounds', run: byFontkit }, ours, { rounds: 20 });
}

/**
 * An A4 PDF of a script line, a shrunk line, a paragraph, a photo and a star, laid out and written, against bare PDFKit
 * drawing the same five things with embedded fonts. Bar 0.5: outlines of the letters used are
 * less work than parsing and subsetting fonts for each file (about 0.2 when written); both embed the JPEG as it is.
 */
async function pdfRow(shaper: Shaper): Promise<Row> {
  const photo = picture();
  const star: Layer = {
    ...frame,
    id: 's',
    type: 'shape',
    x: 20,
    y: 200,
    width: 40,
    height: 40,
    viewBox: [24, 24],
    paths: [{ d: STAR, fill: '#e0b020' }],
  };
  const image: Layer = {
    ...frame,
    id: 'i',
    type: 'image',
    x: 20,
    y: 90,
    width: 120,
    height: 80,
    asset: 'photo',
    crop: { x: 0, y: 0, width: 1, height: 1 },
  };
  const { document, template } = design([
    text(0, 'Jessica', 'script', 'none'),
    text(1, NAMES[4]!, 'serif', 'shrink'),
    text(3, PARAGRAPH, 'sans', 'wrap'),
    image,
    star,
  ]);
  const ours = () =>
    paintPdf(
      layoutSide(document, template, 'front', { shaper, images: new Map(), codes: null }),
      { shaper, imageBytes: () => photo },
      { title: 'Bench' },
    );
  return compare('core.pdf-a4-5-layers', 0.5, { name: 'bare PDFKit', run: () => bareKit(photo) }, ours);
}

function bareKit(photo: Uint8Array): Promise<void> {
  const doc = new PDFDocument({ size: [216 * PT, 303 * PT], margin: 0 });
  doc.fillColor('#203040').fontSize(8 * PT);
  const options = { width: 90 * PT, align: 'center' } as const;
  doc.font(FONTS.script).text('Jessica', 13 * PT, 13 * PT, options);
  doc.font(FONTS.serif).text(NAMES[4]!, 13 * PT, 25 * PT, options);
  doc.font(FONTS.sans).text(PARAGRAPH, 13 * PT, 49 * PT, options);
  doc.image(Buffer.from(photo), 23 * PT, 93 * PT, { width: 120 * PT, height: 80 * PT });
  doc
    .save()
    .translate(23 * PT, 203 * PT)
    .scale((40 * PT) / 24)
    .path(STAR)
    .fill('#e0b020')
    .restore();
  return new Promise((done) => {
    doc.on('data', () => {}).on('end', done);
    doc.end();
  });
}

/** 3000 × 2000 px, what a phone's photo is after upload. */
function picture(): Uint8Array {
  const canvas = createCanvas(3000, 2000);
  const ctx = canvas.getContext('2d');
  const gradient = ctx.createLinearGradient(0, 0, 3000, 2000);
  for (let i = 0; i <= 20; i++) gradient.addColorStop(i / 20, `hsl(${i * 47}, 60%, ${30 + (i % 5) * 10}%)`);
  ctx.fillStyle = gradient;
  ctx.fillRect(0, 0, 3000, 2000);
  return canvas.toBuffer('image/jpeg', 90);
}

export async function rows(): Promise<Row[]> {
  const shaper = await createShaper();
  for (const [id, bytes] of Object.entries(FONTS)) shaper.addFont(id, bytes);
  return [await layoutRow(shaper), await pdfRow(shaper)];
}
