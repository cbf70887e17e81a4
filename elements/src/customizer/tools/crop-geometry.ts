import type { Crop, ImageLayer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { frameMatrix } from '@luneo/sdk/layout/matrix.js';

/**
 * A cut on its way: what is shown and the whole picture around it, in mm in the layer's own frame before the cut began (origin
 * its top left, not turned). The frame always lies inside the picture.
 */
export interface Cut {
  frame: Box;
  picture: Box;
}

export type Grip = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';
export const GRIPS: readonly Grip[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

/** No part smaller than this share of the picture can be cut out. */
const SMALLEST = 1 / 40;

/** The crop as it is seen: a mirrored picture shows its right part on the left. */
function seen({ crop, flip }: Pick<ImageLayer, 'crop' | 'flip'>): Crop {
  const x = flip?.horizontal ? 1 - crop.x - crop.width : crop.x;
  const y = flip?.vertical ? 1 - crop.y - crop.height : crop.y;
  return { ...crop, x, y };
}

export function cutOf(layer: ImageLayer): Cut {
  const { x, y, width, height } = seen(layer);
  const whole = { width: layer.width / width, height: layer.height / height };
  return {
    frame: { x: 0, y: 0, width: layer.width, height: layer.height },
    picture: { x: -x * whole.width, y: -y * whole.height, ...whole },
  };
}

/** What a cut makes of the layer: its new frame, turned as before, and the part of the picture in it. */
export function patchOf(layer: ImageLayer, { frame, picture }: Cut): Pick<ImageLayer, 'x' | 'y' | 'width' | 'height' | 'crop'> {
  const [a, b, c, d, e, f] = frameMatrix(layer);
  const [cx, cy] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const share = (from: number, of: number): number => Math.min(1, Math.max(0, from / of));
  const width = Math.max(1e-4, share(frame.width, picture.width));
  const height = Math.max(1e-4, share(frame.height, picture.height));
  const x = Math.min(1 - width, share(frame.x - picture.x, picture.width));
  const y = Math.min(1 - height, share(frame.y - picture.y, picture.height));
  return {
    x: fine(a * cx + c * cy + e - frame.width / 2),
    y: fine(b * cx + d * cy + f - frame.height / 2),
    width: fine(frame.width),
    height: fine(frame.height),
    crop: seen({ crop: { x, y, width, height }, ...(layer.flip && { flip: layer.flip }) }),
  };
}

/** Finer than other lengths: frame and crop must have one shape. mm */
const fine = (mm: number): number => Math.round(mm * 1e5) / 1e5;

/** Pulls an edge or a corner; `ratio` (width by height) keeps the shape. */
export function pull({ frame, picture }: Cut, grip: Grip, by: Point, ratio: number | null): Cut {
  const along = { x: grip.includes('w') ? -1 : grip.includes('e') ? 1 : 0, y: grip.includes('n') ? -1 : grip.includes('s') ? 1 : 0 };
  const least = { width: picture.width * SMALLEST, height: picture.height * SMALLEST };
  let width = frame.width + along.x * by.x;
  let height = frame.height + along.y * by.y;
  const room = { width: reach(frame.x, frame.width, along.x, picture.x, picture.width), height: reach(frame.y, frame.height, along.y, picture.y, picture.height) }; // prettier-ignore
  if (ratio) {
    if (along.x === 0) width = height * ratio;
    else if (along.y === 0) height = width / ratio;
    else if (Math.abs(by.x) > Math.abs(by.y * ratio)) height = width / ratio;
    else width = height * ratio;
    const grown = Math.max(1, least.width / Math.max(width, 1e-9), least.height / Math.max(height, 1e-9));
    if (width <= 0 || height <= 0) [width, height] = [least.width, least.width / ratio];
    else [width, height] = [width * grown, height * grown];
    const scale = Math.min(1, room.width / width, room.height / height);
    [width, height] = [width * scale, height * scale];
  } else {
    width = clamp(width, least.width, along.x === 0 ? frame.width : room.width);
    height = clamp(height, least.height, along.y === 0 ? frame.height : room.height);
  }
  return {
    picture,
    frame: { x: anchored(frame.x, frame.width, along.x, width), y: anchored(frame.y, frame.height, along.y, height), width, height },
  };
}

/** How long the frame can get with its other edge (`along` 0: its middle) staying where it is. */
function reach(at: number, size: number, along: number, from: number, whole: number): number {
  const end = from + whole;
  if (along > 0) return end - at;
  if (along < 0) return at + size - from;
  const middle = at + size / 2;
  return 2 * Math.min(middle - from, end - middle);
}

function anchored(at: number, size: number, along: number, next: number): number {
  if (along > 0) return at;
  return along < 0 ? at + size - next : at + (size - next) / 2;
}

/** Moves the picture behind the frame, as far as it covers it. */
export function slide({ frame, picture }: Cut, by: Point): Cut {
  const x = clamp(picture.x + by.x, frame.x + frame.width - picture.width, frame.x);
  const y = clamp(picture.y + by.y, frame.y + frame.height - picture.height, frame.y);
  return { frame, picture: { ...picture, x, y } };
}

/** How close the picture is: 1 when it just covers the frame. */
export function closeness({ frame, picture }: Cut): number {
  return Math.min(picture.width / frame.width, picture.height / frame.height);
}

/** The closest that a picture can be brought. */
export const CLOSEST = 6;

/** Brings the picture closer about the frame's middle. `to`: see `closeness`. */
export function approach(cut: Cut, to: number): Cut {
  const { frame, picture } = cut;
  const by = clamp(to, 1, Math.max(CLOSEST, closeness(cut))) / closeness(cut);
  const [cx, cy] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const closer = {
    x: cx + (picture.x - cx) * by,
    y: cy + (picture.y - cy) * by,
    width: picture.width * by,
    height: picture.height * by,
  };
  return slide({ frame, picture: closer }, { x: 0, y: 0 });
}

/** The frame in another shape: about as large, around the same middle, inside the picture. */
export function shaped({ frame, picture }: Cut, ratio: number): Cut {
  const ideal = Math.sqrt(frame.width * frame.height * ratio);
  const width = Math.min(ideal, picture.width, picture.height * ratio);
  const height = width / ratio;
  const x = clamp(frame.x + (frame.width - width) / 2, picture.x, picture.x + picture.width - width);
  const y = clamp(frame.y + (frame.height - height) / 2, picture.y, picture.y + picture.height - height);
  return { picture, frame: { x, y, width, height } };
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
