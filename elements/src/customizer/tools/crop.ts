import type { ImageLayer } from '@luneo/sdk/design/document.js';
import { type Point, turn } from '@luneo/sdk/design/geometry.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { frameMatrix, multiply } from '@luneo/sdk/layout/matrix.js';
import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import type { View } from '../view.js';
import { placedLayers } from '../within.js';
import { approach, closeness, type Cut, cutOf, type Grip, GRIPS, patchOf, pull, shaped, slide } from './crop-geometry.js';
import { cropStyles } from './crop.styles.js';

/** Shapes on offer, width by height. `free`: any; `own`: as the whole picture. */
const RATIOS = { free: null, own: null, '1:1': 1, '4:3': 4 / 3, '3:2': 3 / 2, '16:9': 16 / 9 } as const;
type RatioName = keyof typeof RATIOS;

/** px of the longest edge of the picture that is drawn. */
const MAX_EDGE = 2_048;
const ANGLES: Readonly<Record<Grip, number>> = { n: 0, ne: 45, e: 90, se: 135, s: 180, sw: 225, w: 270, nw: 315 };
const CURSORS = ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Drag {
  grip: Grip | null;
  from: Point;
  cut: Cut;
}

/**
 * Cuts a picture where it lies: its edges and corners are pulled over the whole picture, and the picture is moved behind them.
 * Enter takes it, Escape leaves everything as it was. One undoable step.
 *
 * @fires close - it is over
 */
export class LuneoCrop extends LitElement {
  static override properties = {
    layerId: {},
    view: { attribute: false },
    cut: { state: true },
    ratio: { state: true },
    isTall: { state: true },
  };
  static override styles = [controls, cropStyles];

  declare layerId: string;
  declare view: View | null;
  declare cut: Cut | null;
  declare ratio: RatioName;
  declare isTall: boolean;

  readonly #use = new UsePanel(this, ['document', 'side']);
  #layer: ImageLayer | null = null;
  #side = '';
  #drag: Drag | null = null;
  readonly #fingers = new Map<number, Point>();
  #spread = 0;

  constructor() {
    super();
    this.layerId = '';
    this.view = this.cut = null;
    this.ratio = 'free';
    this.isTall = false;
    this.addEventListener('keydown', (event) => this.#key(event));
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.window')?.focus({ preventScroll: true });
  }

  protected override willUpdate(): void {
    const { state } = this.#use;
    const layer = placedLayers(state).find(({ id }) => id === this.layerId);
    if (layer?.type !== 'image' || (this.#side && state.side !== this.#side)) return this.#close();
    if (layer === this.#layer) return;
    // It was changed elsewhere, or undone: what was begun no longer fits.
    if (this.#layer) return this.#close();
    this.#layer = layer;
    this.#side = state.side;
    this.cut = cutOf(layer);
  }

  protected override firstUpdated(): void {
    this.#paint();
    this.focus();
    this.#use.editor.addEventListener('pixels', this.#pixels);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#use.editor.removeEventListener('pixels', this.#pixels);
  }

  readonly #pixels = (): void => this.#paint();

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('view') && changed.get('view')) this.#paint();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, cut } = this;
    const layer = this.#layer;
    if (!view || !cut || !layer) return nothing;
    const { t } = this.#use;
    const px = view.pxPerMm;
    const place = multiply(multiply(view.matrix, frameMatrix(layer)), [1 / px, 0, 0, 1 / px, 0, 0]);
    const { frame, picture } = cut;
    const inside = { ...picture, x: picture.x - frame.x, y: picture.y - frame.y };
    return html`<div
        class="ground"
        @pointerdown=${(event: PointerEvent) => this.#down(event)}
        @pointermove=${(event: PointerEvent) => this.#move(event)}
        @pointerup=${(event: PointerEvent) => this.#up(event)}
        @pointercancel=${(event: PointerEvent) => this.#up(event)}
        @wheel=${(event: WheelEvent) => this.#wheel(event)}
        @dblclick=${() => this.#apply()}
      >
        <div class="place" ${cssVars({ '--_place': `matrix(${place.join()})` })}>
          <canvas class="around" aria-hidden="true" ${cssVars(placed(picture, px))}></canvas>
          <div
            class="window"
            role="group"
            tabindex="0"
            aria-label=${t.picture.cropArea}
            aria-describedby="help"
            ${cssVars(placed(frame, px))}
          >
            <canvas aria-hidden="true" ${cssVars(placed(inside, px))}></canvas>
            ${THIRDS}
          </div>
          ${GRIPS.map((grip) => this.#grip(grip, frame, px, layer.rotation + view.rotation))}
        </div>
      </div>
      <p class="note num" role="status">${this.#says(frame)}</p>
      <p class="visually-hidden" id="help">${t.picture.cropHelp}</p>
      ${this.#bar()}`;
  }

  #grip(grip: Grip, { x, y, width, height }: Box, px: number, turned: number): TemplateResult {
    const at = {
      x: x + (grip.includes('w') ? 0 : grip.includes('e') ? width : width / 2),
      y: y + (grip.includes('n') ? 0 : grip.includes('s') ? height : height / 2),
    };
    const cursor = CURSORS[((Math.round((ANGLES[grip] + turned) / 45) % 4) + 4) % 4]!;
    return html`<button
      class="grip"
      type="button"
      data-grip=${grip}
      aria-label=${this.#use.t.picture.grips[grip]}
      ${cssVars({ '--_x': `${at.x * px}px`, '--_y': `${at.y * px}px`, '--_cursor': cursor })}
    ></button>`;
  }

  #bar(): TemplateResult {
    const { t } = this.#use;
    return html`<div class="bar">
      <div class="segments" role="radiogroup" aria-label=${t.picture.ratio}>
        ${(Object.keys(RATIOS) as RatioName[]).map(
          (name) =>
            html`<label class="num"
              ><input
                type="radio"
                name="ratio"
                value=${name}
                .checked=${this.ratio === name}
                @change=${() => this.#reshape(name, this.isTall)}
              />${name === 'free' ? t.picture.ratioFree : name === 'own' ? t.picture.ratioOwn : this.#named(name)}</label
            >`,
        )}
      </div>
      <div class="acts">
        <button
          class="icon"
          type="button"
          aria-label=${t.picture.ratioTurn}
          title=${t.picture.ratioTurn}
          aria-pressed=${this.isTall}
          @click=${() => this.#reshape(this.ratio, !this.isTall)}
        >
          ${icon('replace')}
        </button>
        <button class="icon" type="button" aria-label=${t.zoomOut} @click=${() => this.#zoom(1 / 1.2)}>${icon('minus')}</button>
        <button class="icon" type="button" aria-label=${t.zoomIn} @click=${() => this.#zoom(1.2)}>${icon('plus')}</button>
        <button type="button" @click=${() => this.#close()}>${t.cancel}</button>
        <button class="primary" type="button" @click=${() => this.#apply()}>${t.done}</button>
      </div>
    </div>`;
  }

  /** `4:3`, or `3:4` when tall. */
  #named(name: RatioName): string {
    return this.isTall ? name.split(':').toReversed().join(':') : name;
  }

  #says({ width, height }: Box): string {
    const figure = new Intl.NumberFormat(this.#use.locale, { maximumFractionDigits: 1 });
    return `${figure.format(width)} × ${figure.format(height)} ${this.#use.t.mm}`;
  }

  /** What the frame's shape is held to now. */
  get #held(): number | null {
    const { picture } = this.cut!;
    const ratio = this.ratio === 'own' ? picture.width / picture.height : RATIOS[this.ratio];
    return ratio && this.isTall && this.ratio !== 'own' ? 1 / ratio : ratio;
  }

  #reshape(ratio: RatioName, isTall: boolean): void {
    const { frame } = this.cut!;
    this.ratio = ratio;
    this.isTall = isTall;
    const shape = this.#held ?? (isTall === frame.height > frame.width ? null : frame.height / frame.width);
    if (shape) this.cut = shaped(this.cut!, shape);
  }

  #zoom(by: number): void {
    this.cut = approach(this.cut!, closeness(this.cut!) * by);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * 0.002));
  }

  /** A movement in px on the screen as mm in the layer's frame. */
  #inFrame(by: Point): Point {
    const { view } = this;
    const turned = turn(by, -(this.#layer!.rotation + view!.rotation));
    return { x: turned.x / view!.pxPerMm, y: turned.y / view!.pxPerMm };
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const ground = event.currentTarget as HTMLElement;
    ground.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const target = event.composedPath()[0] as HTMLElement;
    const grip = (target.dataset['grip'] as Grip | undefined) ?? null;
    if (!grip) this.focus();
    this.#drag = { grip, from: { x: event.clientX, y: event.clientY }, cut: this.cut! };
    this.#spread = this.#apart();
  }

  #move(event: PointerEvent): void {
    if (!this.#drag || !this.#fingers.has(event.pointerId)) return;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#fingers.size > 1) {
      const apart = this.#apart();
      if (this.#spread > 0 && apart > 0) this.#zoom(apart / this.#spread);
      this.#spread = apart;
      return;
    }
    const { grip, from, cut } = this.#drag;
    const by = this.#inFrame({ x: event.clientX - from.x, y: event.clientY - from.y });
    this.cut = grip ? pull(cut, grip, by, event.shiftKey ? cut.frame.width / cut.frame.height : this.#held) : slide(cut, by);
  }

  #up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    const [left] = this.#fingers.values();
    this.#drag = left ? { grip: null, from: left, cut: this.cut! } : null;
  }

  /** px between two fingers. */
  #apart(): number {
    const [a, b] = [...this.#fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  #key(event: KeyboardEvent): void {
    const target = event.composedPath()[0] as HTMLElement;
    const isField = target instanceof HTMLInputElement;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && !target.closest('.bar')) this.#apply();
    else if (ARROWS[event.key] && !isField) this.#nudge(event, (target.dataset['grip'] as Grip | undefined) ?? null);
    else if ((event.key === '+' || event.key === '=') && !event.ctrlKey && !event.metaKey) this.#zoom(1.1);
    else if (event.key === '-' && !event.ctrlKey && !event.metaKey) this.#zoom(1 / 1.1);
    else return this.#keepTab(event);
    event.preventDefault();
    event.stopPropagation();
  }

  #nudge(event: KeyboardEvent, grip: Grip | null): void {
    const [x, y] = ARROWS[event.key]!;
    const mm = (event.altKey ? 0.1 : event.shiftKey ? 5 : 1) * this.view!.pxPerMm;
    const by = this.#inFrame({ x: x * mm, y: y * mm });
    this.cut = grip ? pull(this.cut!, grip, by, this.#held) : slide(this.cut!, by);
  }

  /** The keyboard stays with the cut until it is taken or left. */
  #keepTab(event: KeyboardEvent): void {
    if (event.key !== 'Tab') {
      event.stopPropagation();
      return;
    }
    const stops = [...this.renderRoot.querySelectorAll<HTMLElement>('.window, button, input:checked')];
    const at = stops.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const next = event.shiftKey ? at - 1 : at + 1;
    if (at >= 0 && next >= 0 && next < stops.length) return;
    event.preventDefault();
    stops.at(next < 0 ? -1 : 0)?.focus();
  }

  #apply(): void {
    const layer = this.#layer!;
    const { cut } = this;
    const start = cutOf(layer);
    this.#close();
    if (cut && JSON.stringify(cut) !== JSON.stringify(start)) this.#use.editor.place([[layer.id, patchOf(layer, cut)]], { label: 'crop' });
  }

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }

  /** The whole picture as it is made, on both canvases. */
  #paint(): void {
    const layer = this.#layer;
    const image = layer && this.#use.editor.image(layer.asset, layer.adjustments);
    if (!layer || !image || !this.cut || !this.view) return;
    const { width, height } = this.cut.picture;
    const ratio = (this.view.pxPerMm * Math.min(2, devicePixelRatio)) as number;
    const scale = Math.min(ratio, MAX_EDGE / Math.max(width, height));
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      canvas.width = Math.max(1, Math.round(width * scale));
      canvas.height = Math.max(1, Math.round(height * scale));
      const context = canvas.getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.scale(layer.flip?.horizontal ? -1 : 1, layer.flip?.vertical ? -1 : 1);
      context.drawImage(
        image,
        layer.flip?.horizontal ? -canvas.width : 0,
        layer.flip?.vertical ? -canvas.height : 0,
        canvas.width,
        canvas.height,
      );
    }
  }
}

const THIRDS = html`<svg class="thirds" viewBox="0 0 3 3" preserveAspectRatio="none" width="100%" height="100%" aria-hidden="true">
  ${['back', 'front'].map((name) => svg`<path class=${name} d="M1 0V3M2 0V3M0 1H3M0 2H3" fill="none" vector-effect="non-scaling-stroke" />`)}
</svg>`;

function placed({ x, y, width, height }: Box, px: number): Record<string, string> {
  return { '--_x': `${x * px}px`, '--_y': `${y * px}px`, '--_w': `${width * px}px`, '--_h': `${height * px}px` };
}

define('luneo-crop', LuneoCrop);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-crop': LuneoCrop;
  }
}
