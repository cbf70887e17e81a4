import { SHIRT_PICTURE, type ShirtColour } from '../catalogue/pictures.js';
import type { ShirtMaps } from './maps.js';

/** How a cloth takes light: its colour, and how strongly folds darken and lighten it. */
interface Cloth {
  base: string;
  rib: string;
  seam: string;
  dark: number;
  light: number;
  /** Pale cloth is darkened by its folds; dark cloth is lit by them. */
  pale: boolean;
}

const CLOTHS: Readonly<Record<ShirtColour, Cloth>> = {
  white: { base: '#f6f5f2', rib: '#efeeea', seam: '#b9b4ad', dark: 0.62, light: 0.9, pale: true },
  sand: { base: '#dfd1ba', rib: '#d6c7ae', seam: '#9d8a6b', dark: 0.8, light: 0.6, pale: true },
  black: { base: '#26262c', rib: '#212127', seam: '#0b0b0e', dark: 1, light: 0.3, pale: false },
  navy: { base: '#2a3a58', rib: '#24334e', seam: '#111a2b', dark: 0.95, light: 0.32, pale: false },
  forest: { base: '#335042', rib: '#2c473a', seam: '#15241c', dark: 0.95, light: 0.32, pale: false },
  grey: { base: '#bcbec2', rib: '#b2b4b9', seam: '#7b7e84', dark: 0.8, light: 0.6, pale: true },
};

const { width, height } = SHIRT_PICTURE;

/** Half a path given for the left, closed by its mirror image. */
const BODY =
  'M568 176C490 196 410 222 344 254C262 294 214 372 168 470C138 534 112 582 88 632C84 642 86 648 94 652L262 724C272 728 280 724 283 716L318 604' +
  'C322 800 314 1180 296 1470C295 1482 300 1490 312 1492C580 1522 860 1522 1128 1492C1140 1490 1145 1482 1144 1470C1126 1180 1118 800 1122 604' +
  'L1157 716C1160 724 1168 728 1178 724L1346 652C1354 648 1356 642 1352 632C1328 582 1302 534 1272 470C1226 372 1178 294 1096 254C1030 222 950 196 872 176' +
  'C840 186 780 192 720 192C660 192 600 186 568 176Z';

/** Between the sleeve seams. */
const TORSO = `M372 241C338 330 318 470 318 606C322 800 314 1180 290 1500H${width - 290}C1126 1180 1118 800 1122 606C1122 470 1102 330 1068 241L872 176H568Z`;

const mirrored = (content: string): string => `${content}<g transform="translate(${width} 0) scale(-1 1)">${content}</g>`;

function defs(): string {
  return `<defs>
  <clipPath id="body"><path d="${BODY}"/></clipPath>
  <linearGradient id="across" x1="0" y1="0" x2="1" y2="0">
    <stop offset="0" stop-color="#000" stop-opacity="0.3"/><stop offset="0.2" stop-color="#000" stop-opacity="0.12"/><stop offset="0.36" stop-color="#000" stop-opacity="0"/>
    <stop offset="0.62" stop-color="#000" stop-opacity="0.02"/><stop offset="0.8" stop-color="#000" stop-opacity="0.16"/><stop offset="1" stop-color="#000" stop-opacity="0.34"/>
  </linearGradient>
  <linearGradient id="sleeve" x1="0.9" y1="0.2" x2="0.1" y2="0.75">
    <stop offset="0" stop-color="#000" stop-opacity="0.3"/><stop offset="0.3" stop-color="#000" stop-opacity="0.08"/><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.22"/>
  </linearGradient>
  <linearGradient id="down" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="#fff" stop-opacity="0.26"/><stop offset="0.4" stop-color="#fff" stop-opacity="0"/><stop offset="0.72" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.2"/>
  </linearGradient>
  <filter id="f8" x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse"><feGaussianBlur stdDeviation="8"/></filter>
  <filter id="f16" x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse"><feGaussianBlur stdDeviation="17"/></filter>
  <filter id="f30" x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse"><feGaussianBlur stdDeviation="30"/></filter>
</defs>`;
}

const stroke = (d: string, w: number, colour: string, opacity: number, filter: string): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${w}" stroke-linecap="round" opacity="${opacity}" filter="url(#${filter})"/>`;

/** What pulls from the armpits, hangs at the sides and lies across the sleeves: path, width, depth, blur. */
const FOLDS: readonly (readonly [string, number, number, 'f8' | 'f16' | 'f30'])[] = [
  ['M330 640C400 700 470 790 520 900', 26, 0.75, 'f16'],
  ['M322 700C370 800 400 930 420 1100', 24, 0.62, 'f16'],
  ['M340 600C420 620 500 650 566 712', 20, 0.5, 'f16'],
  ['M1112 640C1050 720 990 800 958 930', 26, 0.7, 'f16'],
  ['M1118 720C1080 840 1058 980 1050 1150', 24, 0.6, 'f16'],
  ['M1100 600C1030 628 960 660 900 716', 20, 0.45, 'f16'],
  ['M352 300C300 380 262 470 240 600', 22, 0.7, 'f16'],
  ['M300 420C260 500 220 580 200 680', 18, 0.55, 'f16'],
  ['M1090 300C1142 380 1180 470 1202 600', 22, 0.6, 'f16'],
  ['M1140 420C1182 500 1220 580 1242 680', 18, 0.5, 'f16'],
  ['M318 560C280 560 240 580 196 632', 16, 0.6, 'f8'],
  ['M1122 560C1162 562 1204 584 1246 636', 16, 0.55, 'f8'],
  ['M372 1180C400 1280 416 1380 410 1490', 34, 0.55, 'f30'],
  ['M560 1240C600 1330 612 1420 600 1500', 30, 0.42, 'f30'],
  ['M1040 1200C1012 1300 1008 1400 1024 1490', 34, 0.52, 'f30'],
  ['M850 1290C826 1370 822 1440 830 1505', 28, 0.36, 'f30'],
];

/** Each fold has a shaded flank and a lit one; one blur serves all of the same softness. */
function folds(c: Cloth): string {
  const line = (d: string, w: number, colour: string, opacity: number, shift = ''): string =>
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${w}" stroke-linecap="round" opacity="${opacity.toFixed(3)}"${shift}/>`;
  return (['f8', 'f16', 'f30'] as const)
    .map((blur) => {
      const those = FOLDS.filter((fold) => fold[3] === blur);
      const shade = those.map(([d, w, depth]) => line(d, w, '#0a0806', 0.34 * depth * c.dark));
      const lit = those.map(([d, w, depth]) =>
        line(d, w * 0.7, '#fff', 0.5 * depth * c.light, ` transform="translate(${-w * 0.7} ${-w * 0.35})"`),
      );
      return `<g filter="url(#${blur})">${shade.join('')}${lit.join('')}</g>`;
    })
    .join('');
}

/** Seams and their stitches: sleeve, cuff and hem. */
function seams(c: Cloth): string {
  const line = (d: string): string =>
    `<path d="${d}" fill="none" stroke="${c.seam}" stroke-width="2.200" opacity="0.6"/>` +
    `<path d="${d}" fill="none" stroke="#fff" stroke-width="1.500" opacity="${0.3 * c.light}" transform="translate(2.500 1.500)"/>`;
  const stitch = (d: string): string =>
    `<path d="${d}" fill="none" stroke="${c.seam}" stroke-width="1.600" stroke-dasharray="6 4" opacity="0.62"/>`;
  return (
    mirrored(line('M372 241C338 330 318 470 318 606') + stitch('M102 616L274 690') + stitch('M107 606L279 680')) +
    stitch('M299 1448C580 1480 860 1480 1141 1448') +
    stitch('M300 1439C580 1471 860 1471 1140 1439') +
    stroke('M300 1456C580 1488 860 1488 1140 1456', 5, '#000', 0.13, 'f8')
  );
}

const NECK = {
  front: {
    outer: 'M568 176C590 268 640 318 720 318C800 318 850 268 872 176',
    inner: 'M596 171C616 244 656 284 720 284C784 284 824 244 844 171',
  },
  back: {
    outer: 'M568 176C610 212 660 224 720 224C780 224 830 212 872 176',
    inner: 'M592 179C630 188 670 191 720 191C770 191 810 188 848 179',
  },
};

function collar(c: Cloth, view: 'front' | 'back'): string {
  const { outer, inner } = NECK[view];
  const inside = `${inner}C800 160 640 160 596 171Z`;
  const back =
    '<path d="M582 174C620 206 668 216 720 216C772 216 820 206 858 174L844 168C812 186 770 194 720 194C670 194 628 186 596 168Z"';
  const band = `${outer}${reverse(inner)}Z`;
  const label = `<rect x="690" y="206" width="60" height="34" rx="3" fill="#fbf8f2" opacity="0.92"/><rect x="703" y="221" width="34" height="3" fill="#8d8478" opacity="0.8"/>`;
  const hollow =
    `<path d="${inside}" fill="${c.base}"/><path d="${inside}" fill="#000" opacity="${0.04 + 0.24 * c.dark}"/>` +
    `${back} fill="${c.rib}"/>${back} fill="#000" opacity="0.14"/>${label}${stroke(inner, 16, '#000', 0.22, 'f8')}`;
  return (
    (view === 'front' ? hollow : '') +
    `<g transform="translate(0 9)">${stroke(outer, 10, '#000', 0.22 * c.dark, 'f8')}</g>` +
    `<path d="${band}" fill="${c.rib}"/>` +
    `<path d="${outer}" fill="none" stroke="${c.seam}" stroke-width="2.200" opacity="0.65"/>` +
    `<path d="${inner}" fill="none" stroke="#fff" stroke-width="2" opacity="${0.34 * c.light}"/>` +
    ribs(view, c)
  );
}

/** Inner neck line from right to left, so that it closes the band. */
function reverse(inner: string): string {
  const n = inner.match(/[\d.]+/g)!.map(Number);
  const p = (i: number): string => `${n[i * 2]} ${n[i * 2 + 1]}`;
  return `L${p(6)}C${p(5)} ${p(4)} ${p(3)}C${p(2)} ${p(1)} ${p(0)}`;
}

function ribs(view: 'front' | 'back', c: Cloth): string {
  const { outer, inner } = NECK[view];
  const [o, i] = [points(outer), points(inner)];
  return o
    .map(([x, y], k) => `<path d="M${x} ${y}L${i[k]![0]} ${i[k]![1]}" stroke="${c.seam}" stroke-width="1.300" opacity="0.26"/>`)
    .join('');
}

function points(d: string): [number, number][] {
  const n = d.match(/[\d.]+/g)!.map(Number);
  const at = (s: number, t: number, axis: 0 | 1): number => {
    const v = (k: number): number => n[(s + k) * 2 + axis]!;
    const u = 1 - t;
    return Math.round((u ** 3 * v(0) + 3 * u * u * t * v(1) + 3 * u * t * t * v(2) + t ** 3 * v(3)) * 10) / 10;
  };
  return [0, 3].flatMap((s) => Array.from({ length: 34 }, (_, k): [number, number] => [at(s, k / 34, 0), at(s, k / 34, 1)]));
}

const overlay = (href: string, mode: string, opacity: number): string =>
  `<image href="${href}" width="${width}" height="${height}" preserveAspectRatio="none" opacity="${opacity}" style="mix-blend-mode:${mode}"/>`;

/** A T-shirt laid flat, as an SVG picture. */
export function shirtSvg(colour: ShirtColour, view: 'front' | 'back', maps: ShirtMaps): string {
  const c = CLOTHS[colour];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<image href="${maps.surface}" width="${width}" height="${height}"/>
${defs()}
<path d="${BODY}" fill="#3b2c1e" opacity="0.4" filter="url(#f30)" transform="translate(14 30)"/>
<path d="${BODY}" fill="#2a1f15" opacity="0.42" filter="url(#f8)" transform="translate(3 8)"/>
<path d="${BODY}" fill="${c.base}"/>
<g clip-path="url(#body)">
  ${overlay(c.pale ? maps.paleWrinkle : maps.wrinkle, c.pale ? 'multiply' : 'soft-light', c.pale ? 0.24 * c.dark : 0.6)}
  <path d="${TORSO}" fill="url(#across)" opacity="${0.62 * c.dark}"/>
  ${mirrored(`<path d="M372 241C338 330 318 470 318 606L262 724L88 640C140 520 210 330 330 262Z" fill="url(#sleeve)" opacity="${0.7 * c.dark}"/>`)}
  <rect width="${width}" height="${height}" fill="url(#down)" opacity="${0.6 * c.light}"/>
  ${folds(c)}
  ${mirrored(stroke('M318 610C330 760 326 1100 304 1480', 26, '#000', 0.26 * c.dark, 'f16'))}
  ${mirrored(stroke('M376 236C340 330 316 470 316 610', 18, '#000', 0.24 * c.dark, 'f8'))}
  <path d="${BODY}" fill="none" stroke="#000" stroke-width="12" opacity="${0.2 * c.dark}" filter="url(#f8)"/>
  <path d="${BODY}" fill="none" stroke="#fff" stroke-width="5" opacity="${0.28 * c.light}" filter="url(#f8)" transform="translate(3 4)"/>
  ${overlay(c.pale ? maps.paleWeave : maps.weave, c.pale ? 'multiply' : 'soft-light', c.pale ? 0.34 : 0.55)}
  ${seams(c)}
</g>
${collar(c, view)}
</svg>`;
}
