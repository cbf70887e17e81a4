import type { Clipart } from '@luneo/sdk/contracts/products.js';
import type { Layer, ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import { textOf, walkLayers } from '@luneo/sdk/design/walk.js';
import type { ComposeRequest } from '../ai.js';

/** What is on the side already. `isSample`: a start layer that the shopper has not touched. */
export interface Scene {
  texts: { layer: TextLayer; text: string; isSample: boolean }[];
  motifs: { layer: ShapeLayer; clipart: string; isSample: boolean }[];
  pictures: Layer[];
  /** Unlocked layers, back to front. */
  all: Layer[];
  samples: ReadonlySet<string>;
  clipart: ReadonlyMap<string, Clipart>;
}

/** Layers that the shopper may change; locked ones are none of ours. */
export function readScene({ document, product, side, clipart }: ComposeRequest): Scene {
  const start = new Map(product.template.start.flatMap((each) => each.layers).map((layer) => [layer.id, JSON.stringify(layer)]));
  const layers = [...walkLayers(document.sides.find((each) => each.id === side)?.layers ?? [])]
    .filter(({ layer, path }) => !layer.locked && !path.some((group) => group.locked))
    .map(({ layer }) => layer);
  const samples = new Set(layers.filter((layer) => start.get(layer.id) === JSON.stringify(layer)).map((layer) => layer.id));
  const isSample = (layer: Layer): boolean => samples.has(layer.id);
  return {
    texts: layers.flatMap((layer) => (layer.type === 'text' ? [{ layer, text: textOf(layer), isSample: isSample(layer) }] : [])),
    motifs: layers.flatMap((layer) => (layer.type === 'shape' ? [{ layer, clipart: layer.clipart ?? '', isSample: isSample(layer) }] : [])),
    pictures: layers.filter((layer) => layer.type === 'image'),
    all: layers.filter((layer) => layer.type !== 'group'),
    samples,
    clipart: new Map(clipart.map((motif) => [motif.id, motif])),
  };
}
