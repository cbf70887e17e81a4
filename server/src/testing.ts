import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import type { TeamRole } from '@luneo/sdk/contracts/accounts.js';
import { createApp } from './app.js';
import { createBrand, systemScope } from './auth/brands.js';
import { createKey } from './auth/keys.js';
import { createLimits } from './auth/rate-limit.js';
import type { Scope } from './auth/scope.js';
import { startSession } from './auth/staff-sessions.js';
import { signToken } from './auth/tokens.js';
import { createUser } from './auth/users.js';
import { answerBadHttp } from './bad-http.js';
import { readConfig } from './config.js';
import type { Deps } from './deps.js';
import { openDatabase } from './drivers/database/database.js';
import { migrate } from './drivers/database/migrate.js';
import { EVERYTHING } from './drivers/database/tenancy.js';
import type { FileStore } from './drivers/files/files.js';
import type { JobName } from './drivers/queue/queue.js';
import { isRedisReady, openRedis } from './drivers/redis.js';
import { createGuardedFetch } from './guarded-fetch.js';
import { newId } from './id.js';
import { quietObserve } from './observe/observe.js';
import { copySqlite, createTestDatabase } from './testing-database.js';
import { testBucket } from './testing-drivers.js';

/** A brand with one of every caller. Each token goes into `Authorization: Bearer`. */
export interface TestBrand {
  brandId: string;
  /** Every row of the brand. */
  scope: Scope;
  publishableKey: string;
  secretKey: string;
  staffToken: string;
  staff: { email: string; password: string };
  /** A new member of the team, signed in. */
  member(role: TeamRole): Promise<{ token: string; userId: string; email: string; password: string }>;
  /** A new shopper. */
  shopper(): Promise<{ token: string; ownerId: string; scope: Scope }>;
}

export interface TestReply {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests assert on it
  body: any;
}

export interface TestApp {
  url: string;
  deps: Deps;
  server: Server;
  dataDir: string;
  /** Jobs that the default queue was given. */
  jobs: { name: JobName; payload: unknown; key: string | undefined }[];
  brand(name?: string): Promise<TestBrand>;
  /** `token` becomes the bearer; a `body` that is bytes or text is sent as it is, anything else as JSON. */
  request(method: string, path: string, options?: { token?: string; body?: unknown; headers?: Record<string, string> }): Promise<TestReply>;
  close(): Promise<void>;
}

/**
 * The real application on a real database and an ephemeral port: SQLite, or PostgreSQL where `LUNEO_TEST_DATABASE_URL` names one,
 * with Redis where `LUNEO_TEST_REDIS_URL` does. Files live in memory, or in S3 (`LUNEO_TEST_S3_URL`); jobs are recorded; AI, mail and payments throw until a test
 * gives its own in `overrides`.
 */
export async function startTestApp(overrides: Partial<Deps> | ((deps: Deps) => Partial<Deps>) = {}): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'luneo-test-'));
  const database = await createTestDatabase();
  const config = readConfig({
    ...database.env,
    NODE_ENV: 'test',
    LUNEO_DATA_DIR: dataDir,
    LUNEO_SECRET: 'a secret for tests, long enough 123',
    REDIS_URL: process.env['LUNEO_TEST_REDIS_URL'],
    LUNEO_REDIS_PREFIX: newId('test'),
  });
  if (config.database.kind === 'sqlite') await copySqlite(config.database.filename);
  // What a test itself asks the database sees everything; requests see what is theirs.
  const db = openDatabase(config.database, { unscoped: EVERYTHING });
  await migrate(db);
  const redis = config.redis && openRedis(config.redis, pino({ level: 'silent' }));
  if (redis) await isRedisReady(redis);
  const jobs: TestApp['jobs'] = [];
  const base: Deps = {
    config,
    log: pino({ level: 'error' }, { write: tellFailure }),
    db,
    redis,
    // All tests call from one address: only those of limits, which give their own, should reach one.
    limits: createLimits({ redis, scale: 1_000 }),
    fetch: createGuardedFetch(config),
    files: testBucket() ?? memoryFiles(),
    queue: {
      add: async (_tx, name, payload, options) => {
        if (!options?.key || !jobs.some((job) => job.key === options.key)) jobs.push({ name, payload, key: options?.key });
      },
      work: async () => ({ stop: async () => {} }),
    },
    ai: absent('ai'),
    mail: absent('mail'),
    payments: absent('payments'),
    observe: quietObserve(),
  };
  const deps = { ...base, ...(typeof overrides === 'function' ? overrides(base) : overrides) };
  const app = createApp(deps);
  const server = createServer(app);
  answerBadHttp(server, config);
  // On a busy machine the test's own client would find a connection closed at the moment that it uses it again.
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  config.publicUrl = url;
  return {
    url,
    deps,
    server,
    dataDir,
    jobs,
    brand: (name = 'Test brand') => makeBrand(deps, name),
    request: (method, path, options = {}) => send(`${url}${path}`, method, options),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await deps.queue.close?.();
      redis?.disconnect();
      await db.destroy();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What lies behind an answer of 500, which does not say it. Everything else that is logged stays silent. */
function tellFailure(line: string): void {
  const { msg, endpoint, err } = JSON.parse(line) as { msg: string; endpoint?: string; err?: { stack: string } };
  if (msg === 'request failed') process.stderr.write(`${endpoint}: ${err?.stack}\n`);
}

async function makeBrand({ db, config }: Deps, name: string): Promise<TestBrand> {
  const brandId = await createBrand(db, { name });
  const scope = systemScope(brandId);
  const publishable = await createKey(db, scope, config.secret, { kind: 'publishable', name: 'shop' });
  const secret = await createKey(db, scope, config.secret, { kind: 'secret', name: 'server' });
  const staff = { email: `${newId('staff')}@example.com`, password: 'correct horse battery' };
  // Longer than any test file takes on a busy machine.
  const expiresAt = Math.floor(Date.now() / 1000) + 86_400;
  const member = async (role: TeamRole, account = { email: `${newId('staff')}@example.com`, password: 'correct horse battery' }) => {
    const { id: userId } = await createUser(db, { brandId, ...account, name: 'Test staff', role });
    const { session } = await startSession(db, { ip: '127.0.0.1', userAgent: 'test' }, { userId, brandId });
    return {
      token: await signToken(config.secret, { kind: 'staff', userId, sessionId: session.id, brandId, expiresAt }),
      userId,
      ...account,
    };
  };
  const { token: staffToken } = await member('brand_admin', staff);
  const keyId = publishable.row.id;
  return {
    brandId,
    scope,
    publishableKey: publishable.key,
    secretKey: secret.key,
    staffToken,
    staff,
    member,
    shopper: async () => {
      const ownerId = newId('shp');
      const token = await signToken(config.secret, { kind: 'shopper', ownerId, brandId, keyId, mode: 'test', expiresAt });
      return { token, ownerId, scope: { brandId, ownerId, role: 'consumer', via: 'shopper', mode: 'test', actorId: ownerId, keyId } };
    },
  };
}

async function send(
  url: string,
  method: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> },
): Promise<TestReply> {
  const { token, body, headers } = options;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson && text ? (JSON.parse(text) as unknown) : text };
}

/** Files in memory with the behaviour of the real store. */
export function memoryFiles(): FileStore {
  const files = new Map<string, { bytes: Uint8Array; contentType: string }>();
  return {
    put: async (key, bytes, contentType) => void files.set(key, { bytes: Uint8Array.from(bytes), contentType }),
    get: async (key) => files.get(key)?.bytes ?? null,
    stat: async (key) => {
      const file = files.get(key);
      return file ? { bytes: file.bytes.length, contentType: file.contentType } : null;
    },
    stream: async (key, range) => {
      const file = files.get(key);
      if (!file) return null;
      const part = range ? file.bytes.subarray(range.start, range.end + 1) : file.bytes;
      return { body: Readable.from([Buffer.from(part)]), bytes: file.bytes.length, contentType: file.contentType };
    },
    delete: async (key) => void files.delete(key),
    list: async function* () {
      yield* files.keys();
    },
    check: async () => {},
  };
}

/** Any use of it fails the test that forgot to give one. */
function absent<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: (_target, method) => () => {
      throw new Error(`this test did not give deps.${name}, but ${String(method)} was called`);
    },
  });
}
