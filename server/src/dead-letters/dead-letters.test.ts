import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTableQueue } from '../drivers/queue/table.js';
import { prune } from '../maintenance.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';

let app: TestApp;
let brand: TestBrand;
before(async () => {
  app = await startTestApp(({ db, log }) => ({
    queue: createTableQueue(db, log, { backoffMs: () => 1, pollMs: 5, maxAttempts: () => 2 }),
  }));
  brand = await app.brand();
});
after(() => app.close());

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
}
const list = (query = '', token = brand.secretKey, brandId = brand.brandId) =>
  app.request('GET', `/v1/brands/${brandId}/jobs${query}`, { token });
const retry = (id: string, token = brand.secretKey) => app.request('POST', `/v1/jobs/${id}/retry`, { token, body: {} });

describe('dead letters', () => {
  test('a job that was given up is listed with its reason and, tried again, is done', async () => {
    const { queue, db } = app.deps;
    let isAway = true;
    const print = async (): Promise<void> => {
      if (isAway) throw new Error('disk on fire');
    };
    await queue.add(db, 'print', { orderId: 'ord_1', brandId: brand.brandId });
    const working = await queue.work({ print });
    await until(async () => (await list('?status=dead')).body.items.length === 1);
    const [job] = (await list('?status=dead')).body.items;
    assert.deepEqual(
      [job.name, job.attempts, job.reason, job.about],
      ['print', 2, 'Error: disk on fire', { orderId: 'ord_1', brandId: brand.brandId }],
    );
    isAway = false;
    const again = await retry(job.id);
    assert.deepEqual([again.status, again.body.status, again.body.attempts], [202, 'queued', 0]);
    await until(async () => (await list('?status=done')).body.items.length === 1);
    await working.stop();
    const twice = await retry(job.id);
    assert.deepEqual([twice.status, twice.body.code], [409, 'conflict']);
    assert.equal((await db('audit_log').where({ action: 'job.retried', target: job.id })).length, 1);
  });

  test('shows no other brand, and nothing but ids of what a job works on', async () => {
    const other = await app.brand('Another');
    const { queue, db } = app.deps;
    const payload = { mailId: 'msg_1', brandId: other.brandId, secret: 'hush', note: 'private' };
    await queue.add(db, 'mail', payload);
    await db('jobs').where({ tenant: other.brandId }).update({ status: 'dead', error: 'no', finished_at: new Date().toISOString() });
    const seen = await list('', other.secretKey, other.brandId);
    assert.deepEqual(seen.body.items[0].about, { mailId: 'msg_1', brandId: other.brandId });
    assert.ok(!JSON.stringify((await list()).body).includes('msg_1'));
    assert.equal((await list('', brand.secretKey, other.brandId)).status, 404);
    assert.equal((await retry(seen.body.items[0].id)).status, 404);
    for (const token of [brand.publishableKey, (await brand.shopper()).token]) assert.equal((await list('', token)).status, 403);
  });

  test('are kept for a quarter, what was done for a week', async () => {
    const { db } = app.deps;
    const DAY = 86_400_000;
    const aged = (status: string, days: number) => ({ status, finished_at: new Date(Date.now() - days * DAY).toISOString() });
    await db('jobs').delete();
    for (let n = 0; n < 4; n++) await app.deps.queue.add(db, 'print', { orderId: `ord_${n}`, brandId: brand.brandId }, { key: `k${n}` });
    for (const [n, change] of [aged('dead', 89), aged('dead', 91), aged('done', 6), aged('done', 8)].entries())
      await db('jobs')
        .where({ key: `k${n}` })
        .update(change);
    await prune(app.deps);
    const left = (await db('jobs').orderBy('key').select('key')) as { key: string }[];
    assert.deepEqual(
      left.map(({ key }) => key),
      ['k0', 'k2'],
    );
  });
});
