import { readConfig } from './server/src/config.js';
import { migrationSource } from './server/src/drivers/database/migrate.js';
import { PostgresClient } from './server/src/drivers/database/postgres-client.js';
import { SqliteClient } from './server/src/drivers/database/sqlite-client.js';
import { EVERYTHING } from './server/src/drivers/database/tenancy.js';

const { database } = readConfig();

/**
 * For knex's command line: `node --conditions=luneo-src --import tsx node_modules/.bin/knex migrate:list`. The API migrates by itself,
 * and on PostgreSQL it also gives policies and rights.
 */
export default {
  ...(database.kind === 'sqlite'
    ? { client: SqliteClient, connection: { filename: database.filename }, useNullAsDefault: true }
    : { client: PostgresClient, connection: database.ownerUrl, unscoped: EVERYTHING }),
  migrations: { migrationSource },
};
