import type { Axis } from '../tools/spacing.js';
import type { View } from '../view.js';
import { MM_PER_INCH, ticks, type Unit } from './units.js';

/** Thickness of a ruler in CSS px: the least that a finger or a shaky hand can take hold of. */
export const RULER_PX = 24;

export interface RulerLook {
  axis: Axis;
  view: View;
  unit: Unit;
  /** px from the stage's edge to the ruler's begin. */
  offset: number;
  ink: string;
  paper: string;
  accent: string;
  /** Where the pointer is, and what is selected, px from the stage's edge. */
  cursor: number | null;
  span: readonly [number, number] | null;
}

/** Paints ticks and figures from the side's own edge on. */
export function paintRuler(canvas: HTMLCanvasElement, look: RulerLook): void {
  const { axis, offset } = look;
  const isAcross = axis === 'x';
  const ratio = devicePixelRatio || 1;
  const { clientWidth, clientHeight } = canvas;
  if (clientWidth === 0 || clientHeight === 0) return;
  canvas.width = clientWidth * ratio;
  canvas.height = clientHeight * ratio;
  const ctx = canvas.getContext('2d')!;
  ctx.scale(ratio, ratio);
  // One painter for both: the upright ruler is the level one turned.
  if (!isAcross) ctx.transform(0, 1, 1, 0, 0, 0);
  const length = isAcross ? clientWidth : clientHeight;
  ctx.fillStyle = look.paper;
  ctx.fillRect(0, 0, length, RULER_PX);
  if (look.span) {
    ctx.fillStyle = look.accent;
    ctx.globalAlpha = 0.18;
    ctx.fillRect(look.span[0] - offset, 0, look.span[1] - look.span[0], RULER_PX);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = ctx.strokeStyle = look.ink;
  paintTicks(ctx, look, length);
  if (look.cursor === null) return;
  ctx.fillStyle = look.accent;
  ctx.fillRect(Math.round(look.cursor - offset), 0, 1.5, RULER_PX);
}

function paintTicks(ctx: CanvasRenderingContext2D, { axis, view, unit, offset }: RulerLook, length: number): void {
  const { every, parts } = ticks(unit, view.pxPerMm);
  const origin = view.toScreen({ x: 0, y: 0 })[axis] - offset;
  const step = (every / parts) * view.pxPerMm;
  const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
  ctx.font = '500 9.5px system-ui, sans-serif';
  ctx.textBaseline = 'top';
  for (let tick = Math.ceil(-origin / step); origin + tick * step <= length; tick++) {
    const at = Math.round(origin + tick * step) + 0.5;
    const isMain = tick % parts === 0;
    ctx.globalAlpha = isMain ? 0.75 : 0.4;
    ctx.beginPath();
    ctx.moveTo(at, RULER_PX);
    ctx.lineTo(at, RULER_PX - (isMain ? 9 : 5));
    ctx.stroke();
    if (!isMain) continue;
    const mm = (tick / parts) * every || 0;
    ctx.globalAlpha = 0.85;
    upright(ctx, axis, figure.format(unit === 'inch' ? mm / MM_PER_INCH : mm), at + 3);
  }
  ctx.globalAlpha = 1;
}

/** Figures are not mirrored with the upright ruler: they run up along it. */
function upright(ctx: CanvasRenderingContext2D, axis: Axis, text: string, at: number): void {
  if (axis === 'x') return ctx.fillText(text, at, 3);
  ctx.save();
  ctx.transform(0, 1, 1, 0, 0, 0);
  ctx.translate(3, at + ctx.measureText(text).width);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText(text, 0, 0);
  ctx.restore();
}
