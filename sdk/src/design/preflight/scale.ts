import type { Layer } from '../document.js';
import type { LayerPatch } from '../edits.js';
import { BOUNDS } from '../limits.js';

/** Fields of the layer at `factor` times its size about its centre, text and curve included; null when out of bounds. */
export function scaledPatch(layer: Layer, factor: number): LayerPatch | null {
  if (layer.type === 'group') return null;
  const [width, height] = [fine(layer.width * factor), fine(layer.height * factor)];
  if (!(width > 0 && height > 0 && width <= BOUNDS.size && height <= BOUNDS.size)) return null;
  const frame = { x: fine(layer.x + (layer.width - width) / 2), y: fine(layer.y + (layer.height - height) / 2), width, height };
  if (layer.type !== 'text') return frame;
  const runs = layer.runs.map((run) => ({ ...run, size: fine(run.size * factor) }));
  if (runs.some((run) => run.size <= 0 || run.size > 1_000)) return null;
  const radius = layer.curve ? layer.curve.radius * factor : 0;
  return { ...frame, runs, ...(layer.curve && Math.abs(radius) >= 1 && { curve: { ...layer.curve, radius: fine(radius) } }) };
}

/** Hundredths of a micrometre: below anything a process can make. */
function fine(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
