import { MUG_PICTURE, type MugColour } from '../catalogue/pictures.js';
import { mix } from './surface.js';

/** Glaze of the handle and of the inside; the outside is white, because that is what the print needs. */
const GLAZES: Readonly<Record<MugColour, string>> = {
  white: '#f4f2ee',
  black: '#26262b',
  brick: '#b5492f',
  ocean: '#2f5d8a',
  sage: '#8fa58c',
};
const BODY = '#faf9f6';

const { width, height, scale, round, place } = MUG_PICTURE;
const TOP = place.y - 4 * scale;
const BOTTOM = TOP + 96 * scale;

const stops = (list: readonly (readonly [number, string, number])[]): string =>
  list.map(([at, colour, opacity]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`).join('');

/** Breaks up the bands that soft gradients show in 8 bits. */
const GRAIN = `<filter id="grain" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
    <feTurbulence type="fractalNoise" baseFrequency="0.9" numOctaves="2" seed="7"/>
    <feColorMatrix values="0 0 0 0 0.5  0 0 0 0 0.47  0 0 0 0 0.44  0 0 0 0.16 -0.05"/>
  </filter>`;

const linear = (id: string, way: string, list: readonly (readonly [number, string, number])[]): string =>
  `<linearGradient id="${id}" ${way}>${stops(list)}</linearGradient>`;

const ACROSS = 'x1="0" y1="0" x2="1" y2="0"';
const DOWN = 'x1="0" y1="0" x2="0" y2="1"';

/** The handle seen from outside, about x = 0: a strap that leaves the wall at two roots. */
function strap(glaze: string): string {
  const [top, bottom] = [TOP + 96, BOTTOM - 112];
  const half = 7 * scale;
  const root = (y: number): string =>
    `<ellipse cx="0" cy="${y}" rx="${half + 20}" ry="42" fill="#4a3a2c" opacity="0.2" filter="url(#soft)"/>` +
    `<ellipse cx="0" cy="${y}" rx="${half + 7}" ry="29" fill="${mix(glaze, '#000000', 0.16)}"/>`;
  return (
    `<rect x="${-half - 12}" y="${top + 34}" width="${half * 2 + 52}" height="${bottom - top - 30}" rx="50" fill="#3b2c1e" opacity="0.2" filter="url(#soft)"/>` +
    root(top + 8) +
    root(bottom - 8) +
    `<rect x="${-half}" y="${top}" width="${half * 2}" height="${bottom - top}" rx="${half * 0.82}" fill="${glaze}"/>` +
    `<rect x="${-half}" y="${top}" width="${half * 2}" height="${bottom - top}" rx="${half * 0.82}" fill="url(#strap)"/>` +
    `<rect x="${half * 0.34}" y="${top + 46}" width="9" height="${bottom - top - 92}" rx="4.500" fill="#fff" opacity="0.5" filter="url(#gleam)"/>`
  );
}

/** The mug's wall laid flat, from handle to handle (the same one): the way that a wrap is printed. */
export function mugWrapSvg(colour: MugColour, table: string): string {
  const glaze = GLAZES[colour];
  const wall = `x="-4" y="${TOP}" width="${width + 8}" height="${BOTTOM - TOP}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<image href="${table}" width="${width}" height="${height}"/>
<defs>
  ${linear('light', ACROSS, [
    [0, '#3a2c20', 0.14],
    [0.09, '#3a2c20', 0.18],
    [0.15, '#3a2c20', 0.08],
    [0.27, '#fff', 0],
    [0.5, '#fff', 0],
    [0.74, '#3a2c20', 0.02],
    [0.85, '#3a2c20', 0.1],
    [0.91, '#3a2c20', 0.2],
    [1, '#3a2c20', 0.16],
  ])}
  ${linear('fall', DOWN, [
    [0, '#fff', 0.7],
    [0.1, '#fff', 0],
    [0.8, '#4a3a2c', 0],
    [0.97, '#4a3a2c', 0.13],
    [1, '#4a3a2c', 0.3],
  ])}
  ${linear('lip', DOWN, [
    [0, '#fff', 0.85],
    [0.45, '#fff', 0.15],
    [1, '#000', 0.16],
  ])}
  ${linear('inside', DOWN, [
    [0, '#000', 0.42],
    [1, '#000', 0.12],
  ])}
  ${linear('strap', ACROSS, [
    [0, '#000', 0.4],
    [0.3, '#000', 0.06],
    [0.62, '#fff', 0.24],
    [0.78, '#fff', 0.05],
    [1, '#000', 0.36],
  ])}
  <filter id="soft" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="13"/></filter>
  <filter id="wide" x="-20%" y="-200%" width="140%" height="500%"><feGaussianBlur stdDeviation="26"/></filter>
  ${GRAIN}
  <filter id="gleam" x="-200%" y="-20%" width="500%" height="140%"><feGaussianBlur stdDeviation="3"/></filter>
</defs>
<rect x="-60" y="${BOTTOM - 22}" width="${width + 120}" height="86" fill="#3b2c1e" opacity="0.42" filter="url(#wide)"/>
<rect x="-4" y="${BOTTOM - 10}" width="${width + 8}" height="22" fill="#2a1f15" opacity="0.5" filter="url(#gleam)"/>
<rect x="-4" y="${TOP - 22}" width="${width + 8}" height="26" fill="${glaze}"/>
<rect x="-4" y="${TOP - 22}" width="${width + 8}" height="26" fill="url(#inside)"/>
<rect ${wall} fill="${BODY}"/>
<rect ${wall} fill="url(#light)"/>
<rect ${wall} fill="url(#fall)"/>
<rect x="-4" y="${TOP - 7}" width="${width + 8}" height="15" rx="7" fill="${BODY}"/>
<rect x="-4" y="${TOP - 7}" width="${width + 8}" height="15" rx="7" fill="url(#lip)"/>
<rect x="-4" y="${TOP + 8}" width="${width + 8}" height="5" fill="#4a3a2c" opacity="0.1" filter="url(#gleam)"/>
<rect x="${width * 0.31}" y="${TOP + 34}" width="26" height="${BOTTOM - TOP - 78}" rx="13" fill="#fff" opacity="0.62" filter="url(#soft)"/>
<rect x="${width * 0.7}" y="${TOP + 46}" width="14" height="${BOTTOM - TOP - 104}" rx="7" fill="#fff" opacity="0.5" filter="url(#soft)"/>
<rect x="-4" y="${BOTTOM - 9}" width="${width + 8}" height="9" fill="#d8d2c8"/>
<rect ${wall} filter="url(#grain)" opacity="0.5"/>
<g transform="translate(${(width - round) / 2} 0)">${strap(glaze)}</g>
<g transform="translate(${(width + round) / 2} 0)">${strap(glaze)}</g>
</svg>`;
}

/** The mug as it stands on the table, for the shop. */
export function mugSvg(colour: MugColour, table: string): string {
  const glaze = GLAZES[colour];
  const [left, right, rim, base] = [470, 1090, 300, 932];
  const middle = (left + right) / 2;
  const radius = (right - left) / 2;
  const bow = 74;
  const foot = radius - 12;
  const body =
    `M${left} ${rim}C${left} ${rim + 400} ${left + 4} ${base - 120} ${left + 12} ${base - 40}` +
    `C${left + 16} ${base + 2} ${middle - foot * 0.6} ${base + bow * 0.62} ${middle} ${base + bow * 0.62}` +
    `C${middle + foot * 0.6} ${base + bow * 0.62} ${right - 16} ${base + 2} ${right - 12} ${base - 40}C${right - 4} ${base - 120} ${right} ${rim + 400} ${right} ${rim}Z`;
  const handle = `M${right - 14} ${rim + 116}C${right + 92} ${rim + 60} ${right + 218} ${rim + 118} ${right + 214} ${rim + 262}C${right + 210} ${rim + 402} ${right + 92} ${rim + 486} ${right - 22} ${rim + 462}`;
  const line = (w: number, paint: string, opacity: number, extra = ''): string =>
    `<path d="${handle}" fill="none" stroke="${paint}" stroke-width="${w}" stroke-linecap="butt" opacity="${opacity}" ${extra}/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1120">
<image href="${table}" width="1600" height="1120"/>
<defs>
  ${linear('round', ACROSS, [
    [0, '#4a3626', 0.34],
    [0.06, '#4a3626', 0.24],
    [0.2, '#4a3626', 0.08],
    [0.34, '#4a3626', 0],
    [0.55, '#4a3626', 0.02],
    [0.72, '#4a3626', 0.1],
    [0.88, '#4a3626', 0.27],
    [0.96, '#4a3626', 0.38],
    [1, '#6a5644', 0.3],
  ])}
  ${linear('foot', DOWN, [
    [0, '#3a2c20', 0],
    [0.74, '#3a2c20', 0],
    [1, '#3a2c20', 0.26],
  ])}
  ${linear('deep', 'x1="0" y1="0" x2="0.7" y2="1"', [
    [0, '#000', 0.6],
    [0.5, '#000', 0.34],
    [1, '#000', 0.05],
  ])}
  <clipPath id="cup"><path d="${body}"/></clipPath>
  <clipPath id="mouth"><ellipse cx="${middle}" cy="${rim}" rx="${radius - 13}" ry="${bow - 9}"/></clipPath>
  <filter id="far" x="-60%" y="-160%" width="220%" height="420%"><feGaussianBlur stdDeviation="34"/></filter>
  <filter id="thin" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="3.500"/></filter>
  ${GRAIN}
  <filter id="near" x="-30%" y="-60%" width="160%" height="220%"><feGaussianBlur stdDeviation="9"/></filter>
</defs>
<ellipse cx="${middle + 110}" cy="${base + 22}" rx="${radius + 130}" ry="52" fill="#3b2c1e" opacity="0.44" filter="url(#far)"/>
<ellipse cx="${middle + 8}" cy="${base + 4}" rx="${radius - 2}" ry="48" fill="#2a1f15" opacity="0.62" filter="url(#near)"/>
${line(66, '#2a1f15', 0.2, 'filter="url(#near)" transform="translate(12 22)"')}
${line(64, mix(glaze, '#000000', 0.42), 1)}
${line(54, glaze, 1)}
${line(26, mix(glaze, '#ffffff', 0.3), 0.5, 'filter="url(#near)" transform="translate(-6 -8)"')}
${line(9, '#ffffff', 0.5, 'filter="url(#thin)" transform="translate(-12 -15)"')}
<path d="${body}" fill="${BODY}"/>
<g clip-path="url(#cup)">
  <rect x="${left}" y="${rim - 20}" width="${right - left}" height="${base - rim + 120}" fill="url(#round)"/>
  <rect x="${left}" y="${rim}" width="${right - left}" height="${base - rim + 60}" fill="url(#foot)"/>
  <rect x="${left + 128}" y="${rim + 96}" width="46" height="${base - rim - 190}" rx="23" fill="#fff" opacity="0.85" filter="url(#near)"/>
  <rect x="${left + 196}" y="${rim + 110}" width="12" height="${base - rim - 220}" rx="6" fill="#fff" opacity="0.6" filter="url(#thin)"/>
  <rect x="${left}" y="${rim - 20}" width="${right - left}" height="${base - rim + 120}" filter="url(#grain)" opacity="0.5"/>
</g>
<ellipse cx="${middle}" cy="${rim}" rx="${radius}" ry="${bow}" fill="#fdfcfa"/>
<ellipse cx="${middle}" cy="${rim}" rx="${radius}" ry="${bow}" fill="none" stroke="#b9aea0" stroke-width="2" opacity="0.7"/>
<ellipse cx="${middle}" cy="${rim}" rx="${radius - 13}" ry="${bow - 9}" fill="${glaze}"/>
<g clip-path="url(#mouth)">
  <rect x="${left}" y="${rim - bow}" width="${right - left}" height="${bow * 2}" fill="url(#deep)"/>
  <ellipse cx="${middle + 70}" cy="${rim + 92}" rx="${radius - 70}" ry="${bow}" fill="${mix(glaze, '#ffffff', 0.25)}" opacity="0.5" filter="url(#near)"/>
</g>
<path d="M${left + 40} ${rim + 34}C${left + 150} ${rim + 82} ${middle + 120} ${rim + 92} ${right - 90} ${rim + 52}" fill="none" stroke="#fff" stroke-width="5" opacity="0.85" filter="url(#near)"/>
</svg>`;
}
