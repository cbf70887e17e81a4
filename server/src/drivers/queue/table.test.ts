import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { Problem } from '../../problem.js';
import { openDatabase } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import type { JobContext, JobHandlers, Queue } from './queue.js';
import { createTableQueue } from './table.js';
import type { WorkerSettings } from './table-worker.js';

const log = pino({ level: 'silent' });
const payload = { orderId: 'ord_1', brandId: 'brd_1' };
let folder: string;
let db: Knex;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-queue-'));
  db = openDatabase(join(folder, 'q.sqlite'));
  await migrate(db);
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await db.destroy();
  await rm(folder, { recursive: true });
});

const queueWith = (options: Partial<WorkerSettings> = {}): Queue =>
  createTableQueue(db, log, { backoffMs: () => 1, pollMs: 5, ...options });

async function work(queue: Queue, handlers: JobHandlers, options: Parameters<Queue['work']>[1] = {}): Promise<() => Promise<void>> {
  const working = await queue.work(handlers, options);
  const stop = (): Promise<void> => working.stop();
  stops.push(stop);
  return stop;
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
}
const statusIs = (status: string) => until(async () => (await db('jobs').first('status'))?.status === status);

describe('queue in a table', () => {
  test('runs a job once, with its payload', async () => {
    const queue = queueWith();
    const seen: unknown[] = [];
    await queue.add(db, 'print', payload);
    await work(queue, { print: async (given, { attempt }) => void seen.push([given, attempt]) });
    await statusIs('done');
    assert.deepEqual(seen, [[payload, 1]]);
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

  test('takes up the job of a worker that died, and no job of one that lives', async () => {
    const queue = queueWith({ leaseMs: 150 });
    const taken: string[] = [];
    let release = (): void => {};
    await queue.add(db, 'print', payload);
    const first = await work(queue, {
      print: async () => {
        taken.push('first');
        await new Promise<void>((resolve) => (release = resolve));
      },
    });
    await until(() => taken.length === 1);
    await work(queue, { print: async () => void taken.push('second') });
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(taken, ['first']);
    release();
    await first();
    await db('jobs').update({ status: 'running', worker: 'wrk_dead', run_at: new Date().toISOString() });
    await until(() => taken.length === 2);
    await statusIs('done');
  });

  test('tells a worker that has lost its job to another one', async () => {
    const queue = queueWith({ leaseMs: 100 });
    let context: JobContext | undefined;
    await queue.add(db, 'print', payload);
    await work(queue, {
      print: (_, given) => {
        context = given;
        return new Promise((resolve) => given.signal.addEventListener('abort', () => resolve()));
      },
    });
    await until(() => context !== undefined);
    await db('jobs').update({ worker: 'wrk_other' });
    await until(() => context!.signal.aborted);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal((await db('jobs').first()).status, 'running');
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
});
