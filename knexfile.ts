import { readConfig } from './server/src/config.js';
import { SqliteClient } from './server/src/drivers/database/sqlite-client.js';
import { migrationSource } from './server/src/drivers/database/migrate.js';

/** For knex's command line: `node --conditions=luneo-src --import tsx node_modules/.bin/knex migrate:list`. The API migrates by itself. */
export default {
  client: SqliteClient,
  connection: { filename: readConfig().database.filename },
  useNullAsDefault: true,
  migrations: { migrationSource },
};
