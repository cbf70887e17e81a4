import type { PathSink } from '../layout/outline.js';

/** Builds path operators of a PDF content stream. */
export class PdfPath implements PathSink {
  #words: string[] = [];
  #x = 0;
  #y = 0;

  /** Never empty: a painting operator needs a path before it. */
  get text(): string {
    return this.#words.length > 0 ? this.#words.join('\n') : '0 0 m';
  }

  moveTo(x: number, y: number): void {
    this.#to(x, y, 'm');
  }

  lineTo(x: number, y: number): void {
    this.#to(x, y, 'l');
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    const [x0, y0] = [this.#x, this.#y];
    this.bezierCurveTo(x0 + (2 / 3) * (cx - x0), y0 + (2 / 3) * (cy - y0), x + (2 / 3) * (cx - x), y + (2 / 3) * (cy - y), x, y);
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#to(x, y, 'c', `${format(ax)} ${format(ay)} ${format(bx)} ${format(by)} `);
  }

  closePath(): void {
    this.#words.push('h');
  }

  rect(width: number, height: number): void {
    this.#words.push(`0 0 ${format(width)} ${format(height)} re`);
  }

  #to(x: number, y: number, operator: string, before = ''): void {
    this.#words.push(`${before}${format(x)} ${format(y)} ${operator}`);
    this.#x = x;
    this.#y = y;
  }
}

/** A number as PDF wants it, without an exponent; to 0.00001 (mm or part of a colour) unless `digits` says otherwise. */
export function format(value: number, digits = 5): string {
  const step = 10 ** digits;
  const rounded = Math.round(value * step) / step;
  const written = String(rounded + 0);
  return written.includes('e') ? rounded.toFixed(Math.abs(rounded) < 1 ? digits : 0) : written;
}
