import type { Order, OrderItem, ProductionOrder } from '@luneo/sdk/contracts/orders.js';
import type { Quote } from '@luneo/sdk/contracts/quote.js';
import type { ItemRow, OrderRow } from './store.js';

const read = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T));
const itemsOf = (row: OrderRow, items: readonly ItemRow[]): ItemRow[] => items.filter((item) => item.order_id === row.id);

/** Whether it was paid by nothing: hosted Checkout was left out, and the shopper goes on where it would have sent them. */
const isFree = ({ status, total }: OrderRow): boolean => total === 0 && (status === 'paid' || status === 'processing');

/** The reply of the API. `checkoutUrl` and `clientSecret` lead to payment for as long as it can be paid; shoppers see no makers. */
export function toOrder(row: OrderRow, items: readonly ItemRow[], { isForShopper = false } = {}): Order {
  const isOpen = row.status === 'pending_payment';
  return {
    id: row.id,
    brandId: row.brand_id,
    ownerId: row.owner_id,
    mode: row.mode,
    number: row.number,
    status: row.status,
    paymentStatus: row.payment_status,
    printStatus: row.print_status,
    currency: row.currency,
    lines: JSON.parse(row.lines) as Order['lines'],
    subtotal: row.subtotal,
    discount: row.discount,
    shipping: row.shipping,
    tax: row.tax,
    taxIncluded: Boolean(row.tax_included),
    total: row.total,
    email: row.email,
    items: itemsOf(row, items).map(toItem),
    shippingAddress: read(row.shipping_address),
    shippingOption: read(row.shipping_option),
    coupon: row.coupon_code,
    payment: { kind: row.payment_kind, clientSecret: isOpen ? row.client_secret : null, stripeAccount: row.stripe_account },
    checkoutUrl: isOpen ? row.checkout_url : isFree(row) ? row.success_url || null : null,
    refunded: row.refunded,
    dispute: read(row.dispute),
    fabricatorId: isForShopper ? null : row.fabricator_id,
    productionStartedAt: row.production_started_at,
    shipment: read(row.shipment),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    paidAt: row.paid_at,
  };
}

/** What a maker sees: no prices, no e-mail address. */
export function toProductionOrder(row: OrderRow, items: readonly ItemRow[]): ProductionOrder {
  return {
    id: row.id,
    number: row.number,
    mode: row.mode,
    status: row.status,
    printStatus: row.print_status,
    items: itemsOf(row, items).map(({ id, snapshot_id, product_name, quantity }) => ({
      id,
      snapshotId: snapshot_id,
      productName: product_name,
      quantity,
    })),
    shippingAddress: read(row.shipping_address),
    shippingOption: read(row.shipping_option),
    fabricatorId: row.fabricator_id,
    productionStartedAt: row.production_started_at,
    shipment: read(row.shipment),
    paidAt: row.paid_at ?? row.created_at,
    updatedAt: row.updated_at,
  };
}

function toItem(row: ItemRow): OrderItem {
  return {
    id: row.id,
    designId: row.design_id,
    snapshotId: row.snapshot_id,
    productName: row.product_name,
    quantity: row.quantity,
    quote: JSON.parse(row.quote) as Quote,
  };
}
