import { newId, shapeLayer, textLayer } from '@luneo/sdk/design/create.js';
import type { GroupLayer, Layer, Paint, ShapeLayer } from '@luneo/sdk/design/document.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { round } from '../placing.js';
import { shapeDrawing } from './shape-set.js';

/** `even`: all the same; `middle`: the one in the middle is larger, as for a family's name; `linked`: they reach into each other. */
export const ARRANGEMENTS = ['even', 'middle', 'linked'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** Around the letters. `room`: part of the frame, from its middle, that the letters may fill: its width and its height. */
export const MONOGRAM_FRAMES = {
  none: { ratio: 1.4, room: [1, 1] },
  circle: { ratio: 1, room: [0.73, 0.6] },
  diamond: { ratio: 1, room: [0.62, 0.5] },
  laurel: { ratio: 1, room: [0.6, 0.5] },
  label: { ratio: 1.5, room: [0.78, 0.7] },
} as const satisfies Record<string, { ratio: number; room: readonly [number, number] }>;
export type MonogramFrame = keyof typeof MONOGRAM_FRAMES;

export interface Monogram {
  letters: readonly string[];
  font: string;
  arrangement: Arrangement;
  frame: MonogramFrame;
  paint: Paint;
  /** Thinnest line that can be made, mm. */
  minStroke: number;
  /** What the group and the frame are called. */
  names: { group: string; frame: string };
}

/** How wide the other letters are beside the one in the middle, and how far linked ones reach into each other. */
const BESIDE = 0.68;
const OVERLAP = 0.3;

/** The first three characters that are no white space, as a reader counts them. */
export function initials(text: string): string[] {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes, ({ segment }) => segment)
    .filter((each) => each.trim() !== '')
    .slice(0, 3);
}

/** Where each letter goes, as parts of the room: left edge, width, and height about its middle. */
export function columns(count: number, arrangement: Arrangement): { x: number; width: number; height: number }[] {
  const widths = Array.from({ length: count }, (_, at) => (arrangement === 'middle' && count === 3 && at !== 1 ? BESIDE : 1));
  const overlap = arrangement === 'linked' ? OVERLAP : 0;
  const sum = widths.reduce((total, width) => total + width, 0) - overlap * (count - 1);
  let x = 0;
  return widths.map((width) => {
    const column = { x: x / sum, width: width / sum, height: arrangement === 'middle' && count === 3 ? width : 1 };
    x += width - overlap;
    return column;
  });
}

/** Em size that fits most capitals into a column: they are about 0.72 em wide and high. */
export function letterSize(width: number, height: number): number {
  return Math.min(height / 1.05, width / 0.76);
}

/** Ordinary layers in a group: the frame, then each letter for itself, so that everything can be changed afterwards. */
export function monogramGroup(box: Box, { letters, font, arrangement, frame, paint, minStroke, names }: Monogram): GroupLayer {
  const [wide, high] = MONOGRAM_FRAMES[frame].room;
  const room = { width: box.width * wide, height: box.height * high };
  const [left, top] = [(box.width - room.width) / 2, (box.height - room.height) / 2];
  // The first initial stands first in the direction in which it is read.
  const isRtl = letters.some((letter) => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter));
  const places = columns(letters.length, arrangement);
  const shown = letters.map((letter, at): Layer => {
    const { x, width, height } = places[isRtl ? letters.length - 1 - at : at]!;
    const tall = room.height * height;
    return textLayer({
      x: round(left + x * room.width),
      y: round(top + (room.height - tall) / 2),
      width: round(width * room.width),
      height: round(tall),
      text: letter,
      name: letter,
      font,
      size: round(letterSize(width * room.width, tall)),
      fill: paint,
      // Letters of one row are of one size, however wide they are.
      fit: 'none',
      case: 'upper',
    });
  });
  const around = frameLayer(box, frame, paint, minStroke, names.frame);
  return {
    id: newId(),
    type: 'group',
    name: names.group,
    ...box,
    rotation: 0,
    opacity: 1,
    locked: false,
    hidden: false,
    layers: around ? [around, ...shown] : shown,
  };
}

function frameLayer({ width, height }: Box, frame: MonogramFrame, paint: Paint, minStroke: number, name: string): ShapeLayer | null {
  const line = { width: Math.max(minStroke, round(Math.min(width, height) * 0.015)), paint };
  const base = { name, x: 0, y: 0, width, height };
  switch (frame) {
    case 'none':
      return null;
    case 'diamond':
      return shapeLayer({
        ...base,
        figure: { kind: 'polygon', points: 4 },
        paths: [{ d: 'M50 0L100 50L50 100L0 50Z', fill: null, stroke: line }],
      });
    case 'laurel': {
      const { viewBox, fills = [] } = shapeDrawing('laurel');
      return shapeLayer({ ...base, viewBox: [...viewBox], paths: fills.map((d) => ({ d, fill: paint })) });
    }
    default: {
      const { viewBox, lines = [] } = shapeDrawing(frame === 'circle' ? 'circleFrame' : 'labelFrame');
      return shapeLayer({ ...base, viewBox: [...viewBox], paths: lines.map((d) => ({ d, fill: null, stroke: line })) });
    }
  }
}
