declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import { knex } from 'knex';
  /** The dialect class of knex; it has no types of its own. */
  const ClientBetterSqlite3: typeof knex.Client;
  export default ClientBetterSqlite3;
}
declare module 'knex/lib/dialects/postgres/index.js' {
  import { knex } from 'knex';
  /** The dialect class of knex; it has no types of its own. */
  const ClientPostgres: typeof knex.Client;
  export default ClientPostgres;
}
