import type { TextLayer } from '@luneo/sdk/design/document.js';
import type { LayerMetrics } from '@luneo/sdk/layout/display-list.js';
import { round } from '../placing.js';
import { radiusOf } from './bend.js';

/** What a text can run along; a path that was drawn elsewhere is `path`. */
export const LINES = ['straight', 'arc', 'wave', 'circle'] as const;
export type Line = (typeof LINES)[number] | 'path';

/** Round the frame clockwise from its lowest point, so that text in its middle is at the top. */
const CIRCLE = 'M.5 1A.5 .5 0 0 1 .5 0A.5 .5 0 0 1 .5 1Z';
/** Room between the last and the first letter round a circle, as a share of the text. */
const GAP = 0.18;
/** Of a text whose width is not measured: em for each character. */
const WIDE = 0.6;

type Frame = Pick<TextLayer, 'x' | 'y' | 'width' | 'height'>;

export function lineOf({ curve }: Pick<TextLayer, 'curve'>): Line {
  if (!curve) return 'straight';
  return curve.kind !== 'path' ? curve.kind : curve.d === CIRCLE ? 'circle' : 'path';
}

/** Fields that lay the text on another line, large enough for it and about the same centre. */
export function onLine(layer: TextLayer, line: Line, measured?: LayerMetrics): Partial<TextLayer> {
  const size = Math.max(...layer.runs.map((run) => run.size));
  const wide = lineOf(layer) === 'circle' ? layer.width * Math.PI : layer.width;
  const level = { ...about(layer, wide, lineOf(layer) === 'circle' ? size * 1.5 : layer.height), verticalAlign: 'middle' as const };
  if (line === 'arc') return { ...level, curve: { kind: 'arc', radius: radiusOf(0.35, { width: wide })! } };
  if (line === 'wave') {
    const amplitude = round(size * 0.4);
    return { ...about(layer, wide, Math.max(level.height, size * 2.4)), verticalAlign: 'middle', curve: wave(amplitude, wide) };
  }
  if (line !== 'circle') return { ...level, curve: undefined };
  const length = naturalWidth(layer, size, measured) * (1 + GAP);
  const across = Math.max(length / Math.PI, size * 2);
  return { ...about(layer, across, across), align: 'center', verticalAlign: 'bottom', curve: { kind: 'path', d: CIRCLE } };
}

/** A wave of one period across `width` mm. */
function wave(amplitude: number, width: number): TextLayer['curve'] {
  return { kind: 'wave', amplitude, length: Math.max(1, round(width)) };
}

/** A frame of another size with the same centre. */
function about({ x, y, width, height }: Frame, wide: number, high: number): Frame {
  return { x: round(x + (width - wide) / 2), y: round(y + (height - high) / 2), width: round(wide), height: round(high) };
}

function naturalWidth(layer: TextLayer, size: number, measured?: LayerMetrics): number {
  const inked = layer.curve || layer.rotation !== 0 ? null : measured?.bounds;
  if (inked) return inked.width / measured!.scale;
  return layer.runs.reduce((sum, run) => sum + run.text.length * run.size * WIDE, 0) || size;
}
