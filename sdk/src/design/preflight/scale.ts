import type { Layer } from '../document.js';
import type { LayerPatch } from '../edits.js';
import { BOUNDS } from '../limits.js';
import { fine, scaledText } from '../scale-text.js';

/** Fields of the layer at `factor` times its size about its centre, text and curve included; null when out of bounds. */
export function scaledPatch(layer: Layer, factor: number): LayerPatch | null {
  if (layer.type === 'group') return null;
  const [width, height] = [fine(layer.width * factor), fine(layer.height * factor)];
  if (!(width > 0 && height > 0 && width <= BOUNDS.size && height <= BOUNDS.size)) return null;
  const frame = { x: fine(layer.x + (layer.width - width) / 2), y: fine(layer.y + (layer.height - height) / 2), width, height };
  if (layer.type !== 'text') return frame;
  const text = scaledText(layer, factor);
  if (text.runs.some((run) => run.size <= 0 || run.size > BOUNDS.textSize)) return null;
  return { ...frame, ...text };
}
