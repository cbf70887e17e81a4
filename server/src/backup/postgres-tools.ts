import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ConfigError } from '../config/env.js';

const DEBIAN = '/usr/lib/postgresql';
/** Row-level security holds the owner of the tables too: these settings let it see every row. */
const EVERY_ROW = '-c luneo.brand=* -c luneo.owner=* -c luneo.mode=*';

/** Writes everything that one transaction sees at this moment into `file`, while others go on writing. */
export async function dumpPostgres(ownerUrl: string, file: string): Promise<void> {
  const flags = ['--format=custom', '--enable-row-security', '--no-owner', '--no-privileges', '--no-comments', '--file', file];
  await runTool('pg_dump', flags, { ...connection(ownerUrl), PGOPTIONS: EVERY_ROW });
}

/** Fills an empty database in one transaction: all of it or nothing. Rights and policies are then given by `migrate`. */
export async function restorePostgres(ownerUrl: string, file: string): Promise<void> {
  const env = connection(ownerUrl);
  const flags = [
    '--single-transaction',
    '--exit-on-error',
    '--no-owner',
    '--no-privileges',
    '--no-comments',
    '--dbname',
    env['PGDATABASE']!,
    file,
  ];
  await runTool('pg_restore', flags, env);
}

/** For the environment of libpq's programs: an address on the command line would show the password to everybody. */
function connection(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const user = decodeURIComponent(username);
  const given = {
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    PGPORT: port,
    PGUSER: user,
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)) || user,
    PGSSLMODE: searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: searchParams.get('sslrootcert') ?? '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

async function runTool(name: string, flags: string[], env: Record<string, string>): Promise<void> {
  const program = find(name);
  const child = spawn(program, flags, { env: { PATH: process.env['PATH'], LC_ALL: 'C', ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (text: Buffer) => (words = (words + text.toString()).slice(-4_000)));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new ConfigError(name, `ended with ${String(code)}: ${words.trim() || 'it said nothing'}`);
}

/** The newest that is installed: `pg_dump` must not be older than the server. */
function find(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)];
  const folder = folders.find((each) => existsSync(join(each, name)));
  if (!folder) throw new ConfigError(name, "is not installed: it comes with PostgreSQL's client programs (Debian: postgresql-client)");
  return join(folder, name);
}
