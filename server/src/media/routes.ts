import { decodePicture } from '../assets/decode.js';
import { pictureType } from '../assets/kind.js';
import { readName } from '../assets/routes.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { deleteMedia, listMedia, saveMedia, toMedia } from './store.js';

export function mediaRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('media.create', async ({ scope, query, body }) => {
      const picture = await decodePicture({ bytes: body, type: pictureType(body) });
      const row = await saveMedia(deps, scope, readName(query.name), picture);
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
