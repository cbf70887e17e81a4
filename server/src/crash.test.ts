import { after, before, describe, test } from 'node:test';
import { LIMIT_MS, pause, startCrashRig, type CrashRig } from './testing-crash.js';
import { all, journeys, stepsOn, type Journey } from './testing-journey.js';

let rig: CrashRig;
before(async () => {
  rig = await startCrashRig();
});
after(() => rig.close());

describe('kill -9', () => {
  test('in the middle of prompt, order, payment, print and refund leaves one of everything', { timeout: LIMIT_MS }, async (t) => {
    const { killWhen, has, begun } = rig;
    const { prompt, order, pay, printed, refund } = stepsOn(rig);
    const four = journeys('aimed', 4);
    await Promise.all([
      all(four, prompt),
      killWhen('api', has('designs', {}), 10),
      killWhen('worker', async () => (await begun('generate')) > 0, 5),
    ]);
    await Promise.all([all(four, order), killWhen('api', has('orders', { status: 'created' }))]);
    await Promise.all([
      all(four, pay).then(() => all(four, printed)),
      killWhen('api', has('webhook_events', {}), 5),
      killWhen('worker', async () => (await begun('print')) > 0, 40),
    ]);
    await Promise.all([all(four, refund), killWhen('api', has('refunds', {}), 10), killWhen('worker', has('refunds', {}), 30)]);
    await rig.checkOneOfEach(4);
    t.diagnostic(`jobs that a kill interrupted: ${await rig.interrupted()}`);
  });

  test('at any moment, again and again, leaves one of everything', { timeout: LIMIT_MS }, async (t) => {
    const { prompt, order, pay, printed, refund } = stepsOn(rig);
    const whole = async (journey: Journey): Promise<void> => {
      await pause(Math.random() * 4_000);
      for (const step of [prompt, order, pay, printed, refund]) await step(journey);
    };
    const end = Date.now() + 15_000;
    const chaos = async (): Promise<void> => {
      while (Date.now() < end) {
        await pause(300 + Math.random() * 2_500);
        await rig.kill((['api', 'worker', 'api', 'worker', 'sandbox'] as const)[Math.floor(Math.random() * 5)]!);
      }
    };
    await Promise.all([all(journeys('chaos', 4), whole), chaos()]);
    await rig.checkOneOfEach(8);
    t.diagnostic(`jobs that a kill interrupted, of both tests: ${await rig.interrupted()}`);
  });
});
