import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { postgresBin, startPostgres, type PrivatePostgres } from '../../testing-postgres.js';
import { readDatabase } from '../../config/database.js';
import { createTestDatabase, type TestDatabase } from '../../testing-database.js';
import { changeRow, changeRows, type Sql } from './change-row.js';
import { isUniqueViolation, openDatabase } from './database.js';
import { firstRow } from './first-row.js';
import { asSystem, EVERYTHING, runInScope } from './tenancy.js';

let own: PrivatePostgres | null = null;
let database: TestDatabase;
/** One connection each, so that whatever one statement leaves behind the next one meets. */
let db: Knex;
let owner: Knex;

before(async () => {
  if (!postgresBin()) return;
  const given = process.env['LUNEO_TEST_DATABASE_URL'];
  own = given ? null : await startPostgres();
  database = await createTestDatabase(given ?? own!.url);
  const { DATABASE_URL, DATABASE_OWNER_URL } = database.env as { DATABASE_URL: string; DATABASE_OWNER_URL: string };
  const open = (url: string): Knex => openDatabase(readDatabase({ DATABASE_URL: url, DATABASE_POOL: '1' }, '.'), { unscoped: EVERYTHING });
  [db, owner] = [open(DATABASE_URL), open(DATABASE_OWNER_URL)];
  for (const id of ['brd_a', 'brd_b']) await db('brands').insert({ id, name: id, status: 'active', created_at: '' });
});
after(async () => {
  await db?.destroy();
  await owner?.destroy();
  await database?.drop();
  await own?.stop();
});

const insert = (id: string): Sql => ({
  sql: `insert into webhook_events (id, type, received_at) values (?, 'test', '') returning id`,
  bindings: [id],
});
const exists = async (id: string): Promise<boolean> =>
  (await firstRow(db, 'select id from webhook_events where id = ?', [id])) !== undefined;
const scopeOf = (brandId: string) => ({ brandId, ownerId: null, role: 'brand_admin', via: 'staff', mode: 'test' }) as const;

describe('statements past the query builder', { skip: !postgresBin() && 'PostgreSQL is not installed' }, () => {
  test('see what their scope may, one after the other on one connection, and leave no scope behind', async () => {
    const names = (brand: string) =>
      runInScope(db, scopeOf(brand), async () => [
        (await firstRow<{ ids: string }>(db, `select string_agg(id, ' ') as ids from brands`, []))!.ids,
        ...(await db('brands')).map(({ id }) => id),
      ]);
    for (const brand of ['brd_a', 'brd_b', 'brd_a']) assert.deepEqual(await names(brand), [brand, brand]);
    assert.equal(await firstRow(db, 'select id from brands where id = ?', ['brd_a']).then((row) => row !== undefined), true);
    const rename = { sql: `update brands set name = 'taken' where id = ? returning id`, bindings: ['brd_b'] };
    assert.equal(await runInScope(db, scopeOf('brd_a'), () => changeRow(db, rename, () => [])), undefined);
    assert.deepEqual(await asSystem(db, () => firstRow(db, 'select name from brands where id = ?', ['brd_b'])), { name: 'brd_b' });
  });

  test('that begin together are answered together, each in its scope, and one that fails is no matter of the others', async () => {
    const name = (brand: string) => runInScope(db, scopeOf(brand), () => firstRow(db, 'select id from brands', []));
    const wrong = () => firstRow(db, `select cast(? as integer) as n`, ['no number']);
    const all = await Promise.allSettled([name('brd_a'), name('brd_b'), wrong(), name('brd_a'), exists('nothing')]);
    assert.deepEqual(
      all.map((one) => (one.status === 'fulfilled' ? one.value : 'refused')),
      [{ id: 'brd_a' }, { id: 'brd_b' }, 'refused', { id: 'brd_a' }, false],
    );
    const many = await Promise.all(Array.from({ length: 100 }, (_, n) => name(n % 3 ? 'brd_a' : 'brd_b')));
    many.forEach((row, n) => assert.deepEqual(row, { id: n % 3 ? 'brd_a' : 'brd_b' }));
  });

  test('give values as the query builder does', async () => {
    const sql = `select cast(? as integer) as number, cast(? as bigint) as big, cast(? as text) as nothing, true as yes, '' as empty, 'ż' as word`;
    const expected = { number: 7, big: 9_007_199_254_740_991, nothing: null, yes: true, empty: '', word: 'ż' };
    const bindings = [7, Number.MAX_SAFE_INTEGER, null] as unknown as number[];
    for (let time = 0; time < 3; time++) assert.deepEqual(await firstRow(db, sql, bindings), expected);
    assert.deepEqual((await db.raw(sql, bindings)).rows[0], expected);
  });

  test('go on when the schema changes under them', async () => {
    await changeRow(db, insert('before'), () => []);
    const sql = 'select * from webhook_events where id = ?';
    const known = (await firstRow<object>(db, sql, ['before']))!;
    await owner.raw('alter table webhook_events add column note text');
    try {
      assert.deepEqual(await firstRow(db, sql, ['before']), { ...known, note: null });
      const change = { sql: 'update webhook_events set type = ? where id = ? returning *', bindings: ['changed', 'before'] };
      const changed = await changeRow(db, change, () => [insert('follows')]);
      assert.deepEqual(changed, { ...known, type: 'changed', note: null });
      await owner.raw('alter table webhook_events drop column note');
      const again = await changeRow(db, change, () => [insert('follows again')]);
      assert.deepEqual(again, { ...known, type: 'changed' });
      assert.ok(await exists('follows again'));
    } finally {
      await owner.raw('alter table webhook_events drop column if exists note');
    }
  });

  test('are undone together when one of them fails, and the connection goes on', async () => {
    await changeRow(db, insert('there'), () => []);
    const twice = changeRow(db, insert('first'), () => [insert('second'), insert('there'), insert('third')]);
    await assert.rejects(twice, isUniqueViolation);
    const thrown = changeRow(db, insert('first'), () => {
      throw new Error('no');
    });
    await assert.rejects(thrown, /no/);
    assert.deepEqual(await Promise.all(['first', 'second', 'third'].map(exists)), [false, false, false]);
    assert.equal((await changeRow<{ id: string }>(db, insert('first'), () => [insert('second')]))!.id, 'first');
    assert.deepEqual(await Promise.all(['first', 'second', 'third'].map(exists)), [true, true, false]);
  });

  test('write nothing more when the change finds no row', async () => {
    const nobody = { sql: `update webhook_events set type = 'x' where id = ? returning *`, bindings: ['nobody'] };
    assert.equal(await changeRow(db, nobody, () => [insert('for nobody')]), undefined);
    assert.equal(await exists('for nobody'), false);
    assert.deepEqual(await changeRows(db, insert('alone')), [{ id: 'alone' }]);
    assert.ok(await exists('alone'));
  });

  test('stay prepared, but not without bound', async () => {
    for (let n = 0; n < 250; n++) assert.deepEqual(await firstRow(db, `select ${n} as n`, []), { n });
    assert.deepEqual(await firstRow(db, 'select 0 as n', []), { n: 0 });
    const { rows } = await db.raw('select count(*)::int as count from pg_prepared_statements');
    assert.ok(rows[0].count <= 210, `${rows[0].count} statements are prepared`);
  });

  test('say what went wrong without the values', async () => {
    const error: unknown = await firstRow(db, 'select cast(? as integer) as n', ['secret@example.com']).catch((reason: unknown) => reason);
    assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), /secret@example/);
  });
});
