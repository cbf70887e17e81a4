import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Layer } from '@luneo/sdk/design/document.js';
import { textOf } from '@luneo/sdk/design/walk.js';
import { around, type Box, middle } from './geometry.js';
import { widthPerEm } from './letters.js';

/** Where a layer's ink is likely to be, turned layers by their largest extent. */
export function likelyInk(layer: Layer, fonts: readonly Font[]): Box {
  let box: Box = { x: layer.x, y: layer.y, width: layer.width, height: layer.height };
  if (layer.type === 'text') {
    const [run] = layer.runs;
    const font = fonts.find((each) => each.id === run!.font);
    const width = font ? Math.min(layer.width, widthPerEm(textOf(layer), font, layer.case) * run!.size) : layer.width;
    const height =
      layer.fit === 'wrap' || layer.curve ? layer.height : Math.min(layer.height, run!.size * 1.1 * textOf(layer).split('\n').length);
    const x =
      layer.align === 'start' ? layer.x : layer.align === 'end' ? layer.x + layer.width - width : layer.x + (layer.width - width) / 2;
    box = { x, y: layer.y + (layer.height - height) / 2, width, height };
  }
  const a = (layer.rotation * Math.PI) / 180;
  const [c, s] = [Math.abs(Math.cos(a)), Math.abs(Math.sin(a))];
  return layer.rotation === 0 ? box : around(middle(layer), box.width * c + box.height * s, box.width * s + box.height * c);
}
