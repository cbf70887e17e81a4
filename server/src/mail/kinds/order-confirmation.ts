import { systemScope } from '../../auth/brands.js';
import { getOrderRow, listItems, toOrder } from '../../orders/store.js';
import type { Renderer } from '../kinds.js';
import { formatMoney, layout } from '../layout.js';

/** The message that a shopper gets once their order is paid. */
export const orderConfirmation: Renderer<'order-confirmation'> = async ({ orderId }, { db, brandId, sender }) => {
  const row = await getOrderRow(db, systemScope(brandId), orderId);
  const order = toOrder(row, await listItems(db, [row.id]));
  const rows = order.items.map(({ productName, quantity, quote }): [string, string] => [
    quantity > 1 ? `${quantity} × ${productName}` : productName,
    formatMoney(quote.total, order.currency),
  ]);
  return layout({
    subject: `${sender}: your order ${order.number}`,
    sender,
    heading: 'Thank you for your order.',
    paragraphs: ['We are making it now, exactly as you designed it.'],
    table: { caption: `Order ${order.number}`, rows, total: ['Total', formatMoney(order.total, order.currency)] },
  });
};
