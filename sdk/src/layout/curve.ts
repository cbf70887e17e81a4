import type { TextLayer } from '../design/document.js';
import { guideOf } from './guide.js';
import type { Line } from './lines.js';

/** A radius below this (mm) has no room for glyphs; lines further inwards stay on it. */
const SMALLEST = 0.1;

/** Of the line and of the block's first line, in mm: from the frame's top (of an arc at its apex), or from a path downwards. */
interface Baseline {
  baseline: number;
  first: number;
}

type Curve = NonNullable<TextLayer['curve']>;

/** Room for a line on a curve in a frame of `width` × `height` mm. */
export function curveRoom(curve: Curve, width: number, height: number): number {
  return curve.kind === 'arc' ? arcRoom(curve.radius, width) : guideOf(curve, width, height).length;
}

/** What has to fit: the lines' own size on a path, whose frame does not hold the letters; else the box around them. */
export function curveBox(
  { curve, lineHeight }: { curve: Curve; lineHeight: number },
  width: number,
  height: number,
  lines: readonly Line[],
  scale: number,
): { width: number; height: number } {
  if (curve.kind === 'arc') return bandBox(curve.radius, width, lines, lineHeight, scale);
  return { width, height: curve.kind === 'wave' ? height + 2 * Math.abs(curve.amplitude) : 0 };
}

/** Arc length under a chord of `width` mm; half the circle when the frame is wider than it. */
function arcRoom(radius: number, width: number): number {
  const r = Math.abs(radius);
  return width >= 2 * r ? Math.PI * r : 2 * r * Math.asin(width / 2 / r);
}

/**
 * The ring segment that the lines cover: from the apex downwards for a positive radius. `width`, `scale` as in
 * `FittedText`.
 */
export function bandBox(
  radius: number,
  width: number,
  lines: readonly Line[],
  lineHeight: number,
  scale: number,
): { width: number; height: number } {
  const r = Math.abs(radius);
  const depth = lines.slice(1).reduce((sum, line) => sum + lineHeight * line.em * scale, 0);
  const [ascent, descent] = [lines[0]!.ascent * scale, lines.at(-1)!.descent * scale];
  const outer = radius > 0 ? r + ascent : r + depth + descent;
  const inner = Math.max(0, radius > 0 ? r - depth - descent : r - ascent);
  const half = Math.min(Math.PI, width / 2 / r);
  const across = half >= Math.PI / 2 ? outer : Math.sin(half) * outer;
  const lowest = Math.cos(half) * (half >= Math.PI / 2 ? outer : inner);
  return { width: 2 * across, height: outer - lowest };
}

/**
 * Left end of a cluster `width` mm wide, and its turn in degrees clockwise. `left` is its place on the straight line, for
 * a wave or a path the way along it.
 */
export function onCurve(layer: TextLayer, placed: Baseline, left: number, width: number): { x: number; y: number; angle: number } {
  const curve = layer.curve!;
  if (curve.kind === 'arc') return onArc(layer, curve.radius, placed, left, width);
  const { x, y, angle } = guideOf(curve, layer.width, layer.height).at(left + width / 2);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // Lines of a wave are the same wave further down; beside a path they run parallel to it.
  const [right, down] = curve.kind === 'wave' ? [0, placed.baseline] : [-sin * placed.baseline, cos * placed.baseline];
  return { x: x + right - (cos * width) / 2, y: y + down - (sin * width) / 2, angle: (angle * 180) / Math.PI };
}

function onArc(layer: TextLayer, signed: number, placed: Baseline, left: number, width: number): { x: number; y: number; angle: number } {
  const r = Math.abs(signed);
  const isUp = signed > 0;
  const first = placed.first;
  const below = placed.baseline - first;
  const radius = Math.max(SMALLEST, isUp ? r - below : r + below);
  const centreY = isUp ? first + r : first - r;
  const middle = left + width / 2 - layer.width / 2;
  const turn = middle / radius;
  const x = layer.width / 2 + radius * Math.sin(turn);
  const y = isUp ? centreY - radius * Math.cos(turn) : centreY + radius * Math.cos(turn);
  const angle = isUp ? turn : -turn;
  return {
    x: x - (Math.cos(angle) * width) / 2,
    y: y - (Math.sin(angle) * width) / 2,
    angle: (angle * 180) / Math.PI,
  };
}
