import type { Layer } from '@luneo/sdk/design/document.js';
import type { LayerPatch } from '@luneo/sdk/design/edits.js';
import { boundsOf, centreOf, type Point } from '@luneo/sdk/design/geometry.js';
import { figures } from '../../shared/figures.js';
import type { Step } from '../editor-state.js';
import type { CornerId, EdgeId } from './handles.js';
import { frameBounds, type Guide, snap, snapAngle, snapTargets } from './snap.js';
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

function draftOf(layers: readonly Layer[], motion: Motion, guides: Guide[], note: (first: Layer) => string): Draft {
  const moved = layers.map((layer) => asMoved(layer, motion));
  return {
    layers: moved.map((each) => each.layer),
    motion,
    guides,
    note: note(moved[0]!.layer),
    patches: moved.flatMap((each) => each.patches),
  };
}

/** Moves layers; shift keeps to one axis. */
export function moving(port: StagePort, layers: readonly Layer[], start: Point): Gesturing {
  const boxes = layers.map(frameBounds);
  const all = boundsOf(boxes.flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }])); // prettier-ignore
  const ids = new Set(layers.map((layer) => layer.id));
  const targets = snapTargets(port.side, port.layers.filter((layer) => !ids.has(layer.id))); // prettier-ignore
  const reach = SNAP_PX / port.view.pxPerMm;
  return {
    step: { label: 'move' },
    layers,
    at: (pointer, held) => {
      let [dx, dy] = [pointer.x - start.x, pointer.y - start.y];
      if (held.shift) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
      const near = held.free ? null : snap({ ...all, x: all.x + dx, y: all.y + dy }, targets, reach);
      const motion = { ...STILL, dx: dx + (near?.dx ?? 0), dy: dy + (near?.dy ?? 0) };
      return draftOf(layers, motion, near?.guides ?? [], ({ x, y }) => `${format(port, x, y).join(' · ')} mm`);
    },
  };
}

/** Pulls a corner: everything grows in proportion, text included. Alt: about the centre. */
export function scaling(port: StagePort, layer: Layer, corner: CornerId, start: Point): Gesturing {
  const grip = scaleFor(layer, corner, start);
  return {
    step: { label: 'resize' },
    layers: [layer],
    at: (pointer, { alt }) => {
      const from = alt ? scaleFor(layer, corner, start, true) : grip;
      const scale = scaleFor(layer, corner, pointer, alt) / from;
      const motion = { ...STILL, pivot: anchorOf(layer, corner, alt), scale };
      return draftOf([layer], motion, [], ({ width, height }) => `${format(port, width, height).join(' × ')} mm`);
    },
  };
}

/** Turns about the centre; shift: in steps of 15°. */
export function turning(port: StagePort, layer: Layer, start: Point): Gesturing {
  const pivot = centreOf(layer);
  const angleTo = (point: Point): number => (Math.atan2(point.y - pivot.y, point.x - pivot.x) * 180) / Math.PI;
  const grip = angleTo(start);
  return {
    step: { label: 'rotate' },
    layers: [layer],
    at: (pointer, held) => {
      const wanted = layer.rotation + angleTo(pointer) - grip;
      const rotation = held.free ? wanted : snapAngle(wanted, held.shift);
      return draftOf([layer], { ...STILL, pivot, turn: rotation - layer.rotation }, [], (turned) => `${format(port, turned.rotation)[0]}°`);
    },
  };
}

/** Pulls an edge: the box of a text, the cut of a picture, the shape of a shape. */
export function pulling(port: StagePort, layer: Layer, edge: EdgeId, start: Point): Gesturing {
  const home = anchorOf(layer, ({ n: 's', s: 'n', e: 'w', w: 'e' } as const)[edge]);
  return {
    step: { label: layer.type === 'image' ? 'crop' : 'resize' },
    layers: [layer],
    at: (pointer) => {
      const patch = pullEdge(layer, edge, { x: home.x + pointer.x - start.x, y: home.y + pointer.y - start.y });
      const next = { ...layer, ...(patch as Partial<Layer>) } as Layer;
      const note = `${format(port, next.width, next.height).join(' × ')} mm`;
      return { layers: [next], motion: null, guides: [], note, patches: [[layer.id, patch]] };
    },
  };
}

/** Two fingers: moves, scales and turns at once. `pair`: where the fingers are, mm. */
export function pinching(
  port: StagePort,
  layers: readonly Layer[],
  from: readonly [Point, Point],
): { step: Step; layers: readonly Layer[]; at(pair: readonly [Point, Point]): Draft } {
  const middle = ([a, b]: readonly [Point, Point]): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const span = ([a, b]: readonly [Point, Point]): Point => ({ x: b.x - a.x, y: b.y - a.y });
  const pivot = middle(from);
  const before = span(from);
  const [first] = layers;
  return {
    step: { label: 'resize' },
    layers,
    at: (pair) => {
      const now = span(pair);
      const scale = Math.max(0.05, Math.hypot(now.x, now.y) / (Math.hypot(before.x, before.y) || 1));
      const turned = ((Math.atan2(now.y, now.x) - Math.atan2(before.y, before.x)) * 180) / Math.PI;
      const turnBy = snapAngle(first!.rotation + turned, false) - first!.rotation;
      const centre = middle(pair);
      const motion = { pivot, dx: centre.x - pivot.x, dy: centre.y - pivot.y, scale, turn: turnBy };
      return draftOf(layers, motion, [], ({ width, height }) => `${format(port, width, height).join(' × ')} mm`);
    },
  };
}
