import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import Stripe from 'stripe';
import { createBrand, systemScope } from './auth/brands.js';
import { createKey } from './auth/keys.js';
import { readConfig } from './config.js';
import type { Config } from './config.js';
import { openDatabase } from './drivers/database/database.js';
import { migrate } from './drivers/database/migrate.js';
import { createDiskFiles } from './drivers/files/disk.js';
import { makeCatalogue } from './testing-catalogue.js';

type Name = 'api' | 'worker' | 'sandbox';
const ENTRY: Record<Name, string> = { api: 'main.ts', worker: 'worker.ts', sandbox: 'sandbox/main.ts' };
const HERE = import.meta.dirname;
/** Nothing here may take longer, whatever goes wrong. */
const LIMIT_MS = 120_000;
const WAIT_MS = 60_000;

let dataDir: string;
let config: Config;
let db: Knex;
let secretKey: string;
let productId: string;
let env: NodeJS.ProcessEnv;
let isOver = false;
const children = new Map<Name, ChildProcess>();
const complaints: string[] = [];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, check: () => Promise<boolean>, everyMs = 20): Promise<void> {
  for (const end = Date.now() + WAIT_MS; !(await check()); await pause(everyMs)) {
    if (Date.now() > end) throw new Error(`waited too long until ${what}\n${complaints.slice(-20).join('')}`);
  }
}

function start(name: Name): void {
  const child = spawn(process.execPath, ['--conditions=luneo-src', '--import', 'tsx', join(HERE, ENTRY[name])], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.on('data', (text: Buffer) => complaints.push(`${name}: ${text.toString()}`));
  child.on('exit', (_, signal) => {
    if (!isOver && signal !== 'SIGKILL') setTimeout(() => start(name), 300);
  });
  children.set(name, child);
}

/** SIGKILL, and a new process at once, as the supervisor does. */
async function kill(name: Name): Promise<void> {
  const child = children.get(name)!;
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (!isOver) start(name);
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

/** A client that repeats a call until it is answered, as the SDK does. */
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
        signal: AbortSignal.timeout(20_000),
      });
      const reply = (await response.json()) as T;
      if (response.ok) return reply;
      if (response.status < 500) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(reply)}`);
    } catch (error) {
      if (error instanceof Error && error.message.includes(' answered ')) throw error;
    }
  }
  throw new Error(`${method} ${path} was never answered\n${complaints.slice(-20).join('')}`);
}

interface Journey {
  key: string;
  designId?: string;
  order?: { id: string; checkoutUrl: string };
}

async function prompt(journey: Journey): Promise<void> {
  const body = { productId, prompt: `Engrave "Jessica" in the centre, gold, depth 0.${2 + (journey.key.length % 5)} mm` };
  const accepted = await call<{ designId: string; generationId: string }>('POST', '/v1/designs', body, journey.key);
  journey.designId = accepted.designId;
  await until(
    'the prompt is carried out',
    async () => {
      const { status } = await call<{ status: string }>('GET', `/v1/generations/${accepted.generationId}`);
      if (status === 'failed' || status === 'cancelled') throw new Error(`the generation is ${status}`);
      return status === 'completed';
    },
    100,
  );
}

async function order(journey: Journey): Promise<void> {
  const snapshot = await call<{ id: string }>('POST', `/v1/designs/${journey.designId}/finalize`, {});
  const urls = { successUrl: 'http://127.0.0.1:9/thanks', cancelUrl: 'http://127.0.0.1:9/' };
  const body = { items: [{ snapshotId: snapshot.id, quantity: 1 }], email: 'ana@example.com', ...urls };
  journey.order = await call('POST', '/v1/orders', body, journey.key);
}

async function pay({ order: placed }: Journey): Promise<void> {
  const submit = async (): Promise<boolean> => {
    const form = { method: 'POST', body: new URLSearchParams({ card: '4242424242424242' }), redirect: 'manual' } as const;
    return fetch(placed!.checkoutUrl, form).then(
      (answer) => answer.status === 303,
      () => false,
    );
  };
  await Promise.all([until('the order is paid', submit), until('it is paid by a second click', submit)]);
}

const printed = (journey: Journey): Promise<void> =>
  until(
    'the files are ready',
    async () => {
      const { printStatus } = await call<{ printStatus: string }>('GET', `/v1/orders/${journey.order!.id}`);
      assert.notEqual(printStatus, 'failed');
      return printStatus === 'ready';
    },
    150,
  );

const has = (table: string, where: object) => async (): Promise<boolean> => (await db(table).where(where).first()) !== undefined;
const journeys = (prefix: string, count: number): Journey[] => Array.from({ length: count }, (_, n) => ({ key: `${prefix}-${n}` }));
const all = (list: Journey[], step: (journey: Journey) => Promise<void>): Promise<unknown> => Promise.all(list.map(step));

/** The process dies as soon as the database shows that it is at work, or a moment later. */
async function killWhen(name: Name, check: () => Promise<boolean>, laterMs = 0): Promise<void> {
  await until(`${name} is at work`, check, 1);
  await pause(Math.random() * laterMs);
  await kill(name);
}

before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'luneo-crash-'));
  env = {
    PATH: process.env['PATH'],
    NODE_OPTIONS: process.env['NODE_OPTIONS'],
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PORT: String(await freePort()),
    LUNEO_DATA_DIR: dataDir,
    LUNEO_SECRET: 'a secret for crashes, long enough 1234567890',
  };
  config = readConfig(env);
  db = openDatabase(config.database);
  await migrate(db);
  const scope = systemScope(await createBrand(db, { name: 'Atelier Crash' }));
  ({ key: secretKey } = await createKey(db, scope, config.secret, { kind: 'secret', name: 'crash' }));
  const files = createDiskFiles(join(dataDir, 'files'));
  ({ id: productId } = (await makeCatalogue({ db, files, config } as Parameters<typeof makeCatalogue>[0], scope)).product);
  for (const name of ['sandbox', 'api', 'worker'] as const) start(name);
  await until(
    'everything has started',
    async () => {
      const answers = [`${config.publicUrl}/ready`, `${config.stripe.apiBase}/health`].map((url) =>
        fetch(url).then(
          (r) => r.ok,
          () => false,
        ),
      );
      return (await Promise.all(answers)).every(Boolean);
    },
    100,
  );
});

after(async () => {
  isOver = true;
  for (const name of children.keys()) await kill(name);
  await db.destroy();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One of everything for each journey, and nothing half done. */
async function checkOneOfEach(count: number): Promise<void> {
  await until('every mail is sent', async () => (await db('mails').whereNull('sent_at')).length === 0);
  await until('every job is done', async () => (await db('jobs').whereNot({ status: 'done' })).length === 0);
  const sizes = async (...tables: string[]) =>
    Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await db(table)).length])));
  assert.deepEqual(await sizes('designs', 'generations', 'design_snapshots', 'orders', 'payments', 'mails', 'print_files'), {
    designs: count,
    generations: count,
    design_snapshots: count,
    orders: count,
    payments: count,
    mails: count,
    print_files: 2 * count,
  });
  assert.deepEqual(new Set((await db('designs')).map(({ status, revision }) => `${status} ${revision}`)), new Set(['completed 2']));
  assert.deepEqual(new Set((await db('orders')).map((row) => `${row.status} ${row.payment_status}`)), new Set(['processing succeeded']));
  const { hostname: host, port } = new URL(config.stripe.apiBase!);
  const stripe = new Stripe(config.stripe.secretKey, { host, port, protocol: 'http', telemetry: false });
  const charges = await stripe.charges.list({ limit: 100 });
  assert.equal(charges.data.length, count);
  assert.equal(new Set(charges.data.map((charge) => charge.payment_intent)).size, count);
  assert.equal((await stripe.checkout.sessions.list({ limit: 100 })).data.length, count);
  const store = createDiskFiles(join(dataDir, 'files'));
  for (const file of await db('print_files')) {
    const bytes = await store.get(file.file_key);
    assert.equal(createHash('sha256').update(bytes!).digest('hex'), file.hash);
  }
  const onDisk = readdirSync(join(dataDir, 'files', 'print'), { recursive: true }).filter((name) => /\.(pdf|svg)$/.test(String(name)));
  assert.equal(onDisk.length, 2 * count);
  assert.equal(readdirSync(config.mailDir).filter((name) => name.endsWith('.eml')).length, count);
}

const interrupted = async (): Promise<string> => (await db('jobs').where('attempts', '>', 1)).map((job) => job.name).join(', ') || 'none';

describe('kill -9', () => {
  test('in the middle of prompt, order, payment and print leaves one of everything', { timeout: LIMIT_MS }, async (t) => {
    const four = journeys('aimed', 4);
    await Promise.all([
      all(four, prompt),
      killWhen('api', has('designs', {}), 10),
      killWhen('worker', has('jobs', { name: 'generate', status: 'running' }), 5),
    ]);
    await Promise.all([all(four, order), killWhen('api', has('orders', { status: 'created' }))]);
    await Promise.all([
      all(four, pay).then(() => all(four, printed)),
      killWhen('api', has('webhook_events', {}), 5),
      killWhen('worker', has('orders', { print_status: 'processing' }), 40),
    ]);
    await checkOneOfEach(4);
    t.diagnostic(`jobs that a kill interrupted: ${await interrupted()}`);
  });

  test('at any moment, again and again, leaves one of everything', { timeout: LIMIT_MS }, async (t) => {
    const whole = async (journey: Journey): Promise<void> => {
      await pause(Math.random() * 4_000);
      await prompt(journey);
      await order(journey);
      await pay(journey);
      await printed(journey);
    };
    const end = Date.now() + 15_000;
    const chaos = async (): Promise<void> => {
      while (Date.now() < end) {
        await pause(300 + Math.random() * 2_500);
        await kill((['api', 'worker', 'api', 'worker', 'sandbox'] as const)[Math.floor(Math.random() * 5)]!);
      }
    };
    await Promise.all([all(journeys('chaos', 4), whole), chaos()]);
    await checkOneOfEach(8);
    t.diagnostic(`jobs that a kill interrupted, of both tests: ${await interrupted()}`);
  });
});
