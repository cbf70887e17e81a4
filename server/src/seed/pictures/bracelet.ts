import { BRACELET_PICTURE, type Metal } from '../catalogue/pictures.js';
import { chain, type Point } from './chain.js';
import { mix } from './surface.js';

/** Tones of a metal from its deepest shade to its glint. */
export interface Tones {
  deep: string;
  shade: string;
  base: string;
  light: string;
  glint: string;
}

const TONES: Readonly<Record<Metal, Tones>> = {
  silver: { deep: '#5d6067', shade: '#9a9da4', base: '#c9cbd0', light: '#ebecef', glint: '#ffffff' },
  'gold-18k': { deep: '#7a5518', shade: '#b98a35', base: '#dcb45c', light: '#f6dc98', glint: '#fff8df' },
  'rose-gold': { deep: '#84493a', shade: '#bd7f6c', base: '#dfa793', light: '#f6d3c5', glint: '#fff3ed' },
  steel: { deep: '#3f4349', shade: '#74797f', base: '#989da3', light: '#c3c7cb', glint: '#f1f3f5' },
};

const { width, height, place } = BRACELET_PICTURE;
const RADIUS = (6 / 60) * place.width;
const middle = place.y + place.height / 2;

const rect = (inset: number, extra: string): string =>
  `<rect x="${place.x + inset}" y="${place.y + inset}" width="${place.width - inset * 2}" height="${place.height - inset * 2}" rx="${RADIUS - inset}" ${extra}/>`;

/** Both halves of the chain, from the plate's ends to the top of the loop. */
function halves(): Point[][] {
  const left: Point[] = [
    [place.x - 38, middle],
    [96, 770],
    [52, 540],
    [214, 366],
    [352, 222],
    [580, 168],
    [782, 168],
  ];
  return [left, left.map(([x, y]): Point => [width - x, y])];
}

function defs(t: Tones): string {
  return `<defs>
  <linearGradient id="face" x1="0" y1="0" x2="0.12" y2="1">
    <stop offset="0" stop-color="${t.light}"/><stop offset="0.2" stop-color="${mix(t.base, t.light, 0.55)}"/>
    <stop offset="0.52" stop-color="${t.base}"/><stop offset="0.8" stop-color="${mix(t.base, t.shade, 0.55)}"/>
    <stop offset="1" stop-color="${mix(t.base, t.light, 0.3)}"/>
  </linearGradient>
  <linearGradient id="sweep" x1="0" y1="0" x2="1" y2="0.1">
    <stop offset="0" stop-color="${t.shade}" stop-opacity="0.6"/><stop offset="0.16" stop-color="${t.glint}" stop-opacity="0.6"/>
    <stop offset="0.34" stop-color="${t.base}" stop-opacity="0"/><stop offset="0.56" stop-color="${t.light}" stop-opacity="0.38"/>
    <stop offset="0.74" stop-color="${t.shade}" stop-opacity="0.42"/><stop offset="0.88" stop-color="${t.light}" stop-opacity="0.55"/>
    <stop offset="1" stop-color="${t.shade}" stop-opacity="0.8"/>
  </linearGradient>
  <linearGradient id="edge" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${t.glint}"/><stop offset="0.35" stop-color="${t.light}"/><stop offset="0.7" stop-color="${t.shade}"/><stop offset="1" stop-color="${t.deep}"/>
  </linearGradient>
  <linearGradient id="bevel" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${t.shade}" stop-opacity="0.7"/><stop offset="0.5" stop-color="${t.base}" stop-opacity="0.15"/><stop offset="1" stop-color="${t.glint}" stop-opacity="0.9"/>
  </linearGradient>
  <linearGradient id="glare" x1="0" y1="0" x2="1" y2="0">
    <stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="0.5" stop-color="#fff" stop-opacity="0.5"/><stop offset="1" stop-color="#fff" stop-opacity="0"/>
  </linearGradient>
  <filter id="brush" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
    <feTurbulence type="fractalNoise" baseFrequency="0.0035 0.55" numOctaves="3" seed="7"/>
    <feColorMatrix values="0 0 0 0 1  0 0 0 0 1  0 0 0 0 1  0 0 0 1.6 -0.62"/>
  </filter>
  <filter id="brushDark" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
    <feTurbulence type="fractalNoise" baseFrequency="0.003 0.6" numOctaves="3" seed="23"/>
    <feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 1.5 -0.62"/>
  </filter>
  <filter id="b34" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="34"/></filter>
  <filter id="b22" x="-30%" y="-80%" width="160%" height="260%"><feGaussianBlur stdDeviation="24"/></filter>
  <filter id="b7" x="-30%" y="-80%" width="160%" height="260%"><feGaussianBlur stdDeviation="7"/></filter>
  <filter id="b3" x="-30%" y="-80%" width="160%" height="260%"><feGaussianBlur stdDeviation="3"/></filter>
  <clipPath id="plate">${rect(0, '')}</clipPath>
</defs>`;
}

function plate(t: Tones): string {
  const right = place.x + place.width;
  return `
${rect(0, `fill="#3a2a1c" opacity="0.42" filter="url(#b22)" transform="translate(16 34)"`)}
${rect(0, `fill="#2a1d12" opacity="0.5" filter="url(#b7)" transform="translate(4 11)"`)}
${rect(-5, `fill="${mix(t.deep, t.shade, 0.35)}" transform="translate(0 6)"`)}
${rect(-5, `fill="url(#edge)"`)}
<g clip-path="url(#plate)">
  ${rect(0, 'fill="url(#face)"')}
  ${rect(0, 'fill="url(#sweep)" opacity="0.8"')}
  ${rect(0, 'filter="url(#brush)" opacity="0.2"')}
  ${rect(0, 'filter="url(#brushDark)" opacity="0.1"')}
  <path d="M${place.x + 90} ${place.y - 20}L${place.x + 250} ${place.y - 20}L${place.x + 150} ${place.y + 260}L${place.x - 10} ${place.y + 260}Z" fill="#fff" opacity="0.2" filter="url(#b22)"/>
  <path d="M${right - 250} ${place.y - 20}L${right - 130} ${place.y - 20}L${right - 230} ${place.y + 270}L${right - 350} ${place.y + 270}Z" fill="#fff" opacity="0.16" filter="url(#b22)"/>
</g>
${rect(7, 'fill="none" stroke="url(#bevel)" stroke-width="3"')}
<rect x="${place.x + 60}" y="${place.y - 4}" width="${place.width - 300}" height="3.500" rx="1.700" fill="url(#glare)" transform="translate(0 1)"/>`;
}

/** A jump ring seen flat. */
function ring(x: number, y: number, t: Tones, scale = 1): string {
  const circle = (r: number, w: number, stroke: string, dx = 0, dy = 0): string =>
    `<circle cx="${dx}" cy="${dy}" r="${r}" fill="none" stroke="${stroke}" stroke-width="${w}"/>`;
  const body = circle(25, 13, t.deep) + circle(25, 10.5, t.shade) + circle(25, 7, t.base) + circle(24, 2.6, t.glint, -1.5, -2.5);
  return `<g transform="translate(${x} ${y}) scale(${scale})">${body}</g>`;
}

/** The bracelet laid in a loop, its plate in front, as an SVG picture. `surface`: data URL of the table top. */
export function braceletSvg(metal: Metal, surface: string): string {
  const t = TONES[metal];
  const links = halves().map((curve) => chain(curve, t));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<image href="${surface}" width="${width}" height="${height}"/>
${defs(t)}
<g opacity="0.16" filter="url(#b34)" fill="#6b5138"><path d="M1250 -60C1400 40 1520 180 1660 330L1720 120L1480 -120Z"/><path d="M1010 -90C1180 80 1420 330 1640 610L1660 560C1460 300 1270 80 1120 -90Z"/></g>
<g opacity="0.4" filter="url(#b7)" transform="translate(6 13)">${links.map((l) => l.shadow).join('')}</g>
${links.map((l) => l.body).join('')}
<g opacity="0.45" filter="url(#b7)" transform="translate(5 10)"><circle cx="${place.x - 16}" cy="${middle}" r="25" fill="none" stroke="#2a1d12" stroke-width="14"/><circle cx="${place.x + place.width + 16}" cy="${middle}" r="25" fill="none" stroke="#2a1d12" stroke-width="14"/></g>
${ring(place.x - 16, middle, t)}${ring(place.x + place.width + 16, middle, t)}${ring(width / 2, 168, t, 0.72)}
${plate(t)}
</svg>`;
}
