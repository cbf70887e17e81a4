import PDFDocument from 'pdfkit';
import type { Adjustments } from '../design/document.js';
import { glyphMatrix } from '../layout/bounds.js';
import type { Box, DisplayList, GlyphItem, ImageItem, Ink, Matrix, PathItem, Stroke } from '../layout/display-list.js';
import { traceOutline } from '../layout/outline.js';
import { parsePath } from '../layout/path.js';
import type { Shaper } from '../layout/shape.js';
import { pictureKey } from './adjust.js';
import { format, PdfPath } from './pdf-path.js';
import { embedImage, type EmbeddedImage } from './pdf-image.js';
import { PdfResources, type PdfKit } from './pdf-resources.js';

export interface PdfPaintResources {
  shaper: Pick<Shaper, 'outline' | 'hasFont'>;
  /** The asset's file, JPEG or PNG, with `adjustments` made (`adjustPixels`), embedded at full resolution. */
  imageBytes(asset: string, adjustments?: Adjustments): Uint8Array | undefined;
}

export interface PdfInfo {
  title: string;
  /** Written into the file; the same by default, so that the same design gives the same bytes. */
  createdAt?: Date;
}

const POINTS_PER_MM = 72 / 25.4;

/**
 * One page of exactly trim + bleed, with TrimBox and BleedBox; text as vector outlines, spot and process colours as
 * such. The same input gives the same bytes. Node only. Rejects when a picture is missing or unreadable: a production
 * file without it must not exist.
 */
export async function paintPdf(list: DisplayList, res: PdfPaintResources, info: PdfInfo): Promise<Uint8Array> {
  const width = (list.width + 2 * list.bleed) * POINTS_PER_MM;
  const height = (list.height + 2 * list.bleed) * POINTS_PER_MM;
  const doc = new PDFDocument({
    size: [width, height],
    margin: 0,
    pdfVersion: '1.6',
    font: null as unknown as string,
    info: { Title: info.title, Producer: 'Luneo', Creator: 'Luneo', CreationDate: info.createdAt ?? new Date(0) },
  }) as unknown as PdfKit;
  const file = collect(doc);
  const inset = list.bleed * POINTS_PER_MM;
  Object.assign(doc.page.dictionary.data, {
    BleedBox: [0, 0, width, height],
    TrimBox: [inset, inset, width - inset, height - inset],
  });
  const painter = new PdfPainter(doc, res, await embedImages(doc, list, res));
  doc.addContent(`${matrix([POINTS_PER_MM, 0, 0, POINTS_PER_MM, inset, inset])} cm`);
  doc.addContent(painter.paint(list));
  doc.end();
  return file;
}

/** One after the other: PDFKit decodes some pictures in the background, and their order must not depend on chance. */
async function embedImages(doc: PdfKit, list: DisplayList, res: PdfPaintResources): Promise<Map<string, EmbeddedImage>> {
  const images = new Map<string, EmbeddedImage>();
  for (const item of list.items) {
    if (item.kind !== 'image') continue;
    const key = pictureKey(item.asset, item.adjustments);
    if (images.has(key)) continue;
    const bytes = res.imageBytes(item.asset, item.adjustments);
    if (!bytes) throw new Error(`picture ${item.asset} is missing`);
    // oxlint-disable-next-line no-await-in-loop -- in order, see above
    images.set(key, await embedImage(doc, item.asset, bytes));
  }
  return images;
}

class PdfPainter {
  readonly #resources: PdfResources;
  readonly #res: PdfPaintResources;
  readonly #images: ReadonlyMap<string, EmbeddedImage>;

  constructor(doc: PdfKit, res: PdfPaintResources, images: ReadonlyMap<string, EmbeddedImage>) {
    this.#resources = new PdfResources(doc);
    this.#res = res;
    this.#images = images;
  }

  /** The page's content stream, in mm from the top left of the trim. */
  paint(list: DisplayList): string {
    const open: { content: string[]; opacity: number; bounds: Box }[] = [];
    let content: string[] = [];
    const page = { x: -list.bleed, y: -list.bleed, width: list.width + 2 * list.bleed, height: list.height + 2 * list.bleed };
    for (const item of list.items) {
      if (item.kind === 'begin') {
        open.push({ content, opacity: item.opacity, bounds: item.bounds });
        content = [];
      } else if (item.kind === 'end') {
        const group = open.pop();
        if (!group) continue;
        content = [...group.content, this.#translucent(content.join('\n'), group.opacity, group.bounds)];
      } else {
        const drawn = `q ${matrix(item.matrix)} cm\n${this.#item(item)}\nQ`;
        // Viewers round the colours of a translucent fill downwards, those of a group to the nearest step.
        content.push(item.opacity === undefined ? drawn : this.#translucent(drawn, item.opacity, page));
      }
    }
    return content.join('\n');
  }

  #translucent(content: string, opacity: number, bounds: Box): string {
    return `q ${this.#resources.opacity(opacity)} ${this.#resources.form(content, bounds)} Do Q`;
  }

  #item(item: GlyphItem | PathItem | ImageItem): string {
    if (item.kind === 'glyphs') return this.#glyphs(item);
    return item.kind === 'path' ? this.#path(item) : this.#image(item);
  }

  #glyphs(item: GlyphItem): string {
    if (!this.#res.shaper.hasFont(item.font)) return '';
    const path = new PdfPath();
    for (const glyph of item.glyphs) traceOutline(this.#res.shaper.outline(item.font, glyph.id), path, ...glyphMatrix(item, glyph));
    const stroke = item.stroke ? `${this.#stroke(item.stroke)}\n${path.text} S\n` : '';
    return `${stroke}${this.#ink(item.fill, 'fill')}\n${path.text} f`;
  }

  #path(item: PathItem): string {
    const path = new PdfPath();
    traceOutline(parsePath(item.d), path);
    const evenOdd = item.fillRule === 'evenodd' ? '*' : '';
    const operator = item.fill ? (item.stroke ? `B${evenOdd}` : `f${evenOdd}`) : 'S';
    const fill = item.fill ? `${this.#ink(item.fill, 'fill')}\n` : '';
    const stroke = item.stroke ? `${this.#stroke(item.stroke)}\n` : '';
    return `${fill}${stroke}${path.text} ${operator}`;
  }

  #image(item: ImageItem): string {
    const image = this.#images.get(pictureKey(item.asset, item.adjustments))!;
    const clip = new PdfPath();
    if (item.clip !== undefined) traceOutline(parsePath(item.clip), clip);
    else clip.rect(item.width, item.height);
    const wide = item.width / item.crop.width;
    const high = item.height / item.crop.height;
    // PDF draws a picture upwards into the unit square.
    const place = matrix([wide, 0, 0, -high, -item.crop.x * wide, (1 - item.crop.y) * high]);
    return `${clip.text} W n\n${place} cm ${matrix(image.upright)} cm /${image.name} Do`;
  }

  #stroke({ ink, width }: Stroke): string {
    return `${this.#ink(ink, 'stroke')} ${format(width)} w 1 J 1 j`;
  }

  #ink(ink: Ink, use: 'fill' | 'stroke'): string {
    if (ink.spot !== undefined) return this.#resources.spot(ink.spot, ink.hex, use);
    if (ink.cmyk) return `${ink.cmyk.map((part) => format(part)).join(' ')} ${use === 'fill' ? 'k' : 'K'}`;
    return `${rgb(ink.hex)
      .map((part) => format(part))
      .join(' ')} ${use === 'fill' ? 'rg' : 'RG'}`;
  }
}

/** sRGB parts 0..1 of `#rrggbb`. */
export function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

function matrix(values: Matrix): string {
  return values.map((value) => format(value, 7)).join(' ');
}

function collect(doc: PdfKit): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(concat(chunks)));
    doc.on('error', reject);
  });
}

function concat(chunks: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
