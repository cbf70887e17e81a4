import type { Curve, TextLayer } from './document.js';
import { BOUNDS } from './limits.js';

/** Fields of a text layer that grow with its frame, at `factor` times their size; a curve as far as a document allows. */
export function scaledText(layer: TextLayer, factor: number): Pick<TextLayer, 'runs' | 'curve' | 'shadow'> {
  const { runs, curve, shadow } = layer;
  return {
    runs: runs.map((run) => ({
      ...run,
      size: fine(run.size * factor),
      ...(run.outline && { outline: { ...run.outline, width: fine(run.outline.width * factor) } }),
    })),
    ...(curve && { curve: scaledCurve(curve, factor) }),
    ...(shadow && { shadow: { ...shadow, x: fine(shadow.x * factor), y: fine(shadow.y * factor) } }),
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
