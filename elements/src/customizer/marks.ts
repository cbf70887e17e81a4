import { traceOutline } from '@luneo/sdk/layout/outline.js';
import { parsePath } from '@luneo/sdk/layout/path.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { View } from './view.js';

/** The print area under the design: a soft line, a little stronger while nothing lies in it. */
export class Marks {
  #side: TemplateSide | null = null;
  #view: View | null = null;
  #isEmpty = false;

  /** True when it has to be painted anew. */
  set(side: TemplateSide, view: View, isEmpty: boolean): boolean {
    const isNew = side !== this.#side || view !== this.#view || isEmpty !== this.#isEmpty;
    this.#side = side;
    this.#view = view;
    this.#isEmpty = isEmpty;
    return isNew;
  }

  paint(ctx: CanvasRenderingContext2D): void {
    if (!this.#side || !this.#view) return;
    const [a, b, c, d, e, f] = this.#view.matrix;
    ctx.beginPath();
    traceOutline(parsePath(this.#side.printArea ?? `M0 0H${this.#side.width}V${this.#side.height}H0Z`), ctx, a, b, c, d, e, f);
    if (this.#isEmpty) {
      ctx.fillStyle = 'rgb(255 255 255 / 10%)';
      ctx.fill();
    }
    ctx.setLineDash([5, 4]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = `rgb(255 255 255 / ${this.#isEmpty ? 70 : 40}%)`;
    ctx.stroke();
    ctx.lineDashOffset = 4.5;
    ctx.strokeStyle = `rgb(0 0 0 / ${this.#isEmpty ? 45 : 22}%)`;
    ctx.stroke();
  }
}
