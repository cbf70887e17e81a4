// A worker's webhooks as production runs them (built code) against a receiver of its own; or, for the peer, the same signed requests
// without events, database and log. Told what to do by its parent, answers with the seconds it took.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createBrand, systemScope } from '../dist/src/auth/brands.js';
import { readConfig } from '../dist/src/config.js';
import { openDatabase } from '../dist/src/drivers/database/database.js';
import { migrate } from '../dist/src/drivers/database/migrate.js';
import { createTableQueue } from '../dist/src/drivers/queue/table.js';
import { createGuardedFetch } from '../dist/src/guarded-fetch.js';
import { createLog } from '../dist/src/log.js';
import { emitEvent } from '../dist/src/outbox/outbox.js';
import { attempt } from '../dist/src/webhooks/attempt.js';
import { createEndpoint } from '../dist/src/webhooks/endpoints.js';
import { startWebhooks } from '../dist/src/webhooks/start.js';

const [{ dataDir, port, endpoints, events }] = await once(process, 'message');
const config = readConfig({ LUNEO_DATA_DIR: dataDir, LUNEO_ALLOW_HOSTS: `127.0.0.1:${port}`, LOG_LEVEL: 'silent' });
const db = openDatabase(config.database);
await migrate(db);
const log = createLog('silent', 'worker');
const fetch = createGuardedFetch(config);
const deps = { config, log, db, redis: null, fetch, queue: createTableQueue(db, log) };
const brandId = await createBrand(db, { name: 'Measured' });
const scope = systemScope(brandId);
for (let n = 0; n < endpoints; n++) await createEndpoint(db, scope, config, { url: `http://127.0.0.1:${port}/${n}` });

async function dispatch() {
  await db.transaction(async (tx) => {
    for (let n = 0; n < events; n++)
      await emitEvent(
        tx,
        { brandId, ownerId: null, mode: 'test' },
        { topic: `order:ord_${n}`, type: 'order.updated', data: { status: 'paid' } },
      );
  });
  const start = performance.now();
  const webhooks = startWebhooks(deps);
  const wanted = events * endpoints;
  for (;;) {
    const [{ count }] = await db('webhook_deliveries').where({ status: 'delivered' }).count({ count: '*' });
    if (count >= wanted) break;
    await new Promise((done) => setTimeout(done, 20));
  }
  const seconds = (performance.now() - start) / 1000;
  await webhooks.stop();
  await db('webhook_deliveries').delete();
  return seconds;
}

async function bare() {
  const key = { secret: Buffer.alloc(32, 1), privateKey: generateKeyPairSync('ed25519').privateKey };
  const body = JSON.stringify({
    type: 'order.updated',
    timestamp: new Date().toISOString(),
    data: { id: 'ord_1', brandId, status: 'paid' },
  });
  let left = events * endpoints;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: endpoints * 16 }, async (_, lane) => {
      const url = `http://127.0.0.1:${port}/${lane % endpoints}`;
      while (left-- > 0) {
        const { status } = await attempt(fetch, { url, keys: [key], isHttpsOnly: false }, { id: `dlv_${left}`, body }, Date.now());
        if (status !== 204) throw new Error(`the receiver answered ${status}`);
      }
    }),
  );
  return (performance.now() - start) / 1000;
}

process.on('message', ({ what }) => {
  (what === 'bare' ? bare() : dispatch()).then(
    (seconds) => process.send({ seconds }),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send({ port });
