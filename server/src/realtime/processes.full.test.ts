import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Knex } from 'knex';
import { WebSocket } from 'ws';
import type { RealtimeEvent, RealtimeReady } from '@luneo/sdk/contracts/realtime.js';
import { createBrand, systemScope } from '../auth/brands.js';
import { createKey } from '../auth/keys.js';
import { readConfig } from '../config.js';
import { openDatabase } from '../drivers/database/database.js';
import { migrate } from '../drivers/database/migrate.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { createDiskFiles } from '../drivers/files/disk.js';
import { makeCatalogue } from '../testing-catalogue.js';
import { createTestDatabase, type TestDatabase } from '../testing-database.js';
import { startModule } from '../testing-process.js';
import { startRedis, type TestRedis } from '../testing-redis.js';

const LIMIT_MS = 1_000_000;
const WISHES = 40;

let database: TestDatabase;
let redis: TestRedis | null;
let db: Knex;
let secretKey: string;
let productId: string;
let apis: Api[];
const dataDir = mkdtempSync(join(tmpdir(), 'luneo-processes-'));

/** A process of the API as it is started in production; what it says is kept for a failure. */
class Api {
  readonly #env: Record<string, string | undefined>;
  readonly url: string;
  #child: ChildProcess | null = null;
  #said = '';

  constructor(port: number, env: Record<string, string | undefined>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...env, PORT: String(port) };
  }

  async start(): Promise<void> {
    const child = startModule('main.ts', { env: this.#env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr!.on('data', (text: Buffer) => (this.#said += text.toString()));
    this.#child = child;
    while (!(await this.#answers())) {
      if (child.exitCode !== null) throw new Error(`the API ended with ${child.exitCode}\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async post(path: string, body: object): Promise<Record<string, string>> {
    const reply = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await reply.text();
    assert.ok(reply.ok, `${path} answered ${reply.status}: ${text}`);
    return JSON.parse(text) as Record<string, string>;
  }

  #answers(): Promise<boolean> {
    return fetch(`${this.url}/ready`).then(
      (reply) => reply.ok,
      () => false,
    );
  }
}

/** Listens to every generation of the brand, from behind the event `after` on. */
async function listen(api: Api, after: number | null) {
  const { ticket } = await api.post('/v1/realtime/tickets', {});
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/v1/realtime`);
  const events: RealtimeEvent[] = [];
  let ready: RealtimeReady | undefined;
  let changed = (): void => {};
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString()) as RealtimeEvent | RealtimeReady;
    if (message.type === 'ready') ready = message;
    else events.push(message);
    changed();
  });
  let isClosed = false;
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    changed();
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ ticket, topics: ['generations'], ...(after !== null && { after }) }));
  const until = async (check: () => boolean): Promise<void> => {
    while (!check() && !isClosed) await new Promise<void>((resolve) => (changed = resolve));
  };
  await until(() => ready !== undefined);
  return { socket, events, until, ready: ready!, isClosed: () => isClosed };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

before(async () => {
  database = await createTestDatabase();
  redis = await startRedis();
  const env = {
    ...database.env,
    ...(redis && { REDIS_URL: redis.url, LUNEO_REDIS_PREFIX: 'processes' }),
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    LUNEO_DATA_DIR: dataDir,
    LUNEO_SECRET: 'a secret of two processes, long enough 1234567890',
    LUNEO_RATE_LIMIT_SCALE: '1000',
  };
  const config = readConfig(env);
  db = openDatabase(config.database, { unscoped: EVERYTHING });
  await migrate(db);
  const scope = systemScope(await createBrand(db, { name: 'Atelier Deux' }));
  ({ key: secretKey } = await createKey(db, scope, config.secret, { kind: 'secret', name: 'two processes' }));
  const files = createDiskFiles(join(dataDir, 'files'));
  productId = (await makeCatalogue({ db, files, config } as Parameters<typeof makeCatalogue>[0], scope)).product.id;
  apis = [new Api(await freePort(), env), new Api(await freePort(), env)];
  await Promise.all(apis.map((api) => api.start()));
});
after(async () => {
  for (const api of apis ?? []) await api.kill();
  await db?.destroy();
  await database?.drop();
  await redis?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('two processes of the API', () => {
  test(
    'what one is asked for is heard at the other, once, also after the death of the one that was listened to',
    { timeout: LIMIT_MS },
    async () => {
      const [writer, other] = apis as [Api, Api];
      const wish = (): Promise<Record<string, string>> => writer.post('/v1/designs', { productId, prompt: 'Engrave "Lou"' });
      const first = await listen(other, null);
      // Something must have been heard before there is a place to go on from.
      const wishes = [(await wish())['generationId']!];
      await first.until(() => first.events.length === 1);
      const heard = [...first.events];
      first.socket.terminate();

      const writing = (async () => {
        for (let n = 1; n < WISHES; n++) wishes.push((await wish())['generationId']!);
      })();
      const doomed = await listen(other, heard.at(-1)!.id);
      assert.equal(doomed.ready.resumed, true);
      await doomed.until(() => doomed.events.length >= 5);
      await other.kill();
      await doomed.until(() => doomed.isClosed());
      heard.push(...doomed.events);

      for (let move = 0; heard.length < WISHES; move++) {
        if (move === 1) await other.start();
        const client = await listen(apis[move % 2]!, heard.at(-1)!.id);
        assert.equal(client.ready.resumed, true);
        await client.until(() => client.events.length > 3 || heard.length + client.events.length >= WISHES);
        client.socket.terminate();
        heard.push(...client.events);
      }
      await writing;
      assert.deepEqual(heard.map(({ topic }) => topic.split(':')[1]!).toSorted(), wishes.toSorted());
      assert.ok(heard.every(({ data }) => data['status'] === 'queued'));
    },
  );
});
