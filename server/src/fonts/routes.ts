import type { Deps } from '../deps.js';
import { contentOf, createSame, readIdempotency } from '../idempotency.js';
import { route, type Route } from '../route.js';
import { createFont, getFont, listFonts, withUrl } from './store.js';

export function fontRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('fonts.list', async ({ scope }) => {
      const fonts = await listFonts(db, scope);
      return { status: 200, body: { items: fonts.map((font) => withUrl(font, config.publicUrl)) } };
    }),

    route('fonts.create', async ({ scope, query, body, request }) => {
      const once = readIdempotency(request, scope, [query, contentOf(request, body)]);
      const create = () => createFont(deps, scope, { family: query.family, style: query.style ?? 'sans', bytes: body });
      const font = await createSame(db, once, create, idOf, (id) => getFont(db, scope, id));
      return { status: 201, body: withUrl(font, config.publicUrl) };
    }),
  ];
}

const idOf = ({ id }: { id: string }): string => id;
