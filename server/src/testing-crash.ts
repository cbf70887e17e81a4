import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import Stripe from 'stripe';
import { createBrand, systemScope } from './auth/brands.js';
import { createKey } from './auth/keys.js';
import { readConfig, type Config } from './config.js';
import { openDatabase } from './drivers/database/database.js';
import { migrate } from './drivers/database/migrate.js';
import { EVERYTHING } from './drivers/database/tenancy.js';
import { createDiskFiles } from './drivers/files/disk.js';
import type { JobName } from './drivers/queue/queue.js';
import { checkLedger } from './ledger/check.js';
import { makeCatalogue } from './testing-catalogue.js';
import { createTestDatabase } from './testing-database.js';
import { startModule } from './testing-process.js';

export type ProcessName = 'api' | 'worker' | 'sandbox';
const ENTRY: Record<ProcessName, string> = { api: 'main.ts', worker: 'worker.ts', sandbox: 'sandbox/main.ts' };
/** Nothing here may take longer, whatever goes wrong. */
export const LIMIT_MS = 1_000_000;
const WAIT_MS = 300_000;

/** The real processes on one database, which a test may kill; a supervisor starts them again. */
export interface CrashRig {
  config: Config;
  db: Knex;
  productId: string;
  /** SIGKILL, and a new process at once, as the supervisor does. */
  kill: (name: ProcessName) => Promise<void>;
  /** The process dies as soon as the database shows that it is at work, or a moment later. `check` stays true: a state that passes can be missed. */
  killWhen: (name: ProcessName, check: () => Promise<boolean>, laterMs?: number) => Promise<void>;
  until: (what: string, check: () => Promise<boolean>, everyMs?: number) => Promise<void>;
  has: (table: string, where: object) => () => Promise<boolean>;
  /** How many jobs of this name a worker has taken up so far. */
  begun: (job: JobName) => Promise<number>;
  /** A client that repeats a call until it is answered, as the SDK does. */
  call: <T>(method: string, path: string, body?: object, key?: string) => Promise<T>;
  /** One of everything for each of `count` journeys, and nothing half done. */
  checkOneOfEach: (count: number) => Promise<void>;
  interrupted: () => Promise<string>;
  /** How many processes ended that nobody killed. */
  ended: () => number;
  close: () => Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `stripe`: where our processes find the stand-in for Stripe, given where it listens. */
export async function startCrashRig(
  stripe: (sandboxUrl: string, rig: () => CrashRig) => Promise<string> = async (url) => url,
): Promise<CrashRig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'luneo-crash-'));
  const database = await createTestDatabase();
  const port = await freePort();
  const apiBase = await stripe(`http://127.0.0.1:${port + 2}`, () => rig);
  const env = {
    ...database.env,
    PATH: process.env['PATH'],
    NODE_OPTIONS: process.env['NODE_OPTIONS'],
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PORT: String(port),
    STRIPE_API_BASE: apiBase,
    // One client repeats its calls often.
    LUNEO_RATE_LIMIT_SCALE: '1000',
    LUNEO_DATA_DIR: dataDir,
    LUNEO_SECRET: 'a secret for crashes, long enough 1234567890',
  };
  const config = readConfig(env);
  const db = openDatabase(config.database, { unscoped: EVERYTHING });
  await migrate(db);
  const scope = systemScope(await createBrand(db, { name: 'Atelier Crash' }));
  const { key: secretKey } = await createKey(db, scope, config.secret, { kind: 'secret', name: 'crash' });
  const files = createDiskFiles(join(dataDir, 'files'));
  const { product } = await makeCatalogue({ db, files, config } as Parameters<typeof makeCatalogue>[0], scope);

  let isOver = false;
  const children = new Map<ProcessName, ChildProcess>();
  const complaints: string[] = [];
  let ended = 0;

  function start(name: ProcessName): void {
    const child = startModule(ENTRY[name], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr!.on('data', (text: Buffer) => complaints.push(`${name}: ${text.toString()}`));
    child.on('exit', (_, signal) => {
      if (isOver || signal === 'SIGKILL') return;
      ended += 1;
      setTimeout(() => start(name), 300);
    });
    children.set(name, child);
  }

  async function until(what: string, check: () => Promise<boolean>, everyMs = 20): Promise<void> {
    for (const end = Date.now() + WAIT_MS; !(await check()); await pause(everyMs)) {
      if (Date.now() > end) throw new Error(`waited too long until ${what}\n${complaints.slice(-20).join('')}`);
    }
  }

  async function kill(name: ProcessName): Promise<void> {
    const child = children.get(name)!;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    if (!isOver && children.get(name) === child) start(name);
  }

  async function call<T>(method: string, path: string, body?: object, key?: string): Promise<T> {
    for (const end = Date.now() + WAIT_MS; Date.now() < end && !isOver; await pause(40)) {
      try {
        const response = await fetch(`${config.publicUrl}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${secretKey}`,
            ...(body && { 'content-type': 'application/json' }),
            ...(key && { 'idempotency-key': key }),
          },
          ...(body && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(60_000),
        });
        const reply = (await response.json()) as T & { code?: string };
        if (response.ok) return reply;
        if (response.status < 500 && reply.code !== 'idempotency-conflict')
          throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(reply)}`);
      } catch (error) {
        if (error instanceof Error && error.message.includes(' answered ')) throw error;
      }
    }
    throw new Error(`${method} ${path} was never answered\n${complaints.slice(-20).join('')}`);
  }

  const rig: CrashRig = {
    config,
    db,
    productId: product.id,
    kill,
    killWhen: async (name, check, laterMs = 0) => {
      await until(`${name} is at work`, check, 1);
      await pause(Math.random() * laterMs);
      await kill(name);
    },
    until,
    has: (table, where) => async () => (await db(table).where(where).first()) !== undefined,
    begun: async (name) => (await db('jobs').where({ name }).where('attempts', '>', 0)).length,
    call,
    checkOneOfEach: (count) => checkOneOfEach(rig, dataDir, count),
    interrupted: async () => (await db('jobs').where('attempts', '>', 1)).map((job) => job.name).join(', ') || 'none',
    ended: () => ended,
    close: async () => {
      isOver = true;
      for (const name of children.keys()) await kill(name);
      await db.destroy();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  for (const name of ['sandbox', 'api', 'worker'] as const) start(name);
  const answers = (url: string): Promise<boolean> =>
    fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
  const urls = [`${config.publicUrl}/ready`, `http://127.0.0.1:${port + 2}/health`];
  await until('everything has started', async () => (await Promise.all(urls.map(answers))).every(Boolean), 100);
  return rig;
}

/** Three neighbours that are free, below the range of outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const servers = [port, port + 1, port + 2].map((each) => createServer().listen(each, '127.0.0.1'));
    const isFree = await Promise.all(
      servers.map((server) =>
        once(server, 'listening').then(
          () => true,
          () => false,
        ),
      ),
    );
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    if (isFree.every(Boolean)) return port;
  }
}

async function checkOneOfEach({ db, config, until }: CrashRig, dataDir: string, count: number): Promise<void> {
  await until('every job is done', async () => (await db('jobs').whereNot({ status: 'done' })).length === 0);
  await until('every mail is sent', async () => (await db('mails').whereNull('sent_at')).length === 0);
  const sizes = async (...tables: string[]) =>
    Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await db(table)).length])));
  const each = { designs: 1, generations: 1, design_snapshots: 1, orders: 1, payments: 1, refunds: 1, mails: 2, print_files: 2 };
  const expected = Object.fromEntries(Object.entries(each).map(([table, one]) => [table, one * count]));
  assert.deepEqual(await sizes(...Object.keys(each)), expected);
  assert.deepEqual(new Set((await db('designs')).map(({ status, revision }) => `${status} ${revision}`)), new Set(['completed 2']));
  assert.deepEqual(new Set((await db('orders')).map((row) => `${row.status} ${row.payment_status}`)), new Set(['refunded refunded']));
  assert.deepEqual(await db('ai_costs').where({ status: 'reserved' }), []);

  const stripe = new Stripe(config.stripe.secretKey, {
    host: '127.0.0.1',
    port: config.stripe.sandboxPort,
    protocol: 'http',
    telemetry: false,
  });
  const charges = await stripe.charges.list({ limit: 100 });
  assert.equal(charges.data.length, count);
  assert.equal(new Set(charges.data.map((charge) => charge.payment_intent)).size, count);
  assert.equal((await stripe.checkout.sessions.list({ limit: 100 })).data.length, count);
  const refunds = await stripe.refunds.list({ limit: 100 });
  const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  assert.equal(refunds.data.length, count);
  assert.equal(sum(refunds.data.map(({ amount }) => amount)), sum(charges.data.map(({ amount }) => amount)));

  assert.deepEqual(await checkLedger(db), []);
  const booked = (await db('ledger_entries')).map(({ kind }) => kind as string);
  for (const kind of ['charge', 'provider_fee', 'refund']) assert.equal(booked.filter((one) => one === kind).length, count, kind);

  const store = createDiskFiles(join(dataDir, 'files'));
  for (const file of await db('print_files')) {
    const bytes = await store.get(file.file_key);
    assert.equal(createHash('sha256').update(bytes!).digest('hex'), file.hash);
  }
  const onDisk = readdirSync(join(dataDir, 'files', 'print'), { recursive: true }).filter((name) => /\.(pdf|svg)$/.test(String(name)));
  assert.equal(onDisk.length, 2 * count);
  assert.equal(readdirSync(config.mailDir).filter((name) => name.endsWith('.eml')).length, 2 * count);
}
