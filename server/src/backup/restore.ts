import { copyFile, cp, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readConfig, type Config } from '../config.js';
import { ConfigError, type Env } from '../config/env.js';
import type { FilesConfig } from '../config/files.js';
import { openDatabase } from '../drivers/database/database.js';
import { migrate } from '../drivers/database/migrate.js';
import { openPostgres } from '../drivers/database/postgres.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import type { FileStore } from '../drivers/files/files.js';
import { openFiles } from '../drivers/files/open.js';
import { exists } from './backup.js';
import { copyAll, isEmpty } from './copy-files.js';
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
  const files = await openFiles(config.files);
  if (!(await isEmpty(files))) throw new ConfigError(...full(config.files));
  const dump = join(from, manifest.database.file);
  if (database.kind === 'sqlite') await restoreSqlite(database.filename, dump);
  else await restoreInto(database.ownerUrl, dump);
  if (manifest.files) await restoreFiles(config.files, files, join(from, FILES));
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

/** Into whichever store the environment names, from whichever they came. */
async function restoreFiles(config: FilesConfig, files: FileStore, from: string): Promise<void> {
  if (config.kind === 'disk') await cp(from, config.folder, { recursive: true, preserveTimestamps: true });
  else await copyAll(createDiskFiles(from), files);
}

function full(config: FilesConfig): [variable: string, sentence: string] {
  const end = 'restore into an empty place';
  if (config.kind === 's3') return ['S3_BUCKET', `has files already, in ${config.bucket}/${config.prefix}: ${end}`];
  if (config.kind === 'cloudinary') return ['CLOUDINARY_FOLDER', `has files already, in ${config.folder}: ${end}`];
  return ['LUNEO_DATA_DIR', `has files already, in ${config.folder}: ${end}`];
}
