// The peer: BullMQ as its guide shows it, adding in bulk.
import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const [url, jobs, concurrency] = process.argv.slice(2);
const connection = new Redis(url, { maxRetriesPerRequest: null });
const prefix = randomUUID();
const count = Number(jobs);
const options = { removeOnComplete: true };
const queue = new Queue('print', { connection, prefix });
await queue.waitUntilReady();
let done = 0;
const reached = [];
const hasRun = (at) => new Promise((resolve) => reached.push({ at, resolve }));
const worker = new Worker('print', async () => {}, { connection, prefix, concurrency: Number(concurrency) });
worker.on('completed', () => {
  done++;
  if (reached[0]?.at === done) reached.shift().resolve();
});
await worker.waitUntilReady();
const isReady = hasRun(1);
await queue.add('print', { orderId: 'ord_ready', brandId: 'brd_1' }, options);
await isReady;

const finished = hasRun(1 + count);
const started = performance.now();
for (let n = 0; n < count; n += 500) {
  const some = Array.from({ length: Math.min(500, count - n) }, (_, i) => ({
    name: 'print',
    data: { orderId: `ord_${n + i}`, brandId: 'brd_1' },
    opts: options,
  }));
  await queue.addBulk(some);
}
await finished;
process.send({ seconds: (performance.now() - started) / 1000 }, () => process.exit(0));
