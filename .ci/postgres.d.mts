/** A PostgreSQL server of one's own, for a test. */
export interface PrivatePostgres {
  /** Of its superuser, who needs no password; database `postgres`. */
  url: string;
  port: number;
  /** Folder of `psql`, `pg_dump` and the others. */
  bin: string;
  /** Starts it again on the same port, with its data; nothing happens while it runs. */
  start(): Promise<void>;
  /** Ends it as an administrator does: connections are cut off. */
  shutDown(): Promise<void>;
  /** Ends it as a power cut does: what was committed is recovered by the next start. */
  crash(): Promise<void>;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
}
/** Folder of PostgreSQL's programs; null when it is not installed. */
export function postgresBin(): string | null;
/** Null where PostgreSQL is not installed. */
export function startPostgres(): Promise<PrivatePostgres | null>;
export function freePort(): Promise<number>;
