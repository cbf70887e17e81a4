import type { TextLayer } from '../design/document.js';
import { curveBox, curveRoom } from './curve.js';
import type { Flow } from './flow.js';
import { shapeLines, type Line } from './lines.js';
import type { Shaper } from './shape.js';

/** Lines with the factor that makes them fit; `width` and `height` of the block in mm after that factor. */
export interface FittedText {
  lines: Line[];
  scale: number;
  width: number;
  height: number;
  overflows: boolean;
}

/** A hundredth of a millimetre is what the product promises; less than half of that is no overflow. */
const TOLERANCE = 0.005;

/** Breaks (`wrap`) or reduces (`shrink`) the text to its frame. */
export function fitText(layer: TextLayer, flow: Flow, shaper: Shaper): FittedText {
  const { curve } = layer;
  const room = curve ? curveRoom(curve, layer.width, layer.height) : layer.width;
  const lines = shapeLines(layer, flow, shaper, layer.fit === 'wrap' ? room : Infinity);
  const width = Math.max(...lines.map((line) => line.width));
  const height = blockHeight(lines, layer.lineHeight);
  // The band of an arc is measured across the frame, everything else along its line.
  const across = curve?.kind === 'arc' ? layer.width : room;
  const fits = (scale: number): boolean => {
    const straight = { width: width * scale, height: height * scale };
    const box = curve ? curveBox({ curve, lineHeight: layer.lineHeight }, straight.width, straight.height, lines, scale) : straight;
    return box.width <= across + TOLERANCE && box.height <= layer.height + TOLERANCE;
  };
  const scale = layer.fit !== 'shrink' || fits(1) ? 1 : curve ? largest(fits) : Math.min(layer.width / width, layer.height / height);
  return { lines, scale, width: width * scale, height: height * scale, overflows: !fits(scale) };
}

/** From the top of the first line box to the bottom of the last. */
export function blockHeight(lines: readonly Line[], lineHeight: number): number {
  const between = lines.slice(1).reduce((sum, line) => sum + lineHeight * line.em, 0);
  return lines[0]!.ascent + between + lines.at(-1)!.descent;
}

/** The largest factor below 1 that `fits`, by halving; a curve has no closed form. */
function largest(fits: (scale: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return Math.max(low, 1e-3);
}
