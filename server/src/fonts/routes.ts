import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { createFont, listFonts, withUrl } from './store.js';

export function fontRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('fonts.list', async ({ scope }) => {
      const fonts = await listFonts(db, scope);
      return { status: 200, body: { items: fonts.map((font) => withUrl(font, config.publicUrl)) } };
    }),

    route('fonts.create', async ({ scope, query, body }) => {
      const font = await createFont(deps, scope, { family: query.family, style: query.style ?? 'sans', bytes: body });
      return { status: 201, body: withUrl(font, config.publicUrl) };
    }),
  ];
}
