import type { Point } from '@luneo/sdk/design/geometry.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { findLayer, layersOf } from '../layers.js';
import { paintHex } from '../panels/paint.js';
import type { View } from '../view.js';
import { drawEdit, eraseEdit, isDrawing, type Pen, strokePath } from './drawing.js';

/** How far from a line the eraser still means it, px: for a mouse and for a finger. */
const REACH_PX = 6;
const REACH_TOUCH_PX = 16;
/** A moved pointer gives a new point this far on, px. */
const STEP_PX = 1;

/**
 * Draws by hand over the stage: each stroke becomes smooth when the pointer is lifted, and is one undoable step. All strokes of
 * a session are one drawing. Two fingers, Escape or a lost pointer take the stroke back that is being drawn.
 *
 * @fires close - the shopper is done
 */
export class LuneoPen extends LitElement {
  static override properties = { erases: { type: Boolean } };
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 3;
      }
      canvas {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        touch-action: none;
        cursor: crosshair;
      }
      .bar {
        position: absolute;
        inset-block-end: 12px;
        inset-inline: 0;
        display: flex;
        justify-content: center;
        pointer-events: none;
      }
      .bar > div {
        display: inline-flex;
        gap: 2px;
        padding: 3px;
        border-radius: calc(var(--_radius) + 2px);
        background: var(--_raised);
        box-shadow:
          0 0 0 1px var(--_line),
          var(--_shadow);
        pointer-events: auto;
      }
      .bar button {
        min-block-size: 40px;
        padding: 0 12px;
        border: 0;
        font-size: 14px;
        white-space: nowrap;
      }
      .bar button.icon {
        inline-size: 44px;
        padding: 0;
      }
      .bar [aria-pressed='true'] {
        background: var(--_press);
      }
      @media (forced-colors: active) {
        .bar [aria-pressed='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  pen: Pen = { width: 1, paint: '#000000', tolerance: 0.3 };
  /** Where mm of the side lie now, in px from the pen's top left. */
  look: () => View | null = () => null;
  declare erases: boolean;
  readonly #use = new UsePanel(this, ['canUndo', 'side']);
  #points: Point[] = [];
  #pointer: number | null = null;
  #layerId: string | null = null;
  /** As it was when the stroke began. */
  #view: View | null = null;

  constructor() {
    super();
    this.erases = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
  }

  protected override render(): TemplateResult {
    const { t, state, editor } = this.#use;
    return html`<canvas
        aria-hidden="true"
        @pointerdown=${(event: PointerEvent) => this.#down(event)}
        @pointermove=${(event: PointerEvent) => this.#move(event)}
        @pointerup=${(event: PointerEvent) => this.#up(event)}
        @pointercancel=${() => this.#cancel()}
      ></canvas>
      <div class="bar">
        <div role="toolbar" aria-label=${t.draw.title}>
          ${this.#mode(false, t.draw.pen)} ${this.#mode(true, t.draw.eraser)}
          <button
            class="icon"
            type="button"
            aria-label=${t.undo}
            title=${t.undo}
            aria-disabled=${state.canUndo ? 'false' : 'true'}
            @click=${() => editor.undo()}
          >
            ${icon('undo', 'mirror')}
          </button>
          <button type="button" @click=${() => this.#close()}>${t.done}</button>
        </div>
      </div>`;
  }

  #mode(erases: boolean, label: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.erases === erases} @click=${() => (this.erases = erases)}>${label}</button>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#pointer === null) this.#close();
    else this.#cancel();
  };

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }

  #down(event: PointerEvent): void {
    if (this.#pointer !== null) return this.#cancel();
    this.#view = this.look();
    if (event.button !== 0 || !event.isPrimary || !this.#view) return;
    event.preventDefault();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.#points = [this.#at(event)];
    if (this.erases) this.#erase(event);
    else this.#paint();
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    if (this.erases) return this.#erase(event);
    // Between two frames a pen goes a long way; the browser kept it.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length > 0 ? all : [event]) {
      const at = this.#at(each);
      const last = this.#points.at(-1)!;
      if (Math.hypot(at.x - last.x, at.y - last.y) >= STEP_PX) this.#points.push(at);
    }
    this.#paint();
  }

  #up(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const points = this.#points;
    this.#cancel();
    // Zoomed or turned meanwhile: nobody knows what was meant.
    if (!this.erases && this.look() === this.#view) this.#draw(points);
  }

  #cancel(): void {
    this.#pointer = null;
    this.#points = [];
    this.#context?.reset();
  }

  #draw(points: readonly Point[]): void {
    const { editor, state, t, shell } = this.#use;
    const d = strokePath(
      points.map((point) => this.#view!.toSide(point)),
      this.pen.tolerance,
    );
    const known = this.#layerId ? layersOf(state.document, state.side).find(({ id }) => id === this.#layerId) : undefined;
    const { edit, layerId } = drawEdit(state.side, d, this.pen, isDrawing(known) ? known : null, t.draw.name);
    if (!editor.edit(edit, { label: 'draw' }, [])) return;
    this.#layerId = layerId;
    const drawing = findLayer(editor.state.document, layerId)?.layer;
    if (isDrawing(drawing)) shell.tell?.(t.draw.strokes(drawing.paths.length));
  }

  #erase(event: PointerEvent): void {
    const { editor, state } = this.#use;
    const reach = (event.pointerType === 'touch' ? REACH_TOUCH_PX : REACH_PX) / this.#view!.pxPerMm;
    const edit = eraseEdit(state.side, layersOf(state.document, state.side), this.#view!.toSide(this.#at(event)), reach);
    if (edit) editor.edit(edit, { label: 'erase' }, []);
  }

  /** px from the top left of the stage. */
  #at({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = this.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  get #canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector('canvas')!;
  }

  get #context(): CanvasRenderingContext2D | null {
    return this.renderRoot.querySelector('canvas')?.getContext('2d') ?? null;
  }

  /** The stroke as it is drawn, with the hand's every move. */
  #paint(): void {
    const { clientWidth, clientHeight } = this;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const canvas = this.#canvas;
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const ctx = this.#context!;
    ctx.reset();
    ctx.scale(ratio, ratio);
    ctx.lineCap = ctx.lineJoin = 'round';
    ctx.lineWidth = this.pen.width * this.#view!.pxPerMm;
    ctx.strokeStyle = paintHex(this.pen.paint, this.#use.editor.templateSide?.palette ?? []);
    ctx.beginPath();
    const [first, ...rest] = this.#points;
    ctx.moveTo(first!.x, first!.y);
    if (rest.length === 0) ctx.lineTo(first!.x + 0.01, first!.y);
    for (const { x, y } of rest) ctx.lineTo(x, y);
    ctx.stroke();
  }
}

define('luneo-pen', LuneoPen);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-pen': LuneoPen;
  }
}
