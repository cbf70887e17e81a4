/** RGB of each pixel as the sum over the `CELL`² finer pixels that it covers: an exact box average, in 16 bits. */
export interface Raster {
  width: number;
  height: number;
  sums: Uint16Array;
}

/** 600 dpi rendering, box-averaged to 150 dpi, so that styles of anti-aliasing do not count. */
export const FINE_DPI = 600;
export const CELL = 4;
export const COARSE_DPI = FINE_DPI / CELL;
const FULL = CELL * CELL * 255;

/** How two rasters differ, over the pixels inked in either. */
export interface Difference {
  /** Pixels inked in either, at 150 dpi. */
  pixels: number;
  /** Largest CIE76 ΔE. */
  worst: number;
  /** Share of the pixels with ΔE ≤ 10; 1 when nothing is inked. */
  within: number;
  /** Ink of the second by ink of the first (ink: how far below white); 1 when neither has any. */
  ink: number;
}

/** ARCHITECTURE §4: Chromium against Node, vector layers. */
export const isSameRaster = (d: Difference): boolean => d.worst <= 1;
/** Firefox and WebKit, which rasterise in their own ways, against Node. */
export const isAlike = (d: Difference): boolean => d.within >= 0.995;
/** ARCHITECTURE §4: Chromium against the PDF. */
export const isSamePrint = (d: Difference): boolean => d.within >= 0.98 && Math.abs(d.ink - 1) <= 0.005;

/**
 * Box-averages opaque RGBA pixels into `raster` with the tile's top left at `x`,`y` (in coarse pixels). `width` and
 * `height` are multiples of `CELL`. Written without imports, so that it also runs inside a page.
 */
export function addTile(raster: Raster, rgba: ArrayLike<number>, width: number, height: number, x: number, y: number): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const to = 3 * ((y + (row >> 2)) * raster.width + x + (column >> 2));
      const from = 4 * (row * width + column);
      for (let channel = 0; channel < 3; channel++) raster.sums[to + channel]! += rgba[from + channel]!;
    }
  }
}

/** A raster, to be filled by `addTile`, that covers `width` × `height` mm. */
export function emptyRaster(width: number, height: number): Raster {
  const [w, h] = [Math.ceil((width * COARSE_DPI) / 25.4), Math.ceil((height * COARSE_DPI) / 25.4)];
  return { width: w, height: h, sums: new Uint16Array(w * h * 3) };
}

/** Whole rasters only: what is not inked in either (ΔE to white ≤ 1) is left out. Throws when the sizes differ. */
export function compareRasters(a: Raster, b: Raster): Difference {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`rasters of ${a.width}×${a.height} and ${b.width}×${b.height}`);
  const difference: Difference = { pixels: 0, worst: 0, within: 1, ink: 1 };
  let near = 0;
  let [inkA, inkB] = [0, 0];
  for (let at = 0; at < a.sums.length; at += 3) {
    const isWhite = isFull(a.sums, at) && isFull(b.sums, at);
    if (isWhite) continue;
    const [labA, labB] = [lab(a.sums, at), lab(b.sums, at)];
    if (distance(labA, WHITE) <= 1 && distance(labB, WHITE) <= 1) continue;
    const deltaE = distance(labA, labB);
    difference.pixels++;
    difference.worst = Math.max(difference.worst, deltaE);
    if (deltaE <= 10) near++;
    inkA += ink(a.sums, at);
    inkB += ink(b.sums, at);
  }
  if (difference.pixels > 0) difference.within = near / difference.pixels;
  if (inkA !== inkB) difference.ink = inkA === 0 ? Infinity : inkB / inkA;
  return difference;
}

function isFull(sums: Uint16Array, at: number): boolean {
  return sums[at] === FULL && sums[at + 1] === FULL && sums[at + 2] === FULL;
}

function ink(sums: Uint16Array, at: number): number {
  return 3 * FULL - sums[at]! - sums[at + 1]! - sums[at + 2]!;
}

type Lab = readonly [number, number, number];
const WHITE: Lab = [100, 0, 0];

/** CIE L*a*b* (D65) of an averaged sRGB pixel. https://www.w3.org/TR/css-color-4/#color-conversion-code */
function lab(sums: Uint16Array, at: number): Lab {
  const [r, g, b] = [linear(sums[at]! / FULL), linear(sums[at + 1]! / FULL), linear(sums[at + 2]! / FULL)];
  const x = curve((0.4123908 * r + 0.3575843 * g + 0.1804808 * b) / 0.9504559);
  const y = curve(0.212639 * r + 0.7151687 * g + 0.0721923 * b);
  const z = curve((0.0193308 * r + 0.1191948 * g + 0.9505322 * b) / 1.0890578);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function linear(v: number): number {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

function curve(v: number): number {
  return v > 216 / 24389 ? Math.cbrt(v) : ((24389 / 27) * v + 16) / 116;
}

/** CIE76. */
function distance(a: Lab, b: Lab): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
