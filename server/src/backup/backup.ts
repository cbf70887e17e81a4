import { copyFile, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Config } from '../config.js';
import { ConfigError } from '../config/env.js';
import type { FilesConfig } from '../config/files.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { openFiles } from '../drivers/files/open.js';
import { copyAll } from './copy-files.js';
import { FILES, hashOf, MANIFEST, SECRET, type Manifest } from './manifest.js';
import { dumpPostgres } from './postgres-tools.js';

/**
 * Writes a backup into `out`, which must not be there yet, while API and workers go on. The database is that of one moment; files
 * are copied after it, and every row's file is written before the row, so none is missing. The folder appears once it is whole.
 */
export async function backup(config: Pick<Config, 'database' | 'dataDir' | 'files'>, out: string): Promise<Manifest> {
  if (await exists(out)) throw new ConfigError('--out', `is ${out}, which is there already: name a new folder`);
  const draft = `${out}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(draft), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  const createdAt = new Date().toISOString();
  const database = await dump(config.database, draft);
  const files = await copyFiles(config.files, join(draft, FILES));
  const hasSecret = await copySecret(config.dataDir, draft);
  const manifest: Manifest = { version: 1, createdAt, database, files, hasSecret };
  await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, out);
  return manifest;
}

async function dump(database: Config['database'], folder: string): Promise<Manifest['database']> {
  const file = database.kind === 'sqlite' ? 'database.sqlite' : 'database.dump';
  const path = join(folder, file);
  if (database.kind === 'sqlite') copySqlite(database.filename, path);
  else await dumpPostgres(database.ownerUrl, path);
  return { kind: database.kind, file, bytes: (await stat(path)).size, sha256: await hashOf(path) };
}

/** One read transaction of SQLite: writers are not held up, and what they add meanwhile is not in it. */
function copySqlite(filename: string, to: string): void {
  const db = open(filename);
  try {
    db.pragma('busy_timeout = 10000');
    db.prepare('vacuum into ?').run(to);
  } finally {
    db.close();
  }
  const copy = new BetterSqlite3(to, { readonly: true });
  const found = copy.pragma('quick_check', { simple: true });
  copy.close();
  if (found !== 'ok') throw new ConfigError('DATABASE_URL', `leads to a database that is damaged: ${String(found)}`);
}

function open(filename: string): BetterSqlite3.Database {
  try {
    return new BetterSqlite3(filename, { fileMustExist: true });
  } catch (error) {
    throw new ConfigError('DATABASE_URL', `leads to ${filename}, which cannot be opened (${(error as Error).message})`);
  }
}

/** Whichever store they are in, the backup's is a folder as the disk's. */
async function copyFiles(config: FilesConfig, to: string): Promise<NonNullable<Manifest['files']>> {
  await mkdir(to, { mode: 0o700 });
  return config.kind === 'disk' ? copyFolder(config.folder, to) : copyAll(await openFiles(config), createDiskFiles(to));
}

/** Without drafts, which belong to no row. A file that is deleted meanwhile is one that nobody needs. */
async function copyFolder(from: string, to: string): Promise<{ count: number; bytes: number }> {
  if (!(await exists(from))) return { count: 0, bytes: 0 };
  const isKept = (path: string): boolean =>
    !relative(from, path)
      .split(sep)
      .some((name) => name.startsWith('.'));
  const sizes: number[] = [];
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isKept(path)) continue;
    const target = join(to, relative(from, path));
    await mkdir(dirname(target), { recursive: true });
    if (await copied(path, target)) sizes.push((await stat(target)).size);
  }
  return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function copied(from: string, to: string): Promise<boolean> {
  try {
    await cp(from, to, { preserveTimestamps: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Keys and sealed values can be read with the same secret only. */
async function copySecret(dataDir: string, folder: string): Promise<boolean> {
  const path = join(dataDir, SECRET);
  if (!(await exists(path))) return false;
  await copyFile(path, join(folder, SECRET));
  return true;
}

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
