import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PROBLEMS } from '@luneo/sdk/contracts/problem.js';
import type { TestReply } from '../testing.js';
import { attacks, testOnLive, type Attack } from './attacks.js';
import { belongings, differences } from './belongings.js';
import { gather, type Cast, type Party } from './cast.js';
import { operations, type Operation } from './operations.js';
import type { Row, Sample } from './row.js';
import { ROWS } from './rows/rows.js';
import { send } from './send.js';

const OPERATIONS = operations();

let cast: Cast;
before(async () => (cast = await gather()));
after(() => cast.close());

test('every operation of openapi.json has a row, and every row an operation', () => {
  const known = new Set(OPERATIONS.map(({ id }) => id));
  const missing = OPERATIONS.filter(({ id }) => !ROWS[id]).map(({ id, method, path }) => `'${id}' (${method} ${path})`);
  assert.deepEqual(
    missing,
    [],
    'add a line to server/src/isolation/rows that says whose rows the operation works on, as its neighbours do',
  );
  assert.deepEqual(
    Object.keys(ROWS).filter((id) => !known.has(id)),
    [],
    'run `npm run openapi`, or remove the row',
  );
});

for (const operation of OPERATIONS) {
  const row = ROWS[operation.id];
  if (!row) continue;
  test(`${operation.id} keeps to itself what is not the caller's`, async () => {
    await refuseAll(operation, row, cast.a.test, (sample) => attacksWith(operation, row, cast.a.test, sample));
    if (!row.modeless) await refuseAll(operation, row, cast.a.live, () => testOnLive(operation, row, cast.a.live, cast));
    await letOwner(operation, row);
  });
}

/** What an account works on alone is refused to the brand's own administrator too. */
async function attacksWith(operation: Operation, row: Row, owner: Party, sample: Sample): Promise<Attack[]> {
  const all = await attacks(operation, row, owner, cast);
  if (row.bound === 'account' && sample.token) all.push({ who: "the brand's administrator", token: owner.staffToken, expect: 'refused' });
  return all;
}

async function refuseAll(operation: Operation, row: Row, owner: Party, list: (sample: Sample) => Promise<Attack[]>): Promise<void> {
  const { db } = cast.shop.app.deps;
  const sample = await row.make(owner, cast);
  const everybody = await list(sample);
  const mode = owner.mode === 'live' ? owner.mode : undefined;
  const had = await belongings(db, owner.brandId, mode);
  for (const attack of everybody) {
    const reply = await send(cast, operation, sample, attack.token, attack.headers);
    const what = `${operation.id} for ${attack.who} (${owner.mode}) answered ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`;
    assertAnswer(attack, reply, what);
    assertNoLeak(reply, sample, mode ? owner.canary : cast.canary, what);
  }
  if (operation.callers.length === 0) return;
  const changed = differences(had, await belongings(db, owner.brandId, mode), row.kind === 'of' && !(mode && row.isByMode));
  assert.deepEqual(changed, [], `${operation.id} changed something of the brand`);
}

function assertAnswer({ expect }: Attack, reply: TestReply, what: string): void {
  assert.ok(reply.status < 500, what);
  if (reply.status >= 400) assertProblem(reply, what);
  if (expect === 'nothing') return;
  assert.ok([401, 403, 404].includes(reply.status), what);
  if (expect !== 'refused') assert.equal(reply.body.code, expect, what);
}

function assertProblem({ status, headers, body }: TestReply, what: string): void {
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/, what);
  assert.equal(PROBLEMS[body.code as keyof typeof PROBLEMS]?.status, status, what);
  assert.equal(body.requestId, headers.get('x-request-id'), what);
}

/** Nothing that is called after brand A, unless the request said it itself. */
function assertNoLeak({ body, headers }: TestReply, sample: Sample, canary: string, what: string): void {
  if (JSON.stringify(sample).includes(canary)) return;
  const answered = JSON.stringify(body) + JSON.stringify([...headers]);
  assert.ok(!answered.includes(canary), `${what} and said what is called ${canary}`);
}

/** The same request works for whom it is meant, so the refusals above were not about a broken request. */
async function letOwner(operation: Operation, row: Row): Promise<void> {
  const owner = cast.a.test;
  const sample = await row.make(owner, cast);
  const tokens = { shopper: owner.shopper.token, pk: owner.publishableKey, sk: owner.secretKey, staff: owner.staffToken };
  const usual = (['shopper', 'pk', 'staff', 'sk'] as const).find((caller) => operation.callers.includes(caller));
  const reply = await send(cast, operation, sample, sample.token ?? (usual ? tokens[usual] : null));
  const isRight = row.control ? row.control.includes(reply.status) : reply.status < 400;
  assert.ok(isRight, `${operation.id} answered its rightful caller ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`);
}
