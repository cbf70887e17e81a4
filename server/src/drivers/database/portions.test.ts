import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isTestPostgres } from '../../testing-database.js';
import { startTestApp, type TestApp } from '../../testing.js';
import { deleteInPortions, withoutTimeLimit } from './portions.js';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.close());

test('deletes what matches, all of it and nothing else, never more than a portion at once', async () => {
  const { db } = app.deps;
  const row = (n: number) => ({ hash: `hash_${String(n).padStart(3, '0')}`, expires_at: n % 5 === 0 ? '2030' : '2020' });
  await db('oauth_returns').insert(Array.from({ length: 50 }, (_, n) => row(n)));
  const deleted: number[] = [];
  db.on('query-response', (_reply: unknown, { method, response }: { method: string; response: unknown }) => {
    if (method === 'del')
      deleted.push(Number((response as { rowCount?: number; changes?: number }).rowCount ?? (response as { changes: number }).changes));
  });
  const total = await deleteInPortions(db, 'oauth_returns', (query) => query.where('expires_at', '<', '2025'), { key: 'hash', size: 12 });
  assert.equal(total, 40);
  assert.ok(deleted.every((count) => count <= 12));
  assert.equal((await db('oauth_returns')).length, 10);
  assert.equal(await deleteInPortions(db, 'oauth_returns', (query) => query.where('expires_at', '<', '2025'), { key: 'hash' }), 0);
});

test(
  'a job may take longer than a request, in its transaction alone',
  { skip: !isTestPostgres() && 'SQLite has no such limit' },
  async () => {
    const { db } = app.deps;
    const limit = async (on: typeof db): Promise<string> => (await on.raw('show statement_timeout')).rows[0].statement_timeout;
    const before = await limit(db);
    await db.transaction(async (tx) => {
      await withoutTimeLimit(tx);
      assert.equal(await limit(tx), '0');
    });
    assert.notEqual(before, '0');
    assert.equal(await limit(db), before);
  },
);
