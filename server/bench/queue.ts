import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, type Row } from './load.js';
import { startRedis } from '../src/testing-redis.js';

export const ids = ['api.queue'] as const;

/** So many that the start of a process is little of the time. */
const JOBS = 16_000;
/** One pair differs from the next by a fifth: the disk and one Redis serve both. */
const PAIRS = 11;
const CONCURRENCY = 50;
const BAR = 0.8;

/**
 * Jobs per second of our queue on Redis against bare BullMQ: the same Redis, number of jobs, concurrency and empty handler, each in
 * a process of its own, whose worker has run a first job; medians of interleaved pairs. Theirs: `addBulk` until the last job has
 * run. Ours: rows that are committed in the table, from the push to Redis until the last row says done.
 */
export async function rows(only = ''): Promise<Row[]> {
  if (!ids[0].startsWith(only)) return [];
  const redis = await startRedis();
  // Nothing to measure against: `npm run bench` says so and the row is left out.
  if (!redis) {
    process.stderr.write('api.queue is left out: redis-server is not installed\n');
    return [];
  }
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let pair = 0; pair <= PAIRS; pair++) {
      const order = pair % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
      for (const which of order) {
        const perSecond = await measure(which, redis.url);
        // The first pair warms the disk and the compiler up.
        if (pair > 0) (which === 'ours' ? ours : theirs).push(perSecond);
      }
    }
    const ratio = median(ours.map((own, i) => own / theirs[i]!));
    return [
      {
        id: ids[0],
        value: median(ours),
        unit: 'jobs/s',
        peer: 'bare BullMQ, same Redis',
        peerValue: median(theirs),
        ratio,
        bar: `≥ ${BAR}`,
        holds: ratio >= BAR,
      },
    ];
  } finally {
    await redis.stop();
  }
}

async function measure(which: 'ours' | 'theirs', url: string): Promise<number> {
  const file = fileURLToPath(new URL(`queue-${which}.mjs`, import.meta.url));
  const child = fork(file, [url, String(JOBS), String(CONCURRENCY)], { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${file} measured nothing`))),
  ])) as [{ seconds: number }];
  if (child.exitCode === null) await once(child, 'exit');
  return JOBS / answer.seconds;
}
