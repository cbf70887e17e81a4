import { startPostgres } from '../../.ci/postgres.mjs';
import { createTestDatabase } from '../src/testing-database.js';
import { cores, measureAll } from './api.js';
import type { Row } from './load.js';

const nameOf = (id: (typeof cores)[number]): string => id.replace('core.', 'api.postgres-');
export const ids = cores.map(nameOf);

/** As the `core.` rows, with the API on PostgreSQL, which answers over a socket and keeps brands apart once more. No rows where it is not installed. */
export async function rows(only = ''): Promise<Row[]> {
  if (!ids.some((id) => id.startsWith(only))) return [];
  const server = await startPostgres();
  if (!server) return [];
  const database = await createTestDatabase(server.url);
  try {
    return await measureAll(nameOf, database.env, only);
  } finally {
    await database.drop();
    await server.stop();
  }
}
