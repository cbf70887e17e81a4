import { systemScope } from '../auth/brands.js';
import type { Deps } from '../deps.js';
import type { Jobs } from '../drivers/queue/queue.js';
import { getOrderRow, listItems, toOrder } from '../orders/store.js';
import { confirmationMail } from './confirmation.js';
import { getMail, markSent } from './store.js';

/** Sends a stored mail once. Dying between sending and noting it sends the same message id again, which the driver ignores. */
export function mailHandler({ db, mail }: Pick<Deps, 'db' | 'mail'>): (payload: Jobs['mail']) => Promise<void> {
  return async ({ mailId, brandId }) => {
    const row = await getMail(db, brandId, mailId);
    if (!row || row.sent_at) return;
    const order = await getOrderRow(db, systemScope(brandId), row.order_id);
    const brand = (await db('brands').where({ id: brandId }).first('name')) as { name: string };
    const message = confirmationMail(toOrder(order, await listItems(db, [order.id])), brand.name);
    await mail.send({ id: row.id, to: row.recipient, ...message });
    await markSent(db, row.id);
  };
}
