import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { REPOSITORY } from './config.js';
import type { DatabaseConfig } from './config/database.js';
import { openDatabase } from './drivers/database/database.js';
import { migrate } from './drivers/database/migrate.js';
import { EVERYTHING } from './drivers/database/tenancy.js';

/** A database of the kind that the environment asks for. */
export interface TestDatabase {
  /** `DATABASE_URL` and what belongs to it; nothing for SQLite in the data folder. */
  env: Record<string, string>;
  drop(): Promise<void>;
}

const OWNER = 'luneo_test_owner';
const APP = 'luneo_test_app';
const PASSWORD = 'for tests on loopback';

/**
 * A database of a test's own: on the server at `LUNEO_TEST_DATABASE_URL` (of a superuser) where that is set, else SQLite. It is
 * copied from a template, which the first test that needs one makes, or `isEmpty`, without the schema. The application's role is
 * bound by row-level security.
 */
export async function createTestDatabase(
  server = process.env['LUNEO_TEST_DATABASE_URL'],
  { isEmpty = false }: { isEmpty?: boolean } = {},
): Promise<TestDatabase> {
  if (!server) return { env: {}, drop: async () => {} };
  const name = `luneo_test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(server, async (client) => {
    const template = await ensureTemplate(client, server);
    await client.query(`create database ${name} template ${isEmpty ? 'template0' : template} owner ${OWNER}`);
  });
  return {
    env: { DATABASE_URL: urlFor(server, APP, name), DATABASE_OWNER_URL: urlFor(server, OWNER, name), DATABASE_POOL: '5' },
    drop: () => asSuperuser(server, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}

/** Puts a SQLite file with the schema at `filename`, which must not exist: a copy of one that the first test to need it migrated. */
export async function copySqlite(filename: string): Promise<void> {
  const folder = join(REPOSITORY, 'node_modules', '.luneo');
  const template = join(folder, `schema-${schemaHash()}.sqlite`);
  if (!existsSync(template)) {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `draft-${randomBytes(8).toString('hex')}.sqlite`);
    const db = openDatabase({ kind: 'sqlite', filename: draft }, { unscoped: EVERYTHING });
    await migrate(db);
    // Writes everything into the one file.
    await db.destroy();
    renameSync(draft, template);
  }
  copyFileSync(template, filename);
}

/** Whether tests run on PostgreSQL: for the few that are about one database. */
export const isTestPostgres = (): boolean => Boolean(process.env['LUNEO_TEST_DATABASE_URL']);

async function asSuperuser<T>(server: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlFor(server: string, role: string, database: string): string {
  const url = new URL(server);
  url.username = role;
  url.password = PASSWORD;
  url.pathname = `/${database}`;
  return url.href;
}

/** Changes with whatever makes the schema. */
function schemaHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['../migrations', 'drivers/database']) {
    const path = join(import.meta.dirname, folder);
    for (const file of readdirSync(path).toSorted()) hash.update(readFileSync(join(path, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** One test process makes the template and the others wait for it. A half-made one has another name. */
async function ensureTemplate(client: Client, server: string): Promise<string> {
  const template = `luneo_template_${schemaHash()}`;
  const exists = async (): Promise<boolean> =>
    (await client.query('select 1 from pg_database where datname = $1', [template])).rowCount === 1;
  if (await exists()) return template;
  await client.query("select pg_advisory_lock(hashtext('luneo_template'))");
  if (await exists()) return template;
  for (const role of [OWNER, APP])
    if ((await client.query('select 1 from pg_roles where rolname = $1', [role])).rowCount === 0)
      await client.query(`create role ${role} login nosuperuser nobypassrls password '${PASSWORD}'`);
  const draft = `luneo_draft_${randomBytes(8).toString('hex')}`;
  await client.query(`create database ${draft} owner ${OWNER}`);
  const config: DatabaseConfig = { kind: 'postgres', url: urlFor(server, APP, draft), ownerUrl: urlFor(server, OWNER, draft), poolSize: 1 };
  const db = openDatabase(config, { unscoped: EVERYTHING });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  await client.query(`alter database ${draft} rename to ${template}`);
  await client.query("select pg_advisory_unlock(hashtext('luneo_template'))");
  return template;
}
