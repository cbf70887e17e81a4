import { systemScope } from '../../auth/brands.js';
import { getOrderRow, listItems, toOrder } from '../../orders/store.js';
import type { Renderer } from '../kinds.js';
import { formatMoney, layout } from '../layout.js';

/** The message that a shopper gets once their order is paid. */
export const orderConfirmation: Renderer<'order-confirmation'> = async ({ orderId }, { db, brandId, sender, locale, words }) => {
  const row = await getOrderRow(db, systemScope(brandId), orderId);
  const order = toOrder(row, await listItems(db, [row.id]));
  const money = (minor: number): string => formatMoney(minor, order.currency, locale);
  const rows = order.items.map(({ productName, quantity, quote }): [string, string] => [
    quantity > 1 ? `${quantity} × ${productName}` : productName,
    money(quote.total),
  ]);
  const { subject, heading, text, order: caption, total } = words.confirmation;
  return layout({
    locale,
    subject: subject(sender, order.number),
    sender,
    heading,
    paragraphs: [text],
    table: { caption: caption(order.number), rows, total: [total, money(order.total)] },
  });
};
