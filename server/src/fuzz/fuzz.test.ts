import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { ENDPOINTS, type Endpoint } from '@luneo/sdk/contracts/endpoints.js';
import { Problem, PROBLEMS } from '@luneo/sdk/contracts/problem.js';
import { gather, type Cast } from '../isolation/cast.js';
import { operations, readDescription, type Operation } from '../isolation/operations.js';
import type { Sample } from '../isolation/row.js';
import { ROWS } from '../isolation/rows/rows.js';
import { attempts, type Attempt } from './request.js';

/** `LUNEO_FUZZ_SEED` and `LUNEO_FUZZ_RUNS` for other and for more requests; the same seed sends the same ones. */
const SEED = Number(process.env['LUNEO_FUZZ_SEED'] ?? 20_261_121);
const RUNS = Number(process.env['LUNEO_FUZZ_RUNS'] ?? 25);
/** Said in the contract: the service, or one that it depends on, cannot do it right now. */
const DOCUMENTED = new Set([502, 503, 507]);

const DESCRIPTION = readDescription();
let cast: Cast;
before(async () => (cast = await gather()));
after(() => cast.close());

for (const operation of operations(DESCRIPTION)) {
  const row = ROWS[operation.id];
  if (!row) continue;
  test(`${operation.id} answers whatever is sent as its description says (seed ${SEED})`, async () => {
    const sample = await row.make(cast.a.test, cast);
    const property = fc.asyncProperty(attempts(operation, sample, DESCRIPTION), (attempt) => check(operation, sample, attempt));
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true, includeErrorInReport: true });
  });
}

async function check(operation: Operation, sample: Sample, attempt: Attempt): Promise<void> {
  const response = await sendAttempt(operation, sample, attempt).catch((error: Error) => {
    throw new Error(`${operation.id} was not answered: ${error.message} (${String(error.cause)})`, { cause: error });
  });
  const text = await response.text();
  const what = `${operation.id} answered ${response.status} ${text.slice(0, 500)}`;
  if (response.status >= 400) return assertProblem(response, text, what);
  const replies = (ENDPOINTS as Record<string, Endpoint>)[operation.id]!.replies;
  const schema = replies[response.status];
  assert.ok(schema !== undefined, `${what}, which it does not describe`);
  if (schema === null) return assert.equal(text, '', what);
  const read = schema.safeParse(JSON.parse(text));
  assert.ok(read.success, `${what}: ${JSON.stringify(read.error?.issues)}`);
}

function assertProblem(response: Response, text: string, what: string): void {
  assert.ok(response.status < 500 || DOCUMENTED.has(response.status), what);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/, what);
  const problem = Problem.safeParse(JSON.parse(text));
  assert.ok(problem.success, what);
  assert.equal(PROBLEMS[problem.data.code].status, response.status, what);
  assert.equal(problem.data.status, response.status, what);
  assert.equal(problem.data.requestId, response.headers.get('x-request-id'), what);
}

function sendAttempt({ path, method, callers }: Operation, sample: Sample, attempt: Attempt): Promise<Response> {
  const { a, b, shop } = cast;
  const right = { shopper: a.test.shopper.token, pk: a.test.publishableKey, staff: a.test.staffToken, sk: a.test.secretKey };
  const usual = (['shopper', 'pk', 'staff', 'sk'] as const).find((caller) => callers.includes(caller));
  const tokens = { right: sample.token ?? (usual && right[usual]), none: undefined, nonsense: 'sk_test_nonsense', other: b.test.secretKey };
  const token = tokens[attempt.token];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodePath(attempt.params[name] ?? ''));
  const query = attempt.query.length > 0 ? `?${attempt.query.map((pair) => pair.map(encodePath).join('=')).join('&')}` : '';
  const body =
    attempt.body && ('json' in attempt.body ? (JSON.stringify(attempt.body.json) ?? '') : Buffer.from(attempt.body.text, 'utf8'));
  return fetch(shop.app.url + filled + query, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== null && { 'content-type': 'application/json' }),
      ...attempt.headers,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== null && method !== 'GET' && { body }),
  });
}

/** Halves of surrogate pairs, which no URL can hold, become what browsers make of them. An empty segment would be another path. */
const encodePath = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\uFFFD')) || '-';
