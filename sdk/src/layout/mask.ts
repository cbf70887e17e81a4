import type { Mask } from '../design/document.js';
import { formatPath, parsePath, transformOutline } from './path.js';

/** The mask of a picture as path data in mm in its frame; curves as cubics. */
export function maskPath(mask: Mask, width: number, height: number): string {
  if (mask.kind === 'path') return formatPath(transformOutline(parsePath(mask.d), [width, 0, 0, height, 0, 0]));
  const rx = mask.kind === 'ellipse' ? width / 2 : Math.min(mask.radius, width / 2, height / 2);
  const ry = mask.kind === 'ellipse' ? height / 2 : rx;
  const corner = (x: number, y: number) => `A ${rx} ${ry} 0 0 1 ${x} ${y}`;
  const d = [
    `M ${rx} 0 H ${width - rx}`,
    corner(width, ry),
    `V ${height - ry}`,
    corner(width - rx, height),
    `H ${rx}`,
    corner(0, height - ry),
    `V ${ry}`,
    `${corner(rx, 0)} Z`,
  ];
  return formatPath(parsePath(d.join(' ')));
}
