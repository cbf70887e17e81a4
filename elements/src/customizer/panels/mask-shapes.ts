import type { ImageLayer, Mask } from '@luneo/sdk/design/document.js';

export type MaskName = 'none' | 'rounded' | 'ellipse' | 'arch' | 'heart' | 'star' | 'hexagon' | 'diamond' | 'flower' | 'shield';

/** Outlines in a 0..1 box. */
const PATHS = {
  arch: 'M0 1V.5A.5 .5 0 0 1 1 .5V1Z',
  heart:
    'M.5 .95C.22 .72 .02 .52 .02 .3C.02 .14 .14 .04 .27 .04C.37 .04 .46 .1 .5 .2C.54 .1 .63 .04 .73 .04C.86 .04 .98 .14 .98 .3C.98 .52 .78 .72 .5 .95Z',
  star: 'M.5 0L.63 .365L1 .382L.71 .625L.809 1L.5 .785L.191 1L.29 .625L0 .382L.37 .365Z',
  hexagon: 'M.25 0H.75L1 .5L.75 1H.25L0 .5Z',
  diamond: 'M.5 0L1 .5L.5 1L0 .5Z',
  flower:
    'M.87 .347A.156 .156 0 0 1 .87 .653A.156 .156 0 0 1 .653 .87A.156 .156 0 0 1 .347 .87A.156 .156 0 0 1 .13 .653A.156 .156 0 0 1 .13 .347A.156 .156 0 0 1 .347 .13A.156 .156 0 0 1 .653 .13A.156 .156 0 0 1 .87 .347Z',
  shield: 'M0 .08C.2 .08 .36 .06 .5 0C.64 .06 .8 .08 1 .08V.5C1 .76 .78 .92 .5 1C.22 .92 0 .76 0 .5Z',
} satisfies Partial<Record<MaskName, string>>;

const SQUARE = 'M.04 .04H.96V.96H.04Z';
const ROUND_SQUARE = 'M.24 .04H.76A.2 .2 0 0 1 .96 .24V.76A.2 .2 0 0 1 .76 .96H.24A.2 .2 0 0 1 .04 .76V.24A.2 .2 0 0 1 .24 .04Z';
const OVAL = 'M.04 .5A.46 .46 0 1 1 .96 .5A.46 .46 0 1 1 .04 .5Z';

export interface MaskChoice {
  name: MaskName;
  mask: Mask | undefined;
  /** The shape in a 0..1 box, to show. */
  d: string;
}

/** Shapes that a picture of this size may be cut to. */
export function maskChoices({ width, height }: Pick<ImageLayer, 'width' | 'height'>): MaskChoice[] {
  const radius = Math.round(Math.min(width, height) * 18) / 100;
  return [
    { name: 'none', mask: undefined, d: SQUARE },
    { name: 'rounded', mask: { kind: 'rounded', radius }, d: ROUND_SQUARE },
    { name: 'ellipse', mask: { kind: 'ellipse' }, d: OVAL },
    ...Object.entries(PATHS).map(([name, d]): MaskChoice => ({ name: name as MaskName, mask: { kind: 'path', d }, d })),
  ];
}

/** Which of them it is; null for an outline of its own. */
export function maskName(mask: Mask | undefined): MaskName | null {
  if (!mask) return 'none';
  if (mask.kind !== 'path') return mask.kind;
  const known = Object.entries(PATHS).find(([, d]) => d === mask.d);
  return (known?.[0] as MaskName | undefined) ?? null;
}
