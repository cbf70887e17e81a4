import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { prune } from './maintenance.js';
import { startTestApp } from './testing.js';

test('a step of pruning that fails is logged and counted, and holds up no other', async () => {
  const app = await startTestApp();
  try {
    const { db, observe } = app.deps;
    const told: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void told.push(line) });
    const old = { id: 'evt_old', type: 'refund.created', received_at: new Date(0).toISOString() };
    await db('webhook_events').insert(old);
    const broken = new Proxy(db, {
      apply: (target, self, args: [string]) => {
        if (args[0] === 'oauth_returns') throw new Error('this table is damaged');
        return Reflect.apply(target, self, args) as unknown;
      },
    });
    await prune({ db: broken, log, observe });
    assert.deepEqual(
      told.map((line) => (JSON.parse(line) as { msg: string }).msg),
      ['cannot prune returns'],
    );
    assert.deepEqual(await db('webhook_events').where({ id: old.id }), []);
    const counted = await observe.metrics.text();
    assert.match(counted, /luneo_jobs_total\{name="prune returns",outcome="failed"\} 1/);
    assert.match(counted, /luneo_jobs_total\{name="prune payment-events",outcome="done"\} 1/);
  } finally {
    await app.close();
  }
});
