import type { Layer } from '@luneo/sdk/design/document.js';
import type { LayerPatch } from '@luneo/sdk/design/edits.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { inset } from '@luneo/sdk/design/geometry.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { round } from '../placing.js';
import { type Axis, sizeAlong } from '../tools/spacing.js';
import { commonBounds, frameBounds } from '../within.js';
import type { AlignTo, ArrangeCommand } from './command.js';

type Patches = [string, LayerPatch][];

const EDGES: Partial<Record<ArrangeCommand, readonly [Axis, number]>> = {
  left: ['x', 0],
  centre: ['x', 0.5],
  right: ['x', 1],
  top: ['y', 0],
  middle: ['y', 0.5],
  bottom: ['y', 1],
};

/** What things are aligned to, mm on the side. One alone is aligned to the area. */
export function alignBox(layers: readonly Layer[], side: TemplateSide, to: AlignTo): Box {
  if (to === 'selection' && layers.length > 1) return commonBounds(layers);
  const area = { x: 0, y: 0, width: side.width, height: side.height };
  return to === 'safe' ? inset(area, Math.min(side.safe, side.width / 2, side.height / 2)) : area;
}

/** Patches that bring one edge or the middle of each layer (as it lies on the side) to that of `box`; null for other commands. */
export function aligned(layers: readonly Layer[], box: Box, command: ArrangeCommand): Patches | null {
  const edge = EDGES[command];
  if (!edge) return null;
  const [axis, share] = edge;
  const size = sizeAlong(axis);
  return layers.map((layer) => {
    const frame = frameBounds(layer);
    return [layer.id, { [axis]: round(layer[axis] + box[axis] - frame[axis] + (box[size] - frame[size]) * share) }];
  });
}

/** Patches that make the gaps between neighbours equal; the outermost two stay, or lie at the edges of `within`. Null for too few. */
export function distributed(layers: readonly Layer[], axis: Axis, within: Box | null): Patches | null {
  if (layers.length < (within ? 2 : 3)) return null;
  const size = sizeAlong(axis);
  const middle = (frame: Box): number => frame[axis] + frame[size] / 2;
  const row = layers.map((layer) => ({ layer, frame: frameBounds(layer) })).toSorted((a, b) => middle(a.frame) - middle(b.frame));
  const span = within ?? commonBounds(layers);
  const gap = (span[size] - row.reduce((sum, { frame }) => sum + frame[size], 0)) / (row.length - 1);
  let at = span[axis];
  return row.map(({ layer, frame }) => {
    const patch = { [axis]: round(layer[axis] + at - frame[axis]) };
    at += frame[size] + gap;
    return [layer.id, patch];
  });
}
