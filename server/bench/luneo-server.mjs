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

/** Designs of many shoppers, made of one that is valid; on SQLite. */
async function fill(db, count) {
  const product = await db('products').where({ id: 'prd_bracelet' }).first('id', 'brand_id', 'template');
  const { createDocument } = await import('@luneo/sdk/design/create.js');
  const fonts = await db('fonts').where({ brand_id: product.brand_id });
  const document = JSON.stringify(createDocument(product.id, JSON.parse(product.template), fonts));
  const now = new Date().toISOString();
  // One statement: a hundred thousand inserts by the query builder would take minutes.
  await db.raw(
    `insert into designs (id, brand_id, owner_id, mode, product_id, name, status, revision, document, created_at, updated_at)
     with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?)
     select 'dsn_0bench' || substr('0000000' || i, -8), ?, 'shp_bench' || (i % 1000), 'test', ?, 'Bracelet', 'draft', 1, ?, ?, ? from n`,
    [count, product.brand_id, product.id, document, now, now],
  );
}
