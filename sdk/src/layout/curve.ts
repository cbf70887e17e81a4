import type { TextLayer } from '../design/document.js';
import type { Line } from './lines.js';

/** A radius below this (mm) has no room for glyphs; lines further inwards stay on it. */
const SMALLEST = 0.1;

/** Of the line and of the block's first line, in mm from the frame's top, at the apex. */
interface Baseline {
  baseline: number;
  first: number;
}

/** Arc length under a chord of `width` mm; half the circle when the frame is wider than it. */
export function arcRoom(radius: number, width: number): number {
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

/** Left end of a cluster `width` mm wide whose straight place is `left`, and its turn in degrees clockwise. */
export function onArc(layer: TextLayer, placed: Baseline, left: number, width: number): { x: number; y: number; angle: number } {
  const r = Math.abs(layer.curve!.radius);
  const isUp = layer.curve!.radius > 0;
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
