import { Luneo } from '@luneo/sdk';
import type { DesignDocument, Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { chromiumPath } from '../../.ci/chromium.mjs';
import { ChromiumPage } from '../../sdk/parity/chromium.js';
import { compareRasters, type Difference } from '../../sdk/parity/measure.js';
import { renderPdf } from '../../sdk/parity/render.js';
import type { Demo } from './stack.js';

const bytesOf = async (url: string): Promise<Uint8Array> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

function* within(layers: readonly Layer[]): Generator<Layer> {
  for (const layer of layers) {
    yield layer;
    if (layer.type === 'group') yield* within(layer.layers);
  }
}

/**
 * How a production PDF differs from what the editor's own layout and painter show in Chromium for `document`, by the
 * measure of ARCHITECTURE §4. Fonts and pictures come from the API, as they do for the editor.
 */
export async function comparePrint(demo: Demo, pdf: Uint8Array, document: DesignDocument, sideId: string): Promise<Difference> {
  const luneo = new Luneo({ apiUrl: demo.apiUrl, secretKey: demo.secretKey });
  const product = await luneo.products.get(document.productId);
  const side = product.template.sides.find(({ id }) => id === sideId)!;
  const { layers } = document.sides.find(({ id }) => id === sideId)!;
  const used = new Set(document.fonts.map(({ id }) => id));
  const fonts = (await luneo.fonts.list()).items.filter(({ id }) => used.has(id));
  const assets = [...within(layers)].flatMap((layer) => (layer.type === 'image' ? [layer.asset] : []));
  const page = await ChromiumPage.open(
    (await chromiumPath())!,
    new Map(await Promise.all(fonts.map(async ({ id, url }) => [id, await bytesOf(url)] as const))),
    new Map(await Promise.all(assets.map(async (id) => [id, await bytesOf((await luneo.assets.get(id)).url)] as const))),
  );
  try {
    const list = await layoutOf(page, layers, side);
    const [shown, printed] = [await page.render(list), await renderPdf(pdf, list.width + 2 * list.bleed, list.height + 2 * list.bleed)];
    return compareRasters(shown, printed);
  } finally {
    await page.close();
  }
}

async function layoutOf(page: ChromiumPage, layers: readonly Layer[], side: TemplateSide): Promise<DisplayList> {
  const visible = layers.filter((layer) => !layer.hidden);
  const items = (await Promise.all(visible.map((layer) => page.layout(layer, side)))).flat();
  return { width: side.width, height: side.height, bleed: side.bleed, items, metrics: [] };
}
