import type { Size } from './view.js';

export type Paint = (context: CanvasRenderingContext2D) => void;

/** One canvas of the stage, in CSS px. However often it is asked to, it is painted once a frame. */
export class Sheet {
  readonly canvas = document.createElement('canvas');
  readonly #context = this.canvas.getContext('2d')!;
  readonly #paints: Paint[];
  #isShown: boolean;
  #ratio = 1;
  #frame = 0;

  /** `paints`, back to front; each starts with CSS px as its unit and may leave the context as it likes. */
  constructor(paints: Paint[], isShown = true) {
    this.#paints = paints;
    this.#isShown = isShown;
    this.canvas.style.cssText = 'position: absolute; inset: 0; margin: 0; border: 0; padding: 0; background: none';
    if (!isShown) this.canvas.style.display = 'none';
  }

  /** A hidden sheet is one canvas less to compose. Changes with the next frame, like everything on the stage. */
  get isShown(): boolean {
    return this.#isShown;
  }
  set isShown(value: boolean) {
    if (value === this.#isShown) return;
    this.#isShown = value;
    this.repaint();
  }

  /** Over everything that is on it already. */
  add(paint: Paint): void {
    this.#paints.push(paint);
  }

  /** Paints in the next frame. */
  repaint(): void {
    this.#frame ||= requestAnimationFrame(() => this.paint());
  }

  /** `ratio`: device px per CSS px. Leaves the canvas empty: call `paint` in the same frame. */
  resize({ width, height }: Size, ratio: number): void {
    const { canvas } = this;
    this.#ratio = ratio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }

  paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.canvas.style.display = this.#isShown ? 'block' : 'none';
    if (!this.#isShown) return;
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    for (const paint of this.#paints) {
      context.save();
      paint(context);
      context.restore();
    }
  }

  /** Safari keeps the memory of a canvas that is no longer on the page; one without pixels has none. */
  close(): void {
    cancelAnimationFrame(this.#frame);
    this.canvas.remove();
    this.canvas.width = this.canvas.height = 0;
  }
}
