import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepare, type Scenario } from './api.js';
import { startServer, type Measured, type Row } from './load.js';

export const ids = ['api.steady-load'] as const;

const CALLERS = 4;
const WARM_MS = 2_000;
const SATURATE_MS = 6_000;
const STEADY_MS = 60_000;
const SHARE = 0.8;

interface Count {
  answered: number;
  errors: number;
  slowest: number;
}

/**
 * A shopper's mix of calls (reads, prices, one save in eight) as fast as it goes, then for a minute at 80 % of that rate: errors
 * of that minute. Calls start by the clock, not when the one before was answered, as long as a caller is free.
 */
export async function rows(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'luneo-load-'));
  const server = await startServer('luneo-server.mjs', { dataDir });
  try {
    const { scenarios } = await prepare(server);
    await run(server, scenarios, WARM_MS, null);
    const full = await run(server, scenarios, SATURATE_MS, null);
    const rate = (full.answered / SATURATE_MS) * 1_000;
    const steady = await run(server, scenarios, STEADY_MS, rate * SHARE);
    const reached = (steady.answered / STEADY_MS) * 1_000;
    return [
      {
        id: 'api.steady-load',
        value: steady.errors,
        unit: `errors in 60 s at ${Math.round(reached)}/s, slowest ${Math.round(steady.slowest)} ms`,
        peer: 'requests/s at saturation',
        peerValue: rate,
        ratio: reached / rate,
        bar: '0 errors at 0.8',
        holds: steady.errors === 0 && full.errors === 0 && reached >= rate * SHARE * 0.95,
      },
    ];
  } finally {
    server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function run(server: Measured, scenarios: readonly Scenario[], ms: number, rate: number | null): Promise<Count> {
  const count: Count = { answered: 0, errors: 0, slowest: 0 };
  const start = performance.now();
  let started = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      while (performance.now() - start < ms) {
        const turn = started++;
        // Timers come late rather than early: what is due within a millisecond is due.
        const wait = rate === null ? 0 : start + (turn / rate) * 1_000 - performance.now();
        if (wait >= 1) await sleep(Math.floor(wait));
        await one(server, pick(scenarios, turn), caller, count);
      }
    }),
  );
  return count;
}

const pick = (scenarios: readonly Scenario[], turn: number): Scenario => scenarios[turn % 8 === 7 ? 3 : turn % 3]!;

async function one(server: Measured, scenario: Scenario, caller: number, count: Count): Promise<void> {
  const sent = performance.now();
  try {
    const { status } = await server.send(scenario.call(caller));
    if (status === 200) scenario.after?.(caller);
    else count.errors++;
  } catch {
    count.errors++;
  }
  count.answered++;
  count.slowest = Math.max(count.slowest, performance.now() - sent);
}
