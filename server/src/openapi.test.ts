import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENDPOINTS, type Endpoint, type EndpointName } from '@luneo/sdk/contracts/endpoints.js';
import { allRoutes } from './app.js';
import { REPOSITORY } from './config.js';
import { openApi } from './openapi.js';
import { startTestApp } from './testing.js';

test('the description in git is that of the endpoint table', async () => {
  const file = await readFile(join(REPOSITORY, 'server', 'openapi.json'), 'utf8');
  assert.ok(file === `${JSON.stringify(openApi(), null, 2)}\n`, 'server/openapi.json is out of date: `npm run openapi` writes it');
});

test('the application and the table have the same endpoints', async () => {
  const app = await startTestApp();
  const mounted = allRoutes(app.deps).map((route) => route.name);
  await app.close();
  assert.deepEqual(
    mounted.toSorted(),
    Object.keys(ENDPOINTS).toSorted(),
    "give the endpoint a handler by route('…') in its feature's routes.ts, and these routes a line in server/src/app.ts",
  );
});

/** What makes something without an Idempotency-Key, and why a second request does no harm. */
const REPEATABLE: Partial<Record<EndpointName, string>> = {
  'sessions.create': 'a session that nobody heard of does nothing',
  'trials.create': 'a key that nobody uses does nothing, and nothing is stored',
  'sessions.email': 'a code takes the place of the one before',
  'realtime.ticket': 'a ticket that nobody heard of ends after 30 seconds',
  'jobs.retry': 'a job that waits already is refused',
};

test('every POST that makes something takes an Idempotency-Key, or says why it needs none', () => {
  const making = Object.entries(ENDPOINTS as Record<string, Endpoint>).filter(
    ([, { method, replies }]) => method === 'POST' && (201 in replies || 202 in replies),
  );
  const without = making.filter(([, { headers }]) => !headers || !('Idempotency-Key' in headers)).map(([name]) => name);
  assert.deepEqual(
    without.toSorted(),
    Object.keys(REPEATABLE).toSorted(),
    'give the endpoint `headers: IDEMPOTENCY` and make it by createOnce, or say here why it may come twice',
  );
});

test('every reference leads to a schema, and every operation has a name of its own', () => {
  const api = openApi();
  const references = JSON.stringify(api).match(/#\/components\/schemas\/\w+/g) ?? [];
  for (const reference of new Set(references)) assert.ok(api.components.schemas[reference.split('/').at(-1)!], reference);
  const ids = Object.values(api.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
  assert.equal(new Set(ids).size, Object.keys(ENDPOINTS).length);
});

test('serves the description to everybody and a readable page of it without scripts or other hosts', async () => {
  const app = await startTestApp();
  const json = await app.request('GET', '/openapi.json');
  const page = await app.request('GET', '/reference');
  await app.close();
  assert.equal(json.body.openapi, '3.1.0');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type')!, /^text\/html/);
  assert.match(page.headers.get('content-security-policy')!, /^default-src 'none'; style-src 'sha256-[^;]+'; /);
  for (const name of Object.keys(ENDPOINTS)) assert.ok(page.body.includes(`id="${name}"`), name);
  assert.doesNotMatch(page.body, /<script|https?:\/\/(?!127\.0\.0\.1)/);
});
