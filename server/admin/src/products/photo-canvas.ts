import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { mm } from '../ui/format.js';
import { base } from '../ui/styles.js';
import type { Photo } from './draft.js';
import {
  between,
  distance,
  GRIPS,
  gripPoint,
  keepOn,
  linesOf,
  resize,
  snap,
  type Grip,
  type Guide,
  type Place,
  type Point,
} from './geometry.js';
import { canvasStyles } from './photo-canvas.styles.js';
import { words } from './words.js';

export interface Ruler {
  from: Point;
  to: Point;
}
export type Tool = 'select' | 'draw' | 'ruler';

/** `gesture`: the same while one drag lasts. */
export interface PlaceChange {
  index: number;
  place: Place;
  grip: Grip | null;
  gesture: string;
}

type Drag =
  | { kind: 'move'; index: number; from: Point; place: Place }
  | { kind: 'grip'; index: number; grip: Grip; place: Place }
  | { kind: 'draw'; from: Point }
  | { kind: 'ruler'; end: 'from' | 'to' };

/** Screen px within which an edge is drawn to a line. */
const REACH = 6;

/**
 * The product's picture with print areas and the ruler on it. Pointer: draw, drag, resize. Keys on an area: arrows move it by 1 mm,
 * with Alt by 0.1 mm; with Shift they resize it; Delete asks to remove it. Fires `select`, `drawn`, `place`, `measure`, `remove`.
 */
@customElement('luneo-photo-canvas')
export class LuneoPhotoCanvas extends LitElement {
  static override styles = [base, canvasStyles];

  @property({ attribute: false }) photo!: Photo;
  @property() src = '';
  @property({ attribute: false }) sides: readonly { index: number; side: TemplateSide }[] = [];
  @property({ type: Number }) selected = -1;
  @property() tool: Tool = 'select';
  @property({ attribute: false }) ruler: Ruler | null = null;
  /** Pixels of the picture for one mm. */
  @property({ type: Number }) scale = 1;
  @state() private ghost: Place | null = null;
  @state() private guides: readonly Guide[] = [];
  /** Pixels of the picture for one px on the screen. */
  @state() private ratio = 1;
  private drag: Drag | null = null;
  private gestures = 0;
  private readonly sizes = new ResizeObserver(() => this.measureSelf());

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  /** Puts the keyboard on an area. */
  focusArea(index: number): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<SVGElement>(`[data-index="${index}"]`)?.focus());
  }

  override render(): TemplateResult {
    const { width, height } = this.photo;
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      data-tool=${this.tool}
      role="group"
      aria-label=${words.canvas}
      @pointerdown=${this.down}
      @pointermove=${this.move}
      @pointerup=${this.up}
      @pointercancel=${this.up}
    >
      <image href=${this.src} width=${width} height=${height} />
      ${this.sides.map(({ index, side }) => this.area(index, side))} ${this.grips()}
      ${this.ghost ? svg`<rect class="ghost" x=${this.ghost.x} y=${this.ghost.y} width=${this.ghost.width} height=${this.ghost.height} />` : nothing}
      ${this.guides.map((guide) =>
        guide.axis === 'x'
          ? svg`<line class="guide" x1=${guide.at} x2=${guide.at} y1="0" y2=${height} />`
          : svg`<line class="guide" y1=${guide.at} y2=${guide.at} x1="0" x2=${width} />`,
      )}
      ${this.tool === 'ruler' && this.ruler ? this.measure(this.ruler) : nothing}
    </svg>`;
  }

  private area(index: number, side: TemplateSide): SVGTemplateResult {
    const { place } = side.mockup;
    const [kx, ky] = [place.width / side.width, place.height / side.height];
    const spin = `rotate(${place.rotation} ${place.x + place.width / 2} ${place.y + place.height / 2})`;
    const size = 13 * this.ratio;
    const edge = side.safe;
    return svg`<g class="area" data-index=${index} ?data-selected=${index === this.selected} transform=${spin}
      tabindex="0" role="button" aria-pressed=${index === this.selected ? 'true' : 'false'}
      aria-label=${words.areaLabel(side.name, mm(side.width), mm(side.height))} aria-describedby="areas-how"
      @keydown=${(event: KeyboardEvent) => this.keys(event, index)} @focus=${() => this.emit('select', index)}>
      <rect class="trim" x=${place.x} y=${place.y} width=${place.width} height=${place.height} />
      <rect class="trim over" x=${place.x} y=${place.y} width=${place.width} height=${place.height} />
      <g transform="translate(${place.x} ${place.y}) scale(${kx} ${ky})">
        ${side.printArea ? svg`<path class="printable" d=${side.printArea} />` : svg`<rect class="printable" width=${side.width} height=${side.height} />`}
        ${edge > 0 && side.width > 2 * edge && side.height > 2 * edge ? svg`<rect class="safe" x=${edge} y=${edge} width=${side.width - 2 * edge} height=${side.height - 2 * edge} />` : nothing}
        ${index === this.selected ? side.zones.map((zone) => svg`<rect class="zone" x=${zone.x} y=${zone.y} width=${zone.width} height=${zone.height} />`) : nothing}
      </g>
      <text class="tag" x=${place.x} y=${place.y - 6 * this.ratio} font-size=${size}>${side.name} · ${mm(side.width)} × ${mm(side.height)} mm</text>
    </g>`;
  }

  private grips(): SVGTemplateResult | typeof nothing {
    const chosen = this.sides.find(({ index }) => index === this.selected);
    if (!chosen || this.tool !== 'select') return nothing;
    const { place } = chosen.side.mockup;
    return svg`${GRIPS.map((grip) => {
      const { x, y } = gripPoint(place, grip);
      const start = (event: PointerEvent): void => this.begin(event, { kind: 'grip', index: this.selected, grip, place });
      return svg`<circle class="grip" cx=${x} cy=${y} r=${5.5 * this.ratio} /><circle class="reach" cx=${x} cy=${y} r=${14 * this.ratio} @pointerdown=${start} />`;
    })}`;
  }

  private measure({ from, to }: Ruler): SVGTemplateResult {
    const end = (name: 'from' | 'to', { x, y }: Point): SVGTemplateResult =>
      svg`<circle class="end" data-end=${name} cx=${x} cy=${y} r=${11 * this.ratio} tabindex="0" role="button"
        aria-label=${name === 'from' ? words.rulerStart : words.rulerEnd} aria-describedby="ruler-how"
        @pointerdown=${(event: PointerEvent) => this.begin(event, { kind: 'ruler', end: name })}
        @keydown=${(event: KeyboardEvent) => this.nudgeRuler(event, name)} />`;
    return svg`<line class="ruler" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} /><line class="ruler over" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} />${end('from', from)}${end('to', to)}`;
  }

  private down(event: PointerEvent): void {
    if (this.drag || event.button !== 0) return;
    const at = this.point(event);
    if (this.tool === 'draw') return this.begin(event, { kind: 'draw', from: at });
    if (this.tool === 'ruler') {
      this.emit('measure', { from: at, to: at });
      return this.begin(event, { kind: 'ruler', end: 'to' });
    }
    const area = (event.target as Element).closest<SVGElement>('.area');
    const index = Number(area?.dataset['index'] ?? -1);
    const found = this.sides.find((each) => each.index === index);
    this.emit('select', index);
    if (found) this.begin(event, { kind: 'move', index, from: at, place: found.side.mockup.place });
  }

  private begin(event: PointerEvent, drag: Drag): void {
    event.stopPropagation();
    this.gestures += 1;
    this.drag = drag;
    this.renderRoot.querySelector('svg')!.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    const at = this.point(event);
    if (drag.kind === 'draw') this.ghost = between(drag.from, at);
    else if (drag.kind === 'ruler') this.emit('measure', { ...(this.ruler ?? { from: at, to: at }), [drag.end]: at });
    else if (drag.kind === 'move') {
      const moved = { ...drag.place, x: drag.place.x + at.x - drag.from.x, y: drag.place.y + at.y - drag.from.y };
      this.change(drag.index, event.altKey ? moved : this.snapped(moved, drag.index), null);
    } else this.change(drag.index, resize(drag.place, drag.grip, at, 2 * this.ratio), drag.grip);
  }

  private up(): void {
    const { drag, ghost } = this;
    this.drag = null;
    this.ghost = null;
    this.guides = [];
    if (drag?.kind !== 'draw' || !ghost) return;
    if (ghost.width > 8 * this.ratio && ghost.height > 8 * this.ratio) this.emit('drawn', ghost);
  }

  private snapped(place: Place, index: number): Place {
    const others = this.sides.filter((each) => each.index !== index).map(({ side }) => side.mockup.place);
    const { width, height } = this.photo;
    const found = snap(place, linesOf(width, height, others), REACH * this.ratio);
    this.guides = found.guides;
    return keepOn(found.place, width, height);
  }

  private keys(event: KeyboardEvent, index: number): void {
    if (event.key === 'Delete' || event.key === 'Backspace') return this.emit('remove', index);
    const step = arrow(event);
    const found = this.sides.find((each) => each.index === index);
    if (!step || !found) return;
    event.preventDefault();
    const { place } = found.side.mockup;
    const px = this.scale * (event.altKey ? 0.1 : 1);
    if (!event.shiftKey)
      return this.change(
        index,
        keepOn({ ...place, x: place.x + step.x * px, y: place.y + step.y * px }, this.photo.width, this.photo.height),
        null,
        'keys',
      );
    const grown = { width: Math.max(px, place.width + step.x * px), height: Math.max(px, place.height + step.y * px) };
    this.change(index, { ...place, ...grown }, { h: 1, v: 1 }, 'keys');
  }

  private nudgeRuler(event: KeyboardEvent, end: 'from' | 'to'): void {
    const step = arrow(event);
    if (!step || !this.ruler) return;
    event.preventDefault();
    const px = event.shiftKey ? 10 : 1;
    const { x, y } = this.ruler[end];
    this.emit('measure', { ...this.ruler, [end]: { x: x + step.x * px, y: y + step.y * px } });
  }

  private change(index: number, place: Place, grip: Grip | null, gesture = String(this.gestures)): void {
    this.emit<PlaceChange>('place', { index, place, grip, gesture });
  }

  private emit<T>(name: string, detail: T): void {
    this.dispatchEvent(new CustomEvent<T>(name, { detail }));
  }

  private point(event: PointerEvent): Point {
    const box = this.renderRoot.querySelector('svg')!;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(box.getScreenCTM()!.inverse());
    return { x: at.x, y: at.y };
  }

  private measureSelf(): void {
    const matrix = this.renderRoot.querySelector('svg')?.getScreenCTM();
    if (matrix && matrix.a > 0) this.ratio = 1 / matrix.a;
  }
}

function arrow({ key }: KeyboardEvent): Point | undefined {
  return { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } }[key];
}

export const lengthOf = ({ from, to }: Ruler): number => distance(from, to);
