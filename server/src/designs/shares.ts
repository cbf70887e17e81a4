import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import type { Share, ShareCreate, ShareKind } from '@luneo/sdk/contracts/saved.js';
import type { Scope } from '../auth/scope.js';
import type { Config } from '../config.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';
import { notFound, Problem } from '../problem.js';
import { type DesignRow, getDesignRow, visible } from './store.js';

/** Links that one design may have at once. */
const MOST = 20;

interface ShareRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  design_id: string;
  kind: ShareKind;
  expires_at: string | null;
  created_at: string;
}

type Secret = Pick<Config, 'secret'>;

/** The id signed with the server's secret: nothing in the database opens a design, and nobody finds a link by trying. */
const tokenOf = ({ secret }: Secret, id: string): string => `${id}.${signature(secret, id)}`;
const signature = (secret: string, id: string): string => createHmac('sha256', secret).update(`share:${id}`).digest('base64url');

/** The share that the token was made for; null for any other text. */
function idOf({ secret }: Secret, token: string): string | null {
  const [id = '', given = ''] = token.split('.');
  const expected = Buffer.from(signature(secret, id));
  const shown = Buffer.from(given);
  return shown.length === expected.length && timingSafeEqual(shown, expected) ? id : null;
}

const now = (): string => new Date().toISOString();
const open = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.where((either) => void either.whereNull('expires_at').orWhere('expires_at', '>', now()));

export async function listShares(db: Knex, config: Secret, scope: Scope, designId: string): Promise<Share[]> {
  await getDesignRow(db, scope, designId);
  const rows = await open(visible(db<ShareRow>('design_shares'), scope).where({ design_id: designId }))
    .orderBy('id', 'desc')
    .limit(MOST);
  return (rows as ShareRow[]).map((row) => toShare(config, row));
}

/** In the caller's transaction. Throws `conflict` beyond the most that may be open; links that ended make room. */
export async function createShare(tx: Knex, config: Secret, scope: Scope, designId: string, { kind, days }: ShareCreate): Promise<Share> {
  const design = await getDesignRow(tx, scope, designId);
  const of = { design_id: designId, brand_id: scope.brandId };
  await tx<ShareRow>('design_shares').where(of).where('expires_at', '<=', now()).delete();
  const [{ count }] = (await tx<ShareRow>('design_shares').where(of).count({ count: '*' })) as unknown as [{ count: number | string }];
  if (Number(count) >= MOST) throw new Problem('conflict', `A design has at most ${MOST} links. End one that you no longer need.`);
  const row: ShareRow = {
    id: newId('shr'),
    brand_id: design.brand_id,
    owner_id: design.owner_id,
    mode: design.mode,
    design_id: designId,
    kind,
    expires_at: days === undefined ? null : new Date(Date.now() + days * 86_400_000).toISOString(),
    created_at: now(),
  };
  await tx<ShareRow>('design_shares').insert(row);
  return toShare(config, row);
}

export async function getShare(db: Knex, config: Secret, scope: Scope, id: string): Promise<Share> {
  const row = (await visible(db<ShareRow>('design_shares'), scope).where({ id }).first()) as ShareRow | undefined;
  if (!row) throw notFound('link', id);
  return toShare(config, row);
}

export async function deleteShare(db: Knex, scope: Scope, designId: string, id: string): Promise<void> {
  const gone = await visible(db<ShareRow>('design_shares'), scope).where({ id, design_id: designId }).delete();
  if (gone === 0) throw notFound('link', id);
}

/** What a link leads to, and the scope of who shared it: for reading what they placed, and nothing else. */
export interface Opened {
  kind: ShareKind;
  expiresAt: string | null;
  design: DesignRow;
  owner: Scope;
}

/** Whoever has the link may open it, within the brand and mode that it was made in. Throws `not-found` for anything else. */
export async function openShare(db: Knex, config: Secret, scope: Scope, token: string): Promise<Opened> {
  const id = idOf(config, token);
  const gone = notFound('link', '');
  if (id === null) throw gone;
  return asSystem(db, async () => {
    const share = (await open(db<ShareRow>('design_shares').where({ id, brand_id: scope.brandId, mode: scope.mode })).first()) as
      | ShareRow
      | undefined;
    if (!share) throw gone;
    const owner: Scope = { ...scope, ownerId: share.owner_id, role: 'consumer', via: 'shopper', actorId: share.owner_id };
    const design = await getDesignRow(db, owner, share.design_id);
    return { kind: share.kind, expiresAt: share.expires_at, design, owner };
  });
}

const toShare = (config: Secret, row: ShareRow): Share => ({
  id: row.id,
  designId: row.design_id,
  kind: row.kind,
  token: tokenOf(config, row.id),
  expiresAt: row.expires_at,
  createdAt: row.created_at,
});
