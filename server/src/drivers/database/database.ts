import type { Knex } from 'knex';
import type { DatabaseConfig } from '../../config/database.js';
import { openSqlite } from './sqlite.js';

/** Opens the database that the configuration names. Nothing is asked of it yet. */
export function openDatabase(config: DatabaseConfig): Knex {
  if (config.kind === 'sqlite') return openSqlite(config.filename);
  throw new Error('not there yet');
}

const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';

/** A row with this unique key exists already. */
export const isUniqueViolation = (error: unknown): boolean => /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$|^23505$/.test(codeOf(error));
export const isDatabaseFull = (error: unknown): boolean => /^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/.test(codeOf(error));
export const isDatabaseBusy = (error: unknown): boolean => /^(SQLITE_BUSY.*|SQLITE_LOCKED.*|40001|55P03)$/.test(codeOf(error));
