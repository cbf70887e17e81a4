import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { WebhookPayload } from '@luneo/sdk/contracts/webhooks.js';
import { emitEvent } from '../outbox/outbox.js';
import { startReader } from '../outbox/reader.js';
import { seal } from '../seal.js';
import { makeCatalogue } from '../testing-catalogue.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { fanOut } from './fan-out.js';
import { startSender, type SenderSettings } from './sender.js';
import { startWebhooks } from './start.js';
import { startReceiver, type Receiver } from './testing.js';

const HOUR = 3_600_000;
let app: TestApp;
let brand: TestBrand;
let receiver: Receiver;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  app = await startTestApp();
  app.deps.config.allowHosts.push('127.0.0.1:*');
  brand = await app.brand();
  receiver = await startReceiver();
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await receiver.close();
  await app.close();
});

type Endpoint = { id: string; secret: string; publicKey: string };
async function endpoint(input: object = {}, token = brand.secretKey): Promise<Endpoint> {
  const { status, body } = await app.request('POST', '/v1/webhooks/endpoints', { token, body: { url: receiver.url, ...input } });
  assert.equal(status, 201);
  return body;
}
const call = (method: string, path: string, body?: unknown, token = brand.secretKey) =>
  app.request(method, `/v1/webhooks/${path}`, { token, ...(body !== undefined && { body }) });
const start = (): void => {
  const webhooks = startWebhooks(app.deps);
  closing.push(() => webhooks.stop());
};
const emit = (n: number, { brandId = brand.brandId, mode = 'test' as const, type = 'order.updated' as const } = {}) =>
  emitEvent(app.deps.db, { brandId, ownerId: null, mode }, { topic: `order:ord_${n}`, type, data: { status: 'paid', n } });
/** In one transaction. */
const emitMany = (count: number): Promise<void> =>
  app.deps.db.transaction(async (tx) => {
    for (let n = 0; n < count; n++)
      await emitEvent(
        tx,
        { brandId: brand.brandId, ownerId: null, mode: 'test' },
        { topic: `order:ord_${n}`, type: 'order.updated', data: { n } },
      );
  });
const numbers = (): number[] => receiver.received.map(({ body }) => JSON.parse(body).data.state.n);

async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
}
const delivery = async (id: string) => (await call('GET', `deliveries/${id}`)).body;
const statusIs = (id: string, status: string) => until(async () => (await delivery(id)).status === status);

/** A sender whose clock is ahead and stands still: what is asked for now is due. */
async function withClock(settings: Partial<SenderSettings> = {}) {
  const clock = { at: Date.now() + 60_000 };
  const sender = startSender(app.deps, { now: () => clock.at, chance: () => 0, pollMs: 5, ...settings });
  closing.push(() => sender.stop());
  return { clock, sender };
}
const sendTest = async (id: string): Promise<string> => (await call('POST', `endpoints/${id}/test`, {})).body.id;

describe('webhook deliveries', () => {
  test('a change of a row reaches the endpoint, signed as the official library wants it', async () => {
    const { secret } = await endpoint();
    start();
    const { product } = await makeCatalogue(app.deps, brand.scope);
    const shopper = await brand.shopper();
    const { body: design } = await app.request('POST', '/v1/designs', { token: shopper.token, body: { productId: product.id } });
    const { document } = design;
    await app.request('PATCH', `/v1/designs/${design.id}`, { token: shopper.token, headers: { 'if-match': '"1"' }, body: { document } });
    await receiver.until(1);
    const [received] = receiver.received;
    const payload = received!.verify(secret);
    assert.ok(WebhookPayload.safeParse(payload).success);
    assert.equal(payload.type, 'design.updated');
    const { object, id, brandId, ownerId, mode } = payload.data;
    assert.deepEqual([object, id, brandId, ownerId, mode], ['design', design.id, brand.brandId, shopper.ownerId, 'test']);
    assert.deepEqual([received!.headers['content-type'], received!.headers['user-agent']], ['application/json', 'Luneo-Webhooks/1']);
    assert.throws(() => received!.verify(`whsec_${Buffer.alloc(32).toString('base64')}`));
  });

  test('an endpoint is sent what it wants, of its brand and mode, from its beginning on', async () => {
    await emit(0);
    await endpoint({ events: ['order.updated'] });
    start();
    const other = await app.brand('Another');
    await emit(1, { brandId: other.brandId });
    await emit(2, { mode: 'live' as never });
    await emit(3, { type: 'design.updated' as never });
    await emit(4);
    await receiver.until(1);
    await until(async () => (await app.deps.db('webhook_deliveries').where({ status: 'pending' })).length === 0);
    assert.deepEqual(numbers(), [4]);
  });

  test('an endpoint whose secret cannot be read any more fails alone, says why, and is mended by a new one', async () => {
    const { id } = await endpoint();
    const sealed = seal('another secret of the installation', 'webhook-secret', 'whsec_x');
    await app.deps.db('webhook_endpoints').where({ id }).update({ secret: sealed });
    const other = await endpoint();
    const [lost, sent] = [await sendTest(id), await sendTest(other.id)];
    const { clock } = await withClock();
    await statusIs(sent, 'delivered');
    await until(async () => (await delivery(lost)).attempts === 1);
    assert.match((await delivery(lost)).error, /rotate the secret/);
    const { body: rotated } = await call('POST', `endpoints/${id}/rotate`, { overlapHours: 1 });
    clock.at += 2_000;
    assert.equal((await call('POST', `deliveries/${lost}/replay`, {})).status, 202);
    await statusIs(lost, 'delivered');
    receiver.received.at(-1)!.verify(rotated.secret);
  });

  test('a rotated secret and the one before both sign, until the overlap is over', async () => {
    const { id, secret: old, publicKey: oldKey } = await endpoint();
    const { publicKey: strange } = await endpoint({ url: 'http://127.0.0.1:9/' });
    const { body: rotated } = await call('POST', `endpoints/${id}/rotate`, { overlapHours: 1 });
    assert.notEqual(rotated.secret, old);
    const { clock } = await withClock();
    await sendTest(id);
    await receiver.until(1);
    const [first] = receiver.received;
    for (const secret of [old, rotated.secret]) first!.verify(secret);
    assert.match(oldKey, /^whpk_[A-Za-z0-9+/]{43}=$/);
    assert.equal(new Set([oldKey, rotated.publicKey, strange]).size, 3);
    for (const key of [oldKey, rotated.publicKey]) assert.ok(first!.isSignedBy(key));
    assert.ok(!first!.isSignedBy(strange));
    clock.at += 2 * HOUR;
    await sendTest(id);
    await receiver.until(2);
    const last = receiver.received[1]!;
    assert.equal(last.headers['webhook-signature']!.split(' ').length, 2);
    assert.deepEqual(
      [oldKey, rotated.publicKey].map((key) => last.isSignedBy(key)),
      [false, true],
    );
    assert.equal((await call('GET', `endpoints/${id}`)).body.publicKey, rotated.publicKey);
    const { body } = await call('POST', `endpoints/${id}/rotate`, { overlapHours: 0 });
    assert.equal(body.previousSecretUntil, null);
  });

  test('tries after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h and 10 h under one id, then has failed', async () => {
    receiver.answer = () => ({ status: 500, body: 'x'.repeat(5_000) });
    const { id } = await endpoint();
    const { clock, sender } = await withClock();
    const deliveryId = await sendTest(id);
    const waits = [5_000, 300_000, 1_800_000, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
    for (const [tries, wait] of waits.entries()) {
      await until(async () => (await delivery(deliveryId)).attempts === tries + 1);
      const { status, nextAttemptAt, durationMs, responseStatus, responseBody } = await delivery(deliveryId);
      assert.deepEqual([status, responseStatus, responseBody.length], ['pending', 500, 1_024]);
      assert.equal(Date.parse(nextAttemptAt) - clock.at - durationMs, wait);
      clock.at = Date.parse(nextAttemptAt);
      sender.wake();
    }
    await statusIs(deliveryId, 'failed');
    assert.deepEqual([(await delivery(deliveryId)).nextAttemptAt, receiver.received.length], [null, 8]);
    assert.deepEqual([...new Set(receiver.received.map(({ headers }) => headers['webhook-id']))], [deliveryId]);
  });

  test('waits as long as Retry-After asks, by seconds and by date', async () => {
    const { id } = await endpoint();
    const { clock, sender } = await withClock();
    const asked = ['120', new Date(clock.at + 3 * HOUR).toUTCString()];
    receiver.answer = (_, count) => (asked[count - 1] ? { status: 429, headers: { 'retry-after': asked[count - 1]! } } : { status: 200 });
    const deliveryId = await sendTest(id);
    await until(async () => (await delivery(deliveryId)).attempts === 1);
    const first = await delivery(deliveryId);
    assert.equal(Date.parse(first.nextAttemptAt) - clock.at - first.durationMs, 120_000);
    clock.at = Date.parse(first.nextAttemptAt);
    sender.wake();
    await until(async () => (await delivery(deliveryId)).attempts === 2);
    const left = Date.parse((await delivery(deliveryId)).nextAttemptAt) - Date.parse(asked[1]!);
    assert.ok(left > -1_000 && left < 10_000, `${left}`);
    clock.at += 4 * HOUR;
    sender.wake();
    await statusIs(deliveryId, 'delivered');
  });

  test('410 disables the endpoint at once and tells the brand', async () => {
    receiver.answer = () => ({ status: 410 });
    const { id } = await endpoint();
    await withClock();
    const deliveryId = await sendTest(id);
    await statusIs(deliveryId, 'failed');
    const { body } = await call('GET', `endpoints/${id}`);
    assert.deepEqual([body.status, body.disabledReason], ['disabled', 'gone']);
    const [event] = await app.deps.db('events').where({ type: 'webhook.disabled' });
    assert.deepEqual([event.topic, event.owner_id, JSON.parse(event.data).reason], [`webhook:${id}`, null, 'gone']);
    const mails = await app.deps.db('mails').where({ kind: 'webhook-disabled' });
    assert.deepEqual(
      mails.map(({ recipient }) => recipient),
      [brand.staff.email],
    );
    assert.equal(app.jobs.filter(({ name }) => name === 'mail').length, 1);
  });

  test('five days without a success disable the endpoint; one success in between does not', async () => {
    let status = 500;
    receiver.answer = () => ({ status });
    const { id } = await endpoint();
    const { clock, sender } = await withClock();
    const tryAfter = async (hours: number, answer = 500): Promise<void> => {
      status = answer;
      await app.deps.db('webhook_deliveries').delete();
      clock.at += hours * HOUR;
      const deliveryId = await sendTest(id);
      sender.wake();
      await until(async () => (await delivery(deliveryId)).attempts === 1);
    };
    await tryAfter(0);
    assert.notEqual((await call('GET', `endpoints/${id}`)).body.failingSince, null);
    await tryAfter(100, 200);
    assert.equal((await call('GET', `endpoints/${id}`)).body.failingSince, null);
    await tryAfter(1);
    await tryAfter(119);
    assert.equal((await call('GET', `endpoints/${id}`)).body.status, 'enabled');
    await tryAfter(1);
    const { body } = await call('GET', `endpoints/${id}`);
    assert.deepEqual([body.status, body.disabledReason], ['disabled', 'failing']);
  });

  test('what happened while an endpoint was disabled is noted, and sent when it is replayed', async () => {
    const { id } = await endpoint();
    await call('POST', `endpoints/${id}/disable`, {});
    start();
    for (let n = 1; n <= 3; n++) await emit(n);
    await until(async () => (await app.deps.db('webhook_deliveries').where({ status: 'skipped' })).length === 3);
    await call('POST', `endpoints/${id}/enable`, {});
    const since = new Date(Date.now() - HOUR).toISOString();
    assert.deepEqual((await call('POST', `endpoints/${id}/replay`, { since, until: since })).body, { count: 0 });
    assert.deepEqual((await call('POST', `endpoints/${id}/replay`, { since })).body, { count: 3 });
    await receiver.until(3);
    assert.deepEqual(new Set(numbers()), new Set([1, 2, 3]));
    await until(async () => (await app.deps.db('webhook_deliveries').where({ status: 'delivered' })).length === 3);
    assert.deepEqual((await call('POST', `endpoints/${id}/replay`, { since })).body, { count: 0 });
    assert.deepEqual((await call('POST', `endpoints/${id}/replay`, { since, which: 'all' })).body, { count: 3 });
    await receiver.until(6);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 3);
  });

  test('a slow endpoint holds up no other', async () => {
    const slow = await startReceiver();
    slow.answer = () => ({ status: 200, after: new Promise(() => {}) });
    await endpoint({ url: slow.url });
    await endpoint();
    start();
    await emitMany(60);
    await receiver.until(60);
    assert.equal(slow.received.length, 16);
    await slow.close();
  });

  test('more than fits into memory at once arrives, each once', async () => {
    await endpoint();
    start();
    await emitMany(330);
    await receiver.until(330);
    await until(async () => (await app.deps.db('webhook_deliveries').where({ status: 'delivered' })).length === 330);
    assert.equal(new Set(numbers()).size, 330);
    assert.equal(receiver.received.length, 330);
  });

  test('who lost an endpoint to another worker sends nothing more to it', async () => {
    let open = (): void => {};
    const after = new Promise<void>((resolve) => (open = resolve));
    receiver.answer = () => ({ status: 200, after });
    const { id } = await endpoint();
    const reader = startReader(app.deps, 'webhooks', fanOut);
    closing.push(() => reader.stop());
    await emitMany(130);
    await until(async () => (await app.deps.db('webhook_deliveries')).length === 130);
    const { clock, sender } = await withClock();
    await receiver.until(16);
    const leaseUntil = new Date(clock.at + HOUR).toISOString();
    await app.deps.db('webhook_endpoints').where({ id }).update({ worker: 'snd_other', lease_until: leaseUntil });
    clock.at += 2_000;
    const elsewhere = await startReceiver();
    closing.push(() => elsewhere.close());
    const other = await endpoint({ url: elsewhere.url });
    await statusIs(await sendTest(other.id), 'delivered');
    open();
    await until(async () => (await app.deps.db('webhook_deliveries').where({ endpoint_id: id, status: 'delivered' })).length === 16);
    await statusIs(await sendTest(other.id), 'delivered');
    await sender.stop();
    assert.equal(receiver.received.length, 16);
  });

  test('two workers send everything once, also when one of them ends', async () => {
    await endpoint();
    const [one, two] = [startWebhooks(app.deps), startWebhooks(app.deps)];
    closing.push(() => two.stop());
    for (let n = 0; n < 40; n++) await emit(n);
    await receiver.until(10);
    await one.stop();
    for (let n = 40; n < 60; n++) await emit(n);
    await receiver.until(60);
    await until(async () => (await app.deps.db('webhook_deliveries').where({ status: 'delivered' })).length === 60);
    assert.deepEqual(
      numbers().toSorted((a, b) => a - b),
      Array.from({ length: 60 }, (_, n) => n),
    );
  });

  test('what a worker had when it died is sent by another, once its lease is over', async () => {
    const { id } = await endpoint();
    const clock = { at: Date.now() + HOUR };
    const leaseUntil = new Date(clock.at + 1_000).toISOString();
    await app.deps.db('webhook_endpoints').where({ id }).update({ worker: 'snd_dead', lease_until: leaseUntil });
    const other = await endpoint();
    const sender = startSender(app.deps, { now: () => clock.at, pollMs: 5 });
    closing.push(() => sender.stop());
    const waiting = await sendTest(id);
    await statusIs(await sendTest(other.id), 'delivered');
    assert.equal((await delivery(waiting)).status, 'pending');
    clock.at += 1_000;
    await statusIs(waiting, 'delivered');
  });

  test('a redirect, an address inside and a receiver that is away are failures with a reason', async () => {
    receiver.answer = () => ({ status: 302, headers: { location: `${receiver.url}/elsewhere` } });
    const { id } = await endpoint();
    await withClock();
    const redirected = await sendTest(id);
    await until(async () => (await delivery(redirected)).attempts === 1);
    assert.deepEqual([(await delivery(redirected)).responseStatus, receiver.received.length], [302, 1]);
    const gone = await startReceiver();
    const away = await endpoint({ url: gone.url });
    await gone.close();
    app.deps.config.allowHosts.push('inside.test:*');
    const inside = await endpoint({ url: 'http://inside.test/' });
    app.deps.config.allowHosts.splice(0, 2, '127.0.0.1:*');
    for (const [endpointId, words] of [
      [away.id, /could not be reached/],
      [inside.id, /inside\.test/],
    ] as const) {
      const failed = await sendTest(endpointId);
      await until(async () => (await delivery(failed)).attempts === 1);
      const { error, responseStatus } = await delivery(failed);
      assert.match(error, words);
      assert.equal(responseStatus, null);
    }
  });

  test('the log is paged, filtered and newest first', async () => {
    const { id } = await endpoint();
    await withClock();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.unshift(await sendTest(id));
    for (const one of ids) await statusIs(one, 'delivered');
    const first = (await call('GET', `endpoints/${id}/deliveries?limit=2`)).body;
    const second = (await call('GET', `endpoints/${id}/deliveries?limit=2&cursor=${first.nextCursor}`)).body;
    assert.deepEqual(
      [...first.items, ...second.items].map((one: { id: string }) => one.id),
      ids,
    );
    assert.deepEqual((await call('GET', `endpoints/${id}/deliveries?status=failed`)).body.items, []);
    const other = await app.brand('Another');
    assert.equal((await call('GET', `deliveries/${ids[0]}`, undefined, other.secretKey)).status, 404);
    assert.equal((await call('POST', `deliveries/${ids[0]}/replay`, {}, other.secretKey)).status, 404);
  });
});
