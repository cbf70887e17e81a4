import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENDPOINTS, type Endpoint } from '@luneo/sdk/contracts/endpoints.js';
import type { Request, Response } from 'express';
import { RouteTable } from './route-table.js';

const table = new RouteTable();
const ran: string[] = [];
const add = (method: string, path: string): void => table.add(method, path, async () => void ran.push(`${method} ${path}`));
for (const { method, path } of Object.values(ENDPOINTS as Record<string, Endpoint>)) add(method, path);
add('GET', '/t/{one}/x');
add('GET', '/t/fixed/y');
add('POST', '/t/fixed/x');

async function run(method: string, path: string): Promise<unknown> {
  const found = table.find(method, path);
  if (!found) return undefined;
  await found.run({} as Request, {} as Response);
  return { endpoint: ran.pop(), params: found.params };
}

test('finds every endpoint of the contract by its own path, with its parameters', async () => {
  for (const { method, path } of Object.values(ENDPOINTS as Record<string, Endpoint>)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    const params = Object.fromEntries(names.map((name, i) => [name, `id ${i}/é`]));
    const asked = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!));
    assert.deepEqual(await run(method, asked), { endpoint: `${method} ${path}`, params });
    assert.deepEqual(await run(method, `${asked}/`), { endpoint: `${method} ${path}`, params });
  }
});

test('goes on looking where a fixed segment leads nowhere', async () => {
  assert.deepEqual(await run('GET', '/t/fixed/x'), { endpoint: 'GET /t/{one}/x', params: { one: 'fixed' } });
  assert.deepEqual(await run('GET', '/t/fixed/y'), { endpoint: 'GET /t/fixed/y', params: {} });
  assert.deepEqual(await run('HEAD', '/t/a/x'), { endpoint: 'GET /t/{one}/x', params: { one: 'a' } });
});

test('finds nothing for another case, an empty segment, more or less of a path, or another method', () => {
  for (const path of ['/T/a/x', '/t//x', '/t/a/x//', '/t/a', '/t/a/x/y', '//t/a/x', '/', ''])
    assert.equal(table.find('GET', path), undefined, path);
  assert.equal(table.find('DELETE', '/t/a/x'), undefined);
  assert.throws(() => table.find('GET', '/t/%ff/x'), URIError);
});
