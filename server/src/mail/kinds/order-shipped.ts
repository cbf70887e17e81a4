import { systemScope } from '../../auth/brands.js';
import { getOrderRow } from '../../orders/store.js';
import type { Renderer } from '../kinds.js';
import { layout } from '../layout.js';

/** The message that a shopper gets when the parcel is on its way. Only a web address becomes a link. */
export const orderShipped: Renderer<'order-shipped'> = async ({ orderId, carrier, trackingNumber, trackingUrl }, context) => {
  const { number } = await getOrderRow(context.db, systemScope(context.brandId), orderId);
  const parcel = [carrier, trackingNumber].filter(Boolean).join(' ');
  return layout({
    subject: `${context.sender}: your order ${number} is on its way`,
    sender: context.sender,
    heading: 'Your order is on its way.',
    paragraphs: [`Order ${number} has left our workshop.`, ...(parcel ? [`Parcel: ${parcel}.`] : [])],
    button: trackingUrl && /^https?:\/\/\S+$/.test(trackingUrl) ? { label: 'Follow your parcel', url: trackingUrl } : undefined,
  });
};
