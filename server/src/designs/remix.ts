import type { Knex } from 'knex';
import type { Design } from '@luneo/sdk/contracts/designs.js';
import type { SharedDesign } from '@luneo/sdk/contracts/saved.js';
import type { DesignDocument, FieldValue, Layer } from '@luneo/sdk/design/document.js';
import { usedAssets } from '@luneo/sdk/design/walk.js';
import { type AssetRow, saveAsset, toAsset } from '../assets/store.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { createOnce, type Idempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { type Opened, openShare } from './shares.js';
import { createDesign, getDesign, toDesign, visible } from './store.js';

/** A shared design without its team list: names and numbers are of people who did not share them. */
function shown({ design }: Opened): { document: DesignDocument; name: string } {
  const { document, name } = toDesign(design);
  const rest = { ...document };
  delete rest.rows;
  return { document: rest, name };
}

/** The pictures that the design places, of those that its owner may use. */
const picturesOf = (db: Knex, { owner }: Opened, document: DesignDocument): Promise<AssetRow[]> =>
  asSystem(db, async () => (await visible(db<AssetRow>('assets').whereIn('id', [...usedAssets(document)]), owner)) as AssetRow[]);

export async function readShared({ db, config }: Deps, scope: Scope, token: string): Promise<SharedDesign> {
  const opened = await openShare(db, config, scope, token);
  const { document, name } = shown(opened);
  const assets = (await picturesOf(db, opened, document)).map((row) => {
    const { ownerId: _, name: _name, ...asset } = toAsset(row, config);
    return asset;
  });
  return { kind: opened.kind, name, productId: document.productId, document, assets, expiresAt: opened.expiresAt };
}

/**
 * A copy for the caller, whose pictures are copies as well: they stay when the one who shared goes, and nobody reaches theirs.
 * Throws `forbidden` for a link to look at.
 */
export async function remix(deps: Deps, scope: Scope, token: string, once: Idempotency): Promise<Design> {
  const { db, config } = deps;
  const opened = await openShare(db, config, scope, token);
  if (opened.kind !== 'remix') throw new Problem('forbidden', 'This link is to look at only. Ask for one that may be changed.');
  const { document, name } = shown(opened);
  const ids = new Map<string, string>();
  for (const row of await picturesOf(db, opened, document)) {
    const copy = await copyPicture(deps, scope, row);
    if (copy) ids.set(row.id, copy.id);
  }
  const own = withAssets(document, ids);
  return createOnce(
    db,
    once,
    async (tx) => {
      const made = await createDesign(tx, scope, { document: own, name });
      return { id: made.id, made };
    },
    (id) => getDesign(db, scope, id),
  );
}

/** The same bytes under the caller's name; the same picture twice is one. */
async function copyPicture(deps: Deps, scope: Scope, row: AssetRow): Promise<AssetRow | null> {
  const [bytes, preview] = [await deps.files.get(row.file_key), await deps.files.get(row.preview_key)];
  if (!bytes || !preview) return null;
  const { mime, width, height, has_alpha, name } = row;
  return saveAsset(deps, scope, name, { bytes, preview, mime, width, height, hasAlpha: Boolean(has_alpha) });
}

function withAssets(document: DesignDocument, ids: ReadonlyMap<string, string>): DesignDocument {
  const swap = (layer: Layer): Layer => {
    if (layer.type === 'group') return { ...layer, layers: layer.layers.map(swap) };
    return layer.type === 'image' && ids.has(layer.asset) ? { ...layer, asset: ids.get(layer.asset)! } : layer;
  };
  const value = (given: FieldValue): FieldValue =>
    typeof given === 'object' && ids.has(given.asset) ? { ...given, asset: ids.get(given.asset)! } : given;
  return {
    ...document,
    sides: document.sides.map((side) => ({ ...side, layers: side.layers.map(swap) })),
    ...(document.values && { values: Object.fromEntries(Object.entries(document.values).map(([name, given]) => [name, value(given)])) }),
  };
}
