import type { Font } from '@luneo/sdk/contracts/products.js';

const loading = new Map<string, Promise<string | null>>();

/**
 * Loads a font of the brand for previews and gives the CSS family to use, or null when it cannot be loaded. The bytes are
 * fetched (connect-src) rather than linked, as the layout does, so the browser's cache serves both.
 */
export function previewFamily(font: Font): Promise<string | null> {
  let family = loading.get(font.hash);
  if (!family) loading.set(font.hash, (family = load(font)));
  return family;
}

async function load({ id, hash, url }: Font): Promise<string | null> {
  try {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`${reply.status}`);
    const face = new FontFace(`luneo-${id}`, await reply.arrayBuffer());
    document.fonts.add(await face.load());
    return `"luneo-${id}"`;
  } catch {
    loading.delete(hash);
    return null;
  }
}
