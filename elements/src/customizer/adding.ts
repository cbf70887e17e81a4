import type { Layer } from '@luneo/sdk/design/document.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import type { Place } from './commands.js';
import type { Editor } from './editor.js';
import type { EditLabel } from './editor-state.js';
import { layersOf } from './layers.js';
import { placeArt, round } from './placing.js';
import { frameBounds } from './within.js';

/** Adds what `make` makes for the side on the stage and selects it, as one undoable step. Gives its id; null when it was refused. */
export function addLayer(editor: Editor, label: EditLabel, make: (place: Place) => Layer): string | null {
  const { document, product, side: id } = editor.state;
  const side = editor.templateSide;
  if (!product || !side) return null;
  const layer = make({ document, template: product.template, side });
  return editor.edit({ type: 'add-layer', side: id, layer }, { label }, [layer.id]) ? layer.id : null;
}

/** How much smaller a thing may be made to find a place of its own. */
const SIZES = [1, 0.8, 0.65, 0.5, 0.4];
const STEPS = 12;

/** A frame of this shape that lies on nothing, as large and as near to the middle as can be; else where all art goes. */
export function placeApart({ side, document }: Place, shape: readonly [number, number]): Box {
  const layers = layersOf(document, side.id);
  const taken = layers.filter(({ hidden }) => !hidden).map(frameBounds);
  const usual = placeArt(side, layers, shape);
  for (const size of SIZES) {
    const [width, height] = [round(usual.width * size), round(usual.height * size)];
    const [x, y] = [side.width - 2 * side.safe - width, side.height - 2 * side.safe - height];
    const spots = Array.from({ length: (STEPS + 1) ** 2 }, (_, at) => ({
      x: round(side.safe + (x * (at % (STEPS + 1))) / STEPS),
      y: round(side.safe + (y * Math.floor(at / (STEPS + 1))) / STEPS),
      width,
      height,
    }));
    const free = spots.filter((spot) => !taken.some((box) => overlaps(spot, box)));
    const away = (box: Box): number => Math.hypot(box.x + width / 2 - side.width / 2, box.y + height / 2 - side.height / 2);
    const [best] = free.toSorted((a, b) => away(a) - away(b));
    if (best) return best;
  }
  return usual;
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
