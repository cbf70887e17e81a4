import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { newId, textLayer } from '@luneo/sdk/design/create.js';
import { systemScope } from '../auth/brands.js';
import type { Ai, ComposeRequest, Composition } from '../drivers/ai/ai.js';
import { Problem } from '../problem.js';
import { DEMO_BRAND, seedDemo, type Seeded } from '../seed/seed.js';
import { startTestApp, type TestApp } from '../testing.js';
import { generateDead, generateHandler } from './job.js';

let app: TestApp;
let seeded: Seeded;
let compose: (request: ComposeRequest) => Promise<Composition>;
const ai: Ai = { compose: (request) => compose(request) };
const never = new AbortController().signal;

before(async () => {
  app = await startTestApp({ ai });
  seeded = await seedDemo(app.deps);
});
after(() => app.close());
beforeEach(() => {
  compose = async ({ side, onStep }) => {
    onStep('checking');
    onStep('composing');
    return {
      edits: [{ type: 'add-layer', side, layer: textLayer({ id: newId(), text: 'Jessica', font: 'fnt_greatvibes' }) }],
      notes: ['Done.'],
    };
  };
});

const call = (method: string, path: string, body?: unknown, token = seeded.secretKey) => app.request(method, path, { token, body });
const newDesign = async () => (await call('POST', '/v1/designs', { productId: 'prd_bracelet' })).body;
async function prompted(body: object = {}) {
  const design = await newDesign();
  const reply = await call('POST', `/v1/designs/${design.id}/generations`, { prompt: "Engrave 'Jessica'", ...body });
  return { design, reply, generationId: reply.body.generationId as string };
}
const run = (generationId: string, signal = never) =>
  generateHandler(app.deps)({ generationId, brandId: DEMO_BRAND }, { attempt: 1, signal });
const generation = async (id: string) => (await call('GET', `/v1/generations/${id}`)).body;
const texts = (document: { sides: { layers: { name: string }[] }[] }) =>
  document.sides.flatMap((side) => side.layers.map((layer) => layer.name));

test('accepts a prompt, queues one job and shows it on the design', async () => {
  const { design, reply, generationId } = await prompted();
  assert.equal(reply.status, 202);
  assert.equal(reply.body.status, 'queued');
  assert.equal(app.jobs.filter((job) => (job.payload as { generationId: string }).generationId === generationId).length, 1);
  const shown = (await call('GET', `/v1/designs/${design.id}`)).body;
  assert.deepEqual([shown.status, shown.generationId, shown.revision], ['queued', generationId, 1]);
});

test('a design can begin with words', async () => {
  const reply = await call('POST', '/v1/designs', { productId: 'prd_bracelet', prompt: "Engrave 'Jessica'", options: { metal: 'steel' } });
  assert.equal(reply.status, 202);
  await run(reply.body.generationId);
  const design = (await call('GET', `/v1/designs/${reply.body.designId}`)).body;
  assert.deepEqual([design.status, design.revision, design.document.options.metal], ['completed', 2, 'steel']);
});

test('a refused description leaves no design behind', async () => {
  const before = await app.deps.db('designs').count({ n: '*' });
  const reply = await call('POST', '/v1/designs', { productId: 'prd_bracelet', prompt: '\u0001' });
  assert.deepEqual([reply.status, reply.body.code], [422, 'prompt-invalid']);
  assert.deepEqual(await app.deps.db('designs').count({ n: '*' }), before);
});

test('the job saves the result as the next revision and tells each step', async () => {
  const { design, generationId } = await prompted();
  await run(generationId);
  const done = await generation(generationId);
  assert.deepEqual([done.status, done.revision, done.notes, done.step], ['completed', 2, ['Done.'], null]);
  const saved = (await call('GET', `/v1/designs/${design.id}`)).body;
  assert.deepEqual([saved.status, saved.revision], ['completed', 2]);
  assert.deepEqual(saved.document, done.document);
  assert.ok(texts(saved.document).includes('Jessica'));
  const events = await app.deps
    .db('events')
    .where({ topic: `generation:${generationId}` })
    .orderBy('id');
  assert.deepEqual(
    events.map((event: { data: string }) => JSON.parse(event.data).step ?? JSON.parse(event.data).status),
    ['queued', 'checking', 'composing', 'placing', 'completed'],
  );
});

test('run twice it gives one result', async () => {
  const { design, generationId } = await prompted();
  await run(generationId);
  await run(generationId);
  const saved = (await call('GET', `/v1/designs/${design.id}`)).body;
  assert.equal(saved.revision, 2);
  assert.equal(texts(saved.document).filter((name) => name === 'Jessica').length, 1);
});

test('a worker that died while composing is replaced and one result remains', async () => {
  const { design, generationId } = await prompted();
  const good = compose;
  compose = async (request) => {
    request.onStep('composing');
    throw new Error('killed');
  };
  await assert.rejects(run(generationId), /killed/);
  assert.equal((await generation(generationId)).status, 'processing');
  compose = good;
  await run(generationId);
  assert.equal((await call('GET', `/v1/designs/${design.id}`)).body.revision, 2);
});

test('a design that was changed meanwhile keeps its change; the result stays on the generation', async () => {
  const { design, generationId } = await prompted();
  await app.request('PATCH', `/v1/designs/${design.id}`, {
    token: seeded.secretKey,
    body: { name: 'Mine' },
    headers: { 'If-Match': '"1"' },
  });
  await run(generationId);
  const done = await generation(generationId);
  assert.deepEqual([done.status, done.revision], ['completed', null]);
  assert.ok(texts(done.document).includes('Jessica'));
  const kept = (await call('GET', `/v1/designs/${design.id}`)).body;
  assert.deepEqual([kept.revision, kept.name, texts(kept.document).includes('Jessica')], [2, 'Mine', false]);
});

test('continues from the document that the shopper sees', async () => {
  const design = await newDesign();
  const document = { ...design.document, options: { ...design.document.options, metal: 'steel' } };
  const reply = await call('POST', `/v1/designs/${design.id}/generations`, { prompt: 'Hello', document, options: { size: 'l' } });
  await run(reply.body.generationId);
  assert.deepEqual((await generation(reply.body.generationId)).document.options, { metal: 'steel', size: 'l', depth: 0.3 });
});

test('a description that is not understood fails with the reason', async () => {
  compose = async () => {
    throw new Problem('prompt-invalid', 'Try: engrave “Jessica”.');
  };
  const { design, generationId } = await prompted();
  await run(generationId);
  assert.deepEqual((await generation(generationId)).error, { code: 'prompt-invalid', message: 'Try: engrave “Jessica”.' });
  assert.equal((await call('GET', `/v1/designs/${design.id}`)).body.status, 'failed');
});

test('when every try failed the shopper is told', async () => {
  const { generationId } = await prompted();
  await generateDead(app.deps)({ generationId, brandId: DEMO_BRAND });
  const { status, error } = await generation(generationId);
  assert.deepEqual([status, error.code], ['failed', 'internal']);
});

test('a cancelled generation changes nothing, even when its job is running', async () => {
  const { design, generationId } = await prompted();
  const good = compose;
  compose = async (request) => {
    const reply = await call('POST', `/v1/generations/${generationId}/cancel`, {});
    assert.equal(reply.body.status, 'cancelled');
    return good(request);
  };
  await run(generationId);
  assert.equal((await generation(generationId)).status, 'cancelled');
  assert.equal((await call('GET', `/v1/designs/${design.id}`)).body.revision, 1);
});

test('refuses to cancel what is over', async () => {
  const { generationId } = await prompted();
  await run(generationId);
  const reply = await call('POST', `/v1/generations/${generationId}/cancel`, {});
  assert.deepEqual([reply.status, reply.body.code], [409, 'conflict']);
});

for (const [what, prompt, status, code] of [
  ['control characters', 'Engrave \u0007 Jessica', 422, 'prompt-invalid'],
  ['nothing but spaces', '   ', 422, 'prompt-invalid'],
  ['an insult', 'Write "fuck you"', 422, 'prompt-rejected'],
  ['an insult in disguise', 'Write "f\u200buck you"', 422, 'prompt-rejected'],
  ['a French insult', 'Écris « Connard »', 422, 'prompt-rejected'],
  ['100 kB', 'a'.repeat(100_000), 400, 'invalid-request'],
  ['no text at all', '', 400, 'invalid-request'],
] as const)
  test(`refuses a prompt with ${what}`, async () => {
    const design = await newDesign();
    const reply = await call('POST', `/v1/designs/${design.id}/generations`, { prompt });
    assert.deepEqual([reply.status, reply.body.code], [status, code]);
    assert.equal(await app.deps.db('generations').where({ design_id: design.id }).first(), undefined);
  });

test('does not take innocent words for insults', async () => {
  const { reply } = await prompted({ prompt: 'Engrave "Scunthorpe, class of 1999" for Cassandra' });
  assert.equal(reply.status, 202);
});

test('refuses a side that the product does not have', async () => {
  const { reply } = await prompted({ side: 'sleeve' });
  assert.deepEqual([reply.status, reply.body.code], [400, 'invalid-request']);
});

test('a shopper may have ten descriptions open at once', async () => {
  const headers = { origin: 'http://127.0.0.1:4401' };
  const { token } = (await app.request('POST', '/v1/sessions', { token: seeded.publishableKey, body: {}, headers })).body;
  const design = (await call('POST', '/v1/designs', { productId: 'prd_bracelet' }, token)).body;
  const ask = () => call('POST', `/v1/designs/${design.id}/generations`, { prompt: "Engrave 'Jessica'" }, token);
  const replies = await Promise.all(Array.from({ length: 20 }, ask));
  const refused = replies.filter((reply) => reply.status !== 202);
  assert.equal(refused.length, 10);
  for (const reply of refused) assert.deepEqual([reply.status, reply.body.code], [429, 'rate-limited']);
  const [open] = replies.filter((reply) => reply.status === 202);
  await call('POST', `/v1/generations/${open!.body.generationId}/cancel`, {}, token);
  assert.equal((await ask()).status, 202);
});

test('another shopper and another brand cannot see it', async () => {
  const { generationId } = await prompted();
  const other = await app.brand('Other');
  const stranger = await app.brand('Third');
  for (const token of [other.secretKey, (await stranger.shopper()).token]) {
    assert.equal((await call('GET', `/v1/generations/${generationId}`, undefined, token)).status, 404);
    assert.equal((await call('POST', `/v1/generations/${generationId}/cancel`, {}, token)).status, 404);
  }
});

test('needs a key', async () => {
  const reply = await app.request('GET', '/v1/generations/gen_1');
  assert.deepEqual([reply.status, reply.body.code], [401, 'unauthenticated']);
});

test('the worker acts for one brand only', async () => {
  const { generationId } = await prompted();
  await assert.rejects(generateHandler(app.deps)({ generationId, brandId: 'brd_other' }, { attempt: 1, signal: never }), /no generation/);
  assert.equal(systemScope(DEMO_BRAND).brandId, DEMO_BRAND);
});
