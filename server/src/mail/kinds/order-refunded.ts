import { systemScope } from '../../auth/brands.js';
import { getOrderRow } from '../../orders/store.js';
import type { Renderer } from '../kinds.js';
import { formatMoney, layout } from '../layout.js';

/** The message that a shopper gets when money goes back to them. */
export const orderRefunded: Renderer<'order-refunded'> = async ({ orderId, amount, currency }, { db, brandId, sender }) => {
  const { number } = await getOrderRow(db, systemScope(brandId), orderId);
  return layout({
    subject: `${sender}: refund for order ${number}`,
    sender,
    heading: 'Your refund is on its way.',
    paragraphs: [`We have refunded ${formatMoney(amount, currency)} for order ${number}. Your bank shows it within a few days.`],
  });
};
