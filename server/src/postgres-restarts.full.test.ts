import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { postgresBin, startPostgres, type PrivatePostgres } from './testing-postgres.js';
import { LIMIT_MS, pause, startCrashRig, type CrashRig } from './testing-crash.js';
import { all, journeys, stepsOn, type Journey } from './testing-journey.js';

let postgres: PrivatePostgres;
let rig: CrashRig;
before(async () => {
  if (!postgresBin()) return;
  postgres = (await startPostgres())!;
  process.env['LUNEO_TEST_DATABASE_URL'] = postgres.url;
  rig = await startCrashRig();
});
after(async () => {
  if (!postgres) return;
  await postgres.start();
  await rig.close();
  await postgres.stop();
});

async function cutOff(): Promise<void> {
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'luneo'");
  await admin.end();
}

async function restart(end: () => Promise<void>): Promise<void> {
  await end();
  await pause(Math.random() * 800);
  await postgres.start();
}

describe('PostgreSQL under the real processes', { skip: !postgresBin() && 'PostgreSQL is not installed' }, () => {
  test(
    'restarts, crashes and cuts off during journeys: one of everything, and no process had to start again',
    { timeout: LIMIT_MS },
    async () => {
      const { prompt, order, pay, printed, refund } = stepsOn(rig);
      const whole = async (journey: Journey): Promise<void> => {
        await pause(Math.random() * 4_000);
        for (const step of [prompt, order, pay, printed, refund]) await step(journey);
      };
      const end = Date.now() + 15_000;
      const chaos = async (): Promise<void> => {
        const ways = [() => restart(() => postgres.shutDown()), () => restart(() => postgres.crash()), cutOff];
        for (let n = 0; Date.now() < end; n++) {
          await pause(300 + Math.random() * 1_500);
          await ways[n % ways.length]!();
        }
      };
      await Promise.all([all(journeys('restart', 4), whole), chaos()]);
      await rig.checkOneOfEach(4);
      assert.equal(rig.ended(), 0);
    },
  );
});
