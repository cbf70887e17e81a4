import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { postgresBin, startPostgres, type PrivatePostgres } from '../testing-postgres.js';
import { createApp } from '../app.js';
import { assemble, release } from '../assemble.js';
import { readConfig } from '../config.js';
import type { Env } from '../config/env.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { asSystem, hasTenancy } from '../drivers/database/tenancy.js';
import { startTestShop, type TestShop } from '../orders/testing.js';
import { createTestDatabase, type TestDatabase } from '../testing-database.js';
import { backup } from './backup.js';
import { restore } from './restore.js';

const SECRET = 'a secret for tests, long enough 123';
const KINDS = ['SQLite', 'PostgreSQL'] as const;

for (const kind of KINDS) {
  const isPostgres = kind === 'PostgreSQL';
  describe(`backup and restore of ${kind}`, { skip: isPostgres && !postgresBin() && 'PostgreSQL is not installed' }, () => {
    let own: PrivatePostgres | null = null;
    let outside: string | undefined;
    let folder: string;
    let shop: TestShop;
    const empties: TestDatabase[] = [];
    const closing: (() => Promise<void>)[] = [];

    before(async () => {
      outside = process.env['LUNEO_TEST_DATABASE_URL'];
      if (isPostgres && !outside) own = await startPostgres();
      if (isPostgres) process.env['LUNEO_TEST_DATABASE_URL'] = outside ?? own!.url;
      else delete process.env['LUNEO_TEST_DATABASE_URL'];
      folder = await mkdtemp(join(tmpdir(), 'luneo-backup-'));
      shop = await startTestShop(({ config }) => ({ files: createDiskFiles(join(config.dataDir, 'files')) }));
      await writeFile(join(shop.app.dataDir, 'secret'), SECRET);
    });
    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });
    after(async () => {
      await shop.close();
      for (const empty of empties) await empty.drop();
      await own?.stop();
      if (outside) process.env['LUNEO_TEST_DATABASE_URL'] = outside;
      else delete process.env['LUNEO_TEST_DATABASE_URL'];
      await rm(folder, { recursive: true, force: true });
    });

    /** An environment that leads to a database and a data folder without anything. */
    async function emptyPlace(name: string): Promise<Env> {
      const place = join(folder, name);
      await mkdir(place);
      const database = await createTestDatabase(undefined, { isEmpty: true });
      empties.push(database);
      return { ...database.env, NODE_ENV: 'test', LUNEO_DATA_DIR: place };
    }

    /** The application as its processes run it, on what was restored. */
    async function start(env: Env): Promise<{ url: string; db: Knex }> {
      const config = readConfig(env);
      const deps = await assemble(config, 'api');
      const server: Server = createServer(createApp(deps));
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const url = (config.publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      closing.push(async () => {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
        await release(deps);
      });
      return { url, db: deps.db };
    }

    const call = async (url: string, path: string, token: string, init: RequestInit = {}) => {
      const reply = await fetch(`${url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
      // oxlint-disable-next-line typescript/no-explicit-any -- tests assert on it
      return { status: reply.status, body: (await reply.json()) as any };
    };

    test('what was there when it began is in it, whole, though others go on writing; the app works on it', async () => {
      const { token } = shop.shopper;
      const { body: order } = await shop.order();
      const design = (await shop.app.request('GET', `/v1/designs/${order.items[0].designId}`, { token })).body;
      let isOver = false;
      const writers = Array.from({ length: 4 }, async () => {
        while (!isOver) assert.equal((await shop.order()).status, 201);
      });
      const out = join(folder, 'live');
      const manifest = await backup(shop.app.deps.config, out);
      isOver = true;
      await Promise.all(writers);
      assert.ok(manifest.files!.count > 0 && manifest.hasSecret);

      const env = await emptyPlace('live-restored');
      await restore(env, out);
      const { url, db } = await start(env);
      assert.deepEqual((await call(url, `/v1/designs/${design.id}`, token)).body, design);
      const restored = await call(url, `/v1/orders/${order.id}`, token);
      assert.deepEqual([restored.status, restored.body.number, restored.body.total], [200, order.number, order.total]);
      const snapshots = await asSystem(db, async () => await db('design_snapshots'));
      const files = createDiskFiles(join(env['LUNEO_DATA_DIR']!, 'files'));
      for (const { preview_key } of snapshots) assert.ok(await files.get(preview_key), `${preview_key} is missing`);
      const lone = await asSystem(
        db,
        async () => await db('order_items').leftJoin('orders', 'orders.id', 'order_id').whereNull('orders.id'),
      );
      assert.equal(lone.length, 0);
      const saved = await call(url, `/v1/designs/${design.id}/finalize`, token, { method: 'POST', body: '{}' });
      assert.equal(saved.status, 201);
      const body = JSON.stringify({ productId: shop.catalogue.product.id });
      assert.equal((await call(url, '/v1/designs', token, { method: 'POST', body })).status, 201);
      const stranger = await (await shop.app.brand('Other')).shopper();
      assert.notEqual((await call(url, `/v1/designs/${design.id}`, stranger.token)).status, 200);
    });

    test('with nobody writing it is equal, row for row and byte for byte', async () => {
      const out = join(folder, 'still');
      await backup(shop.app.deps.config, out);
      const env = await emptyPlace('still-restored');
      await restore(env, out);
      const { db } = await start(env);
      assert.deepEqual(await contents(db), await contents(shop.app.deps.db));
      assert.deepEqual(await bytesIn(join(env['LUNEO_DATA_DIR']!, 'files')), await bytesIn(join(shop.app.dataDir, 'files')));
      assert.equal(await readFile(join(env['LUNEO_DATA_DIR']!, 'secret'), 'utf8'), SECRET);
    });

    test('never writes over anything, and takes nothing that is damaged', async () => {
      const out = join(folder, 'once');
      await backup(shop.app.deps.config, out);
      await assert.rejects(backup(shop.app.deps.config, out), /--out is .* there already/);
      const env = await emptyPlace('once-restored');
      await restore(env, out);
      await assert.rejects(restore(env, out), /restore into an empty/);
      await assert.rejects(restore({ ...env, LUNEO_SECRET: 'x'.repeat(40) }, out), /restore into an empty/);
      if (isPostgres) {
        const { LUNEO_DATA_DIR } = await emptyPlace('other-files');
        await assert.rejects(restore({ ...env, LUNEO_DATA_DIR }, out), /leads to a database with tables/);
      }
      const { file } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')).database;
      await writeFile(join(out, file), 'short');
      await assert.rejects(restore(await emptyPlace('damaged'), out), /changed or cut off/);
      await rm(join(out, 'manifest.json'));
      await assert.rejects(restore(await emptyPlace('no-manifest'), out), /not a whole backup/);
    });
  });
}

async function contents(db: Knex): Promise<Record<string, unknown[]>> {
  const sql = hasTenancy(db)
    ? "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"
    : "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by 1";
  return asSystem(db, async () => {
    const reply = (await db.raw(sql)) as { name: string }[] | { rows: { name: string }[] };
    const tables = (Array.isArray(reply) ? reply : reply.rows).map(({ name }) => name);
    const rows = await Promise.all(
      tables.map(async (name) => [name, (await db(name)).map((row) => JSON.stringify(row)).toSorted()] as const),
    );
    return Object.fromEntries(rows);
  });
}

async function bytesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.') && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const all = await Promise.all(names.map(async (name) => [name.slice(folder.length), (await readFile(name)).toString('base64')] as const));
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
