import { systemScope } from '../../auth/brands.js';
import { getOrderRow } from '../../orders/store.js';
import type { Renderer } from '../kinds.js';
import { formatMoney, layout } from '../layout.js';

/** The message that a shopper gets when money goes back to them. */
export const orderRefunded: Renderer<'order-refunded'> = async ({ orderId, amount, currency }, { db, brandId, sender, locale, words }) => {
  const { number } = await getOrderRow(db, systemScope(brandId), orderId);
  const { subject, heading, text } = words.refunded;
  return layout({
    locale,
    subject: subject(sender, number),
    sender,
    heading,
    paragraphs: [text(formatMoney(amount, currency, locale), number)],
  });
};
