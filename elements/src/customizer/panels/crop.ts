import type { Crop } from '@luneo/sdk/design/document.js';

/** How far a picture may be zoomed into. */
export const CLOSEST = 6;

/** Zoom (1: as much as the shape allows) and focus (0..1 in the free play) of a crop. */
export function viewOf({ x, y, width, height }: Crop): { zoom: number; x: number; y: number } {
  const play = (at: number, size: number) => (size > 1 - 1e-6 ? 0.5 : at / (1 - size));
  return { zoom: 1 / Math.max(width, height), x: play(x, width), y: play(y, height) };
}

/** The crop of the same proportions with another zoom and focus; always inside the picture. */
export function cropTo(crop: Crop, view: { zoom: number; x: number; y: number }): Crop {
  const scale = 1 / Math.max(crop.width, crop.height) / Math.min(CLOSEST, Math.max(1, view.zoom));
  const [width, height] = [Math.min(1, crop.width * scale), Math.min(1, crop.height * scale)];
  return { x: view.x * (1 - width), y: view.y * (1 - height), width, height };
}
