import type { Knex } from 'knex';
import type { Commerce, CommerceInput } from '@luneo/sdk/contracts/commerce.js';
import { recordAudit } from '../audit/audit.js';
import { isAllowed } from '../auth/permissions.js';
import type { Scope } from '../auth/scope.js';
import type { StripeConfig } from '../config/stripe.js';
import type { Deps } from '../deps.js';
import { isUniqueViolation } from '../drivers/database/database.js';
import { createOnce, readIdempotency } from '../idempotency.js';
import { listLedger } from '../ledger/ledger.js';
import { isFabricator } from '../production/assign.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { createCoupon, deleteCoupon, getCouponRow, listCoupons, toCoupon, updateCoupon } from './coupons.js';
import { paymentAccountRoutes } from './payment-account-routes.js';
import { ownAccount } from './payment-accounts.js';
import { getSettings, saveSettings } from './store.js';

/** Settings of selling, coupons and the ledger of a brand. */
export function commerceRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  const settings = async ({ brandId }: Scope): Promise<Commerce> => ({
    ...(await getSettings(db, brandId)),
    brandId,
    platformFeePercent: config.stripe.feePercent,
  });
  return [
    route('commerce.get', async ({ scope }) => ({ status: 200, body: await settings(scope) })),

    route('commerce.replace', async ({ scope, body }) => {
      await db.transaction((tx) => replace(tx, scope, body, config.stripe)).catch(refuseTaken);
      return { status: 200, body: await settings(scope) };
    }),

    route('coupons.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listCoupons(db, scope, query);
      return { status: 200, body: { items: rows.map(toCoupon), nextCursor } };
    }),

    route('coupons.create', async ({ scope, body, request }) => {
      const create = async (tx: Knex) => {
        const made = await createCoupon(tx, scope, body);
        await recordAudit(tx, scope, { action: 'coupon.created', target: made.id, data: { code: made.code } });
        return { id: made.id, made };
      };
      const row = await createOnce(db, readIdempotency(request, scope, body), create, (id) => getCouponRow(db, scope, id));
      return { status: 201, body: toCoupon(row) };
    }),

    route('coupons.update', async ({ scope, params, body }) => {
      const row = await db.transaction(async (tx) => {
        await recordAudit(tx, scope, { action: 'coupon.changed', target: params.couponId, data: body });
        return updateCoupon(tx, scope, params.couponId, body);
      });
      return { status: 200, body: toCoupon(row) };
    }),

    route('coupons.delete', async ({ scope, params }) => {
      await db.transaction(async (tx) => {
        await deleteCoupon(tx, scope, params.couponId);
        await recordAudit(tx, scope, { action: 'coupon.deleted', target: params.couponId });
      });
      return { status: 204 };
    }),

    ...paymentAccountRoutes(deps),

    route('ledger.list', async ({ scope, query }) => ({ status: 200, body: await listLedger(db, scope, query) })),
  ];
}

async function replace(tx: Knex, scope: Scope, body: CommerceInput, stripe: Pick<StripeConfig, 'sandbox'>): Promise<void> {
  checkIds('shipping', body.shipping);
  checkIds('tax.rates', body.tax.rates);
  const { default: fallback, products } = body.fabricators;
  for (const userId of new Set([...(fallback ? [fallback] : []), ...products.map((entry) => entry.userId)])) {
    if (!(await isFabricator(tx, scope.brandId, userId))) throw wrong('fabricators', `${userId} is no fabricator of this brand`);
  }
  const before = await getSettings(tx, scope.brandId);
  const isOther = body.stripeAccountId !== null && body.stripeAccountId !== before.stripeAccountId;
  if (isOther && !stripe.sandbox && body.stripeAccountId !== (await ownAccount(tx, scope.brandId))) requirePlatform(scope);
  await saveSettings(tx, scope.brandId, body);
  const account = { from: before.stripeAccountId, to: body.stripeAccountId };
  await recordAudit(tx, scope, { action: 'commerce.changed', target: scope.brandId, data: { stripeAccountId: account } });
}

/** Somebody who types an account's id has not shown that it is theirs; the platform sees whom Stripe has connected to it. */
function requirePlatform(scope: Scope): void {
  if (isAllowed(scope, 'platform:manage')) return;
  throw new Problem(
    'forbidden',
    "Only the platform names a Stripe account that was not set up here, once Stripe has told it whose it is. Leave stripeAccountId as it is, clear it, or set up the brand's own account.",
    {
      errors: [{ path: 'body.stripeAccountId', message: 'is set by the platform' }],
    },
  );
}

function checkIds(path: string, entries: readonly { id: string }[]): void {
  if (new Set(entries.map(({ id }) => id)).size < entries.length) throw wrong(path, 'two entries have the same id');
}

const wrong = (path: string, message: string): Problem => new Problem('invalid-request', `${message}.`, { errors: [{ path, message }] });

/** One Stripe account belongs to one brand. */
function refuseTaken(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new Problem('conflict', 'This Stripe account belongs to another brand.', { cause: error });
}
