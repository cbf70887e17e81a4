import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PrivatePostgres } from '../../.ci/postgres.mjs';
import { REPOSITORY } from './config.js';
import { exitOnSignals } from './testing-process.js';

export type { PrivatePostgres };

// By its place in the repository: this module also runs compiled, from another folder.
const file = pathToFileURL(join(REPOSITORY, '.ci', 'postgres.mjs')).href;

const postgres = (await import(file)) as typeof import('../../.ci/postgres.mjs');

export const { postgresBin } = postgres;

/** `null` where PostgreSQL is not installed. It ends with the test process, however that ends. */
export function startPostgres(): Promise<PrivatePostgres | null> {
  exitOnSignals();
  return postgres.startPostgres();
}
