import { decodePicture } from '../assets/decode.js';
import { pictureType } from '../assets/kind.js';
import { readName } from '../assets/routes.js';
import type { Deps } from '../deps.js';
import { contentOf, createSame, readIdempotency } from '../idempotency.js';
import { route, type Route } from '../route.js';
import { deleteMedia, getMedia, listMedia, saveMedia, toMedia } from './store.js';

export function mediaRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('media.create', async ({ scope, query, body, request }) => {
      const once = readIdempotency(request, scope, [query, contentOf(request, body)]);
      const create = async () =>
        saveMedia(deps, scope, readName(query.name), await decodePicture({ bytes: body, type: pictureType(body) }));
      const row = await createSame(db, once, create, idOf, (id) => getMedia(db, scope, id));
      return { status: 201, body: toMedia(row, config.publicUrl) };
    }),

    route('media.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listMedia(db, scope, query);
      return { status: 200, body: { items: rows.map((row) => toMedia(row, config.publicUrl)), nextCursor } };
    }),

    route('media.delete', async ({ scope, params }) => {
      await deleteMedia(deps, scope, params.mediaId);
      return { status: 204 };
    }),
  ];
}

const idOf = ({ id }: { id: string }): string => id;
