import { SCHEMA_VERSION } from './limits.js';

type Json = Record<string, unknown>;

/** Turns a document of version `to - 1` into one of version `to`. Pure; never edited once released. */
export interface Migration {
  to: number;
  up(document: Json): Json;
}

/** Append only, numbered without gaps from 2. Every version has a fixture in `fixtures/`. */
export const MIGRATIONS: readonly Migration[] = [];

/** The document at the version of this code, its `schemaVersion` included. */
export function upgrade(document: Json, from: number, migrations: readonly Migration[] = MIGRATIONS, to: number = SCHEMA_VERSION): Json {
  let current = document;
  for (const migration of migrations)
    if (migration.to > from && migration.to <= to) current = { ...migration.up(current), schemaVersion: migration.to };
  return current;
}
