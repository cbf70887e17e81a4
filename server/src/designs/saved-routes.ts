import type { Knex } from 'knex';
import type { Deps } from '../deps.js';
import { createOnce, createSame, readIdempotency } from '../idempotency.js';
import { route, type Route } from '../route.js';
import { finalizeRows } from './finalize-rows.js';
import { readShared, remix } from './remix.js';
import { createShare, deleteShare, getShare, listShares } from './shares.js';
import { etag } from './store.js';
import { createVersion, deleteVersion, getVersion, listVersions } from './versions.js';

/** Versions of designs, links to them, and team lists. */
export function savedRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('designs.versions.list', async ({ scope, params }) => ({
      status: 200,
      body: { items: await listVersions(db, scope, params.designId) },
    })),
    route('designs.versions.create', async ({ scope, params, body, request }) => {
      const create = async (tx: Knex) => {
        const made = await createVersion(tx, scope, params.designId, body.name);
        return { id: made.id, made };
      };
      const again = async (id: string) => {
        const { document: _, ...version } = await getVersion(db, scope, params.designId, id);
        return version;
      };
      return { status: 201, body: await createOnce(db, readIdempotency(request, scope, body), create, again) };
    }),
    route('designs.versions.get', async ({ scope, params }) => ({
      status: 200,
      body: await getVersion(db, scope, params.designId, params.versionId),
    })),
    route('designs.versions.delete', async ({ scope, params }) => {
      await deleteVersion(db, scope, params.designId, params.versionId);
      return { status: 204 };
    }),
    route('designs.shares.list', async ({ scope, params }) => ({
      status: 200,
      body: { items: await listShares(db, config, scope, params.designId) },
    })),
    route('designs.shares.create', async ({ scope, params, body, request }) => {
      const create = async (tx: Knex) => {
        const made = await createShare(tx, config, scope, params.designId, body);
        return { id: made.id, made };
      };
      const once = readIdempotency(request, scope, body);
      return { status: 201, body: await createOnce(db, once, create, (id) => getShare(db, config, scope, id)) };
    }),
    route('designs.shares.delete', async ({ scope, params }) => {
      await deleteShare(db, scope, params.designId, params.shareId);
      return { status: 204 };
    }),
    route('shared.get', async ({ scope, params }) => ({ status: 200, body: await readShared(deps, scope, params.token) })),
    route('shared.remix', async ({ scope, params, request }) => {
      const design = await remix(deps, scope, params.token, readIdempotency(request, scope, {}));
      return { status: 201, body: design, headers: { Location: `/v1/designs/${design.id}`, ETag: etag(design) } };
    }),
    route('designs.rows.finalize', async ({ scope, params, body, request }) => {
      const freeze = () => finalizeRows(deps, scope, params.designId, body);
      const once = readIdempotency(request, scope, body);
      return { status: 201, body: await createSame(db, once, freeze, () => params.designId, freeze) };
    }),
  ];
}
