import type { Font } from '@luneo/sdk/contracts/products.js';
import type { App } from '../shell/app.js';

const known = new WeakMap<App, Promise<readonly Font[]>>();

/** Fonts of the brand, asked for once while products are edited. */
export function fontsOfBrand(app: App): Promise<readonly Font[]> {
  const fonts = known.get(app) ?? app.api.fonts.list().then(({ items }) => items);
  known.set(app, fonts);
  fonts.catch(() => known.delete(app));
  return fonts;
}
