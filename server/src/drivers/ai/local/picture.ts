import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { readImageWish } from '../../../generations/image-wish.js';
import type { ImageRequest, MadeImage } from '../ai.js';
import { AiFailure } from '../failure.js';
import { Lexicon } from './lexicon.js';
import { tokenise } from './tokens.js';

/** Hues of one wash each: light to dark. */
const PALETTES: readonly (readonly [string, string, string])[] = [
  ['#f2c6a0', '#d9773f', '#8a3b1c'],
  ['#bcd9e6', '#4f8fb0', '#1f4a66'],
  ['#d7e3b5', '#7f9f4a', '#3f5524'],
  ['#ecc3d2', '#c2607f', '#6f2742'],
  ['#d9cdea', '#8a72bd', '#43336e'],
];
/** Longer edge in pixels of what is drawn; washes are soft, so the rest is enlarging. */
const DRAWN = 360;
const MOST = { draft: 768, final: 1_536 } as const;

/**
 * A picture without a network: one of our motifs in washes of colour, as a brush would leave them. The same words give the same
 * picture. Throws `AiFailure` (`nonsense`) for what the library does not have: it draws nothing rather than something else.
 */
export async function sketch({ prompt, width, height, quality, isCutOut, clipart }: ImageRequest): Promise<MadeImage> {
  const motif = motifIn(prompt, clipart);
  if (!motif) throw new AiFailure('local', 'nonsense');
  const scale = Math.min(1, MOST[quality] / Math.max(width, height));
  const size = { width: Math.max(64, Math.round(width * scale)), height: Math.max(64, Math.round(height * scale)) };
  const down = Math.min(1, DRAWN / Math.max(size.width, size.height));
  const drawn = { width: Math.round(size.width * down), height: Math.round(size.height * down) };
  const svg = washes(motif, drawn, seedOf(prompt), isCutOut);
  // In two steps: a resize of an SVG is drawn at the new size, which is what costs.
  const small = await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
  const bytes = await sharp(small)
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .png({ compressionLevel: 4 })
    .toBuffer();
  return { bytes, cost: 0, detail: down };
}

/** The motif of ours that a description of a picture names. */
export function motifIn(prompt: string, clipart: readonly Clipart[]): Clipart | null {
  const lexicon = new Lexicon(clipart.flatMap((each) => [each.name, ...each.aliases].map((alias) => [alias, each] as const)));
  const tokens = tokenise(readImageWish(prompt)?.subject ?? prompt);
  for (let at = 0; at < tokens.length; at++) {
    const found = lexicon.find(tokens, at);
    if (found) return found.values[0]!;
  }
  return null;
}

const seedOf = (prompt: string): Buffer => createHash('sha256').update(prompt.normalize('NFKC').toLowerCase().trim()).digest();

/** Three layers of paint with torn edges, the lightest at the back, on paper. */
function washes(
  { viewBox, paths }: Clipart,
  { width, height }: { width: number; height: number },
  seed: Buffer,
  isCutOut: boolean,
): string {
  const palette = PALETTES[seed[0]! % PALETTES.length]!;
  const scale = (0.74 * Math.min(width, height)) / Math.max(...viewBox);
  const [x, y] = [(width - viewBox[0] * scale) / 2, (height - viewBox[1] * scale) / 2];
  const edge = Math.max(2, Math.min(width, height) / 60);
  const layer = (colour: string, i: number): string => {
    const [dx, dy] = [((seed[i + 1]! / 255) * 2 - 1) * edge, ((seed[i + 4]! / 255) * 2 - 1) * edge];
    const drawn = paths.map(({ d }) => `<path d="${d}" fill="${colour}"/>`).join('');
    return `<g filter="url(#wash${i})" opacity="${[0.75, 0.6, 0.5][i]}" transform="translate(${x + dx} ${y + dy}) scale(${scale})">${drawn}</g>`;
  };
  const filter = (i: number): string =>
    `<filter id="wash${i}" x="-20%" y="-20%" width="140%" height="140%"><feTurbulence type="fractalNoise" baseFrequency="${0.012 + i * 0.014}" ` +
    `numOctaves="3" seed="${seed[i + 8]}"/><feDisplacementMap in="SourceGraphic" scale="${edge * (3 - i)}" xChannelSelector="R" yChannelSelector="G"/>` +
    `<feGaussianBlur stdDeviation="${(edge / 6) * (2 - i)}"/></filter>`;
  const paper = isCutOut ? '' : `<rect width="100%" height="100%" fill="#fbf7ef"/>`;
  const filters = palette.map((_, i) => filter(i)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${filters}</defs>` +
    `${paper}${palette.map(layer).join('')}</svg>`
  );
}
