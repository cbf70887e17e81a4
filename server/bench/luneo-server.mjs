// The API as production runs it (built code, its own log lines to a file), on a folder of its own with the demo brand.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApp } from '../dist/src/app.js';
import { readConfig } from '../dist/src/config.js';
import { openDatabase } from '../dist/src/drivers/database/database.js';
import { migrate } from '../dist/src/drivers/database/migrate.js';
import { createDiskFiles } from '../dist/src/drivers/files/disk.js';
import { createLog } from '../dist/src/log.js';
import { createTableQueue } from '../dist/src/drivers/queue/table.js';
import { seedDemo } from '../dist/src/seed/seed.js';

const [{ dataDir }] = await once(process, 'message');
const config = readConfig({
  NODE_ENV: 'production',
  LUNEO_DATA_DIR: dataDir,
  LUNEO_PUBLIC_URL: 'http://127.0.0.1:4400',
  LUNEO_SECRET: 'a secret for measuring, long enough',
  STRIPE_SECRET_KEY: 'sk_test_measuring',
  STRIPE_WEBHOOK_SECRET: 'whsec_measuring',
});
const db = openDatabase(config.database);
await migrate(db);
const files = createDiskFiles(join(dataDir, 'files'));
const { publishableKey, secretKey } = await seedDemo({ config, db, files });
const log = createLog(config.logLevel, 'api', join(dataDir, 'log'));
const unused = {};
const deps = { config, log, db, redis: null, files, queue: createTableQueue(db, log), ai: unused, mail: unused, payments: unused };
const server = createServer(createApp(deps)).listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port, publishableKey, secretKey });
});
process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
