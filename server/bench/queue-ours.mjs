// Our queue on Redis, as the worker process runs it, on a SQLite file of its own. The clock starts once the rows are committed.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../dist/src/drivers/database/database.js';
import { migrate } from '../dist/src/drivers/database/migrate.js';
import { createBullQueue } from '../dist/src/drivers/queue/bullmq.js';
import { isRedisReady, openRedis } from '../dist/src/drivers/redis.js';
import { createLog } from '../dist/src/log.js';

const [url, jobs, concurrency] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'luneo-bench-'));
const log = createLog('warn', 'bench', join(folder, 'log'));
const db = openDatabase({ kind: 'sqlite', filename: join(folder, 'q.sqlite') });
await migrate(db);
const count = Number(jobs);
const prefix = randomUUID();
const redis = openRedis({ url, prefix }, log);
await isRedisReady(redis);
const queue = createBullQueue(db, redis, prefix, log);
let ran = 0;
const reached = [];
const print = async () => {
  ran++;
  if (reached[0]?.at === ran) reached.shift().resolve();
};
const hasRun = (at) => new Promise((resolve) => reached.push({ at, resolve }));
await queue.work({ print }, { concurrency: Number(concurrency) });
const isReady = hasRun(1);
await queue.add(db, 'print', { orderId: 'ord_ready', brandId: 'brd_1' });
await isReady;

const allRan = hasRun(1 + count);
await db.transaction(async (tx) => {
  for (let n = 0; n < count; n++) await queue.add(tx, 'print', { orderId: `ord_${n}`, brandId: 'brd_1' });
});
// The push begins in the next turn of the event loop.
const started = performance.now();
await allRan;
const left = () => db('jobs').whereNot({ status: 'done' }).count({ n: '*' }).first();
while (Number((await left()).n) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
const seconds = (performance.now() - started) / 1000;
rmSync(folder, { recursive: true });
process.send({ seconds }, () => process.exit(0));
