import type { Tones } from './bracelet.js';
import { mix } from './surface.js';

export type Point = readonly [number, number];

const PITCH = 21;

/** Points at equal steps along a chain of cubic Béziers (7, 10 … points), with the direction there in degrees. */
export function along(curve: readonly Point[], step: number): { x: number; y: number; angle: number }[] {
  const dense: Point[] = [];
  for (let i = 0; i + 3 < curve.length; i += 3)
    for (let k = 0; k <= 400; k++) dense.push(bezier(curve.slice(i, i + 4) as [Point, Point, Point, Point], k / 400));
  const out: { x: number; y: number; angle: number }[] = [];
  let rest = 0;
  for (let i = 1; i < dense.length; i++) {
    const [a, b] = [dense[i - 1]!, dense[i]!];
    rest -= Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (rest > 0) continue;
    rest += step;
    out.push({ x: b[0], y: b[1], angle: (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI });
  }
  return out;
}

function bezier([a, b, c, d]: [Point, Point, Point, Point], t: number): Point {
  const u = 1 - t;
  const at = (i: 0 | 1): number => u * u * u * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t * t * t * d[i];
  return [at(0), at(1)];
}

/** A cable chain: links seen flat and on edge in turn, each lit from the upper left. */
export function chain(curve: readonly Point[], t: Tones): { shadow: string; body: string } {
  const places = along(curve, PITCH);
  const flat: string[] = [];
  const edge: string[] = [];
  const shadow: string[] = [];
  places.forEach(({ x, y, angle }, i) => {
    const turn = `transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${(angle + (i % 3) - 1).toFixed(1)})"`;
    const lit = 0.5 + 0.5 * Math.cos(((angle + 35) * Math.PI) / 90);
    if (i % 2) {
      edge.push(`<g ${turn}>${edgeLink(t, lit)}</g>`);
      shadow.push(`<rect x="-18" y="-6" width="36" height="12" rx="6" fill="#2a1d12" ${turn}/>`);
    } else {
      flat.push(`<g ${turn}>${flatLink(t, lit)}</g>`);
      shadow.push(`<ellipse rx="18" ry="12" fill="none" stroke="#2a1d12" stroke-width="8" ${turn}/>`);
    }
  });
  return { shadow: shadow.join(''), body: flat.join('') + edge.join('') };
}

function flatLink(t: Tones, lit: number): string {
  const e = (rx: number, ry: number, w: number, stroke: string, more = ''): string =>
    `<ellipse rx="${rx}" ry="${ry}" fill="none" stroke="${stroke}" stroke-width="${w}" ${more}/>`;
  return (
    e(18, 11.5, 8.4, t.deep) +
    e(18, 11.5, 7, mix(t.shade, t.base, lit)) +
    e(17.6, 11.2, 4, mix(t.base, t.light, lit)) +
    `<path d="M-16 -6.500A18 11.500 0 0 1 8 -10.800" fill="none" stroke="${t.glint}" stroke-width="2" stroke-linecap="round" opacity="${(0.45 + 0.5 * lit).toFixed(2)}"/>`
  );
}

function edgeLink(t: Tones, lit: number): string {
  return (
    `<rect x="-18" y="-5.500" width="36" height="11" rx="5.500" fill="${t.deep}"/>` +
    `<rect x="-17" y="-4.800" width="34" height="8.600" rx="4.300" fill="${mix(t.shade, t.base, lit)}"/>` +
    `<rect x="-15.500" y="-4" width="31" height="4.400" rx="2.200" fill="${mix(t.base, t.light, lit)}"/>` +
    `<rect x="-11" y="-3.200" width="20" height="1.700" rx="0.850" fill="${t.glint}" opacity="${(0.5 + 0.5 * lit).toFixed(2)}"/>`
  );
}
