import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Row } from './load.js';

export const ids = ['api.webhook-dispatch'] as const;

const ENDPOINTS = 5;
const EVENTS = 300;
const PAIRS = 3;
const BAR = 300;

/** Deliveries a second of one worker: from events in the table to the outcome of every request in the log. */
export async function rows(only = ''): Promise<Row[]> {
  if (!ids[0].startsWith(only)) return [];
  const dataDir = mkdtempSync(join(tmpdir(), 'luneo-webhooks-'));
  const receiver = start('webhook-receiver.mjs');
  const sender = start('webhook-sender.mjs');
  try {
    const [{ port }] = (await answer(receiver)) as [{ port: number }];
    sender.send({ dataDir, port, endpoints: ENDPOINTS, events: EVENTS });
    await answer(sender);
    const run = async (what: 'dispatch' | 'bare'): Promise<number> => {
      sender.send({ what });
      const [{ seconds }] = (await answer(sender)) as [{ seconds: number }];
      return (EVENTS * ENDPOINTS) / seconds;
    };
    await run('bare');
    await run('dispatch');
    const pairs: { own: number; peer: number }[] = [];
    for (let i = 0; i < PAIRS; i++) pairs.push({ own: await run('dispatch'), peer: await run('bare') });
    const value = median(pairs.map(({ own }) => own));
    return [
      {
        id: ids[0],
        value,
        unit: 'deliveries/s',
        peer: 'the same signed requests without a database',
        peerValue: median(pairs.map(({ peer }) => peer)),
        ratio: median(pairs.map(({ own, peer }) => own / peer)),
        bar: `≥ ${BAR} deliveries/s`,
        holds: value >= BAR,
      },
    ];
  } finally {
    for (const child of [receiver, sender]) if (child.connected) child.disconnect();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const start = (file: string): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });

const answer = (child: ChildProcess): Promise<unknown[]> =>
  Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error('a process of the measurement ended')))]);
