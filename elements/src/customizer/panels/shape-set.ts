import { shapeLayer } from '@luneo/sdk/design/create.js';
import type { Figure, Paint, ShapeLayer } from '@luneo/sdk/design/document.js';
import { figurePath, regularRatio } from '@luneo/sdk/layout/figure.js';
import type { Place } from '../commands.js';
import { layersOf } from '../layers.js';
import { defaultPaint, placeArt } from '../placing.js';

/** A shape that can be added. `viewBox` gives its proportions; lines have no fill and a stroke. */
interface Kind {
  viewBox: readonly [number, number];
  figure?: Figure;
  fills?: readonly string[];
  lines?: readonly string[];
}

const figure = (made: Figure, ratio = regularRatio(made)): Kind => ({
  viewBox: [100 * ratio, 100],
  figure: made,
  fills: [figurePath(made, 100 * ratio, 100)],
});
const framed = (made: Figure, ratio: number): Kind => ({
  viewBox: [100 * ratio, 100],
  figure: made,
  lines: [figurePath(made, 100 * ratio, 100)],
});

const ellipse = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${cx - rx} ${cy}A${rx} ${ry} 0 1 1 ${cx + rx} ${cy}A${rx} ${ry} 0 1 1 ${cx - rx} ${cy}Z`;
const box = (inset: number, width: number, height: number): string => `M${inset} ${inset}H${width - inset}V${height - inset}H${inset}Z`;

/** The corners of a frame cut round to the inside, as on old labels. */
function label(width: number, height: number, inset: number, r: number): string {
  const [x2, y2] = [width - inset, height - inset];
  const corner = (x: number, y: number): string => `A${r} ${r} 0 0 0 ${x} ${y}`;
  return (
    `M${inset + r} ${inset}H${x2 - r}${corner(x2, inset + r)}V${y2 - r}${corner(x2 - r, y2)}` +
    `H${inset + r}${corner(inset, y2 - r)}V${inset + r}${corner(inset + r, inset)}Z`
  );
}

/** Two branches of leaves, open at the top. */
function laurel(): string[] {
  const leaf = (angle: number, side: 1 | -1, lean: number): string => {
    const at = (degrees: number, reach: number): string => {
      const turned = (degrees * Math.PI) / 180;
      return `${(50 + side * reach * Math.sin(turned)).toFixed(2)} ${(50 + reach * Math.cos(turned)).toFixed(2)}`;
    };
    const [root, tip] = [at(angle, 42), at(angle + 15, 42 + lean)];
    return `M${root}Q${at(angle + 3, 43 + lean * 0.9)} ${tip}Q${at(angle + 12, 42)} ${root}Z`;
  };
  const angles = Array.from({ length: 9 }, (_, at) => 12 + at * 15);
  return ([1, -1] as const).flatMap((side) => angles.flatMap((angle) => [leaf(angle, side, 8), leaf(angle, side, -9)]));
}

const HEART = 'M50 90C20 68 0 50 0 28C0 12 12 0 27 0C37 0 45 5 50 14C55 5 63 0 73 0C88 0 100 12 100 28C100 50 80 68 50 90Z';
const wave = (width: number): string => {
  const half = width / 12;
  return `M0 8Q${half / 2} -8 ${half} 8T${half * 2} 8${Array.from({ length: 10 }, (_, at) => `T${half * (at + 3)} 8`).join('')}`;
};

/** In the order of the panel: simple ones, signs, frames, dividers. */
export const SHAPES = {
  line: { viewBox: [100, 4], lines: ['M0 2H100'] },
  rectangle: figure({ kind: 'rectangle', radius: 0 }, 1.5),
  rounded: { ...figure({ kind: 'rectangle', radius: 18 }, 1.5), figure: { kind: 'rectangle', radius: 4 } },
  ellipse: { viewBox: [100, 100], fills: [ellipse(50, 50, 50, 50)] },
  triangle: figure({ kind: 'polygon', points: 3 }),
  hexagon: figure({ kind: 'polygon', points: 6 }),
  star: figure({ kind: 'star', points: 5, inner: 0.4 }),
  burst: figure({ kind: 'star', points: 16, inner: 0.8 }),
  heart: { viewBox: [100, 90], fills: [HEART] },
  arrow: { viewBox: [100, 60], fills: ['M0 20H62V0L100 30L62 60V40H0Z'] },
  bubble: {
    viewBox: [100, 84],
    fills: ['M16 0H84A16 16 0 0 1 100 16V48A16 16 0 0 1 84 64H46L26 84V64H16A16 16 0 0 1 0 48V16A16 16 0 0 1 16 0Z'],
  },
  banner: { viewBox: [120, 36], fills: ['M14 0H106V28H14Z', 'M0 8H11V31H22V36H0L8 22Z', 'M120 8H109V31H98V36H120L112 22Z'] },
  circleFrame: { viewBox: [100, 100], lines: [ellipse(50, 50, 50, 50), ellipse(50, 50, 45, 45)] },
  ovalFrame: { viewBox: [100, 72], lines: [ellipse(50, 36, 50, 36), ellipse(50, 36, 46, 32)] },
  frame: { ...framed({ kind: 'rectangle', radius: 12 }, 1.5), figure: { kind: 'rectangle', radius: 3 } },
  doubleFrame: { viewBox: [150, 100], lines: [box(0, 150, 100), box(5, 150, 100)] },
  labelFrame: { viewBox: [150, 100], lines: [label(150, 100, 0, 14), label(150, 100, 5, 12)] },
  laurel: { viewBox: [100, 100], fills: [laurel().join('')] },
  diamondDivider: { viewBox: [120, 10], lines: ['M0 5H50', 'M70 5H120'], fills: ['M60 0L66 5L60 10L54 5Z'] },
  dotsDivider: {
    viewBox: [120, 4],
    lines: ['M0 2H44', 'M76 2H120'],
    fills: [[50, 60, 70].map((x) => ellipse(x, 2, 2, 2)).join('')],
  },
  waveDivider: { viewBox: [120, 16], lines: [wave(120)] },
} as const satisfies Record<string, Kind>;
export type ShapeId = keyof typeof SHAPES;

/** What a shape looks like in the panel. */
export function shapeDrawing(id: ShapeId): Kind {
  return SHAPES[id];
}

/** How thick a new line is: 2 % of the shape, at least what the process can make. mm */
function strokeFor(width: number, minStroke: number): number {
  return Math.max(minStroke, Math.round(width * 0.2) / 10 || 0.3);
}

/** The shape where there is room, in the side's ink. */
export function newShape({ side, document, template }: Place, id: ShapeId, name: string): ShapeLayer {
  const kind = shapeDrawing(id);
  const frame = placeArt(side, layersOf(document, side.id), kind.viewBox);
  const ink: Paint = defaultPaint(side, template, document);
  return shapeLayer({
    ...frame,
    name,
    viewBox: [...kind.viewBox],
    ...(kind.figure && { figure: kind.figure }),
    paths: [
      ...(kind.fills ?? []).map((d) => ({ d, fill: ink })),
      ...(kind.lines ?? []).map((d) => ({ d, fill: null, stroke: { width: strokeFor(frame.width / 2, side.minStroke), paint: ink } })),
    ],
  });
}
