import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { checkLedger } from '../ledger/check.js';
import { sweepOrders } from './sweep.js';
import { startTestShop, type TestShop } from './testing.js';

const RUNS = 200;
/** What can happen around a payment, each in any order and at the same time as the others. */
const STEPS = ['pay', 'return', 'return again', 'event', 'event again', 'late event', 'event of the intent', 'sweep', 'cancel'] as const;
type Step = (typeof STEPS)[number];

let shop: TestShop;
let items: { snapshotId: string; quantity: number }[];
/** How many turns of the event loop each call to the provider waits before and after: one list for each run. */
let delays: number[] = [];

const turns = async (): Promise<void> => {
  for (let left = delays.shift() ?? 0; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
};

before(async () => {
  shop = await startTestShop();
  items = [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }];
  const { payments } = shop.app.deps;
  const slow = async <T>(call: () => Promise<T>): Promise<T> => {
    await turns();
    const answer = await call();
    await turns();
    return answer;
  };
  shop.app.deps.payments = {
    ...payments,
    getCheckout: (...args) => slow(() => payments.getCheckout(...args)),
    getIntent: (...args) => slow(() => payments.getIntent(...args)),
    expireCheckout: (...args) => slow(() => payments.expireCheckout(...args)),
    cancelIntent: (...args) => slow(() => payments.cancelIntent(...args)),
  };
});
after(() => shop.close());

const rows = (table: string, where: object) => shop.app.deps.db(table).where(where);
const forget = (order: Order) =>
  shop.app.deps
    .db('orders')
    .where({ id: order.id })
    .update({ payment_checked_at: new Date(0).toISOString() });

async function pay(order: Order): Promise<boolean> {
  if (order.checkoutUrl) return (await shop.pay(order)) === 303;
  const intent = order.payment.clientSecret!.split('_secret_')[0]!;
  const attempt = shop.stripe().paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
  return attempt.then(
    () => true,
    () => false,
  );
}

/** An event as the provider would send it, which it may do early, late and twice. */
function event(order: Order, id: string, type: string): Promise<unknown> {
  const intent = order.payment.clientSecret?.split('_secret_')[0];
  const metadata = { order_id: order.id };
  const object = intent
    ? { object: 'payment_intent', id: intent, metadata }
    : { object: 'checkout.session', id: order.checkoutUrl!.split('/').at(-1), metadata };
  return shop.deliver({ id: `evt_${id}_${order.id}`, object: 'event', type, data: { object } });
}

async function readAgain(order: Order): Promise<void> {
  await forget(order);
  await shop.app.request('GET', `/v1/orders/${order.id}`, { token: shop.shopper.token });
}

const STEP: Record<Exclude<Step, 'pay' | 'cancel'>, (order: Order) => Promise<unknown>> = {
  return: readAgain,
  'return again': readAgain,
  event: (order) => event(order, 'a', 'checkout.session.completed'),
  'event again': (order) => event(order, 'a', 'checkout.session.completed'),
  'late event': (order) => event(order, 'b', 'checkout.session.expired'),
  'event of the intent': (order) => event(order, 'c', 'payment_intent.succeeded'),
  sweep: async (order) => {
    await forget(order);
    await sweepOrders(shop.app.deps);
  },
};

interface Outcome {
  isPaid: boolean;
  isCancelled: boolean;
}

/** Starts the steps in this order; `together` says which ones wait for those before. */
async function play(order: Order, steps: readonly Step[], together: readonly boolean[]): Promise<Outcome> {
  const outcome: Outcome = { isPaid: false, isCancelled: false };
  const running: Promise<unknown>[] = [];
  for (const [index, step] of steps.entries()) {
    if (!together[index]) await Promise.all(running.splice(0));
    if (step === 'pay') running.push(pay(order).then((isPaid) => (outcome.isPaid = isPaid)));
    else if (step === 'cancel') {
      const path = `/v1/orders/${order.id}/cancel`;
      const reply = shop.app.request('POST', path, { token: shop.shopper.token, body: {} });
      running.push(reply.then(({ status }) => (outcome.isCancelled = status === 200)));
    } else running.push(STEP[step](order));
  }
  await Promise.all(running);
  return outcome;
}

/** Everything that there is of an order, in numbers. */
async function countAll(order: Order): Promise<Record<string, number | string>> {
  const [row] = await rows('orders', { id: order.id });
  return {
    state: `${row.status} ${row.payment_status} ${row.print_status}`,
    payments: (await rows('payments', { order_id: order.id })).length,
    printJobs: (await rows('jobs', { key: `print:${order.id}` })).length,
    mails: (await rows('mails', { order_id: order.id })).length,
    refunds: (await rows('refunds', { order_id: order.id })).length,
    charges: (await rows('ledger_entries', { order_id: order.id, kind: 'charge' })).length,
    told: (await rows('events', { topic: `order:${order.id}` })).filter(({ type }) => /paid|cancelled/.test(type)).length,
  };
}

const PAID = { state: 'paid succeeded queued', payments: 1, printJobs: 1, mails: 1, refunds: 0, charges: 1, told: 1 };
const CANCELLED = { state: 'cancelled cancelled waiting', payments: 0, printJobs: 0, mails: 0, refunds: 0, charges: 0, told: 1 };

describe('client return, events, sweep and cancellation', () => {
  test(`in ${RUNS} interleavings give exactly one outcome, with one of everything`, async (t) => {
    const steps = fc
      .shuffledSubarray([...STEPS], { minLength: 4, maxLength: STEPS.length })
      .filter((list) => list.includes('pay') || list.includes('cancel'));
    const together = fc.array(fc.boolean(), { minLength: STEPS.length, maxLength: STEPS.length });
    const waits = fc.array(fc.nat(6), { minLength: 30, maxLength: 30 });
    const kinds = fc.constantFrom('checkout', 'intent');
    const seen = { paid: 0, cancelled: 0 };
    await fc.assert(
      fc.asyncProperty(steps, together, waits, kinds, async (list, flags, turnsOfRun, payment) => {
        delays = [];
        const { body: order, status } = await shop.order({ items, payment });
        assert.equal(status, 201);
        delays = [...turnsOfRun];
        const { isPaid, isCancelled } = await play(order, list, flags);
        assert.notEqual(isPaid, isCancelled, 'either it was paid, or it was cancelled');
        delays = [];
        await event(order, 'last', 'checkout.session.completed');
        const expected = isPaid ? PAID : CANCELLED;
        assert.deepEqual(await countAll(order), expected);
        for (const again of ['a', 'last', 'once-more']) await event(order, again, 'checkout.session.completed');
        await readAgain(order);
        assert.deepEqual(await countAll(order), expected);
        seen[isPaid ? 'paid' : 'cancelled']++;
      }),
      { numRuns: RUNS },
    );
    assert.deepEqual(await checkLedger(shop.app.deps.db), []);
    assert.ok(seen.paid > 20 && seen.cancelled > 20);
    t.diagnostic(`paid: ${seen.paid}, cancelled: ${seen.cancelled}`);
  });
});
