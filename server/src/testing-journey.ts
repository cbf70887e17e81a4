import assert from 'node:assert/strict';
import type { CrashRig } from './testing-crash.js';

/** A shopper's way from words to files and back to their money, repeated wherever an answer is lost. */
export interface Journey {
  key: string;
  designId?: string;
  order?: { id: string; checkoutUrl: string };
}

export const journeys = (prefix: string, count: number): Journey[] => Array.from({ length: count }, (_, n) => ({ key: `${prefix}-${n}` }));
export const all = (list: Journey[], step: (journey: Journey) => Promise<void>): Promise<unknown> => Promise.all(list.map(step));

/** The steps of a journey, on one rig. */
export function stepsOn({ call, until, productId }: CrashRig) {
  const isGone = async (path: string, name: string, value: string): Promise<boolean> => {
    const reply = await call<Record<string, string>>('GET', path);
    assert.ok(!['failed', 'cancelled'].includes(reply[name]!), `${path} is ${reply[name]}`);
    return reply[name] === value;
  };
  return {
    prompt: async (journey: Journey): Promise<void> => {
      const prompt = `Engrave "Jessica" in the centre, gold, depth 0.${2 + (journey.key.length % 5)} mm`;
      const accepted = await call<{ designId: string; generationId: string }>('POST', '/v1/designs', { productId, prompt }, journey.key);
      journey.designId = accepted.designId;
      await until('the prompt is carried out', () => isGone(`/v1/generations/${accepted.generationId}`, 'status', 'completed'), 100);
    },
    order: async (journey: Journey): Promise<void> => {
      const snapshot = await call<{ id: string }>('POST', `/v1/designs/${journey.designId}/finalize`, {});
      const urls = { successUrl: 'http://127.0.0.1:9/thanks', cancelUrl: 'http://127.0.0.1:9/' };
      const body = { items: [{ snapshotId: snapshot.id, quantity: 1 }], email: 'ana@example.com', ...urls };
      journey.order = await call('POST', '/v1/orders', body, journey.key);
    },
    pay: async ({ order }: Journey): Promise<void> => {
      const submit = async (): Promise<boolean> => {
        const form = { method: 'POST', body: new URLSearchParams({ card: '4242424242424242' }), redirect: 'manual' } as const;
        return fetch(order!.checkoutUrl, form).then(
          (answer) => answer.status === 303,
          () => false,
        );
      };
      await Promise.all([until('the order is paid', submit), until('it is paid by a second click', submit)]);
    },
    printed: ({ order }: Journey): Promise<void> =>
      until('the files are ready', () => isGone(`/v1/orders/${order!.id}`, 'printStatus', 'ready'), 150),
    refund: async ({ order, key }: Journey): Promise<void> => {
      await call('POST', `/v1/orders/${order!.id}/refunds`, { note: 'crash' }, `${key}-refund`);
      await until('the money is back', () => isRefunded(call, order!.id), 150);
    },
  };
}

async function isRefunded(call: CrashRig['call'], orderId: string): Promise<boolean> {
  const { items } = await call<{ items: { status: string }[] }>('GET', `/v1/orders/${orderId}/refunds`);
  assert.ok(items.every(({ status }) => status !== 'failed'));
  return items.length > 0 && items.every(({ status }) => status === 'succeeded');
}
