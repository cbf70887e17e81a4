import type { TextLayer } from '@luneo/sdk/design/document.js';

/** The strongest bend lays the frame's width on five sixths of a circle. */
const FULL = (5 / 6) * 2 * Math.PI;

/** How much a text is bent on an arc, −1 (∪) to 1 (∩); 0 without one. */
export function bendOf(layer: Pick<TextLayer, 'curve' | 'width'>): number {
  if (layer.curve?.kind !== 'arc') return 0;
  const { radius } = layer.curve;
  return Math.sign(radius) * Math.min(1, layer.width / Math.abs(radius) / FULL);
}

/** Arc radius in mm for a bend, null for straight. Kept within what a document allows (1 to 10,000 mm). */
export function radiusOf(bend: number, layer: Pick<TextLayer, 'width'>): number | null {
  if (Math.abs(bend) < 0.005) return null;
  const radius = layer.width / (Math.abs(bend) * FULL);
  return (Math.sign(bend) * Math.round(Math.min(10_000, Math.max(1, radius)) * 100)) / 100;
}
