import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import type { Outcome } from './attempt.js';
import { insertDeliveries, newDelivery, type DeliveryRow } from './deliveries.js';
import { createEndpoint, type EndpointRow } from './endpoints.js';
import { storeOutcomes, type Tried } from './outcomes.js';

const AT = Date.parse('2026-01-02T03:04:05.678Z');
const ANSWERS = {
  delivered: { result: 'delivered', status: 200, body: 'taken ✓', error: null, durationMs: 12, retryAfter: 0 },
  failed: { result: 'failed', status: null, body: null, error: 'away', durationMs: 7, retryAfter: 0 },
  gone: { result: 'gone', status: 410, body: '', error: null, durationMs: 5, retryAfter: 0 },
} satisfies Record<string, Outcome>;

let app: TestApp;
let brand: TestBrand;
beforeEach(async () => {
  app = await startTestApp();
  app.deps.config.allowHosts.push('127.0.0.1:*');
  brand = await app.brand();
});
afterEach(() => app.close());

const makeEndpoint = (): Promise<EndpointRow> => createEndpoint(app.deps.db, brand.scope, app.deps.config, { url: 'http://127.0.0.1:9/' });
async function tried(endpoint: EndpointRow, ...results: (keyof typeof ANSWERS)[]): Promise<Tried[]> {
  const data = { object: 'order', id: 'ord_1', brandId: brand.brandId, ownerId: null, mode: 'test' as const, state: {} };
  const rows = results.map(() => newDelivery(endpoint, { type: 'order.updated', timestamp: new Date(AT).toISOString(), data }, null));
  await insertDeliveries(app.deps.db, rows);
  return rows.map((row, n) => ({ row, endpoint, outcome: ANSWERS[results[n]!], at: AT + n }));
}
const store = (all: readonly Tried[]): Promise<void> => storeOutcomes(app.deps.db, app.deps.queue, all, () => 0);
const stored = (of: readonly Tried[]): Promise<DeliveryRow[]> =>
  app.deps.db('webhook_deliveries').whereIn(
    'id',
    of.map(({ row }) => row.id),
  );
const endpointRow = ({ id }: EndpointRow): Promise<EndpointRow> => app.deps.db('webhook_endpoints').where({ id }).first();
const statusesOf = async (of: readonly Tried[]): Promise<string[]> => {
  const rows = new Map((await stored(of)).map(({ id, status }) => [id, status]));
  return of.map(({ row }) => rows.get(row.id)!);
};

describe('outcomes of webhooks', () => {
  test('are stored together as they were one by one: each row its own, each endpoint by its last', async () => {
    const [good, bad, mended, gone] = [await makeEndpoint(), await makeEndpoint(), await makeEndpoint(), await makeEndpoint()];
    const all = [
      await tried(good, 'delivered', 'delivered'),
      await tried(bad, 'delivered', 'failed'),
      await tried(mended, 'failed', 'delivered'),
      await tried(gone, 'gone'),
    ];
    await store(all.flat());
    assert.deepEqual(await Promise.all(all.map(statusesOf)), [
      ['delivered', 'delivered'],
      ['delivered', 'pending'],
      ['pending', 'delivered'],
      ['failed'],
    ]);
    const [row] = await stored(all[0]!.slice(1));
    const { tries, attempts, next_attempt_at, last_attempt_at, response_status, response_body, duration_ms, error } = row!;
    assert.deepEqual(
      [tries, attempts, next_attempt_at, response_status, response_body, duration_ms, error],
      [1, 1, null, 200, 'taken ✓', 12, null],
    );
    assert.equal(last_attempt_at, new Date(AT + 1).toISOString());
    const [failed] = await stored(all[1]!.slice(1));
    assert.deepEqual([failed!.next_attempt_at, failed!.error], [new Date(AT + 1 + 7 + 5_000).toISOString(), 'away']);
    const since = await Promise.all([good, bad, mended].map(async (one) => (await endpointRow(one)).failing_since));
    assert.deepEqual(since, [null, new Date(AT + 1).toISOString(), null]);
    assert.equal((await endpointRow(gone)).disabled_reason, 'gone');
  });

  test('a success ends the failing of its endpoint, and of no other', async () => {
    const [one, other] = [await makeEndpoint(), await makeEndpoint()];
    await store([...(await tried(one, 'failed')), ...(await tried(other, 'failed'))]);
    await store(await tried(one, 'delivered'));
    assert.equal((await endpointRow(one)).failing_since, null);
    assert.notEqual((await endpointRow(other)).failing_since, null);
  });

  test('are counted once, though they are stored again or something else became of them meanwhile', async () => {
    const endpoint = await makeEndpoint();
    for (const result of ['delivered', 'failed'] as const) {
      const all = await tried(endpoint, result, result);
      await app.deps.db('webhook_deliveries').where({ id: all[1]!.row.id }).update({ status: 'skipped' });
      await store(all);
      const before = await stored(all);
      await store(all);
      assert.deepEqual(await stored(all), before);
      assert.deepEqual(
        before.map(({ attempts }) => attempts).toSorted((a, b) => a - b),
        [0, 1],
      );
    }
    await app.deps.db('webhook_endpoints').where({ id: endpoint.id }).update({ failing_since: 'then' });
    const late = await tried(endpoint, 'delivered');
    await app.deps.db('webhook_deliveries').where({ id: late[0]!.row.id }).delete();
    await store(late);
    assert.equal((await endpointRow(endpoint)).failing_since, 'then');
  });

  test('every try stays, with its time, status and length; of very many the last', async () => {
    const endpoint = await makeEndpoint();
    const [first] = await tried(endpoint, 'failed');
    await store([first!]);
    const again = async (result: keyof typeof ANSWERS, at: number): Promise<void> => {
      const [row] = await stored([first!]);
      await app.deps.db('webhook_deliveries').where({ id: row!.id }).update({ status: 'pending' });
      await store([{ row: { ...row!, status: 'pending' }, endpoint, outcome: ANSWERS[result], at }]);
    };
    await again('delivered', AT + 60_000);
    const path = `/v1/webhooks/deliveries/${first!.row.id}`;
    const log = async () => (await app.request('GET', path, { token: brand.staffToken })).body.log;
    assert.deepEqual(await log(), [
      { at: new Date(AT).toISOString(), responseStatus: null, durationMs: 7, error: 'away' },
      { at: new Date(AT + 60_000).toISOString(), responseStatus: 200, durationMs: 12, error: null },
    ]);
    for (let n = 0; n < 40; n++) await again('failed', AT + n);
    const last = await log();
    assert.deepEqual([last.length, last.at(0).at, last.at(-1).at], [30, new Date(AT + 10).toISOString(), new Date(AT + 39).toISOString()]);
  });
});
