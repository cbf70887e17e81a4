import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { createDocument } from '@luneo/sdk/design/create.js';
import { systemScope } from '../auth/brands.js';
import { readConfig, type Config } from '../config.js';
import { createDesign } from '../designs/store.js';
import type { Ai } from '../drivers/ai/ai.js';
import { startOpenAiStandIn, type StandIn } from '../drivers/ai/openai/stand-in.js';
import { openDatabase } from '../drivers/database/database.js';
import { migrate } from '../drivers/database/migrate.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { createTableQueue } from '../drivers/queue/table.js';
import { getProduct } from '../products/store.js';
import { DEMO_BRAND, seedDemo } from '../seed/seed.js';
import { createTestDatabase, type TestDatabase } from '../testing-database.js';
import { startModule } from '../testing-process.js';
import { startGeneration } from './start.js';

const LIMIT_MS = 1_000_000;
const PICTURE = 2_000;

let database: TestDatabase;
let service: StandIn;
let env: NodeJS.ProcessEnv;
let config: Config;
let db: Knex;
let worker: ChildProcess;
const dataDir = mkdtempSync(join(tmpdir(), 'luneo-kill-'));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function startWorker(): void {
  worker = startModule('worker.ts', { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function killWorker(): Promise<void> {
  worker.kill('SIGKILL');
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
}

before(async () => {
  database = await createTestDatabase();
  service = await startOpenAiStandIn();
  env = {
    ...database.env,
    PATH: process.env['PATH'],
    NODE_OPTIONS: process.env['NODE_OPTIONS'],
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    LUNEO_DATA_DIR: dataDir,
    LUNEO_SECRET: 'a secret for crashes, long enough 1234567890',
    LUNEO_AI: 'openai',
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: service.url,
    // A call that died is booked as paid, so one wish may cost two.
    LUNEO_AI_SHOPPER_DAY_CENTS: '1000',
  };
  config = readConfig(env);
  db = openDatabase(config.database, { unscoped: EVERYTHING });
  await migrate(db);
  await seedDemo({ db, config, files: createDiskFiles(`${dataDir}/files`) } as Parameters<typeof seedDemo>[0]);
});
after(async () => {
  await killWorker();
  await service.close();
  await db.destroy();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(prompt: string): Promise<string> {
  const scope = systemScope(DEMO_BRAND);
  const product = await getProduct(db, scope, 'prd_tshirt');
  const queue = createTableQueue(db, pino({ level: 'silent' }));
  return db.transaction(async (tx) => {
    const design = await createDesign(tx, scope, { document: createDocument(product.id, product.template, []) });
    const accepted = await startGeneration(tx, { queue, ai: { isRemote: true } as Ai }, scope, design, { prompt });
    return accepted.generationId;
  });
}

async function until(what: string, check: () => Promise<unknown>, everyMs = 5): Promise<void> {
  for (const end = Date.now() + LIMIT_MS / 2; !(await check()); await pause(everyMs))
    if (Date.now() > end) throw new Error(`waited too long until ${what}`);
}

/** Resolves when the service is asked for a picture, or has answered. */
const whenPainting = (moment: 'asked' | 'answered'): Promise<void> =>
  new Promise((resolve) => {
    service.onCall = (path, now) => void (now === moment && path.startsWith('/images') && resolve());
  });
const row = (table: string, where: object): Promise<unknown> => db(table).where(where).first();

/** Where the worker dies: what has to have happened. */
const DEATHS: Record<string, (generationId: string) => Promise<void>> = {
  'as the service is asked': () => whenPainting('asked'),
  'as the answer arrives': () => whenPainting('answered'),
  'when the answer is kept': (id) => until('settled', () => row('ai_costs', { generation_id: id, status: 'settled' }), 1),
  'when the picture is an asset': (id) => until('asset', () => row('assets', { generation_id: id }), 1),
};

describe('kill -9 at every step of generate and settle', () => {
  for (const [i, [moment, comes]] of Object.entries(DEATHS).entries())
    test(`the worker, ${moment}: one picture, and nothing booked too low`, { timeout: LIMIT_MS }, async () => {
      const before = service.received.filter(({ path }) => path.startsWith('/images')).length;
      const generationId = await ask(`a watercolour fox number ${i}`);
      const reached = comes(generationId);
      startWorker();
      await reached;
      await killWorker();
      service.onCall = () => {};
      startWorker();
      await until('the generation is over', async () => {
        const { status } = (await row('generations', { id: generationId })) as { status: string };
        assert.ok(status !== 'failed' && status !== 'cancelled', status);
        return status === 'completed';
      });
      await killWorker();
      const asked = service.received.filter(({ path }) => path.startsWith('/images')).length - before;
      const costs = (await db('ai_costs').where({ generation_id: generationId })) as { status: string; amount: number }[];
      assert.deepEqual([...new Set(costs.map(({ status }) => status))], ['settled']);
      const booked = costs.reduce((sum, { amount }) => sum + amount, 0);
      assert.ok(asked >= 1 && asked <= 2 && booked >= asked * PICTURE, `${asked} asked, ${booked} booked`);
      if (i >= 2) assert.equal(asked, 1, 'an answer that was kept is not asked for again');
      assert.equal((await db('assets').where({ generation_id: generationId })).length, 1);
      const [{ sum }] = (await db('ai_costs').sum({ sum: 'amount' })) as [{ sum: number }];
      const used = (await row('ai_usage', { brand_id: DEMO_BRAND, owner_id: '', period: new Date().toISOString().slice(0, 7) })) as {
        amount: number;
      };
      assert.equal(Number(used.amount), Number(sum));
    });
});
