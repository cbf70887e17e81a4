import type { Request } from 'express';
import type { Knex } from 'knex';
import { ROLE_PERMISSIONS, type Permission } from '@luneo/sdk/contracts/permissions.js';
import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { createOnce, readIdempotency } from '../idempotency.js';
import { notFound, Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { keyCacheOf } from './key-cache.js';
import { createKey, getKey, listKeys, readMadeKey, revokeKey, scopesOf, toApiKey, updateKey, type KeyRow, type NewKey } from './keys.js';
import type { Scope } from './scope.js';

interface MadeKey {
  key: string;
  row: KeyRow;
}
const HOUR = 3_600_000;

export function keysRoutes({ db, config }: Deps): Route[] {
  /** A request that is repeated gets the very key that the first one made. */
  const makeOnce = (
    request: Request,
    scope: Scope,
    body: object,
    make: (tx: Knex, sent: string | null) => Promise<MadeKey>,
  ): Promise<MadeKey> => {
    const once = readIdempotency(request, scope, body);
    const create = async (tx: Knex) => {
      const made = await make(tx, once.sent);
      return { id: made.row.id, made };
    };
    return createOnce(db, once, create, (id) => readMadeKey(db, scope, config.secret, id, once.sent!));
  };
  return [
    route('keys.list', async ({ scope }) => ({ status: 200, body: { items: await listKeys(db, scope) } })),

    route('keys.create', async ({ scope, body, request }) => {
      const input = checkedKey(scope, body);
      const { key, row } = await makeOnce(request, scope, body, async (tx, sent) => {
        await requireActiveBrand(tx, scope);
        const made = await createKey(tx, scope, config.secret, input, sent);
        await recordAudit(tx, scope, { action: 'key.created', target: made.row.id, data: about(made.row) });
        return made;
      });
      return { status: 201, body: { ...toApiKey(row), key } };
    }),

    route('keys.update', async ({ scope, params, body }) => {
      const row = await db.transaction(async (tx) => {
        const before = await getKey(tx, scope, params.keyId);
        if (!before) throw notFound('key', params.keyId);
        if (before.revoked_at) throw new Problem('conflict', 'This key was revoked and cannot be changed.');
        const { origins } = checkedKey(scope, { kind: before.kind, name: before.name, origins: body.origins });
        const change = { name: body.name ?? before.name, origins: origins ? JSON.stringify(origins) : before.origins };
        const after = await updateKey(tx, scope, params.keyId, change);
        await recordAudit(tx, scope, { action: 'key.updated', target: after.id, data: { before: about(before), after: about(after) } });
        return after;
      });
      keyCacheOf(db).clear();
      return { status: 200, body: toApiKey(row) };
    }),

    route('keys.rotate', async ({ scope, params, body, request }) => {
      const ends = new Date(Date.now() + (body.overlapHours ?? 24) * HOUR).toISOString();
      const { key, row } = await makeOnce(request, scope, body, async (tx, sent) => {
        const old = await getKey(tx, scope, params.keyId);
        if (!old) throw notFound('key', params.keyId);
        await requireActiveBrand(tx, scope);
        const input = {
          kind: old.kind,
          name: old.name,
          origins: JSON.parse(old.origins) as string[],
          scopes: scopesOf(old),
          expiresAt: body.expiresAt,
        };
        const made = await createKey(tx, scope, config.secret, input, sent);
        await replace(tx, scope, old, made.row.id, ends);
        await recordAudit(tx, scope, { action: 'key.rotated', target: old.id, data: { replacedBy: made.row.id, endsAt: ends } });
        return made;
      });
      keyCacheOf(db).clear();
      return { status: 201, body: { ...toApiKey(row), key } };
    }),

    route('keys.revoke', async ({ scope, params }) => {
      await db.transaction(async (tx) => {
        if (await revokeKey(tx, scope, params.keyId)) await recordAudit(tx, scope, { action: 'key.revoked', target: params.keyId });
      });
      keyCacheOf(db).clear();
      return { status: 204 };
    }),
  ];
}

/** Of two who rotate at once, one is told that the other was first. */
async function replace(tx: Knex, scope: Scope, old: KeyRow, replaced_by: string, ends: string): Promise<void> {
  const expires_at = old.expires_at && old.expires_at < ends ? old.expires_at : ends;
  const changed = await tx<KeyRow>('api_keys')
    .where({ id: old.id, brand_id: scope.brandId, mode: scope.mode })
    .whereNull('revoked_at')
    .whereNull('replaced_by')
    .update({ replaced_by, expires_at });
  if (changed !== 1) throw new Problem('conflict', 'This key was revoked or rotated before. Rotate the key that took its place.');
}

/** Origins as browsers send them. Throws `invalid-request` for what does not fit the kind or the mode. */
function checkedKey(scope: Scope, input: NewKey): NewKey {
  if (input.kind === 'publishable' && input.scopes) throw invalid('scopes', 'A publishable key has no scopes: it reads the catalogue.');
  if (input.kind === 'secret' && input.origins?.length) throw invalid('origins', 'A secret key has no origins: it is for servers only.');
  const tooMuch = input.scopes?.find((scope_: Permission) => !ROLE_PERMISSIONS.brand_admin.has(scope_));
  if (tooMuch) throw invalid('scopes', `${tooMuch} is not for the keys of a brand.`);
  const { origins } = input;
  return { ...input, ...(origins && { origins: [...new Set(origins.map((origin) => canonical(origin, scope.mode)))] }) };
}

function canonical(text: string, mode: Scope['mode']): string {
  const { origin, protocol } = URL.canParse(text) ? new URL(text) : { origin: 'null', protocol: '' };
  if (origin === 'null') throw invalid('origins', `${text} is no origin.`);
  if (origin.includes('*')) throw invalid('origins', `${text} has a wildcard, and origins are compared exactly: list each of them.`);
  if (mode === 'live' && protocol !== 'https:') throw invalid('origins', `${text} is not https: a live key is used on https pages only.`);
  return origin;
}

const invalid = (field: string, message: string): Problem =>
  new Problem('invalid-request', message, { errors: [{ path: `body.${field}`, message }] });

/** Real orders are for brands that may sell. */
async function requireActiveBrand(tx: Knex, { brandId, mode }: Scope): Promise<void> {
  if (mode === 'test') return;
  const brand = (await tx('brands').where({ id: brandId }).first('status')) as { status: string } | undefined;
  if (brand?.status === 'active') return;
  throw new Problem('brand-not-active', 'Live keys are for active brands. Use a test key until yours is.', {
    meta: { status: brand?.status },
  });
}

const about = ({ kind, mode, name, origins, scopes, expires_at }: KeyRow): Record<string, unknown> => ({
  kind,
  mode,
  name,
  origins: JSON.parse(origins) as string[],
  scopes: scopesOf({ scopes }),
  expiresAt: expires_at,
});
