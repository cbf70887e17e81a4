import { LuneoError } from '@luneo/sdk';
import type { Adjustments } from '@luneo/sdk/design/document.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { pictureKey } from '@luneo/sdk/paint/adjust.js';
import { paintPng } from '@luneo/sdk/paint/paint-png.js';
import { adjustPicture, fitted } from './adjust-picture.js';
import type { EditorState } from './editor-state.js';
import { layersOf } from './layers.js';
import type { Layouts } from './layouts.js';
import type { Pictures } from './pictures.js';

export interface ExportOptions {
  /** Id of the side; by default the one on the stage. */
  side?: string;
  /** Pixels across; by default the side's required dpi. */
  width?: number;
  /** CSS colour behind the design; transparent without it. */
  background?: string;
  signal?: AbortSignal;
}

/** No edge of a picture is used larger than this. */
const MAX_EDGE = 6_000;
/** px: what browsers and encoders are asked for at most. */
const MAX_WIDTH = 20_000;

/** A design without words needs no shaper. */
const NO_TEXT = {
  hasFont: () => false,
  outline: (): never => {
    throw new Error('there are no fonts');
  },
};

/** PNG of one side's trim from the pictures in full size; see `paintPng`. Rejects with a `LuneoError`. */
export async function exportPng(
  { state, layouts, pictures }: { state: EditorState; layouts: Layouts; pictures: Pictures },
  options: ExportOptions = {},
): Promise<Blob> {
  const { document, product } = state;
  const id = options.side ?? state.side;
  const side = product?.template.sides.find((each) => each.id === id);
  if (!product || !side) throw new LuneoError('not-found', `The product has no side ${id}.`);
  if (!state.fontsReady) throw new LuneoError('conflict', 'The fonts are still loading. Try again in a moment.');
  const width = options.width ?? (side.width / 25.4) * side.requiredDpi;
  if (!(width >= 1 && width <= MAX_WIDTH)) throw new LuneoError('invalid-request', `The width is 1 to ${MAX_WIDTH} pixels.`);
  const laid = layersOf(document, id).map((layer) => layouts.layer(layer, side));
  const list: DisplayList = {
    width: side.width,
    height: side.height,
    bleed: 0,
    items: laid.flatMap(({ items }) => items),
    metrics: laid.flatMap(({ metrics }) => metrics),
  };
  const images = await loadPictures(list, pictures, options.signal);
  const image = (asset: string, adjustments?: Adjustments): CanvasImageSource | undefined => images.get(pictureKey(asset, adjustments));
  return paintPng(list, { shaper: layouts.shaper ?? NO_TEXT, image }, { ...options, width });
}

/** One after the other: each may be large. */
async function loadPictures(list: DisplayList, pictures: Pictures, signal?: AbortSignal): Promise<Map<string, CanvasImageSource>> {
  const loaded = new Map<string, CanvasImageSource>();
  for (const item of list.items) {
    if (item.kind !== 'image') continue;
    const key = pictureKey(item.asset, item.adjustments);
    if (loaded.has(key)) continue;
    signal?.throwIfAborted();
    // oxlint-disable-next-line no-await-in-loop -- see above
    const original = await pictures.original(item.asset);
    const size = fitted({ width: original.naturalWidth, height: original.naturalHeight }, MAX_EDGE);
    // oxlint-disable-next-line no-await-in-loop -- see above
    loaded.set(key, item.adjustments ? await adjustPicture(original, size, item.adjustments) : original);
  }
  return loaded;
}
