import type { Deps } from '../deps.js';
import { contentOf, createSame, readIdempotency } from '../idempotency.js';
import { route, type Route } from '../route.js';
import { decodePicture } from './decode.js';
import { pictureType } from './kind.js';
import { getAsset, keepAsset, saveAsset, toAsset } from './store.js';

export function assetRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('assets.create', async ({ scope, query, body, request }) => {
      const once = readIdempotency(request, scope, [query, contentOf(request, body)]);
      const create = async () =>
        saveAsset(deps, scope, readName(query.name), await decodePicture({ bytes: body, type: pictureType(body) }));
      const row = await createSame(db, once, create, idOf, (id) => getAsset(db, scope, id));
      return { status: 201, body: toAsset(row, config), headers: { Location: `/v1/assets/${row.id}` } };
    }),

    route('assets.get', async ({ scope, params }) => ({ status: 200, body: toAsset(await getAsset(db, scope, params.assetId), config) })),

    route('assets.keep', async ({ scope, params, body }) => ({
      status: 200,
      body: toAsset(await keepAsset(db, scope, params.assetId, body.kept), config),
    })),
  ];
}

const idOf = ({ id }: { id: string }): string => id;

/** The file's name as the shopper knows it, without folders and control characters. */
export function readName(name = 'Picture'): string {
  const plain = name
    .replaceAll(/[\p{Cc}\p{Surrogate}]/gu, '')
    .replace(/^.*[\\/]/s, '')
    .trim();
  return plain || 'Picture';
}
