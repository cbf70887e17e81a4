import type { Knex } from 'knex';
import type { DatabaseConfig } from '../../config/database.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';
import type { Tenancy } from './tenancy.js';

export { isDatabaseGone } from './postgres-errors.js';

/**
 * Opens the database that the configuration names. Nothing is asked of it yet. `unscoped`: whose rows code outside of any scope
 * sees on PostgreSQL, for tests and one-off programs; without it such a query throws.
 */
export function openDatabase(config: DatabaseConfig, { unscoped }: { unscoped?: Tenancy } = {}): Knex {
  if (config.kind === 'sqlite') return openSqlite(config.filename);
  const { url, ownerUrl, poolSize } = config;
  return openPostgres({ url, ownerUrl, poolSize, ...(unscoped && { unscoped }) });
}

const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';

/** A row with this unique key exists already. */
export const isUniqueViolation = (error: unknown): boolean => /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$|^23505$/.test(codeOf(error));
export const isDatabaseFull = (error: unknown): boolean => /^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/.test(codeOf(error));
/** Somebody else is in the way for too long: the same again may work. */
export const isDatabaseBusy = (error: unknown): boolean =>
  /^(SQLITE_BUSY.*|SQLITE_LOCKED.*|40001|40P01|55P03|57014|25P03)$/.test(codeOf(error));
/** A value that the database cannot hold: too long, too large, or with a character of code zero. */
export const isUnstorable = (error: unknown): boolean => /^(22001|22003|22021|22P05)$/.test(codeOf(error));
