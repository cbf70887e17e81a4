// The API as production runs it (built code, its own log lines to a file), on a folder of its own with the demo brand.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApp } from '../dist/src/app.js';
import { createLimits } from '../dist/src/auth/rate-limit.js';
import { readConfig } from '../dist/src/config.js';
import { openDatabase } from '../dist/src/drivers/database/database.js';
import { migrate } from '../dist/src/drivers/database/migrate.js';
import { asSystem } from '../dist/src/drivers/database/tenancy.js';
import { createDiskFiles } from '../dist/src/drivers/files/disk.js';
import { createLog } from '../dist/src/log.js';
import { createTableQueue } from '../dist/src/drivers/queue/table.js';
import { quietObserve } from '../dist/src/observe/observe.js';
import { seedDemo } from '../dist/src/seed/seed.js';

const [{ dataDir, designs = 0, env = {} }] = await once(process, 'message');
const config = readConfig({
  NODE_ENV: 'production',
  LUNEO_DATA_DIR: dataDir,
  LUNEO_PUBLIC_URL: 'http://127.0.0.1:4400',
  LUNEO_SECRET: 'a secret for measuring, long enough',
  STRIPE_SECRET_KEY: 'sk_test_measuring',
  STRIPE_WEBHOOK_SECRET: 'whsec_measuring',
  ...env,
});
const db = openDatabase(config.database);
await migrate(db);
const files = createDiskFiles(join(dataDir, 'files'));
const { publishableKey, secretKey } = await asSystem(db, () => seedDemo({ config, db, files }));
const log = createLog(config.logLevel, 'api', join(dataDir, 'log'));
const unused = {};
const limits = createLimits({ redis: null, scale: 100_000 });
const deps = {
  config,
  log,
  db,
  redis: null,
  limits,
  files,
  queue: createTableQueue(db, log),
  ai: unused,
  mail: unused,
  payments: unused,
  observe: quietObserve(),
};
if (designs > 0) await asSystem(db, () => fill(db, designs));
const server = createServer(createApp(deps)).listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port, publishableKey, secretKey });
});
process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));

/** Designs of many shoppers, made of one that is valid, a thousand at a time. */
async function fill(db, count) {
  const product = await db('products').where({ id: 'prd_bracelet' }).first('id', 'brand_id', 'template');
  const { createDocument } = await import('@luneo/sdk/design/create.js');
  const fonts = await db('fonts').where({ brand_id: product.brand_id });
  const document = JSON.stringify(createDocument(product.id, JSON.parse(product.template), fonts));
  const now = new Date().toISOString();
  for (let from = 0; from < count; from += 100) {
    const rows = Array.from({ length: Math.min(100, count - from) }, (_, i) => ({
      id: `dsn_0bench${String(from + i).padStart(8, '0')}`,
      brand_id: product.brand_id,
      owner_id: `shp_bench${(from + i) % 1_000}`,
      mode: 'test',
      product_id: product.id,
      name: 'Bracelet',
      status: 'draft',
      revision: 1,
      document,
      created_at: now,
      updated_at: now,
    }));
    await db('designs').insert(rows);
  }
}
