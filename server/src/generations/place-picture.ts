import { imageLayer } from '@luneo/sdk/design/create.js';
import type { DesignDocument, ImageLayer, Layer } from '@luneo/sdk/design/document.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import { printArea, trim } from '@luneo/sdk/design/print-area.js';
import { formatPath, parsePath, transformOutline } from '@luneo/sdk/layout/path.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';

/** Lengths in mm. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Part of the area that is left to the words of the same description. */
const TEXT_BAND = 0.28;
const ABOVE = /\b(?:above|on top|at the top|over it|au-dessus|en haut|dar[uü]ber|oben|arriba|encima|sopra|in alto)\b/iu;

/** Where a picture goes: the print area within the safe zone, less a band for words that come with it. */
export function pictureBox(side: TemplateSide, words: string): { box: Box; band: Box | null } {
  const bounds = side.printArea ? printArea(side).bounds : trim(side);
  const inset = side.printArea ? 0 : side.safe;
  const whole = {
    x: bounds.x + inset,
    y: bounds.y + inset,
    width: Math.max(1, bounds.width - 2 * inset),
    height: Math.max(1, bounds.height - 2 * inset),
  };
  if (words === '') return { box: whole, band: null };
  const height = whole.height * TEXT_BAND;
  const isAbove = ABOVE.test(words);
  return {
    box: { ...whole, y: whole.y + (isAbove ? height : 0), height: whole.height - height },
    band: { ...whole, y: isAbove ? whole.y : whole.y + whole.height - height, height },
  };
}

/** The largest frame of a picture's shape in the middle of a box. */
export function contain(box: Box, ratio: number): Box {
  const width = Math.min(box.width, box.height * ratio);
  const height = width / ratio;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

const LEAST_SCALE = 0.4;

/** The frame made smaller about its middle until the print area holds it, whatever its shape. */
export function insideArea(side: TemplateSide, place: Box): Box {
  const { shaped, contains } = printArea(side);
  if (!shaped) return place;
  for (let scale = 1; scale > LEAST_SCALE; scale -= 0.02) {
    const [width, height] = [place.width * scale, place.height * scale];
    const frame = { x: place.x + (place.width - width) / 2, y: place.y + (place.height - height) / 2, width, height };
    if (edgePoints(frame).every(contains)) return frame;
  }
  return place;
}

/** Points along the frame's edge, a hair inside. */
function edgePoints({ x, y, width, height }: Box): { x: number; y: number }[] {
  const steps = Array.from({ length: 17 }, (_, i) => 0.001 + (0.998 * i) / 16);
  return steps.flatMap((t) => [
    { x: x + width * t, y: y + height * 0.001 },
    { x: x + width * t, y: y + height * 0.999 },
    { x: x + width * 0.001, y: y + height * t },
    { x: x + width * 0.999, y: y + height * t },
  ]);
}

/** The print area as a layer's mask, in the 0..1 box of its frame. */
export function areaMask(side: TemplateSide, { x, y, width, height }: Box): ImageLayer['mask'] {
  if (!side.printArea) return undefined;
  const outline = transformOutline(parsePath(side.printArea), [1 / width, 0, 0, 1 / height, -x / width, -y / height]);
  return { kind: 'path', d: formatPath(outline) };
}

/** Puts the picture behind what is there, but in front of what the brand has locked. */
export function placeEdit(document: DesignDocument, side: string, place: Box, picture: Pick<ImageLayer, 'asset' | 'name' | 'mask'>): Edit {
  const layers = document.sides.find((each) => each.id === side)?.layers ?? [];
  const free = layers.findIndex((layer) => !layer.locked);
  const { asset, name, mask } = picture;
  const layer = imageLayer({ asset, name: name.slice(0, 120), ...rounded(place), ...(mask && { mask }) });
  return { type: 'add-layer', side, layer, index: free < 0 ? layers.length : free };
}

/** Moves the words that came with the picture into their band, as one block. */
export function moveIntoBand(before: DesignDocument, after: DesignDocument, sideId: string, band: Box): Edit[] {
  const known = new Set((before.sides.find((side) => side.id === sideId)?.layers ?? []).map((layer) => layer.id));
  const fresh = (after.sides.find((side) => side.id === sideId)?.layers ?? []).filter((layer) => !known.has(layer.id) && !layer.locked);
  if (fresh.length === 0) return [];
  const top = Math.min(...fresh.map((layer) => layer.y));
  const bottom = Math.max(...fresh.map((layer) => layer.y + layer.height));
  const down = band.y + band.height / 2 - (top + bottom) / 2;
  return fresh.map((layer: Layer) => ({ type: 'update-layer', side: sideId, layerId: layer.id, patch: { y: round(layer.y + down) } }));
}

const round = (mm: number): number => Math.round(mm * 1_000) / 1_000;
const rounded = ({ x, y, width, height }: Box): Box => ({ x: round(x), y: round(y), width: round(width), height: round(height) });
