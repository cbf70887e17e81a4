import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConfig } from '../config.js';
import type { Env } from '../config/env.js';
import type { FileStore } from '../drivers/files/files.js';
import { openFiles } from '../drivers/files/open.js';
import { startS3 } from '../drivers/files/testing-s3.js';
import { isTestPostgres, createTestDatabase, type TestDatabase } from '../testing-database.js';
import { startTestApp, type TestApp } from '../testing.js';
import { backup } from './backup.js';
import { restore } from './restore.js';

const FILES = {
  'print/brd_1/a.pdf': 'application/pdf',
  'designs/b.png': 'image/png',
  'assets/odd': 'text/x-odd',
} as const;

let folder: string;
let app: TestApp;
let s3: { url: string; close(): Promise<void> };
const databases: TestDatabase[] = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-stores-'));
  s3 = await startS3(join(folder, 's3'), 'shop');
  app = await startTestApp();
  await app.brand('In a bucket');
});
after(async () => {
  await app.close();
  for (const database of databases) await database.drop();
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const bucket = (prefix: string): Env => ({
  S3_BUCKET: 'shop',
  S3_ENDPOINT: s3.url,
  S3_ACCESS_KEY_ID: 'S3RVER',
  S3_SECRET_ACCESS_KEY: 'S3RVER',
  S3_PREFIX: prefix,
});
/** An environment that leads to a database and a data folder without anything. */
async function emptyPlace(name: string, files: Env): Promise<Env> {
  const place = join(folder, name);
  await mkdir(place);
  const database = await createTestDatabase(undefined, { isEmpty: true });
  databases.push(database);
  return { ...database.env, NODE_ENV: 'test', LUNEO_DATA_DIR: place, LUNEO_SECRET: 'a secret for tests, long enough 123', ...files };
}
const filesOf = (env: Env): Promise<FileStore> => openFiles(readConfig(env).files);
async function holds(files: FileStore): Promise<void> {
  const keys: string[] = [];
  for await (const key of files.list()) keys.push(key);
  assert.deepEqual(new Set(keys), new Set(Object.keys(FILES)));
  for (const [key, contentType] of Object.entries(FILES)) {
    assert.deepEqual(await files.stat(key), { bytes: key.length, contentType });
    assert.equal(Buffer.from((await files.get(key))!).toString(), key);
  }
}

test(
  'files in a bucket are in the backup, and come back into a bucket or onto a disk',
  { skip: isTestPostgres() && 'the database is not what this is about' },
  async () => {
    const env = await emptyPlace('made', bucket('live'));
    const config = { ...app.deps.config, files: readConfig(env).files };
    const store = await openFiles(config.files);
    await store.check();
    for (const [key, type] of Object.entries(FILES)) await store.put(key, new TextEncoder().encode(key), type);
    const out = join(folder, 'out');
    const { files } = await backup(config, out);
    assert.deepEqual(files, { count: 3, bytes: Object.keys(FILES).join('').length });

    const elsewhere = await emptyPlace('bucket', bucket('restored'));
    await restore(elsewhere, out);
    await holds(await filesOf(elsewhere));
    const taken = await emptyPlace('taken', bucket('restored'));
    await assert.rejects(restore(taken, out), /S3_BUCKET has files already, in shop\/restored\//);

    const disk = await emptyPlace('disk', {});
    await restore(disk, out);
    await holds(await filesOf(disk));
    const again = join(folder, 'of-disk');
    await backup({ ...readConfig(disk) }, again);
    const back = await emptyPlace('back', bucket('back'));
    await restore(back, again);
    await holds(await filesOf(back));
  },
);
