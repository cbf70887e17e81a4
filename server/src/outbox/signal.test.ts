import { after, before, test } from 'node:test';
import type { Redis } from 'ioredis';
import { openDatabase } from '../drivers/database/database.js';
import { EVERYTHING } from '../drivers/database/tenancy.js';
import { isRedisReady, openRedis } from '../drivers/redis.js';
import { startRedis, type TestRedis } from '../testing-redis.js';
import { startTestApp, type TestApp } from '../testing.js';
import { emitEvent } from './outbox.js';
import { announceEvents, hearEvents } from './signal.js';

let app: TestApp;
let server: TestRedis | null;
let redis: Redis | null = null;
before(async () => {
  server = await startRedis();
  app = await startTestApp();
  if (!server) return;
  redis = openRedis({ url: server.url, prefix: 'signal' }, app.deps.log);
  await isRedisReady(redis);
});
after(async () => {
  redis?.disconnect();
  await app.close();
  await server?.stop();
});

async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a process hears over Redis what another one committed, and knows when it cannot', async (t) => {
  if (!server || !redis) return t.skip('redis-server is not installed');
  const { brandId } = await app.brand();
  const config = { ...app.deps.config, redis: { url: server.url, prefix: 'signal' } };
  const writer = { ...app.deps, config, redis };
  const db = openDatabase(app.deps.config.database, { unscoped: EVERYTHING });
  let heard = 0;
  const signal = hearEvents({ ...writer, db }, () => heard++);
  const stop = announceEvents(writer);
  const emit = () =>
    writer.db.transaction((tx) =>
      emitEvent(tx, { brandId, ownerId: null, mode: 'test' }, { topic: 'order:ord_1', type: 'order.updated', data: {} }),
    );
  try {
    await until(() => signal.hearsAll());
    const before = heard;
    await emit();
    await until(() => heard > before);
    await server.kill();
    await until(() => !signal.hearsAll());
    await emit();
    const whileAway = heard;
    await server.start();
    // It looks once for what it may have missed.
    await until(() => signal.hearsAll() && heard > whileAway);
    await until(() => redis!.status === 'ready');
    const again = heard;
    await emit();
    await until(() => heard > again);
  } finally {
    stop();
    signal.close();
    await db.destroy();
  }
});
