import { systemScope } from '../../auth/brands.js';
import { getOrderRow } from '../../orders/store.js';
import type { Renderer } from '../kinds.js';
import { layout } from '../layout.js';

/** The message that a shopper gets when the parcel is on its way. Only a web address becomes a link. */
export const orderShipped: Renderer<'order-shipped'> = async ({ orderId, carrier, trackingNumber, trackingUrl }, context) => {
  const { db, brandId, sender, locale, words } = context;
  const { number } = await getOrderRow(db, systemScope(brandId), orderId);
  const parcel = [carrier, trackingNumber].filter(Boolean).join(' ');
  const { subject, heading, text, parcel: about, follow } = words.shipped;
  return layout({
    locale,
    subject: subject(sender, number),
    sender,
    heading,
    paragraphs: [text(number), ...(parcel ? [about(parcel)] : [])],
    button: trackingUrl && /^https?:\/\/\S+$/.test(trackingUrl) ? { label: follow, url: trackingUrl } : undefined,
  });
};
