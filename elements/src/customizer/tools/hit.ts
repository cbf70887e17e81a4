import type { Layer } from '@luneo/sdk/design/document.js';
import { centreOf, type Point, turn } from '@luneo/sdk/design/geometry.js';
import type { Box, LayerMetrics } from '@luneo/sdk/layout/display-list.js';
import { frameBounds } from '../within.js';

function contains({ x, y, width, height }: Box, point: Point, slack: number): boolean {
  return point.x >= x - slack && point.x <= x + width + slack && point.y >= y - slack && point.y <= y + height + slack;
}

/** Does the point lie in the layer's turned frame? mm */
export function isInFrame(layer: Layer, point: Point, slack = 0): boolean {
  return contains(layer, turn(point, -layer.rotation, centreOf(layer)), slack);
}

/**
 * The front-most layer that a pointer means: one whose ink is there, else one whose frame is. Hidden and locked layers let
 * the pointer through.
 */
export function layerAt(layers: readonly Layer[], metrics: ReadonlyMap<string, LayerMetrics>, point: Point, slack: number): Layer | null {
  const open = layers.filter((layer) => !layer.hidden && !layer.locked);
  const inked = open.findLast((layer) => {
    const bounds = metrics.get(layer.id)?.bounds;
    return (
      bounds !== null && bounds !== undefined && contains(bounds, point, slack) && (layer.type === 'text' || isInFrame(layer, point, slack))
    );
  });
  return inked ?? open.findLast((layer) => isInFrame(layer, point, slack)) ?? null;
}

/** Layers that a rectangle (mm) touches. */
export function layersIn(layers: readonly Layer[], box: Box): Layer[] {
  return layers.filter((layer) => {
    const frame = frameBounds(layer);
    const isApart =
      frame.x > box.x + box.width || frame.x + frame.width < box.x || frame.y > box.y + box.height || frame.y + frame.height < box.y;
    return !layer.hidden && !layer.locked && !isApart;
  });
}
