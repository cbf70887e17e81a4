import type { Mask } from '../design/document.js';
import type { Matrix } from './display-list.js';
import { IDENTITY, multiply } from './matrix.js';
import { formatPath, parsePath, transformOutline } from './path.js';

/** The mask of a picture as path data in mm in its frame; curves as cubics. `mirror` is undone: a mask is not mirrored. */
export function maskPath(mask: Mask, width: number, height: number, mirror?: Matrix): string {
  const d = mask.kind === 'path' ? mask.d : outline(mask, width, height);
  const stretch: Matrix = mask.kind === 'path' ? [width, 0, 0, height, 0, 0] : IDENTITY;
  return formatPath(transformOutline(parsePath(d), mirror ? multiply(mirror, stretch) : stretch));
}

function outline(mask: Exclude<Mask, { kind: 'path' }>, width: number, height: number): string {
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
  return d.join(' ');
}
