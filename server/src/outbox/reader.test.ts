import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { isTestPostgres } from '../testing-database.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { emitEvent, eventsAfter, type StoredEvent } from './outbox.js';
import { BEGINNING, lastPosition, rebaseEvents } from './position.js';
import { pruneEvents, startReader, type Consume, type ReaderSettings } from './reader.js';

let app: TestApp;
let brand: TestBrand;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  app = await startTestApp();
  brand = await app.brand();
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await app.close();
});

const emit = (n: number, tx = app.deps.db) =>
  emitEvent(tx, { brandId: brand.brandId, ownerId: null, mode: 'test' }, { topic: `order:ord_${n}`, type: 'order.updated', data: { n } });
const numbers = (events: readonly StoredEvent[]): number[] => events.map(({ data }) => data['n'] as number);
async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
}
function start(consume: Consume, settings: Partial<ReaderSettings> = {}) {
  const reader = startReader(app.deps, 'test', consume, { pollMs: 5, ...settings });
  closing.push(() => reader.stop());
  return reader;
}

describe('events', () => {
  test('exist only if the change that they tell of does', async () => {
    await assert.rejects(
      app.deps.db.transaction(async (tx) => {
        await emit(1, tx);
        throw new Error('no');
      }),
    );
    assert.deepEqual(await app.deps.db('events'), []);
  });

  test('are forgotten when every reader has passed them, and at the latest after a while', async () => {
    const [later, never] = [new Date(Date.now() + 60_000), new Date(0)];
    for (const n of [1, 2]) await emit(n);
    await app.deps.db('event_readers').insert({ name: 'slow', xid: 0, event_id: 0, leader: null, lease_until: null });
    await pruneEvents(app.deps.db, later, never);
    assert.equal((await app.deps.db('events')).length, 2);
    const { xid, id } = await app.deps.db('events').orderBy('id').first();
    await app.deps.db('event_readers').update({ xid, event_id: id });
    await pruneEvents(app.deps.db, later, never);
    assert.deepEqual(
      (await app.deps.db('events')).map(({ topic }) => topic),
      ['order:ord_2'],
    );
    await pruneEvents(app.deps.db, later, later);
    assert.deepEqual(await app.deps.db('events'), []);
  });

  test('written by transactions that end in another order are read in one that holds', { skip: !isTestPostgres() }, async () => {
    const { db } = app.deps;
    await db.transaction(async (older) => {
      await emit(1, older);
      await emit(2);
      assert.deepEqual(await eventsAfter(db, BEGINNING, 10), []);
      assert.deepEqual(await lastPosition(db), BEGINNING);
    });
    // Other databases of the server have transactions, too.
    await until(async () => (await eventsAfter(db, BEGINNING, 10)).length > 0);
    assert.deepEqual(numbers(await eventsAfter(db, BEGINNING, 10)), [1, 2]);
  });

  test('of a database that came from another server go on behind the old ones', { skip: !isTestPostgres() }, async () => {
    const { db } = app.deps;
    await emit(1);
    await emit(2);
    await db('events').update({ xid: 4_000_000_000_000 });
    await db('event_readers').insert({
      name: 'test',
      xid: 4_000_000_000_000,
      event_id: (await db('events').orderBy('id').first('id')).id,
      leader: null,
      lease_until: null,
    });
    await rebaseEvents(db);
    await emit(3);
    const { xid, event_id } = await db('event_readers').where({ name: 'test' }).first();
    const read = (): Promise<StoredEvent[]> => eventsAfter(db, { xid, id: event_id }, 10);
    await until(async () => (await read()).length === 2);
    assert.deepEqual(numbers(await read()), [2, 3]);
  });
});

describe('a reader', () => {
  test('hands every event on once and in order, also those of before', async () => {
    await emit(0);
    const seen: number[] = [];
    start(async (_, events) => void seen.push(...numbers(events)), { batch: 3 });
    for (let n = 1; n <= 10; n++) await emit(n);
    await until(() => seen.length === 11);
    assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('notes how far it is together with what it does: a failure repeats the batch, an end goes on behind it', async () => {
    let fails = 2;
    const seen: number[] = [];
    const consume: Consume = async (tx, events) => {
      await tx('webhook_events').insert({ id: `evt_${numbers(events)[0]}`, type: 'test', received_at: '' });
      if (fails-- > 0) throw new Error('the database is away');
      seen.push(...numbers(events));
    };
    await emit(1);
    const first = start(consume);
    await until(() => seen.length === 1);
    assert.equal((await app.deps.db('webhook_events')).length, 1);
    await first.stop();
    await emit(2);
    start(consume);
    await until(() => seen.length === 2);
    assert.deepEqual(seen, [1, 2]);
  });

  test('leads alone; another one takes over when it ends, and when its lease does', async () => {
    const clock = { at: Date.now() };
    const seen: string[] = [];
    const named =
      (name: string): Consume =>
      async (_, events) =>
        void seen.push(...numbers(events).map((n) => `${name} ${n}`));
    const settings = { now: () => clock.at, leaseMs: 40 };
    const first = start(named('first'), settings);
    await emit(1);
    await until(() => seen.length === 1);
    start(named('second'), settings);
    await emit(2);
    await until(() => seen.length === 2);
    await first.stop();
    await emit(3);
    await until(() => seen.length === 3);
    assert.deepEqual(seen, ['first 1', 'first 2', 'second 3']);
    await app.deps.db('event_readers').update({ leader: 'rdr_dead', lease_until: new Date(clock.at + 1_000).toISOString() });
    clock.at += 30;
    await emit(4);
    await until(async () => (await app.deps.db('event_readers').first()).leader === 'rdr_dead' && seen.length === 3);
    clock.at += 1_000;
    await until(() => seen.length === 4);
    assert.equal(seen[3], 'second 4');
  });
});
