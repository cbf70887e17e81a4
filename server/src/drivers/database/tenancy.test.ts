import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { readDatabase } from '../../config/database.js';
import { startPostgres, type PrivatePostgres } from '../../testing-postgres.js';
import { createTestDatabase, type TestDatabase } from '../../testing-database.js';
import { openDatabase } from './database.js';
import { migrate } from './migrate.js';
import { CHILDREN, SHARED } from './policies.js';
import { whyUnbound } from './role.js';
import { asSystem, EVERYTHING, runInScope } from './tenancy.js';

const server = process.env['LUNEO_TEST_DATABASE_URL'];
let own: PrivatePostgres | null = null;
let database: TestDatabase;
/** As the application runs: outside of a scope nothing may be asked. */
let db: Knex;

before(async () => {
  own = server ? null : await startPostgres();
  if (!server && !own) return;
  database = await createTestDatabase(server ?? own!.url);
  db = openDatabase(readDatabase(database.env, '.'));
  await migrate(db);
  await asSystem(db, async () => {
    for (const brand of ['brd_a', 'brd_b']) await addBrand(brand);
  });
});
after(async () => {
  await db?.destroy();
  await database?.drop();
  await own?.stop();
});

const time = '2026-01-01T00:00:00.000Z';

async function addBrand(brand: string): Promise<void> {
  await db('brands').insert({ id: brand, name: brand, status: 'active', created_at: time });
  const product = {
    id: `prd_${brand}`,
    brand_id: brand,
    slug: 'plate',
    name: 'Plate',
    description: '',
    status: 'published',
    template: '{}',
  };
  await db('products').insert({ ...product, created_at: time, updated_at: time });
  for (const owner of ['shp_1', 'shp_2'])
    for (const mode of ['test', 'live']) {
      const id = `dsn_${brand}_${owner}_${mode}`;
      const design = { id, brand_id: brand, owner_id: owner, mode, product_id: product.id, name: '', status: 'draft', revision: 1 };
      await db('designs').insert({ ...design, document: '{}', created_at: time, updated_at: time });
    }
}

const scopeOf = (brandId: string, ownerId: string | null, mode: 'test' | 'live' = 'test') =>
  ({ brandId, ownerId, role: ownerId === null ? 'brand_admin' : 'consumer', via: ownerId === null ? 'staff' : 'shopper', mode }) as const;
const idsIn = (scope: ReturnType<typeof scopeOf>, table = 'designs'): Promise<string[]> =>
  runInScope(db, scope, async () => (await db(table).orderBy('id')).map((row: { id: string }) => row.id));

describe('row-level security', { skip: !server && !(await isInstalled()) && 'PostgreSQL is not installed' }, () => {
  test('every table has a forced policy, or a reason to need none', async () => {
    const { rows } = await asSystem(db, () =>
      db.raw(`
        select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
          exists (select 1 from pg_policy p where p.polrelid = c.oid) as policy,
          exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'brand_id') as has_brand
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'knex%'`),
    );
    const tables = rows as { name: string; enabled: boolean; forced: boolean; policy: boolean; has_brand: boolean }[];
    const isWalled = (table: (typeof tables)[number]): boolean => table.enabled && table.forced && table.policy;
    const open = tables.filter((table) => !isWalled(table)).map(({ name }) => name);
    assert.deepEqual(
      open.toSorted(),
      Object.keys(SHARED).toSorted(),
      'give the table a brand_id, or name it in server/src/drivers/database/policies.ts: CHILDREN, SYSTEM, or SHARED with a reason',
    );
    for (const { name, has_brand } of tables) assert.ok(!(has_brand && name in SHARED), `${name} has a brand and must have a policy`);
    for (const name of Object.keys(CHILDREN)) assert.ok(tables.some((table) => table.name === name && isWalled(table)));
  });

  test('a query without any filter sees its brand, shopper and mode alone', async () => {
    assert.deepEqual(await idsIn(scopeOf('brd_a', 'shp_1')), ['dsn_brd_a_shp_1_test']);
    assert.deepEqual(await idsIn(scopeOf('brd_a', 'shp_2', 'live')), ['dsn_brd_a_shp_2_live']);
    assert.deepEqual(await idsIn(scopeOf('brd_b', null)), ['dsn_brd_b_shp_1_test', 'dsn_brd_b_shp_2_test']);
    assert.deepEqual(await idsIn(scopeOf('brd_a', null), 'products'), ['prd_brd_a']);
    assert.deepEqual(await idsIn(scopeOf('brd_a', null), 'brands'), ['brd_a']);
    assert.deepEqual(await idsIn(scopeOf('', null)), []);
    assert.equal((await asSystem(db, () => db('designs'))).length, 8);
  });

  test('scopes at the same time, in transactions and out of them, do not mix on shared connections', async () => {
    const read = async (n: number): Promise<void> => {
      const scope = scopeOf(n % 2 ? 'brd_a' : 'brd_b', n % 3 ? 'shp_1' : null);
      const expected = await idsIn(scope);
      const inside = await runInScope(db, scope, () =>
        db.transaction(async (tx) => {
          const before = await tx('designs').orderBy('id');
          const all = await asSystem(tx, () => tx('designs'));
          assert.equal(all.length, 8);
          if (n % 5 === 0) throw Object.assign(new Error('rolled back'), { rows: before });
          assert.deepEqual(await tx('designs').orderBy('id'), before);
          return before;
        }),
      ).catch((error: { rows: unknown[] }) => error.rows);
      assert.deepEqual(
        (inside as { id: string }[]).map((row) => row.id),
        expected,
      );
    };
    // Twice as many as there are connections: all are shared, and whoever waits waits for one other, however busy the machine is.
    const lane = async (first: number): Promise<void> => {
      for (let n = first; n < first + 3; n++) await read(n);
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => lane(n * 3)));
  });

  test('a savepoint that is rolled back leaves the scope as it was', async () => {
    await runInScope(db, scopeOf('brd_a', 'shp_1'), () =>
      db.transaction(async (tx) => {
        const inner = asSystem(tx, () =>
          tx.transaction(async (deeper) => {
            assert.equal((await deeper('designs')).length, 8);
            throw new Error('no');
          }),
        );
        await assert.rejects(inner, /no/);
        assert.equal((await tx('designs')).length, 1);
      }),
    );
  });

  test("rows of another brand can be neither changed, taken over nor added, another shopper's neither changed nor seen", async () => {
    const scope = scopeOf('brd_a', 'shp_1');
    await runInScope(db, scope, async () => {
      assert.equal(await db('designs').where({ id: 'dsn_brd_b_shp_1_test' }).update({ name: 'mine' }), 0);
      assert.equal(await db('designs').where({ id: 'dsn_brd_a_shp_2_test' }).delete(), 0);
      await assert.rejects(async () => db('designs').where({ id: 'dsn_brd_a_shp_1_test' }).update({ brand_id: 'brd_b' }), {
        code: '42501',
      });
      const foreign = { id: 'prd_x', brand_id: 'brd_b', slug: 'x', name: 'x', description: '', status: 'draft', template: '{}' };
      await assert.rejects(async () => db('products').insert({ ...foreign, created_at: time, updated_at: time }), { code: '42501' });
    });
  });

  test('the items of an order are seen with their order', async () => {
    await asSystem(db, async () => {
      for (const brand of ['brd_a', 'brd_b']) await addOrder(brand);
    });
    assert.deepEqual(await idsIn(scopeOf('brd_a', 'shp_1'), 'order_items'), ['itm_brd_a']);
    assert.deepEqual(await idsIn(scopeOf('brd_a', 'shp_2'), 'order_items'), []);
    assert.deepEqual(await idsIn(scopeOf('brd_b', null), 'order_items'), ['itm_brd_b']);
  });

  test('outside of a scope nothing is asked, and the database itself would show nothing', async () => {
    await assert.rejects(async () => db('designs'), /outside of runInScope and asSystem/);
    const client = new Client({ connectionString: database.env['DATABASE_URL'] });
    await client.connect();
    const rows = await client.query('select id from designs union all select id from brands union all select id from order_items');
    await client.end();
    assert.equal(rows.rowCount, 0);
  });

  test('the role of the application cannot pass by it', async () => {
    assert.equal(await whyUnbound(db), null);
    await asSystem(db, async () => {
      const refused = { code: '42501' };
      await assert.rejects(async () => db.raw('alter table designs disable row level security'), refused);
      await assert.rejects(async () => db.raw('drop policy luneo_tenancy on designs'), refused);
      await assert.rejects(async () => db.raw('create table mine (id int)'), refused);
      await assert.rejects(async () => db.raw('set role luneo_test_owner'), refused);
    });
    const unseen = runInScope(db, scopeOf('brd_a', 'shp_1'), () =>
      db.transaction(async (tx) => {
        await tx.raw('set local row_security = off');
        return await tx('designs');
      }),
    );
    await assert.rejects(unseen, /row-level security/);
  });

  test('the owner of the tables is bound too', async () => {
    const owner = openDatabase({ kind: 'postgres', url: database.env['DATABASE_OWNER_URL']!, ownerUrl: '', poolSize: 1 });
    assert.equal(await whyUnbound(owner), 'is of the role that owns the tables');
    const seen = await runInScope(owner, scopeOf('brd_a', 'shp_1'), () => owner('designs'));
    await owner.destroy();
    assert.equal(seen.length, 1);
    const superuser = openDatabase(
      { kind: 'postgres', url: superuserOf(database.env['DATABASE_URL']!), ownerUrl: '', poolSize: 1 },
      { unscoped: EVERYTHING },
    );
    assert.equal(await whyUnbound(superuser), 'is of a superuser');
    await superuser.destroy();
  });
});

async function addOrder(brand: string): Promise<void> {
  const common = { brand_id: brand, owner_id: 'shp_1', mode: 'test' };
  const product = { product_id: `prd_${brand}`, product_name: 'Plate' };
  const frozen = { revision: 1, document: '{}', template: '{}', quote: '{}', findings: '[]', preview_key: 'x', created_at: time };
  await db('design_snapshots').insert({ id: `snp_${brand}`, ...common, ...product, ...frozen, design_id: `dsn_${brand}_shp_1_test` });
  const state = { status: 'created', payment_status: 'pending', print_status: 'waiting', currency: 'EUR', total: 1, number: 'LN-1' };
  const rest = { success_url: '', cancel_url: '', payment_checked_at: time, created_at: time, updated_at: time };
  await db('orders').insert({ id: `ord_${brand}`, ...common, ...state, ...rest });
  const item = { design_id: `dsn_${brand}_shp_1_test`, snapshot_id: `snp_${brand}`, product_name: 'Plate', quantity: 1, quote: '{}' };
  await db('order_items').insert({ id: `itm_${brand}`, order_id: `ord_${brand}`, position: 0, ...item });
}

function superuserOf(url: string): string {
  const { host } = new URL(url);
  return server
    ? Object.assign(new URL(server), { pathname: new URL(url).pathname }).href
    : `postgres://postgres@${host}${new URL(url).pathname}`;
}

async function isInstalled(): Promise<boolean> {
  const { postgresBin } = await import('../../testing-postgres.js');
  return postgresBin() !== null;
}
