import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { formatPath, parsePath, transformOutline } from '@luneo/sdk/layout/path.js';

/** How the print area lies in its side: all of it, with round corners, an ellipse, or a path of somebody's own. */
export type AreaShape = { kind: 'rectangle' } | { kind: 'rounded'; radius: number } | { kind: 'ellipse' } | { kind: 'path' };

/** Micrometres are fine enough, and written again they come out the same. */
const n = (value: number): string => String(Math.round(value * 1000) / 1000);

function roundedPath(width: number, height: number, asked: number): string {
  const radius = Math.floor(Math.round(asked * 1e6) / 1e3) / 1e3;
  const r = n(radius);
  const arc = `A${r} ${r} 0 0 1`;
  return `M${r} 0H${n(width - radius)}${arc} ${n(width)} ${r}V${n(height - radius)}${arc} ${n(width - radius)} ${n(height)}H${r}${arc} 0 ${n(height - radius)}V${r}${arc} ${r} 0Z`;
}

/** Radii are half of what is written, to the last digit: an arc that does not reach its end is stretched in both directions. */
function ellipsePath(width: number, height: number): string {
  const half = (value: number): string => String(Math.round(Math.round(value * 1000) * 5) / 10_000);
  const radii = `A${half(width)} ${half(height)} 0 0 1`;
  return `M0 ${half(height)}${radii} ${n(width)} ${half(height)}${radii} 0 ${half(height)}Z`;
}

/** Recognised by writing it again: what does not come out the same is somebody's own path. */
export function shapeOf({ printArea, width, height }: Pick<TemplateSide, 'printArea' | 'width' | 'height'>): AreaShape {
  if (!printArea) return { kind: 'rectangle' };
  if (printArea === ellipsePath(width, height)) return { kind: 'ellipse' };
  const radius = Number(/^M([\d.]+) 0H/.exec(printArea)?.[1] ?? Number.NaN);
  if (radius > 0 && printArea === roundedPath(width, height, radius)) return { kind: 'rounded', radius };
  return { kind: 'path' };
}

/** Path data in mm; none where the whole side is printable. A path of somebody's own stays. */
export function areaPath(shape: AreaShape, width: number, height: number, current: string | undefined): string | undefined {
  if (shape.kind === 'rectangle') return undefined;
  if (shape.kind === 'ellipse') return ellipsePath(width, height);
  if (shape.kind === 'rounded') {
    const radius = Math.min(shape.radius, width / 2, height / 2);
    return radius >= 0.001 ? roundedPath(width, height, radius) : undefined;
  }
  return current;
}

/** Sets the size of a side; its print area goes with it. */
export function resizeSide(side: TemplateSide, width: number, height: number): void {
  const shape = shapeOf(side);
  const path =
    shape.kind === 'path' && side.printArea
      ? formatPath(transformOutline(parsePath(side.printArea), [width / side.width, 0, 0, height / side.height, 0, 0]))
      : areaPath(shape, width, height, side.printArea);
  side.width = width;
  side.height = height;
  setArea(side, path);
}

export function setArea(side: TemplateSide, path: string | undefined): void {
  if (path) side.printArea = path;
  else delete side.printArea;
}
