import type { Figure } from '../design/document.js';
import { boundsOf, type Point } from '../design/geometry.js';
import { formatPath, parsePath } from './path.js';

/** The outline of a figure that fills `width` × `height` mm: corners keep their radius and points their number at every size. */
export function figurePath(figure: Figure, width: number, height: number): string {
  if (figure.kind === 'rectangle') return rounded(width, height, Math.min(figure.radius, width / 2, height / 2));
  const places = corners(figure);
  const { x, y, width: wide, height: high } = boundsOf(places);
  return formatPath({
    ops: `M${'L'.repeat(places.length - 1)}Z`,
    points: places.flatMap((place) => [((place.x - x) / wide) * width, ((place.y - y) / high) * height]),
  });
}

/** Width ÷ height at which a polygon or a star is regular. */
export function regularRatio(figure: Figure): number {
  if (figure.kind === 'rectangle') return 1;
  const { width, height } = boundsOf(corners(figure));
  return width / height;
}

/** On a circle of radius 1, the first at the top. */
function corners(figure: Exclude<Figure, { kind: 'rectangle' }>): Point[] {
  const count = figure.kind === 'star' ? figure.points * 2 : figure.points;
  return Array.from({ length: count }, (_, at) => {
    const reach = figure.kind === 'star' && at % 2 === 1 ? figure.inner : 1;
    const angle = (at * 2 * Math.PI) / count;
    return { x: reach * Math.sin(angle), y: -reach * Math.cos(angle) };
  });
}

function rounded(width: number, height: number, r: number): string {
  if (r <= 0) return formatPath(parsePath(`M0 0H${width}V${height}H0Z`));
  const corner = (x: number, y: number): string => `A${r} ${r} 0 0 1 ${x} ${y}`;
  return formatPath(
    parsePath(
      [
        `M${r} 0H${width - r}`,
        corner(width, r),
        `V${height - r}`,
        corner(width - r, height),
        `H${r}`,
        corner(0, height - r),
        `V${r}`,
        corner(r, 0),
        'Z',
      ].join(''),
    ),
  );
}
