import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { readDatabase } from '../../config/database.js';
import { Problem } from '../../problem.js';
import { createTestDatabase } from '../../testing-database.js';
import { openDatabase } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import { EVERYTHING } from '../database/tenancy.js';
import type { QueueSettings } from './job-row.js';
import type { JobContext, JobHandlers, Queue } from './queue.js';

/** What every queue promises. `make` gives a queue on this database; all queues of one test share what they work on. */
export function queueSuite(what: string, make: (db: Knex, options: Partial<QueueSettings>) => Queue): void {
  describe(what, () => promises(make));
}

export const payload = { orderId: 'ord_1', brandId: 'brd_1' };

export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export interface TestDatabase {
  db: Knex;
  /** How another process opens it. */
  env: Record<string, string>;
  folder: string;
  close: () => Promise<void>;
}

/** A database of a test's own, with the schema. */
export async function testDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-queue-'));
  const database = await createTestDatabase();
  const db = openDatabase(readDatabase(database.env, folder), { unscoped: EVERYTHING });
  await migrate(db);
  return {
    db,
    env: database.env,
    folder,
    close: async () => {
      await db.destroy();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

function promises(make: (db: Knex, options: Partial<QueueSettings>) => Queue): void {
  let db: Knex;
  let close: () => Promise<void>;
  let stops: (() => Promise<unknown>)[];
  let queues: Queue[];

  beforeEach(async () => {
    ({ db, close } = await testDatabase());
    [stops, queues] = [[], []];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    for (const queue of queues) await queue.close?.();
    await close();
  });

  const queueWith = (options: Partial<QueueSettings> = {}): Queue => {
    const queue = make(db, { backoffMs: () => 1, pollMs: 5, ...options });
    queues.push(queue);
    return queue;
  };
  const work = async (queue: Queue, handlers: JobHandlers, options: Parameters<Queue['work']>[1] = {}): Promise<() => Promise<void>> => {
    const working = await queue.work(handlers, options);
    const stop = (): Promise<void> => working.stop();
    stops.push(stop);
    return stop;
  };
  /** Leases as long as the test's clock says, renewed by real beats. */
  const LEASE = { leaseMs: 1_000, beatMs: 5 };
  /** The first job's lease ends at `ms`: it was renewed. */
  const leaseIs = (ms: number) =>
    until(async () => (await db('jobs').where({ name: 'print' }).first('run_at')).run_at === new Date(ms).toISOString());
  const statusIs = (status: string) => until(async () => (await db('jobs').first('status'))?.status === status);

  test('runs a job once, with its payload', async () => {
    const queue = queueWith();
    const seen: unknown[] = [];
    await queue.add(db, 'print', payload);
    await work(queue, { print: async (given, { attempt }) => void seen.push([given, attempt]) });
    await statusIs('done');
    assert.deepEqual(seen, [[payload, 1]]);
    assert.equal((await db('jobs').first()).attempts, 1);
  });

  test('enqueues the same key once', async () => {
    const queue = queueWith();
    await Promise.all([1, 2, 3].map(() => queue.add(db, 'print', payload, { key: 'print:ord_1' })));
    assert.equal((await db('jobs')).length, 1);
  });

  test('a job exists only if its transaction is committed', async () => {
    const queue = queueWith();
    const failed = db.transaction(async (tx) => {
      await queue.add(tx, 'print', payload);
      throw new Error('no');
    });
    await assert.rejects(failed);
    assert.equal((await db('jobs')).length, 0);
    await db.transaction((tx) => queue.add(tx, 'print', payload));
    assert.equal((await db('jobs')).length, 1);
  });

  test('does not begin before the time that was asked for', async () => {
    const clock = { at: 10_000 };
    const queue = queueWith({ now: () => clock.at });
    const seen: string[] = [];
    await queue.add(db, 'print', payload, { runAt: new Date(10_100) });
    await work(queue, { print: async () => void seen.push('print'), mail: async () => void seen.push('looked') });
    await queue.add(db, 'mail', { mailId: 'mai_1', brandId: 'brd_1' });
    await until(() => seen.length === 1);
    assert.deepEqual(seen, ['looked']);
    clock.at = 10_100;
    await until(() => seen.length === 2);
    assert.deepEqual(seen, ['looked', 'print']);
  });

  test('wakes a worker of the same process at once', async () => {
    const queue = queueWith({ pollMs: 60_000 });
    let ran = false;
    await work(queue, { print: async () => void (ran = true) });
    await db.transaction((tx) => queue.add(tx, 'print', payload));
    await until(() => ran);
  });

  test('tries again after a failure and counts the tries', async () => {
    const queue = queueWith();
    const attempts: number[] = [];
    await queue.add(db, 'print', payload);
    await work(queue, {
      print: async (_, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error('provider is away');
      },
    });
    await statusIs('done');
    assert.deepEqual(attempts, [1, 2, 3]);
  });

  test('gives a job up when its tries are used up, keeps the reason and tells it once', async () => {
    const queue = queueWith({ maxAttempts: () => 2 });
    const dead: string[] = [];
    await queue.add(db, 'print', payload);
    const fail = async (): Promise<void> => {
      throw new Error('disk on fire');
    };
    await work(queue, { print: fail }, { dead: { print: async (_, reason) => void dead.push(reason) } });
    await statusIs('dead');
    assert.deepEqual(dead, ['Error: disk on fire']);
    assert.match((await db('jobs').first()).error, /disk on fire/);
  });

  test('does not repeat what cannot succeed', async () => {
    const queue = queueWith();
    let tries = 0;
    await queue.add(db, 'print', payload);
    await work(queue, {
      print: async () => {
        tries++;
        throw new Problem('document-invalid', 'no such side');
      },
    });
    await statusIs('dead');
    assert.equal(tries, 1);
  });

  test('leaves the job of a worker that lives alone, however long it takes', async () => {
    const clock = { at: 0 };
    const queue = queueWith({ ...LEASE, leaseMs: 60_000, now: () => clock.at });
    const seen: string[] = [];
    let release = (): void => {};
    await queue.add(db, 'print', payload);
    await work(queue, {
      print: () => {
        seen.push('first');
        return new Promise((resolve) => (release = resolve));
      },
    });
    await until(() => seen.length === 1);
    await work(queue, {
      print: async () => void seen.push('second'),
      mail: async () => void seen.push('looked'),
    });
    for (let beats = 1; beats <= 3; beats++) {
      clock.at += 36_000;
      await leaseIs(clock.at + 60_000);
      await queue.add(db, 'mail', { mailId: 'mai_1', brandId: 'brd_1' });
      await until(() => seen.length === 1 + beats);
    }
    assert.deepEqual(seen, ['first', 'looked', 'looked', 'looked']);
    release();
  });

  test('takes up the job of a worker that died, when its lease is over', async () => {
    const clock = { at: 0 };
    const queue = queueWith({ ...LEASE, now: () => clock.at });
    const seen: string[] = [];
    await queue.add(db, 'print', payload);
    await db('jobs').update({ status: 'running', worker: 'wrk_dead', attempts: 1, run_at: new Date(1_000).toISOString() });
    await work(queue, {
      print: async (_, { attempt }) => void seen.push(`print ${attempt}`),
      mail: async () => void seen.push('looked'),
    });
    clock.at = 999;
    await queue.add(db, 'mail', { mailId: 'mai_1', brandId: 'brd_1' });
    await until(() => seen.length === 1);
    clock.at = 1_000;
    await until(() => seen.length === 2);
    assert.deepEqual(seen, ['looked', 'print 2']);
  });

  test('a worker that was stopped for longer than its lease goes on with its job, once', async () => {
    const clock = { at: 0 };
    const queue = queueWith({ ...LEASE, beatMs: 60_000, now: () => clock.at });
    const seen: string[] = [];
    let release = (): void => {};
    await queue.add(db, 'print', payload);
    await work(queue, {
      print: () => {
        seen.push('print');
        return new Promise((resolve) => (release = resolve));
      },
      mail: async () => void seen.push('looked'),
    });
    await until(() => seen.length === 1);
    clock.at = 3_600_000;
    await queue.add(db, 'mail', { mailId: 'mai_1', brandId: 'brd_1' });
    await until(() => seen.length === 2);
    assert.deepEqual(seen, ['print', 'looked']);
    release();
    await until(async () => (await db('jobs').whereNot({ status: 'done' })).length === 0);
    assert.deepEqual(seen, ['print', 'looked']);
  });

  test('tells a worker that has lost its job to another one, and what it did counts no more', async () => {
    const queue = queueWith({ ...LEASE, now: () => 0 });
    let context: JobContext | undefined;
    await queue.add(db, 'print', payload);
    const stop = await work(queue, {
      print: (_, given) => {
        context = given;
        return new Promise((resolve) => given.signal.addEventListener('abort', () => resolve()));
      },
    });
    await until(async () => context !== undefined && (await db('jobs').where({ status: 'running' })).length === 1);
    await db('jobs').update({ worker: 'wrk_other' });
    await until(() => context!.signal.aborted);
    await stop();
    const { status, worker } = await db('jobs').first();
    assert.deepEqual({ status, worker }, { status: 'running', worker: 'wrk_other' });
  });

  test('takes a job that it lost up again only when its first try has ended', async () => {
    const clock = { at: 0 };
    const queue = queueWith({ ...LEASE, now: () => clock.at });
    const seen: string[] = [];
    const ends: (() => void)[] = [];
    await queue.add(db, 'print', payload);
    await work(queue, {
      print: (_, { attempt }) => {
        seen.push(`print ${attempt}`);
        return new Promise((resolve) => ends.push(resolve));
      },
      mail: async () => void seen.push('looked'),
    });
    await until(async () => seen.length === 1 && (await db('jobs').where({ status: 'running' })).length === 1);
    // Somebody else took the job, and died.
    await db('jobs').update({ worker: 'wrk_dead', attempts: 2 });
    clock.at = 1_000;
    await queue.add(db, 'mail', { mailId: 'mai_1', brandId: 'brd_1' });
    await until(() => seen.length === 2);
    assert.deepEqual(seen, ['print 1', 'looked']);
    ends[0]!();
    await until(() => seen.length === 3);
    assert.deepEqual(seen, ['print 1', 'looked', 'print 3']);
    ends[1]!();
    await until(async () => (await db('jobs').whereNot({ status: 'done' })).length === 0);
  });

  test('two workers never run the same job', async () => {
    const queue = queueWith();
    const ran: string[] = [];
    for (let n = 0; n < 40; n++) await queue.add(db, 'print', { ...payload, orderId: `ord_${n}` });
    const handlers: JobHandlers = { print: async ({ orderId }) => void ran.push(orderId) };
    await Promise.all([work(queue, handlers), work(queue, handlers), work(queueWith(), handlers)]);
    await until(async () => (await db('jobs').whereNot({ status: 'done' })).length === 0);
    assert.equal(ran.length, 40);
    assert.equal(new Set(ran).size, 40);
  });

  test('stop waits for running jobs, and gives back what takes too long', async () => {
    const queue = queueWith({ graceMs: 30 });
    let started = false;
    let aborted = false;
    await queue.add(db, 'print', payload);
    const stop = await work(queue, {
      print: (_, { signal }) => {
        started = true;
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve();
          }),
        );
      },
    });
    await until(() => started);
    await stop();
    assert.ok(aborted);
    const row = await db('jobs').first();
    assert.deepEqual([row.status, row.attempts], ['queued', 0]);
  });
}
