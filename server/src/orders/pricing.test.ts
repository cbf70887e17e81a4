import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { priceCart, spread, taxIn, type Cart } from './pricing.js';

const rate = (percent: number) => ({ id: 'vat', name: 'VAT', country: 'FR', percent });
const cart = (over: Partial<Cart> = {}): Cart => ({
  currency: 'EUR',
  items: [
    { label: 'Plate', quantity: 3, unitAmount: 333, amount: 999 },
    { label: 'Ring', quantity: 1, unitAmount: 1, amount: 1 },
  ],
  coupon: null,
  shipping: null,
  tax: { rate: null, inclusive: true, taxShipping: true },
  ...over,
});

describe('price of a cart', () => {
  test('adds tax to exclusive prices, rounded half up for each line', () => {
    const priced = priceCart(
      cart({ tax: { rate: rate(20), inclusive: false, taxShipping: true }, shipping: { name: 'Post', amount: () => 503 } }),
    );
    assert.deepEqual(
      priced.lines.map(({ kind, amount, tax }) => [kind, amount, tax]),
      [
        ['item', 999, 200],
        ['item', 1, 0],
        ['shipping', 503, 101],
        ['tax', 301, undefined],
      ],
    );
    assert.deepEqual([priced.subtotal, priced.shipping, priced.tax, priced.total], [1_000, 503, 301, 1_804]);
  });

  test('says how much tax inclusive prices hold, and charges no more for it', () => {
    const priced = priceCart(
      cart({ tax: { rate: rate(20), inclusive: true, taxShipping: false }, shipping: { name: 'Post', amount: () => 500 } }),
    );
    assert.deepEqual([priced.tax, priced.total, priced.lines.at(-1)!.included], [167, 1_500, true]);
  });

  test('takes the discount off before tax and before what free shipping asks for', () => {
    const coupon = { code: 'SPRING', discount: { kind: 'percent', percent: 12.5 } as const };
    const seen: number[] = [];
    const shipping = { name: 'Post', amount: (left: number) => (seen.push(left), 500) };
    const priced = priceCart(cart({ coupon, shipping, tax: { rate: rate(10), inclusive: false, taxShipping: false } }));
    assert.deepEqual([priced.discount, seen, priced.tax, priced.total], [125, [875], 87, 1_462]);
  });

  test('a coupon never takes more than the items cost', () => {
    const coupon = { code: 'ALL', discount: { kind: 'amount', amount: 5_000, currency: 'EUR' } as const };
    const priced = priceCart(cart({ coupon, shipping: { name: 'Post', amount: () => 500 } }));
    assert.deepEqual([priced.discount, priced.total], [1_000, 500]);
  });

  test('counts rates to four decimals', () => {
    assert.equal(taxIn(100_000, 8.875, false), 8_875);
    assert.equal(taxIn(10_000, 9.975, false), 998);
    assert.equal(taxIn(12_000, 20, true), 2_000);
  });

  test('any cart: every line is whole, lines sum to the total, parts to the discount', () => {
    const items = fc.array(fc.record({ unitAmount: fc.nat(1_000_000), quantity: fc.integer({ min: 1, max: 1_000 }) }), {
      minLength: 1,
      maxLength: 50,
    });
    const discount = fc.option(
      fc.oneof(
        fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100) }),
        fc.record({ kind: fc.constant('amount' as const), amount: fc.integer({ min: 1, max: 1_000_000 }), currency: fc.constant('EUR') }),
      ),
    );
    const percent = fc.option(fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 10_000));
    fc.assert(
      fc.property(
        items,
        discount,
        percent,
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.nat(100_000)),
        (list, off, tax, inclusive, taxShipping, post) => {
          const priced = priceCart({
            currency: 'EUR',
            items: list.map((item, n) => ({ label: `Item ${n}`, ...item, amount: item.unitAmount * item.quantity })),
            coupon: off && { code: 'C', discount: off },
            shipping: post === null ? null : { name: 'Post', amount: () => post },
            tax: { rate: tax === null ? null : rate(tax), inclusive, taxShipping },
          });
          const { lines, subtotal, discount: given, shipping, total } = priced;
          for (const line of lines) assert.ok(Number.isSafeInteger(line.amount) && line.quantity * line.unitAmount === line.amount);
          assert.equal(
            lines.reduce((sum, line) => sum + (line.included ? 0 : line.amount), 0),
            total,
          );
          assert.equal(total, subtotal - given + shipping + (inclusive ? 0 : priced.tax));
          assert.equal(
            lines.reduce((sum, line) => sum + (line.tax ?? 0), 0),
            priced.tax,
          );
          assert.ok(given >= 0 && given <= subtotal && priced.tax >= 0);
          const weights = list.map((item) => item.unitAmount * item.quantity);
          const parts = spread(given, weights);
          assert.ok(parts.every((part, n) => part >= 0 && part <= weights[n]!));
          assert.equal(
            parts.reduce((sum, part) => sum + part, 0),
            subtotal === 0 ? 0 : given,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
