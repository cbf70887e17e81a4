import type { Font } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { usedFonts } from '@luneo/sdk/design/walk.js';
import { layoutSide } from '@luneo/sdk/layout/layout.js';
import { createShaper, type Shaper } from '@luneo/sdk/layout/shape.js';
import { paintCanvas2d } from '@luneo/sdk/paint/canvas2d.js';

let loading: Promise<Shaper> | null = null;
const fetching = new Map<string, Promise<void>>();

/** The shaper of the page, with the files of these fonts in it, each fetched once. What cannot be fetched stays undrawn. */
async function shaperWith(wanted: readonly Font[]): Promise<Shaper> {
  loading ??= createShaper(new URL('harfbuzz.wasm', import.meta.url));
  const shaper = await loading;
  const fetched = wanted.map((font) => {
    const known = fetching.get(font.id) ?? load(shaper, font).catch(() => void fetching.delete(font.id));
    fetching.set(font.id, known);
    return known;
  });
  await Promise.all(fetched);
  return shaper;
}

async function load(shaper: Shaper, { id, url }: Font): Promise<void> {
  const reply = await fetch(url, { credentials: 'omit' });
  if (reply.ok) shaper.addFont(id, new Uint8Array(await reply.arrayBuffer()));
}

/**
 * Draws one side by the layout and the painter that shop, print and preview use. The canvas is made `scale` pixels for a millimetre.
 * Pictures of shoppers have no place here; a product begins with words and drawings.
 */
export async function drawSide(
  canvas: HTMLCanvasElement,
  { document, template, sideId, fonts }: { document: DesignDocument; template: ProductTemplate; sideId: string; fonts: readonly Font[] },
  scale: number,
): Promise<void> {
  const used = usedFonts(document);
  const shaper = await shaperWith(fonts.filter(({ id }) => used.has(id)));
  const { width, height, items } = layoutSide(document, template, sideId, { shaper, images: new Map(), codes: null });
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d')!;
  context.scale(canvas.width / width, canvas.height / height);
  paintCanvas2d(context, items, { shaper, image: () => undefined });
}
