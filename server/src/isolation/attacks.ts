import { PERMISSIONS, ROLE_PERMISSIONS, type Permission } from '@luneo/sdk/contracts/permissions.js';
import type { ProblemCode } from '@luneo/sdk/contracts/problem.js';
import { signToken } from '../auth/tokens.js';
import { newId } from '../id.js';
import type { Cast, Party } from './cast.js';
import type { Operation } from './operations.js';
import type { Row } from './row.js';

/** Somebody who should not get there. */
export interface Attack {
  who: string;
  token: string | null;
  headers?: Record<string, string>;
  /** `refused`: 401, 403 or 404. `nothing`: may be answered, with nothing of brand A. Else exactly this problem. */
  expect: 'refused' | 'nothing' | ProblemCode;
}

const ROLES = ['brand_user', 'fabricator'] as const;
const past = (): number => Math.floor(Date.now() / 1000) - 60;
const live = { 'luneo-mode': 'live' };

/** Everybody who tries `operation` on what `owner` has. */
export async function attacks(operation: Operation, row: Row, owner: Party, cast: Cast): Promise<Attack[]> {
  const { callers } = operation;
  if (callers.length === 0) return [{ who: 'nobody', token: null, expect: 'nothing' }];
  const all: Attack[] = [{ who: 'nobody', token: null, expect: 'unauthenticated' }];
  all.push(...(await otherBrand(operation, row, owner, cast)));
  all.push(...(await otherShopper(operation, row, owner)));
  all.push(...(await lowerRoles(operation, row, owner)));
  all.push(...(await spentCredentials(operation, owner, cast)));
  all.push(...(await unscopedKey(operation, owner)));
  all.push(...wrongCallers(operation, owner));
  return all;
}

const foreign = (row: Row): Attack['expect'] => (row.kind === 'of' ? 'refused' : 'nothing');

async function otherBrand({ callers }: Operation, row: Row, owner: Party, cast: Cast): Promise<Attack[]> {
  const stranger = cast.b[owner.mode];
  const tokens = { pk: stranger.publishableKey, shopper: stranger.shopper.token, staff: stranger.staffToken, sk: stranger.secretKey };
  const headers = owner.mode === 'live' ? live : {};
  return callers.map((caller) => ({ who: `another brand's ${caller}`, token: tokens[caller], headers, expect: foreign(row) }));
}

async function otherShopper({ callers }: Operation, row: Row, owner: Party): Promise<Attack[]> {
  if (!callers.includes('shopper')) return [];
  const token = await owner.shopperToken(newId('shp'));
  if (row.isShared || (row.kind === 'of' && row.bound === 'brand')) return [];
  return [{ who: 'another shopper of the brand', token, expect: row.kind === 'of' ? 'refused' : 'nothing' }];
}

/** Each role that lacks the permission; one that has it is still refused what is an account's own, or an order of others. */
async function lowerRoles({ callers, needs }: Operation, row: Row, owner: Party): Promise<Attack[]> {
  if (!callers.includes('staff')) return [];
  const headers = owner.mode === 'live' ? live : {};
  const found: Attack[] = [];
  for (const role of ROLES) {
    const token = await owner.colleague(role);
    const isAllowed = needs === null || ROLE_PERMISSIONS[role].has(needs);
    if (!isAllowed) found.push({ who: `a ${role} of the brand`, token, headers, expect: 'forbidden' });
    else if (row.kind === 'of' && row.bound === 'account')
      found.push({ who: `another account (${role})`, token, headers, expect: 'refused' });
    else if (role === 'fabricator' && needs?.startsWith('production:'))
      found.push({ who: 'a fabricator without that order', token, headers, expect: foreign(row) });
  }
  return found;
}

async function spentCredentials({ callers }: Operation, owner: Party, { shop }: Cast): Promise<Attack[]> {
  const revoked = await owner.revokedKeys();
  const { secret } = shop.app.deps.config;
  const staff = { kind: 'staff', userId: owner.userId, sessionId: newId('ses'), brandId: owner.brandId } as const;
  const of: Record<string, Attack[]> = {
    sk: [{ who: 'a revoked secret key', token: revoked.secret, expect: 'key-revoked' }],
    pk: [{ who: 'a revoked publishable key', token: revoked.publishable, expect: 'key-revoked' }],
    shopper: [
      { who: 'a session of a revoked key', token: revoked.shopper, expect: 'key-revoked' },
      { who: 'an expired session', token: await owner.shopperToken(owner.shopper.ownerId, past()), expect: 'token-expired' },
    ],
    staff: [
      { who: 'an expired access token', token: await signToken(secret, { ...staff, expiresAt: past() }), expect: 'token-expired' },
      {
        who: 'a token of a session that is over',
        token: await signToken(secret, { ...staff, expiresAt: past() + 900 }),
        expect: 'refused',
      },
      {
        who: 'a forged token',
        token: await signToken('another installation', { ...staff, expiresAt: past() + 900 }),
        expect: 'unauthenticated',
      },
    ],
  };
  return callers.flatMap((caller) => of[caller]!);
}

async function unscopedKey({ callers, needs }: Operation, owner: Party): Promise<Attack[]> {
  if (!callers.includes('sk') || needs === null) return [];
  const rest = PERMISSIONS.filter((one: Permission) => one !== needs && ROLE_PERMISSIONS.brand_admin.has(one));
  return [{ who: 'a key with every scope but the needed one', token: await owner.keyWith(rest), expect: 'forbidden' }];
}

/** Credentials of the brand itself that this operation does not take. */
function wrongCallers({ callers }: Operation, owner: Party): Attack[] {
  const tokens = { pk: owner.publishableKey, shopper: owner.shopper.token, staff: owner.staffToken, sk: owner.secretKey };
  return (Object.keys(tokens) as (keyof typeof tokens)[])
    .filter((caller) => !callers.includes(caller))
    .map((caller) => ({ who: `the brand's own ${caller}`, token: tokens[caller], expect: 'forbidden' }));
}

/** The brand's own test credentials, on what `owner` has in live mode. */
export async function testOnLive({ callers }: Operation, row: Row, owner: Party, cast: Cast): Promise<Attack[]> {
  const test = cast.a.test;
  const tokens = {
    pk: test.publishableKey,
    shopper: await test.shopperToken(owner.shopper.ownerId),
    staff: test.staffToken,
    sk: test.secretKey,
  };
  return callers.map((caller) => ({
    who: `a test ${caller} on live data`,
    token: tokens[caller],
    expect: row.isByMode ? 'nothing' : foreign(row),
  }));
}
