import type { Layer } from '@luneo/sdk/design/document.js';
import { printArea } from '@luneo/sdk/design/print-area.js';
import type { ComposeRequest } from '../ai.js';

/** What a model is told of the design, as one JSON text: no names of people, no addresses, no pictures. */
export function describe({ prompt, product, document, side, fonts, clipart }: ComposeRequest): string {
  const { template } = product;
  return JSON.stringify({
    wish: prompt,
    side,
    product: product.name,
    sides: template.sides.map((each) => ({
      id: each.id,
      name: each.name,
      width: each.width,
      height: each.height,
      printArea: printArea(each).bounds,
      safe: each.safe,
      process: each.process,
      minStroke: each.minStroke,
      minTextHeight: each.minTextHeight,
      colours: each.palette.map(({ name, hex, spot }) => ({ name, fill: spot ? { spot } : hex })),
      places: each.zones.map(({ id, name, aliases, x, y, width, height }) => ({ id, name, aliases, x, y, width, height })),
    })),
    options: template.options,
    fonts: fonts.filter(({ id }) => template.fonts.includes(id)).map(({ id, family, style }) => ({ id, family, style })),
    motifs: clipart.map(({ id, name, viewBox }) => ({ id, name, viewBox })),
    design: { options: document.options, sides: document.sides.map((each) => ({ id: each.id, layers: each.layers.map(short) })) },
  });
}

/** Outlines are long and say nothing. */
function short(layer: Layer): unknown {
  if (layer.type === 'shape') return { ...layer, paths: layer.paths.map(({ fill, stroke }) => ({ fill, stroke })) };
  return layer.type === 'group' ? { ...layer, layers: layer.layers.map(short) } : layer;
}
