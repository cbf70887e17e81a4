import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { pino } from 'pino';
import { postgresBin, startPostgres, type PrivatePostgres } from '../../testing-postgres.js';
import { makeCatalogue, type TestCatalogue } from '../../testing-catalogue.js';
import { startTestApp, type TestApp, type TestBrand, type TestReply } from '../../testing.js';
import { createTableQueue } from '../queue/table.js';

let postgres: PrivatePostgres;
let app: TestApp;
let brand: TestBrand;
let catalogue: TestCatalogue;

before(async () => {
  if (!postgresBin()) return;
  postgres = (await startPostgres())!;
  process.env['LUNEO_TEST_DATABASE_URL'] = postgres.url;
  app = await startTestApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(async () => {
  await app?.close();
  await postgres?.stop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a disturbance may look like from outside: not available now, and when to ask again. */
function checkRefusal({ status, headers, body }: TestReply): void {
  assert.deepEqual([status, body.code], [503, 'unavailable'], JSON.stringify(body));
  assert.match(headers.get('content-type')!, /^application\/problem\+json/);
  assert.ok(Number(headers.get('retry-after')) > 0);
}

/** Saves as an editor does: the same change again until it is acknowledged. Counts what was refused meanwhile. */
async function edit(token: string, id: string, saves: number): Promise<number> {
  let refused = 0;
  for (let revision = 1; revision <= saves;) {
    const headers = { 'if-match': `"${revision}"` };
    const reply = await app.request('PATCH', `/v1/designs/${id}`, { token, headers, body: { name: `save ${revision}` } });
    if (reply.status === 200) {
      assert.equal(reply.body.revision, ++revision);
      continue;
    }
    checkRefusal(reply);
    refused += 1;
    await pause(20);
  }
  return refused;
}

async function create(token: string): Promise<string> {
  for (;;) {
    const reply = await app.request('POST', '/v1/designs', { token, body: { productId: catalogue.product.id } });
    if (reply.status === 201) return reply.body.id;
    checkRefusal(reply);
    await pause(20);
  }
}

/** Eight editors at work, and something that happens to the database meanwhile. */
async function underLoad(disturb: () => Promise<void>): Promise<{ refused: number; ids: string[] }> {
  const { token } = await brand.shopper();
  const ids = await Promise.all(Array.from({ length: 8 }, () => create(token)));
  let isOver = false;
  const disturbed = disturb().finally(() => (isOver = true));
  const rounds = await Promise.all(
    ids.map(async (id) => {
      let refused = await edit(token, id, 30);
      while (!isOver) {
        const reply = await app.request('GET', `/v1/designs/${id}`, { token });
        if (reply.status !== 200) {
          checkRefusal(reply);
          refused += 1;
        }
        await pause(10);
      }
      return refused;
    }),
  );
  await disturbed;
  for (const id of ids) {
    const reply = await app.request('GET', `/v1/designs/${id}`, { token });
    assert.deepEqual([reply.status, reply.body.revision, reply.body.name], [200, 31, 'save 30']);
  }
  return { refused: rounds.reduce((sum, one) => sum + one, 0), ids };
}

describe('PostgreSQL goes away', { skip: !postgresBin() && 'PostgreSQL is not installed' }, () => {
  test('restarted by an administrator during load: clear refusals, nothing lost, recovery by itself', async () => {
    const { refused } = await underLoad(async () => {
      await pause(100);
      await postgres.shutDown();
      await pause(300);
      await postgres.start();
    });
    assert.ok(refused > 0);
    assert.equal((await app.request('GET', '/ready')).status, 200);
  });

  test('crashes during load: what was acknowledged is there afterwards', async () => {
    const { refused } = await underLoad(async () => {
      await pause(100);
      await postgres.crash();
      await postgres.start();
    });
    assert.ok(refused > 0);
  });

  test('every connection is cut off during load, again and again', async () => {
    const admin = new Client({ connectionString: postgres.url });
    await admin.connect();
    const cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'luneo'";
    await underLoad(async () => {
      for (let n = 0; n < 20; n++) {
        await admin.query(cut);
        await pause(15);
      }
    });
    await admin.end();
  });

  test('while it is away readiness says so, and says so in time', async () => {
    await postgres.shutDown();
    const { status, body } = await app.request('GET', '/ready');
    assert.deepEqual([status, body.code], [503, 'unavailable']);
    checkRefusal(await app.request('GET', '/v1/designs', { token: brand.secretKey }));
    assert.equal((await app.request('GET', '/health')).status, 200);
    await postgres.start();
    // An answer counts for a second.
    while ((await app.request('GET', '/ready')).status !== 200) await pause(50);
  });

  test('jobs that were enqueued are carried out, each row once, though the database restarts', async () => {
    const { db } = app.deps;
    const queue = createTableQueue(db, pino({ level: 'silent' }), { leaseMs: 2_000, beatMs: 200, pollMs: 10, backoffMs: () => 20 });
    const done = new Map<string, number>();
    const handler = async ({ orderId }: { orderId: string }): Promise<void> => {
      await db.transaction(async (tx) => {
        await tx('webhook_events').insert({ id: orderId, type: 'job', received_at: '' }).onConflict('id').ignore();
      });
      done.set(orderId, (done.get(orderId) ?? 0) + 1);
    };
    for (let n = 0; n < 200; n++) await queue.add(db, 'print', { orderId: `ord_${n}`, brandId: brand.brandId }, { key: `print:ord_${n}` });
    const working = await queue.work({ print: handler }, { concurrency: 4 });
    while (done.size < 20) await pause(5);
    await postgres.crash();
    await pause(100);
    await postgres.start();
    const isDone = async (): Promise<boolean> => {
      const left = await db('jobs')
        .where({ name: 'print' })
        .whereNot({ status: 'done' })
        .first('id')
        .catch(() => 'away');
      return left === undefined;
    };
    while (!(await isDone())) await pause(20);
    await working.stop();
    assert.equal(done.size, 200);
    assert.equal((await db('webhook_events').where({ type: 'job' })).length, 200);
  });
});
