import type { Layer } from '@luneo/sdk/design/document.js';
import type { LayerPatch } from '@luneo/sdk/design/edits.js';
import { centreOf, type Point } from '@luneo/sdk/design/geometry.js';
import { figures } from '../../shared/figures.js';
import type { Step } from '../editor-state.js';
import type { CornerId, EdgeId } from './handles.js';
import { upright } from '../placing.js';
import { commonBounds } from '../within.js';
import { type Guide, snap, snapAngle, snapEdge, type SnapTargets, snapTargets } from './snap.js';
import { type Measure, sizeAlong } from './spacing.js';
import { anchorOf, type Motion, motionPatches, pullEdge, scaleFor, STILL } from './transform.js';
import type { StagePort } from './stage-port.js';

/** Keys held during a gesture. */
export interface Held {
  shift: boolean;
  alt: boolean;
  /** Ctrl or ⌘: nothing snaps. */
  free: boolean;
}

/** What a gesture shows for the present pointer, and what it makes when it is let go. */
export interface Draft {
  /** Layers as they would be. */
  layers: Layer[];
  motion: Motion | null;
  guides: Guide[];
  measures: Measure[];
  note: string;
  patches: [string, LayerPatch][];
}

/** From the pointer (mm on the side) to what it does. Pure: nothing changes before the gesture is made. */
export interface Gesturing {
  step: Step;
  layers: readonly Layer[];
  at(pointer: Point, held: Held): Draft;
}

/** px within which lines attract. */
const SNAP_PX = 6;

const format = ({ locale }: StagePort, ...values: number[]): string[] => figures(locale, ...values);

function asMoved(layer: Layer, motion: Motion): { layer: Layer; patches: [string, LayerPatch][] } {
  const patches = motionPatches(layer, motion);
  return { layer: { ...layer, ...(patches[0]![1] as Partial<Layer>) } as Layer, patches };
}

type Marks = Pick<Draft, 'guides' | 'measures'>;

const NOTHING: Marks = { guides: [], measures: [] };

function draftOf(layers: readonly Layer[], motion: Motion, { guides, measures }: Marks, note: () => string): Draft {
  const moved = layers.map((layer) => asMoved(layer, motion));
  return {
    layers: moved.map((each) => each.layer),
    motion,
    guides,
    measures,
    note: note(),
    patches: moved.flatMap((each) => each.patches),
  };
}

/** Layers that others can snap to while `moving` are held. */
function targetsFor(port: StagePort, held: readonly Layer[]): SnapTargets {
  const ids = new Set(held.map((layer) => layer.id));
  return snapTargets(port.side, port.layers.filter((layer) => !ids.has(layer.id)), port.guides); // prettier-ignore
}

/** Moves layers; shift keeps to one axis, alt and ctrl let nothing snap. */
export function moving(port: StagePort, layers: readonly Layer[], start: Point): Gesturing {
  const all = commonBounds(layers);
  const targets = targetsFor(port, layers);
  const reach = SNAP_PX / port.view.pxPerMm;
  return {
    step: { label: 'move' },
    layers,
    at: (pointer, held) => {
      let [dx, dy] = [pointer.x - start.x, pointer.y - start.y];
      if (held.shift) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
      const near = held.free || held.alt ? null : snap({ ...all, x: all.x + dx, y: all.y + dy }, targets, reach);
      const motion = { ...STILL, dx: dx + (near?.dx ?? 0), dy: dy + (near?.dy ?? 0) };
      return draftOf(layers, motion, near ?? NOTHING, () => `${format(port, all.x + motion.dx, all.y + motion.dy).join(' · ')} mm`);
    },
  };
}

/** The factor near `scale` with which an edge that moves meets a line. Turned frames meet none. */
function scaleToLine(
  frame: Layer,
  corner: CornerId,
  about: Point,
  scale: number,
  targets: SnapTargets,
  reach: number,
): { scale: number; guides: Guide[] } | null {
  if (frame.rotation !== 0) return null;
  const hits = (['x', 'y'] as const).flatMap((axis) => {
    const isFar = axis === 'x' ? corner.endsWith('e') : corner.startsWith('s');
    const edge = frame[axis] + (isFar ? frame[sizeAlong(axis)] : 0);
    const arm = edge - about[axis];
    const hit = snapEdge(targets[axis], about[axis] + arm * scale, reach);
    return hit && Math.abs(arm) > 1e-6 ? [{ scale: (hit.guide.at - about[axis]) / arm, guide: hit.guide, far: Math.abs(hit.by) }] : [];
  });
  const [best] = hits.filter((hit) => hit.scale > 0.01).toSorted((a, b) => a.far - b.far);
  return best ? { scale: best.scale, guides: [best.guide] } : null;
}

const sizeNote =
  (port: StagePort, frame: Layer) =>
  (scale: number): string =>
    `${format(port, frame.width * scale, frame.height * scale).join(' × ')} mm`;

/** Pulls a corner of the common `frame`: everything grows in proportion, text included. Alt: about the centre. Ctrl: nothing snaps. */
export function scaling(port: StagePort, layers: readonly Layer[], frame: Layer, corner: CornerId, start: Point): Gesturing {
  const grip = scaleFor(frame, corner, start);
  const targets = targetsFor(port, layers);
  const reach = SNAP_PX / port.view.pxPerMm;
  const note = sizeNote(port, frame);
  return {
    step: { label: 'resize' },
    layers,
    at: (pointer, { alt, free }) => {
      const from = alt ? scaleFor(frame, corner, start, true) : grip;
      const pivot = anchorOf(frame, corner, alt);
      const wanted = scaleFor(frame, corner, pointer, alt) / from;
      const near = free ? null : scaleToLine(frame, corner, pivot, wanted, targets, reach);
      const scale = near?.scale ?? wanted;
      return draftOf(layers, { ...STILL, pivot, scale }, { guides: near?.guides ?? [], measures: [] }, () => note(scale));
    },
  };
}

/** Turns about the centre of the common `frame`; shift: in steps of 15°. */
export function turning(port: StagePort, layers: readonly Layer[], frame: Layer, start: Point): Gesturing {
  const pivot = centreOf(frame);
  const angleTo = (point: Point): number => (Math.atan2(point.y - pivot.y, point.x - pivot.x) * 180) / Math.PI;
  const grip = angleTo(start);
  return {
    step: { label: 'rotate' },
    layers,
    at: (pointer, held) => {
      const wanted = frame.rotation + angleTo(pointer) - grip;
      const rotation = held.free ? wanted : snapAngle(wanted, held.shift);
      const motion = { ...STILL, pivot, turn: rotation - frame.rotation };
      return draftOf(layers, motion, NOTHING, () => `${format(port, upright(rotation))[0]}°`);
    },
  };
}

/** Pulls an edge: the box of a text, the cut of a picture, the shape of a shape. */
export function pulling(port: StagePort, layer: Layer, edge: EdgeId, start: Point): Gesturing {
  const home = anchorOf(layer, ({ n: 's', s: 'n', e: 'w', w: 'e' } as const)[edge]);
  const axis = edge === 'e' || edge === 'w' ? 'x' : 'y';
  const targets = targetsFor(port, [layer])[axis];
  const reach = SNAP_PX / port.view.pxPerMm;
  return {
    step: { label: layer.type === 'image' ? 'crop' : 'resize' },
    layers: [layer],
    at: (pointer, { free }) => {
      const to = { x: home.x + pointer.x - start.x, y: home.y + pointer.y - start.y };
      const near = free || layer.rotation !== 0 ? null : snapEdge(targets, to[axis], reach);
      if (near) to[axis] += near.by;
      const patch = pullEdge(layer, edge, to);
      const next = { ...layer, ...(patch as Partial<Layer>) } as Layer;
      return {
        layers: [next],
        motion: null,
        guides: near ? [near.guide] : [],
        measures: [],
        note: sizeNote(port, next)(1),
        patches: [[layer.id, patch]],
      };
    },
  };
}

/** Two fingers: moves, scales and turns at once. `pair`: where the fingers are, mm. */
export function pinching(
  port: StagePort,
  layers: readonly Layer[],
  frame: Layer,
  from: readonly [Point, Point],
): { step: Step; layers: readonly Layer[]; at(pair: readonly [Point, Point]): Draft } {
  const middle = ([a, b]: readonly [Point, Point]): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const span = ([a, b]: readonly [Point, Point]): Point => ({ x: b.x - a.x, y: b.y - a.y });
  const pivot = middle(from);
  const before = span(from);
  return {
    step: { label: 'resize' },
    layers,
    at: (pair) => {
      const now = span(pair);
      const scale = Math.max(0.05, Math.hypot(now.x, now.y) / (Math.hypot(before.x, before.y) || 1));
      const turned = ((Math.atan2(now.y, now.x) - Math.atan2(before.y, before.x)) * 180) / Math.PI;
      const turnBy = snapAngle(frame.rotation + turned, false) - frame.rotation;
      const centre = middle(pair);
      const motion = { pivot, dx: centre.x - pivot.x, dy: centre.y - pivot.y, scale, turn: turnBy };
      return draftOf(layers, motion, NOTHING, () => sizeNote(port, frame)(scale));
    },
  };
}
