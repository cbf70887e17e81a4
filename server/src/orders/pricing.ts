import type { Discount, TaxRate } from '@luneo/sdk/contracts/commerce.js';
import type { OrderLine, OrderQuote } from '@luneo/sdk/contracts/orders.js';

export interface Cart {
  currency: string;
  items: readonly { label: string; quantity: number; unitAmount: number; amount: number }[];
  coupon: { code: string; discount: Discount } | null;
  /** What it costs may depend on what is left of the items' price. */
  shipping: { name: string; amount: (afterDiscount: number) => number } | null;
  tax: { rate: TaxRate | null; inclusive: boolean; taxShipping: boolean };
}
export type Priced = Pick<OrderQuote, 'currency' | 'lines' | 'subtotal' | 'discount' | 'shipping' | 'tax' | 'taxIncluded' | 'total'>;

/**
 * Every line of a cart in integer minor units. The discount is spread over the items in proportion, to the last unit; tax is
 * rounded half up for each item and for shipping by itself; the tax line is the sum of these.
 */
export function priceCart({ currency, items, coupon, shipping, tax }: Cart): Priced {
  const subtotal = sum(items.map(({ amount }) => amount));
  const discount = coupon ? discountOf(coupon.discount, subtotal) : 0;
  const shares = spread(
    discount,
    items.map(({ amount }) => amount),
  );
  const taxOf = (amount: number): number => (tax.rate ? taxIn(amount, tax.rate.percent, tax.inclusive) : 0);
  const lines: OrderLine[] = items.map(({ label, quantity, unitAmount, amount }, index) => {
    const line = { kind: 'item' as const, label, quantity, unitAmount, amount };
    return tax.rate ? { ...line, tax: taxOf(amount - shares[index]!) } : line;
  });
  if (coupon && discount > 0) lines.push(single('discount', coupon.code, -discount));
  const shippingAmount = shipping?.amount(subtotal - discount) ?? 0;
  if (shipping) {
    const line = single('shipping', shipping.name, shippingAmount);
    lines.push(tax.rate && tax.taxShipping ? { ...line, tax: taxOf(shippingAmount) } : line);
  }
  const taxes = sum(lines.map((line) => line.tax ?? 0));
  if (tax.rate) {
    const { name, percent } = tax.rate;
    lines.push({ ...single('tax', name, taxes), percent, ...(tax.inclusive && { included: true }) });
  }
  const total = sum(lines.map((line) => (line.included ? 0 : line.amount)));
  return { currency, lines, subtotal, discount, shipping: shippingAmount, tax: taxes, taxIncluded: tax.inclusive, total };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const single = (kind: OrderLine['kind'], label: string, amount: number): OrderLine => ({
  kind,
  label,
  quantity: 1,
  unitAmount: amount,
  amount,
});

/** What a coupon takes off items of this price, never more than they cost. */
export function discountOf(discount: Discount, subtotal: number): number {
  if (discount.kind === 'amount') return Math.min(discount.amount, subtotal);
  return divide(BigInt(subtotal) * BigInt(Math.round(discount.percent * 100)), 10_000n);
}

/** Tax that `amount` holds (`inclusive`) or that is added to it. `percent` counts to four decimals. */
export function taxIn(amount: number, percent: number, inclusive: boolean): number {
  const rate = BigInt(Math.round(percent * 10_000));
  return divide(BigInt(amount) * rate, inclusive ? 1_000_000n + rate : 1_000_000n);
}

/** Rounded half up; neither is negative. */
const divide = (dividend: bigint, divisor: bigint): number => Number((2n * dividend + divisor) / (2n * divisor));

/** `total` in parts that are proportional to `weights` and sum to it exactly: by largest remainder, the first of equals. */
export function spread(total: number, weights: readonly number[]): number[] {
  const all = BigInt(sum(weights));
  if (all === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((value) => Number(value / all));
  const left = total - sum(parts);
  const order = exact
    .map((value, index) => ({ rest: value % all, index }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index } of order.slice(0, left)) parts[index]! += 1;
  return parts;
}
