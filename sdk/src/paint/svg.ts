import type { Adjustments } from '../design/document.js';
import { glyphMatrix } from '../layout/bounds.js';
import type { DisplayList, GlyphItem, ImageItem, Matrix, PathItem, Stroke } from '../layout/display-list.js';
import { traceOutline, type PathSink } from '../layout/outline.js';
import type { Shaper } from '../layout/shape.js';

export interface SvgResources {
  shaper: Pick<Shaper, 'outline' | 'hasFont'>;
  /** Address or data URL of an asset with `adjustments` made (`adjustPixels`); without one its layer is left out. */
  imageHref(asset: string, adjustments?: Adjustments): string | undefined;
}

/** A standalone SVG of trim + bleed in true mm; text as outlines. The same input gives the same text. */
export function paintSvg(list: DisplayList, res: SvgResources): string {
  const clips: string[] = [];
  const body = list.items.map((item) => {
    if (item.kind === 'begin') return `<g opacity="${number(item.opacity)}">`;
    if (item.kind === 'end') return '</g>';
    if (item.kind === 'glyphs') return svgGlyphs(item, res);
    return item.kind === 'path' ? svgPath(item) : svgImage(item, res, clips);
  });
  const { bleed } = list;
  const [width, height] = [list.width + 2 * bleed, list.height + 2 * bleed];
  const box = [-bleed, -bleed, width, height].map(number).join(' ');
  const defs = clips.length > 0 ? `<defs>${clips.join('')}</defs>` : '';
  const size = `width="${number(width)}mm" height="${number(height)}mm" viewBox="${box}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${defs}${body.join('')}</svg>\n`;
}

function svgGlyphs(item: GlyphItem, { shaper }: SvgResources): string {
  if (!shaper.hasFont(item.font)) return '';
  const path = new SvgPath();
  for (const glyph of item.glyphs) traceOutline(shaper.outline(item.font, glyph.id), path, ...glyphMatrix(item, glyph));
  const stroke = item.stroke ? ` ${strokeAttributes(item.stroke)} paint-order="stroke"` : '';
  return `<path ${common(item)} d="${path.text}" fill="${item.fill.hex}"${stroke}/>`;
}

function svgPath(item: PathItem): string {
  const rule = item.fillRule === 'evenodd' ? ' fill-rule="evenodd"' : '';
  const stroke = item.stroke ? ` ${strokeAttributes(item.stroke)}` : '';
  return `<path ${common(item)} d="${item.d}" fill="${item.fill?.hex ?? 'none'}"${rule}${stroke}/>`;
}

function svgImage(item: ImageItem, res: SvgResources, clips: string[]): string {
  const href = res.imageHref(item.asset, item.adjustments);
  if (href === undefined) return '';
  const id = `clip${clips.length + 1}`;
  const outline = item.clip ?? `M 0 0 H ${number(item.width)} V ${number(item.height)} H 0 Z`;
  clips.push(`<clipPath id="${id}"><path d="${outline}"/></clipPath>`);
  const wide = item.width / item.crop.width;
  const high = item.height / item.crop.height;
  const place = `x="${number(-item.crop.x * wide)}" y="${number(-item.crop.y * high)}" width="${number(wide)}" height="${number(high)}"`;
  const image = `<image ${place} preserveAspectRatio="none" href="${escape(href)}"/>`;
  return `<g ${common(item)} clip-path="url(#${id})">${image}</g>`;
}

function common(item: { layerId: string; matrix: Matrix; opacity?: number }): string {
  const opacity = item.opacity === undefined ? '' : ` opacity="${number(item.opacity)}"`;
  const matrix = item.matrix.map((value) => String(Math.round(value * 1e7) / 1e7 + 0)).join(' ');
  return `data-layer="${escape(item.layerId)}" transform="matrix(${matrix})"${opacity}`;
}

function strokeAttributes({ ink, width }: Stroke): string {
  return `stroke="${ink.hex}" stroke-width="${number(width)}" stroke-linejoin="round" stroke-linecap="round"`;
}

function number(value: number): string {
  return String(Math.round(value * 1e5) / 1e5 + 0);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

class SvgPath implements PathSink {
  #words: string[] = [];

  get text(): string {
    return this.#words.join('');
  }
  moveTo(x: number, y: number): void {
    this.#add('M', x, y);
  }
  lineTo(x: number, y: number): void {
    this.#add('L', x, y);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.#add('Q', cx, cy, x, y);
  }
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#add('C', ax, ay, bx, by, x, y);
  }
  closePath(): void {
    this.#words.push('Z');
  }
  #add(op: string, ...points: number[]): void {
    this.#words.push(op, points.map(number).join(' '));
  }
}
