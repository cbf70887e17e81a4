import type { Box, Matrix } from './display-list.js';

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

/** From a frame's own space (origin at its top left) to its parent's: turned clockwise about the frame's centre. */
export function frameMatrix(frame: Box & { rotation: number }): Matrix {
  const [cos, sin] = turn(frame.rotation);
  const [w, h] = [frame.width / 2, frame.height / 2];
  return [cos, sin, -sin, cos, frame.x + w - cos * w + sin * h, frame.y + h - sin * w - cos * h];
}

/** Cosine and sine of an angle in degrees; exact at right angles, so that upright frames stay upright. */
export function turn(degrees: number): [number, number] {
  const quarter = (((degrees / 90) % 4) + 4) % 4;
  if (Number.isInteger(quarter)) {
    return [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][quarter] as [number, number];
  }
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Axis-aligned box around `box` after `matrix`. */
export function transformBox(box: Box, matrix: Matrix): Box {
  const [a, b, c, d, e, f] = matrix;
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const corners = [
    [box.x, box.y],
    [right, box.y],
    [box.x, bottom],
    [right, bottom],
  ] as const;
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
