import type { Curve, TextLayer } from './document.js';
import { BOUNDS } from './limits.js';

/** Above 0, and not so little that it is rounded to it. */
const STROKE = [1e-5, BOUNDS.stroke] as const;
const SHADOW = [-BOUNDS.shadow, BOUNDS.shadow] as const;

/** Fields of a text layer that grow with its frame, at `factor` times their size; all but the letters as far as a document allows. */
export function scaledText(layer: TextLayer, factor: number): Pick<TextLayer, 'runs' | 'curve' | 'shadow'> {
  const { runs, curve, shadow } = layer;
  return {
    runs: runs.map((run) => ({
      ...run,
      size: fine(run.size * factor),
      ...(run.outline && { outline: { ...run.outline, width: within(run.outline.width * factor, STROKE) } }),
    })),
    ...(curve && { curve: scaledCurve(curve, factor) }),
    ...(shadow && { shadow: { ...shadow, x: within(shadow.x * factor, SHADOW), y: within(shadow.y * factor, SHADOW) } }),
  };
}

/** A path is in its frame's own measure. */
function scaledCurve(curve: Curve, factor: number): Curve {
  if (curve.kind === 'path') return curve;
  const { waveAmplitude, waveLength, curveRadius } = BOUNDS;
  if (curve.kind === 'arc') return { ...curve, radius: Math.sign(curve.radius) * within(Math.abs(curve.radius) * factor, curveRadius) };
  return { ...curve, amplitude: within(curve.amplitude * factor, waveAmplitude), length: within(curve.length * factor, waveLength) };
}

function within(value: number, [low, high]: readonly [number, number]): number {
  return fine(Math.min(high, Math.max(low, value)));
}

/** Hundredths of a micrometre: below anything a process can make. */
export function fine(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
