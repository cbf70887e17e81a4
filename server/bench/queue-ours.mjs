// Our queue on Redis, as the worker process runs it, on a SQLite file of its own. The rows are there before the clock starts.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../dist/src/drivers/database/database.js';
import { migrate } from '../dist/src/drivers/database/migrate.js';
import { createBullQueue } from '../dist/src/drivers/queue/bullmq.js';
import { insertJob } from '../dist/src/drivers/queue/job-row.js';
import { isRedisReady, openRedis } from '../dist/src/drivers/redis.js';
import { createLog } from '../dist/src/log.js';

const [url, jobs, concurrency] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'luneo-bench-'));
const log = createLog('warn', 'bench', join(folder, 'log'));
const db = openDatabase({ kind: 'sqlite', filename: join(folder, 'q.sqlite') });
await migrate(db);
const count = Number(jobs);
await db.transaction(async (tx) => {
  for (let n = 0; n < count; n++) await insertJob(tx, Date.now(), 'print', { orderId: `ord_${n}`, brandId: 'brd_1' }, {});
});
const prefix = randomUUID();
const redis = openRedis({ url, prefix }, log);
await isRedisReady(redis);
const queue = createBullQueue(db, redis, prefix, log);
await queue.check();

const started = performance.now();
let ran = 0;
let finish;
const allRan = new Promise((resolve) => (finish = resolve));
const print = async () => void (++ran === count && finish());
await queue.work({ print }, { concurrency: Number(concurrency) });
await allRan;
const left = () => db('jobs').whereNot({ status: 'done' }).count({ n: '*' }).first();
while (Number((await left()).n) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
const seconds = (performance.now() - started) / 1000;
rmSync(folder, { recursive: true });
process.send({ seconds }, () => process.exit(0));
