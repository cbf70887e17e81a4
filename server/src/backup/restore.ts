import { copyFile, cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readConfig, type Config } from '../config.js';
import { ConfigError, type Env } from '../config/env.js';
import { openDatabase } from '../drivers/database/database.js';
import { migrate } from '../drivers/database/migrate.js';
import { openPostgres } from '../drivers/database/postgres.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { exists } from './backup.js';
import { FILES, readManifest, SECRET, type Manifest } from './manifest.js';
import { restorePostgres } from './postgres-tools.js';

/**
 * Brings a backup back into the empty database and data folder that `env` names, then up to date for this version. Never writes
 * over anything: throws `ConfigError` for a place that is not empty, or a backup of the other kind of database.
 */
export async function restore(env: Env, from: string): Promise<Manifest> {
  const manifest = await readManifest(from);
  await restoreSecret(env, from, manifest);
  const config = readConfig(env);
  const { database } = config;
  if (database.kind !== manifest.database.kind)
    throw new ConfigError('DATABASE_URL', `is of ${database.kind}, and the backup of ${manifest.database.kind}`);
  const files = join(config.dataDir, 'files');
  if ((await namesIn(files)).length > 0)
    throw new ConfigError('LUNEO_DATA_DIR', `has files already, in ${files}: restore into an empty place`);
  const dump = join(from, manifest.database.file);
  if (database.kind === 'sqlite') await restoreSqlite(database.filename, dump);
  else await restoreInto(database.ownerUrl, dump);
  if (manifest.files) await cp(join(from, FILES), files, { recursive: true, preserveTimestamps: true });
  await bringUpToDate(database);
  return manifest;
}

/** Before anything else, for reading the configuration would make a new one. */
async function restoreSecret(env: Env, from: string, { hasSecret }: Manifest): Promise<void> {
  if (!hasSecret || env['LUNEO_SECRET']) return;
  const folder = resolve(env['LUNEO_DATA_DIR'] || '.luneo');
  const path = join(folder, SECRET);
  if (await exists(path)) throw new ConfigError('LUNEO_DATA_DIR', `is ${folder}, which is in use already: restore into an empty place`);
  await mkdir(folder, { recursive: true });
  await copyFile(join(from, SECRET), path);
}

async function restoreSqlite(filename: string, dump: string): Promise<void> {
  if (await exists(filename))
    throw new ConfigError('DATABASE_URL', `leads to ${filename}, which is there already: restore into an empty place`);
  await mkdir(dirname(filename), { recursive: true });
  await copyFile(dump, filename);
}

async function restoreInto(ownerUrl: string, dump: string): Promise<void> {
  const owner = openPostgres({ url: ownerUrl, poolSize: 1, unscoped: EVERYTHING });
  try {
    const { rows } = (await owner.raw("select 1 from pg_class where relnamespace = 'public'::regnamespace limit 1")) as { rows: unknown[] };
    if (rows.length > 0) throw new ConfigError('DATABASE_URL', 'leads to a database with tables: restore into an empty one');
  } finally {
    await owner.destroy();
  }
  await restorePostgres(ownerUrl, dump);
}

/** The backup may be of an older version; and on PostgreSQL the application's role gets its rights and its walls. */
async function bringUpToDate(database: Config['database']): Promise<void> {
  const db = openDatabase(database, { unscoped: EVERYTHING });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

/** Without what the store itself puts there. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !name.startsWith('.'));
}
