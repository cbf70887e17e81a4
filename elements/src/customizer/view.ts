import type { Point } from '@luneo/sdk/design/geometry.js';
import type { Mockup, TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box, Matrix } from '@luneo/sdk/layout/display-list.js';
import { frameMatrix, multiply } from '@luneo/sdk/layout/matrix.js';

/** How the product picture lies in the stage: CSS px per picture px, and the picture's top left in CSS px. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Zooming in stops here: CSS px per mm. */
const MAX_PX_PER_MM = 60;

/** mm on a side ↔ CSS px in the stage. A new one for each zoom. */
export class View {
  readonly zoom: Zoom;
  /** mm → px. */
  readonly matrix: Matrix;
  readonly pxPerMm: number;
  /** Degrees that the side is turned on the picture. */
  readonly rotation: number;
  readonly #back: Matrix;

  constructor(side: TemplateSide, zoom: Zoom) {
    const { place } = side.mockup;
    const onPicture = multiply(frameMatrix(place), [place.width / side.width, 0, 0, place.height / side.height, 0, 0]);
    this.zoom = zoom;
    this.rotation = place.rotation;
    this.matrix = multiply([zoom.scale, 0, 0, zoom.scale, zoom.x, zoom.y], onPicture);
    this.pxPerMm = (zoom.scale * place.width) / side.width;
    const [a, b, c, d, e, f] = this.matrix;
    const det = a * d - b * c;
    this.#back = [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
  }

  toScreen(point: Point): Point {
    return apply(this.matrix, point);
  }

  toSide(point: Point): Point {
    return apply(this.#back, point);
  }
}

function apply([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

function areaOf({ place }: Mockup): Box {
  const angle = (place.rotation * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [width, height] = [cos * place.width + sin * place.height, sin * place.width + cos * place.height];
  return { x: place.x + (place.width - width) / 2, y: place.y + (place.height - height) / 2, width, height };
}

/** px that the longer side of the print area should have, to be worked on. */
const HANDY_PX = 310;

/**
 * The whole product, or closer when its print area would be too small to work on. `closer`: the area fills 86 % of the
 * width or 70 % of the height.
 */
export function fit({ mockup }: TemplateSide, stage: Size, closer = false): Zoom {
  const area = areaOf(mockup);
  const [across, down] = [stage.width / mockup.width, stage.height / mockup.height];
  // Thin empty bars look like a mistake: the picture's own margin may be cut a little instead.
  const whole = Math.min(Math.max(across, down), Math.min(across, down) * 1.12);
  const near = Math.min((stage.width * 0.86) / area.width, (stage.height * 0.7) / area.height);
  const scale = closer ? near : Math.max(whole, Math.min(near, whole * 1.5, HANDY_PX / Math.max(area.width, area.height)));
  return centre(mockup, area, scale, stage);
}

/** A stage lower than this (CSS px) shows what is worked on instead of the whole product. */
export const LOW_STAGE_PX = 240;

/** Kept free above by the toolbar, and below. CSS px. */
const CLEAR = { top: 56, bottom: 12 };

/** Close enough to read `box` (picture px) in a low stage, between the toolbar and the lower edge. */
export function fitTo({ mockup }: TemplateSide, box: Box, stage: Size): Zoom {
  const area = areaOf(mockup);
  const room = stage.height - CLEAR.top - CLEAR.bottom;
  const scale = Math.min((stage.width * 0.86) / Math.max(box.width, area.width / 2), room / box.height);
  const hold = (at: number, length: number, size: number): number =>
    length <= size ? (size - length) / 2 : Math.min(0, Math.max(size - length, at));
  return {
    scale,
    x: hold(stage.width / 2 - (box.x + box.width / 2) * scale, mockup.width * scale, stage.width),
    y: CLEAR.top + room / 2 - (box.y + box.height / 2) * scale,
  };
}

/** `box` (picture px) in the middle, large enough to work on, and not so near that nothing else is seen. */
export function near({ mockup, width }: TemplateSide, box: Box, stage: Size): Zoom {
  const most = (MAX_PX_PER_MM * width) / mockup.place.width;
  const scale = Math.min(most, (stage.width * 0.7) / box.width, (stage.height * 0.6) / box.height);
  return {
    scale,
    x: stage.width / 2 - (box.x + box.width / 2) * scale,
    y: stage.height / 2 - (box.y + box.height / 2) * scale,
  };
}

/** The area in the middle, as far as the picture covers the stage. */
function centre(mockup: Mockup, area: Box, scale: number, stage: Size): Zoom {
  const along = (length: number, from: number, size: number, room: number): number => {
    if (length * scale <= room) return (room - length * scale) / 2;
    const start = room / 2 - (from + size / 2) * scale;
    return Math.min(0, Math.max(room - length * scale, start));
  };
  return {
    scale,
    x: along(mockup.width, area.x, area.width, stage.width),
    y: along(mockup.height, area.y, area.height, stage.height),
  };
}

/** `by` times closer, with the point under `at` (px) staying where it is. */
export function zoomed(side: TemplateSide, zoom: Zoom, by: number, at: Point, stage: Size): Zoom {
  const { mockup } = side;
  const least = fit(side, stage).scale / 2;
  const most = (MAX_PX_PER_MM * side.width) / mockup.place.width;
  const scale = Math.min(most, Math.max(least, zoom.scale * by));
  const real = scale / zoom.scale;
  return panned(side, { scale, x: at.x - (at.x - zoom.x) * real, y: at.y - (at.y - zoom.y) * real }, { x: 0, y: 0 }, stage);
}

/** Moved by px; at least a quarter of the stage keeps showing the picture. */
export function panned({ mockup }: TemplateSide, zoom: Zoom, by: Point, stage: Size): Zoom {
  const hold = (at: number, length: number, room: number): number => Math.min(room * 0.75, Math.max(room * 0.25 - length * zoom.scale, at));
  return { ...zoom, x: hold(zoom.x + by.x, mockup.width, stage.width), y: hold(zoom.y + by.y, mockup.height, stage.height) };
}
