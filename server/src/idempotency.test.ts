import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createOnce, pruneIdempotency, type Idempotency } from './idempotency.js';
import { Problem } from './problem.js';
import { startTestApp, type TestApp } from './testing.js';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.close());

let replays = 0;
const once = (key: string | null, requestHash = 'same'): Idempotency => ({ key, sent: key, requestHash, onReplay: () => void replays++ });
const code = (expected: string) => (error: unknown) => error instanceof Problem && error.code === expected;
let made = 0;
const create = async () => ({ id: `made_${++made}`, made: made });
const read = async (id: string) => Number(id.slice(5));

describe('Idempotency-Key', () => {
  test('makes once and answers the same again, as a replay', async () => {
    const first = await createOnce(app.deps.db, once('k1'), create, read);
    assert.equal(replays, 0);
    assert.equal(await createOnce(app.deps.db, once('k1'), create, read), first);
    assert.equal(replays, 1);
  });

  test('refuses while the first request is carried out, then repeats its answer', async () => {
    const gate: { open: () => void } = { open: () => {} };
    const wait = new Promise<void>((resolve) => (gate.open = resolve));
    let isSlow: () => void = () => {};
    const slow = new Promise<void>((resolve) => (isSlow = resolve));
    const finish = async (value: number) => {
      isSlow();
      await wait;
      return value;
    };
    const first = createOnce(app.deps.db, once('k2'), create, read, finish);
    await slow;
    await assert.rejects(createOnce(app.deps.db, once('k2'), create, read), code('idempotency-conflict'));
    gate.open();
    const value = await first;
    assert.equal(await createOnce(app.deps.db, once('k2'), create, read), value);
  });

  test('refuses another request with the same key', async () => {
    await createOnce(app.deps.db, once('k3'), create, read);
    await assert.rejects(createOnce(app.deps.db, once('k3', 'other'), create, read), code('idempotency-mismatch'));
  });

  test('of a request that failed can be used again, for another request too', async () => {
    const fail = (): Promise<never> => Promise.reject(new Problem('conflict', 'no'));
    await assert.rejects(createOnce(app.deps.db, once('k4'), fail, read), code('conflict'));
    assert.ok(await createOnce(app.deps.db, once('k4', 'other'), create, read));
  });

  test('of a request that made something and then failed goes on where it stopped', async () => {
    const failing = createOnce(app.deps.db, once('k5'), create, read, () => Promise.reject(new Error('connection lost')));
    await assert.rejects(failing, /connection lost/);
    const before = made;
    let finished = 0;
    const value = await createOnce(app.deps.db, once('k5'), create, read, async (each) => (finished++, each));
    assert.deepEqual([value, made, finished], [before, before, 1]);
  });

  test('of a process that died is taken over when its lease is over', async () => {
    const past = new Date(Date.now() - 1).toISOString();
    const dead = { request_hash: 'same', resource_id: '', created_at: past, locked_by: 'req_dead' };
    await app.deps.db('idempotency_keys').insert([
      { ...dead, key: 'k6', locked_until: new Date(Date.now() + 60_000).toISOString() },
      { ...dead, key: 'k7', locked_until: past },
    ]);
    await assert.rejects(createOnce(app.deps.db, once('k6'), create, read), code('idempotency-conflict'));
    const both = await Promise.allSettled([1, 2].map(() => createOnce(app.deps.db, once('k7'), create, read)));
    const values = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    assert.equal(new Set(values).size, 1);
    assert.equal(await createOnce(app.deps.db, once('k7'), create, read), values[0]);
  });

  test('of twenty requests at once makes one', async () => {
    const before = made;
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => createOnce(app.deps.db, once('k8'), create, read)));
    assert.equal(made, before + 1);
    for (const result of results) {
      if (result.status === 'fulfilled') assert.equal(result.value, made);
      else assert.ok(code('idempotency-conflict')(result.reason));
    }
  });

  test('is forgotten after its time', async () => {
    await pruneIdempotency(app.deps.db, new Date(Date.now() + 1_000));
    assert.equal((await app.deps.db('idempotency_keys')).length, 0);
  });

  test('answers 409, 422 and a replay over HTTP, for designs and generations alike', async () => {
    const brand = await app.brand();
    const { makeCatalogue } = await import('./testing-catalogue.js');
    const { product } = await makeCatalogue(app.deps, brand.scope);
    const { token } = await brand.shopper();
    const headers = { 'idempotency-key': 'cart-1' };
    const post = (path: string, body: object) => app.request('POST', path, { token, body, headers });
    const first = await post('/v1/designs', { productId: product.id });
    const again = await post('/v1/designs', { productId: product.id });
    assert.deepEqual(
      [again.body.id, first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')],
      [first.body.id, null, 'true'],
    );
    const other = await post('/v1/designs', { productId: product.id, name: 'Other' });
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency-mismatch']);
    for (const path of ['/v1/designs/', '/v1/designs?x=1']) {
      const same = await post(path, { productId: product.id });
      assert.deepEqual([same.body.id, same.headers.get('idempotent-replayed')], [first.body.id, 'true'], path);
    }
    const path = `/v1/designs/${first.body.id}/generations`;
    const generation = await post(path, { prompt: 'Engrave "Luna"' });
    const replay = await post(path, { prompt: 'Engrave "Luna"' });
    assert.deepEqual([replay.status, replay.body, replay.headers.get('idempotent-replayed')], [202, generation.body, 'true']);
    await app.deps.db('idempotency_keys').update({ locked_until: new Date(Date.now() + 60_000).toISOString() });
    const busy = await post(path, { prompt: 'Engrave "Luna"' });
    assert.deepEqual([busy.status, busy.body.code, busy.headers.get('retry-after')], [409, 'idempotency-conflict', '1']);
  });
});
