import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { Sheet } from './sheet.js';
import { outlineOf, padOf, type Handle } from './tools/handles.js';
import type { Guide } from './tools/snap.js';
import type { Measure } from './tools/spacing.js';
import type { View } from './view.js';

export interface Ghost {
  image: HTMLImageElement | null;
  frame: Box;
  progress: number;
}

/** What lies over the design, besides the design. */
export interface OverlayState {
  view: View;
  side: TemplateSide;
  selected: readonly Layer[];
  /** Round several that are selected. */
  frame: Layer | null;
  /** The group that is entered. */
  group: Layer | null;
  handles: readonly Handle[];
  hovered: Layer | null;
  guides: readonly Guide[];
  /** The shopper's own guides. */
  own: readonly Guide[];
  /** Distances between frames, with their words. */
  measures: readonly (Measure & { text: string })[];
  /** The safe zone is drawn while something is close to it or over it. */
  showsSafe: boolean;
  marquee: Box | null;
  ghosts: readonly Ghost[];
  /** A figure beside the object, e.g. "42.5 × 12 mm". */
  note: { text: string; at: Point } | null;
  colours: { accent: string; guide: string; paper: string; ink: string };
  /** Under the finger, handles are larger. */
  isCoarse: boolean;
}

type Context = CanvasRenderingContext2D;

/**
 * Outlines, handles, guides and figures, in CSS px. While something is moved or typed they are drawn on the drag sheet, so
 * that one canvas is repainted for each move or key.
 */
export class Overlay {
  readonly sheet = new Sheet([(context) => this.#state && paint(context, this.#state)], false);
  readonly #dragSheet: Sheet;
  #state: OverlayState | null = null;
  #isLifted = false;

  constructor(dragSheet: Sheet) {
    this.#dragSheet = dragSheet;
    dragSheet.add((context) => this.#isLifted && this.#state && paint(context, this.#state));
  }

  draw(state: OverlayState, isLifted: boolean): void {
    this.#state = state;
    this.#isLifted = isLifted;
    // One canvas less to compose for each move or key, and while there is nothing to show.
    this.sheet.isShown = !isLifted && !isEmpty(state);
    (isLifted ? this.#dragSheet : this.sheet).repaint();
  }

  close(): void {
    this.sheet.close();
  }
}

function isEmpty({ selected, hovered, ghosts, marquee, group, own }: OverlayState): boolean {
  return selected.length === 0 && !hovered && ghosts.length === 0 && !marquee && !group && own.length === 0;
}

function paint(ctx: Context, state: OverlayState): void {
  ctx.lineJoin = 'round';
  for (const ghost of state.ghosts) paintGhost(ctx, state, ghost);
  for (const guide of state.own) paintGuide(ctx, state, guide);
  if (state.group) paintFrame(ctx, state, state.group, [2, 4]);
  if (state.showsSafe) paintSafe(ctx, state);
  if (state.hovered && !state.selected.includes(state.hovered)) paintOutline(ctx, state, state.hovered, 1);
  for (const layer of state.selected) paintOutline(ctx, state, layer, state.selected.length > 1 ? 1 : 1.5);
  if (state.frame) paintFrame(ctx, state, state.frame, []);
  for (const guide of state.guides) if (guide.kind !== 'guide') paintGuide(ctx, state, guide);
  for (const measure of state.measures) paintMeasure(ctx, state, measure);
  for (const handle of state.handles) paintHandle(ctx, state, handle);
  if (state.marquee) paintMarquee(ctx, state, state.marquee);
  if (state.note) paintNote(ctx, state, state.note);
}

function trace(ctx: Context, points: readonly Point[]): void {
  ctx.beginPath();
  points.forEach(({ x, y }, index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
}

/** Seen on light and dark products alike: the accent on a wider stroke of paper. */
function strokeTwice(ctx: Context, { colours }: OverlayState, colour: string, width: number): void {
  ctx.globalAlpha = 0.75;
  ctx.strokeStyle = colours.paper;
  ctx.lineWidth = width + 1.5;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

function paintOutline(ctx: Context, state: OverlayState, layer: Layer, width: number): void {
  trace(ctx, outlineOf(layer, state.view, padOf(layer, state.view)));
  if (layer.locked) ctx.setLineDash([4, 3]);
  strokeTwice(ctx, state, state.colours.accent, width);
  ctx.setLineDash([]);
}

function paintFrame(ctx: Context, state: OverlayState, frame: Layer, dashes: number[]): void {
  trace(ctx, outlineOf(frame, state.view, padOf(frame, state.view)));
  ctx.setLineDash(dashes);
  strokeTwice(ctx, state, state.colours.accent, 1);
  ctx.setLineDash([]);
}

/** A line with ends, and how long it is. */
function paintMeasure(ctx: Context, state: OverlayState, { axis, from, to, at, text }: Measure & { text: string }): void {
  const point = (along: number): Point => state.view.toScreen(axis === 'x' ? { x: along, y: at } : { x: at, y: along });
  const [a, b] = [point(from), point(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [x, y] = [((b.y - a.y) / length) * 4, ((a.x - b.x) / length) * 4];
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.lineTo(b.x, b.y);
  for (const end of [a, b]) {
    ctx.moveTo(end.x - x, end.y - y);
    ctx.lineTo(end.x + x, end.y + y);
  }
  strokeTwice(ctx, state, state.colours.guide, 1);
  paintNote(ctx, state, { text, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 - 11 } });
}

function paintHandle(ctx: Context, { colours, isCoarse }: OverlayState, handle: Handle): void {
  const size = isCoarse ? 1.3 : 1;
  ctx.save();
  ctx.translate(handle.x, handle.y);
  ctx.rotate((handle.angle * Math.PI) / 180);
  ctx.beginPath();
  if (handle.id.length === 1) ctx.roundRect(-8 * size, -3 * size, 16 * size, 6 * size, 3 * size);
  else ctx.arc(0, 0, (handle.id === 'rotate' ? 9 : 5.5) * size, 0, Math.PI * 2);
  ctx.shadowColor = 'rgb(0 0 0 / 30%)';
  ctx.shadowBlur = 4;
  ctx.shadowOffsetY = 1;
  ctx.fillStyle = colours.paper;
  ctx.fill();
  ctx.shadowColor = 'transparent';
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1.5;
  if (handle.id === 'rotate') paintTurn(ctx, size);
  else ctx.stroke();
  ctx.restore();
}

/** The arrow inside the turning handle. */
function paintTurn(ctx: Context, size: number): void {
  const r = 4.2 * size;
  ctx.beginPath();
  ctx.arc(0, 0, r, -0.4 * Math.PI, 1.15 * Math.PI);
  ctx.stroke();
  const [x, y] = [r * Math.cos(-0.4 * Math.PI), r * Math.sin(-0.4 * Math.PI)];
  ctx.beginPath();
  ctx.moveTo(x + 2.4 * size, y - 2.2 * size);
  ctx.lineTo(x - 0.4 * size, y - 0.2 * size);
  ctx.lineTo(x + 2.2 * size, y + 2.4 * size);
  ctx.stroke();
}

function paintGuide(ctx: Context, state: OverlayState, { axis, at, kind }: Guide): void {
  const { view, side } = state;
  const [from, to] = axis === 'x' ? [{ x: at, y: 0 }, { x: at, y: side.height }] : [{ x: 0, y: at }, { x: side.width, y: at }]; // prettier-ignore
  const [a, b] = [view.toScreen(from), view.toScreen(to)];
  const overhang = 14 / (Math.hypot(b.x - a.x, b.y - a.y) || 1);
  ctx.beginPath();
  ctx.moveTo(a.x - (b.x - a.x) * overhang, a.y - (b.y - a.y) * overhang);
  ctx.lineTo(b.x + (b.x - a.x) * overhang, b.y + (b.y - a.y) * overhang);
  if (kind !== 'centre') ctx.setLineDash([4, 3]);
  strokeTwice(ctx, state, state.colours.guide, 1);
  ctx.setLineDash([]);
}

function paintSafe(ctx: Context, state: OverlayState): void {
  const { side, view } = state;
  if (side.safe === 0) return;
  const [right, bottom] = [side.width - side.safe, side.height - side.safe];
  const corner = (x: number, y: number): Point => view.toScreen({ x, y });
  trace(ctx, [corner(side.safe, side.safe), corner(right, side.safe), corner(right, bottom), corner(side.safe, bottom)]);
  ctx.setLineDash([3, 4]);
  strokeTwice(ctx, state, state.colours.guide, 1);
  ctx.setLineDash([]);
}

function paintMarquee(ctx: Context, { colours }: OverlayState, { x, y, width, height }: Box): void {
  ctx.fillStyle = colours.accent;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1;
  ctx.strokeRect(x + 0.5, y + 0.5, width, height);
}

function paintGhost(ctx: Context, { view, colours }: OverlayState, { image, frame, progress }: Ghost): void {
  const [a, b, c, d, e, f] = view.matrix;
  ctx.save();
  ctx.transform(a, b, c, d, e, f);
  ctx.globalAlpha = 0.45 + progress * 0.4;
  if (image) ctx.drawImage(image, frame.x, frame.y, frame.width, frame.height);
  ctx.restore();
  const left = view.toScreen({ x: frame.x, y: frame.y + frame.height });
  const right = view.toScreen({ x: frame.x + frame.width, y: frame.y + frame.height });
  const end = { x: left.x + (right.x - left.x) * progress, y: left.y + (right.y - left.y) * progress };
  for (const [to, colour, width] of [
    [right, colours.paper, 5],
    [end, colours.accent, 3],
  ] as const) {
    // prettier-ignore
    ctx.beginPath();
    ctx.moveTo(left.x, left.y + 8);
    ctx.lineTo(to.x, to.y + 8);
    ctx.lineCap = 'round';
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function paintNote(ctx: Context, { colours }: OverlayState, { text, at }: NonNullable<OverlayState['note']>): void {
  ctx.font = '500 12px system-ui, sans-serif';
  const width = ctx.measureText(text).width + 14;
  ctx.beginPath();
  ctx.roundRect(at.x - width / 2, at.y, width, 22, 6);
  ctx.fillStyle = colours.ink;
  ctx.globalAlpha = 0.88;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = colours.paper;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, at.x, at.y + 11.5);
}
