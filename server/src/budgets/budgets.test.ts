import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { adoptGuest } from '../auth/shopper-accounts.js';
import { AiFailure } from '../drivers/ai/failure.js';
import { createLocalAi } from '../drivers/ai/local.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { openCall, reserve, settleExpired, type Payer } from './ledger.js';
import { BudgetExhausted, paidCall, type PaidCall } from './paid-call.js';
import { resultFile } from './results.js';
import { getLimits } from './settings.js';

let app: TestApp;
let brand: TestBrand;
const never = new AbortController().signal;
let calls: number;

before(async () => {
  app = await startTestApp({ ai: createLocalAi() });
});
after(() => app.close());
beforeEach(async () => {
  brand = await app.brand('Budget');
  calls = 0;
});

const payer = (generationId: string | null = null, ownerId = 'shp_1'): Payer => ({
  brandId: brand.brandId,
  ownerId,
  mode: 'test',
  generationId,
});
/** A call that may cost 10 cents and costs 4. */
const call = (question: string, run?: PaidCall['run']): PaidCall => ({
  kind: 'draft',
  estimate: { model: 'painter-1', atMost: 1_000 },
  question: [question],
  timeoutMs: 60_000,
  signal: never,
  run:
    run ??
    (async () => {
      calls++;
      return { data: { question }, cost: 400 };
    }),
});
const sumOf = async (ownerId = '', period = new Date().toISOString().slice(0, 7)): Promise<number> => {
  const row = (await app.deps.db('ai_usage').where({ brand_id: brand.brandId, owner_id: ownerId, period }).first('amount')) as
    | { amount: number }
    | undefined;
  return Number(row?.amount ?? 0);
};
const ledgerSum = async (): Promise<number> => {
  const row = (await app.deps.db('ai_costs').where({ brand_id: brand.brandId }).sum({ sum: 'amount' }).first()) as { sum: unknown };
  return Number(row.sum ?? 0);
};
const setLimits = (limits: object) =>
  app.request('PUT', `/v1/brands/${brand.brandId}/generation`, {
    token: brand.staffToken,
    body: { monthCents: null, dayCents: null, shopperDayCents: null, alertPercent: 75, blocklist: [], ...limits },
  });
const budgetEvents = () => app.deps.db('events').where({ brand_id: brand.brandId, type: 'budget.alert' }).orderBy('id');

test('fifty calls at once never exceed the budget', async () => {
  assert.equal((await setLimits({ monthCents: 100, dayCents: 100, shopperDayCents: 100 })).status, 200);
  const replies = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) =>
      paidCall(app.deps, payer(null, `shp_${i}`), {
        ...call(`question ${i}`),
        run: async () => {
          calls++;
          return { data: {}, cost: 1_000 };
        },
      }),
    ),
  );
  const refused = replies.filter((reply) => reply.status === 'rejected');
  assert.equal(replies.length - refused.length, 10);
  for (const { reason } of refused) assert.ok(reason instanceof BudgetExhausted, String(reason));
  assert.deepEqual([calls, await sumOf(), await ledgerSum()], [10, 10_000, 10_000]);
});

test('one shopper cannot use up what is for all', async () => {
  await setLimits({ shopperDayCents: 20 });
  const asked = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => paidCall(app.deps, payer(), call(`mine ${i}`, stuck))));
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 2);
  await paidCall(app.deps, payer(null, 'shp_2'), call('of another shopper'));
});
const stuck: PaidCall['run'] = async () => ({ data: {}, cost: 1_000 });

test('a guest who becomes an account while a call is made has spent what it cost', async () => {
  const guest = await brand.shopper();
  const account = 'shp_account';
  const today = new Date().toISOString().slice(0, 10);
  await paidCall(app.deps, payer(null, guest.ownerId), {
    ...call('mine'),
    run: async () => {
      const row = { id: account, brand_id: brand.brandId, mode: 'test' as const, email: null, external_id: 'c1', created_at: '' };
      await app.deps.db('shoppers').insert(row);
      await app.deps.db.transaction((tx) => adoptGuest(tx, brand.scope, guest.ownerId, row));
      return { data: {}, cost: 400 };
    },
  });
  assert.deepEqual([await sumOf(account, today), await sumOf(guest.ownerId, today)], [400, 0]);
});

test('books what a call cost, not what was reserved', async () => {
  await paidCall(app.deps, payer(), call('a fox'));
  const day = new Date().toISOString().slice(0, 10);
  assert.deepEqual([await sumOf(), await sumOf('', day), await sumOf('shp_1', day), await ledgerSum()], [400, 400, 400, 400]);
});

test('the same question costs once, whoever asks', async () => {
  const first = await paidCall(app.deps, payer(), call('a fox'));
  const again = await paidCall(app.deps, payer(null, 'shp_2'), call('a fox'));
  assert.deepEqual([again.data, calls, await ledgerSum()], [first.data, 1, 400]);
});

test('the same question asked by many at once costs once', async () => {
  const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => paidCall(app.deps, payer(`gen_${i}`), call('a fox at once'))));
  assert.equal(new Set(replies.map(({ data }) => JSON.stringify(data))).size, 1);
  assert.deepEqual([calls, await ledgerSum()], [1, 400]);
});

test('test and live never share an answer, nor do two brands', async () => {
  await paidCall(app.deps, payer(), call('a fox'));
  await paidCall(app.deps, { ...payer(), mode: 'live' }, call('a fox'));
  brand = await app.brand('Other');
  await paidCall(app.deps, payer(), call('a fox'));
  assert.equal(calls, 3);
});

test('bytes are kept with the answer; when the file is gone the question is asked again', async () => {
  const paints: PaidCall['run'] = async () => {
    calls++;
    return { data: {}, bytes: new Uint8Array([calls]), cost: 400 };
  };
  await paidCall(app.deps, payer(), call('a picture', paints));
  const { bytes } = await paidCall(app.deps, payer(), call('a picture', paints));
  assert.deepEqual([[...bytes!], calls], [[1], 1]);
  const row = (await app.deps.db('ai_results').where({ brand_id: brand.brandId }).first()) as { key: string };
  await app.deps.files.delete(resultFile(brand.brandId, row.key));
  assert.deepEqual([...(await paidCall(app.deps, payer(), call('a picture', paints))).bytes!], [2]);
});

test('what is surely not billed is given back', async () => {
  const busy: PaidCall['run'] = async () => {
    throw new AiFailure('painter', 'busy');
  };
  await assert.rejects(paidCall(app.deps, payer(), call('a fox', busy)), AiFailure);
  assert.deepEqual([await sumOf(), await ledgerSum()], [0, 0]);
  await paidCall(app.deps, payer(), call('a fox'));
  assert.equal(await sumOf(), 400);
});

test('what may be billed counts as reserved', async () => {
  const dropped: PaidCall['run'] = async () => {
    throw new AiFailure('painter', 'down', { isBilled: true });
  };
  await assert.rejects(paidCall(app.deps, payer(), call('a fox', dropped)), AiFailure);
  assert.deepEqual([await sumOf(), await ledgerSum()], [1_000, 1_000]);
});

test('a process that died between call and settlement is charged for, and the next try asks again', async () => {
  const limits = await getLimits(app.deps.db, brand.brandId, app.deps.config.ai.limits);
  await diedAfterReserving('gen_1', 'a fox');
  const answer = await paidCall(app.deps, payer('gen_1'), call('a fox'));
  assert.deepEqual([answer.data, calls, await sumOf()], [{ question: 'a fox' }, 1, 1_400]);
  assert.ok(limits.month > 1_400);
});

test('work that goes on without its caller is taken up by its id', async () => {
  const gone = new AbortController();
  const started: PaidCall = {
    ...call('a slow fox', async ({ note }) => {
      await note('prediction-7');
      gone.abort(new Error('the worker stops'));
      throw new Error('the worker stops');
    }),
    signal: gone.signal,
  };
  await assert.rejects(paidCall(app.deps, payer('gen_1'), started), /stops/);
  let resumed: string | null = null;
  const resume: PaidCall['run'] = async ({ predictionId }) => {
    resumed = predictionId;
    return { data: { is: 'fox' }, cost: 700 };
  };
  const { data } = await paidCall(app.deps, payer('gen_1'), call('a slow fox', resume));
  assert.deepEqual([data, resumed, await sumOf(), await ledgerSum()], [{ is: 'fox' }, 'prediction-7', 700, 700]);
});

test('a reservation that nobody settles counts as spent once its time is over', async () => {
  const row = await diedAfterReserving('gen_1', 'a fox');
  assert.equal(await settleExpired(app.deps.db, new Date(Date.parse(row.expires_at) - 1)), 0);
  assert.equal(await settleExpired(app.deps.db, new Date(Date.parse(row.expires_at) + 1)), 1);
  assert.equal(await settleExpired(app.deps.db, new Date(Date.parse(row.expires_at) + 1)), 0);
  assert.deepEqual([await sumOf(), await openCall(app.deps.db, brand.brandId, row.request_key)], [1_000, undefined]);
});

/** What a killed process leaves behind: a reservation for the very question. */
async function diedAfterReserving(generationId: string, question: string) {
  const hang = new AbortController();
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  void paidCall(app.deps, payer(generationId), {
    ...call(question),
    signal: hang.signal,
    run: () => {
      begin();
      return new Promise(() => {});
    },
  });
  await begun;
  const row = await app.deps.db('ai_costs').where({ brand_id: brand.brandId, status: 'reserved' }).first();
  return row as { expires_at: string; request_key: string };
}

test('tells event and mail once when three quarters of the month are spent, and once when all is', async () => {
  await setLimits({ monthCents: 40 });
  const spend = (i: number) => paidCall(app.deps, payer(null, `shp_${i}`), call(`fox ${i}`, stuck));
  await spend(1);
  await spend(2);
  assert.equal((await budgetEvents()).length, 0);
  await spend(3);
  await spend(4);
  await assert.rejects(spend(5), BudgetExhausted);
  await assert.rejects(spend(6), BudgetExhausted);
  const events = (await budgetEvents()).map(({ data, topic }: { data: string; topic: string }) => [topic, JSON.parse(data).percent]);
  assert.deepEqual(events, [
    [`brand:${brand.brandId}`, 75],
    [`brand:${brand.brandId}`, 100],
  ]);
  const mails = await app.deps.db('mails').where({ brand_id: brand.brandId, kind: 'budget-alert' });
  assert.deepEqual(
    mails.map(({ recipient }: { recipient: string }) => recipient),
    [brand.staff.email],
  );
});

test('staff see settings, usage and who paints; a report adds up by day and model', async () => {
  await setLimits({ monthCents: 500, blocklist: ['Acme'] });
  await paidCall(app.deps, payer(), call('a fox'));
  const path = `/v1/brands/${brand.brandId}/generation`;
  const { status, body } = await app.request('GET', path, { token: brand.staffToken });
  assert.equal(status, 200);
  assert.deepEqual(
    [body.settings.monthCents, body.settings.blocklist, body.usage.month.spentCents, body.usage.month.limitCents],
    [500, ['Acme'], 4, 500],
  );
  const report = await app.request('POST', '/v1/admin/ai/costs', { token: brand.staffToken, body: {} });
  assert.equal(report.status, 200);
  const day = new Date().toISOString().slice(0, 10);
  assert.deepEqual(report.body.items, [
    { brandId: brand.brandId, day, model: 'painter-1', kind: 'draft', calls: 1, costCents: 4, reservedCents: 0 },
  ]);
  assert.equal(report.body.totalCents, 4);
});

test('refuses a limit above the installation’s, and notes who changed settings', async () => {
  const refused = await setLimits({ monthCents: 5_001 });
  assert.deepEqual([refused.status, refused.body.code, refused.body.errors[0].path], [400, 'invalid-request', 'body.monthCents']);
  await setLimits({ monthCents: 5_000 });
  const audit = await app.deps.db('audit_log').where({ brand_id: brand.brandId, action: 'generation.settings-changed' });
  assert.equal(audit.length, 1);
});

test('another brand’s budget and costs do not exist', async () => {
  const other = await app.brand('Third');
  for (const [method, path, body] of [
    ['GET', `/v1/brands/${brand.brandId}/generation`, undefined],
    ['PUT', `/v1/brands/${brand.brandId}/generation`, { monthCents: 0, dayCents: 0, shopperDayCents: 0, alertPercent: 75, blocklist: [] }],
    ['POST', '/v1/admin/ai/costs', { brandId: brand.brandId }],
  ] as const)
    assert.equal((await app.request(method, path, { token: other.secretKey, body })).status, 404, path);
  const { token } = await brand.shopper();
  assert.equal((await app.request('GET', `/v1/brands/${brand.brandId}/generation`, { token })).status, 403);
});

test('reserves nothing for a question that is being asked', async () => {
  const limits = await getLimits(app.deps.db, brand.brandId, app.deps.config.ai.limits);
  const ask = () =>
    reserve(app.deps, payer(), { kind: 'draft', model: 'm', atMost: 10, requestKey: 'k'.repeat(64), expiresInMs: 1_000 }, limits);
  const replies = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(replies.map(({ is }) => is).toSorted(), ['asked-already', 'asked-already', 'reserved']);
  assert.equal(await sumOf(), 10);
});
