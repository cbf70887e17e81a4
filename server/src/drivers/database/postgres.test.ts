import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { postgresBin, startPostgres, type PrivatePostgres } from '../../testing-postgres.js';
import { readDatabase } from '../../config/database.js';
import { toProblem } from '../../problem.js';
import { createTestDatabase, type TestDatabase } from '../../testing-database.js';
import { isDatabaseBusy, isUniqueViolation, openDatabase } from './database.js';
import { firstRow } from './first-row.js';
import { takeTurns } from './lock.js';
import { migrate } from './migrate.js';
import { EVERYTHING } from './tenancy.js';

let own: PrivatePostgres | null = null;
let server: string;
const made: TestDatabase[] = [];
const opened: Knex[] = [];
let db: Knex;

before(async () => {
  if (!postgresBin()) return;
  const given = process.env['LUNEO_TEST_DATABASE_URL'];
  own = given ? null : await startPostgres();
  server = given ?? own!.url;
  db = await open();
});
after(async () => {
  for (const each of opened) await each.destroy();
  for (const each of made) await each.drop();
  await own?.stop();
});

async function database(isEmpty = false): Promise<TestDatabase> {
  const one = await createTestDatabase(server, { isEmpty });
  made.push(one);
  return one;
}
async function open(env?: Record<string, string>): Promise<Knex> {
  const one = openDatabase(readDatabase(env ?? (await database()).env, '.'), { unscoped: EVERYTHING });
  opened.push(one);
  return one;
}
const event = (id: string) => ({ id, type: 'test', received_at: '' });

describe('PostgreSQL', { skip: !postgresBin() && 'PostgreSQL is not installed' }, () => {
  test('several processes that start on an empty database migrate it once', async () => {
    const { env } = await database(true);
    const processes = await Promise.all(Array.from({ length: 4 }, () => open(env)));
    const ran = await Promise.all(processes.map((each) => migrate(each)));
    assert.equal(ran.filter((names) => names.length > 0).length, 1);
    assert.ok(ran.flat().length > 3);
    for (const each of processes) assert.deepEqual(await each('orders'), []);
  });

  test('a process without the owner’s password starts on a schema that is up to date, and not on an older one', async () => {
    const { DATABASE_URL } = (await database()).env;
    assert.deepEqual(await migrate(await open({ DATABASE_URL: DATABASE_URL! })), []);
    const empty = (await database(true)).env;
    await assert.rejects(async () => migrate(await open({ DATABASE_URL: empty['DATABASE_URL']! })), /permission denied/);
  });

  test('counts, sums and big integers are numbers', async () => {
    await db('webhook_events').insert([event('count_1'), event('count_2')]);
    const [row] = await db('webhook_events').count({ count: '*' });
    assert.equal(row!['count'], 2);
    assert.deepEqual(await firstRow(db, 'select sum(1)::bigint as total, avg(1) as mean from webhook_events where type = ?', ['test']), {
      total: 2,
      mean: 1,
    });
  });

  test('errors tell the code and no value of a row', async () => {
    await db('webhook_events').insert(event('secret@example.com'));
    const twice = await db('webhook_events')
      .insert(event('secret@example.com'))
      .then(
        () => null,
        (error: unknown) => error,
      );
    assert.ok(isUniqueViolation(twice));
    const all = JSON.stringify(twice, Object.getOwnPropertyNames(twice));
    assert.doesNotMatch(all, /secret@example/);
    const wrong = await db.raw('select ?::int', ['secret@example.com']).then(
      () => null,
      (error: unknown) => error,
    );
    assert.doesNotMatch(JSON.stringify(wrong, Object.getOwnPropertyNames(wrong)), /secret@example/);
  });

  test('a value that cannot be stored is the fault of the request', async () => {
    const refused = async (row: object): Promise<string> =>
      db('webhook_events')
        .insert(row)
        .then(
          () => 'stored',
          (error: unknown) => toProblem(error).code,
        );
    assert.equal(await refused({ ...event('long'), type: 'x'.repeat(200) }), 'invalid-request');
    assert.equal(await refused({ ...event('nul'), type: 'a\u0000b' }), 'invalid-request');
  });

  test('of two transactions that wait for each other one is refused as busy and the other goes on', async () => {
    await db('webhook_events').insert([event('dead_1'), event('dead_2')]);
    let arrived = 0;
    let go = (): void => {};
    const both = new Promise<void>((resolve) => (go = resolve));
    const cross = (first: string, second: string): Promise<string> =>
      db.transaction(async (tx) => {
        await tx('webhook_events').where({ id: first }).update({ type: second });
        if (++arrived === 2) go();
        await both;
        await tx('webhook_events').where({ id: second }).update({ type: first });
        return 'done';
      });
    const outcomes = await Promise.allSettled([cross('dead_1', 'dead_2'), cross('dead_2', 'dead_1')]);
    const [refused] = outcomes.filter((one) => one.status === 'rejected');
    assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1);
    assert.ok(isDatabaseBusy(refused!.reason));
    const problem = toProblem(refused!.reason);
    assert.deepEqual([problem.code, problem.headers['Retry-After']], ['unavailable', '1']);
  });

  test('who names the same thing takes turns, so that a count holds', async () => {
    const add = (n: number): Promise<void> =>
      db.transaction(async (tx) => {
        await takeTurns(tx, 'test:turns');
        const there = await tx('webhook_events').where({ type: 'turns' });
        if (there.length < 3) await tx('webhook_events').insert({ ...event(`turns_${n}`), type: 'turns' });
      });
    await Promise.all(Array.from({ length: 10 }, (_, n) => add(n)));
    assert.equal((await db('webhook_events').where({ type: 'turns' })).length, 3);
  });

  test('a process asks for no more connections than it was given; the others wait', async () => {
    const small = await open({ ...(await database()).env, DATABASE_POOL: '2' });
    await Promise.all(Array.from({ length: 20 }, async () => small.raw('select pg_sleep(0.01)')));
    const admin = new Client({ connectionString: server });
    await admin.connect();
    const { rows } = await admin.query('select count(*)::int as count from pg_stat_activity where datname = $1', [
      new URL(made.at(-1)!.env['DATABASE_URL']!).pathname.slice(1),
    ]);
    await admin.end();
    assert.ok(rows[0].count <= 2);
  });
});
