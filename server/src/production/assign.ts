import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import type { Scope } from '../auth/scope.js';
import { getSettings } from '../commerce/store.js';
import type { Config } from '../config.js';
import { changeOrder, getOrderRow, listItems, type OrderRow } from '../orders/store.js';
import { Problem } from '../problem.js';

/** Test orders never reach those who make real things. Outside production there are none, and the way can be tried out. */
const reachesFabricators = ({ env }: Pick<Config, 'env'>, mode: Scope['mode']): boolean => mode === 'live' || env !== 'production';

/** Whom the brand's settings give this order to; nobody when its products have different makers. */
export async function defaultFabricator(tx: Knex, config: Pick<Config, 'env'>, order: OrderRow): Promise<string | null> {
  if (!reachesFabricators(config, order.mode)) return null;
  const { fabricators } = await getSettings(tx, order.brand_id);
  const byProduct = new Map(fabricators.products.map(({ productId, userId }) => [productId, userId]));
  const items = await listItems(tx, [order.id]);
  const makers = new Set(items.map(({ product_id }) => byProduct.get(product_id ?? '') ?? fabricators.default));
  const [maker] = makers;
  return makers.size === 1 && maker && (await isFabricator(tx, order.brand_id, maker)) ? maker : null;
}

export async function isFabricator(db: Knex, brandId: string, userId: string): Promise<boolean> {
  const row: unknown = await db('memberships').where({ brand_id: brandId, user_id: userId, role: 'fabricator' }).first('user_id');
  return row !== undefined;
}

/** Gives a paid order to a fabricator of the brand, or takes it back. Throws `invalid-request` for somebody who is none. */
export async function assignOrder(
  tx: Knex,
  config: Pick<Config, 'env'>,
  scope: Scope,
  orderId: string,
  fabricatorId: string | null,
): Promise<OrderRow> {
  const order = await getOrderRow(tx, scope, orderId);
  if (order.paid_at === null || order.status === 'refunded')
    throw new Problem('conflict', `The order is ${order.status}: there is nothing to be made.`);
  if (fabricatorId !== null && !reachesFabricators(config, order.mode))
    throw new Problem('conflict', 'Test orders are not given to fabricators.');
  if (fabricatorId !== null && !(await isFabricator(tx, scope.brandId, fabricatorId))) {
    const message = 'is no fabricator of this brand';
    throw new Problem('invalid-request', `${fabricatorId} ${message}.`, { errors: [{ path: 'fabricatorId', message }] });
  }
  await recordAudit(tx, scope, { action: 'order.assigned', target: order.id, data: { from: order.fabricator_id, to: fabricatorId } });
  return changeOrder(tx, order, { fabricator_id: fabricatorId });
}
