import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { after, before, beforeEach, test } from 'node:test';
import { pino } from 'pino';
import sharp from 'sharp';
import { textLayer } from '@luneo/sdk/design/create.js';
import { invertEdit } from '@luneo/sdk/design/edits.js';
import { readAi, type OpenAiConfig } from '../config/ai.js';
import type { Ai } from '../drivers/ai/ai.js';
import { AiFailure } from '../drivers/ai/failure.js';
import { createLocalAi } from '../drivers/ai/local.js';
import { createOpenAi } from '../drivers/ai/openai.js';
import { startOpenAiStandIn, type StandIn } from '../drivers/ai/openai/stand-in.js';
import { DEMO_BRAND, seedDemo, type Seeded } from '../seed/seed.js';
import { startTestApp, type TestApp } from '../testing.js';
import { generateHandler } from './job.js';

let app: TestApp;
let seeded: Seeded;
let service: StandIn;
let lines: string[];
let ai: Ai;
const never = new AbortController().signal;
const SECRET_WISH = 'a watercolour fox for anna.muster@example.com, call +49 170 1234567';

before(async () => {
  service = await startOpenAiStandIn();
  const proxy = new Proxy({} as Ai, { get: (_, key) => Reflect.get(ai, key) as unknown });
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    }),
  );
  lines = [];
  app = await startTestApp({ ai: proxy, log });
  seeded = await seedDemo(app.deps);
});
after(async () => {
  await app.close();
  await service.close();
});
beforeEach(async () => {
  Object.assign(service, { received: [], billed: 0, mishaps: [], replies: [], flagged: () => false });
  lines = [];
  ai = openAi();
  for (const table of ['ai_costs', 'ai_usage', 'ai_results', 'ai_settings']) await app.deps.db(table).delete();
});

const openAi = (): Ai => {
  const env = { LUNEO_AI: 'openai', OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: service.url };
  return createOpenAi(readAi(env, false).provider as OpenAiConfig);
};
const call = (method: string, path: string, body?: unknown, token = seeded.secretKey) => app.request(method, path, { token, body });
const begin = (prompt: string, extra: object = {}) => call('POST', '/v1/designs', { productId: 'prd_tshirt', prompt, ...extra });
const run = (generationId: string, attempt = 1) =>
  generateHandler(app.deps)({ generationId, brandId: DEMO_BRAND }, { attempt, signal: never });
const generation = async (id: string) => (await call('GET', `/v1/generations/${id}`)).body;
async function made(prompt: string, extra: object = {}) {
  const { status, body } = await begin(prompt, extra);
  assert.equal(status, 202, JSON.stringify(body));
  await run(body.generationId);
  return generation(body.generationId);
}
const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
const costs = () => app.deps.db('ai_costs').orderBy('created_at');
const painted = () => service.received.filter(({ path }) => path.startsWith('/images'));
const setLimits = (limits: object) =>
  call('PUT', `/v1/brands/${DEMO_BRAND}/generation`, {
    monthCents: null,
    dayCents: null,
    shopperDayCents: null,
    alertPercent: 75,
    blocklist: [],
    ...limits,
  });
const layersOf = (document: { sides: { layers: { type: string; name: string; asset?: string }[] }[] }) => document.sides[0]!.layers;

const anna = () => textLayer({ id: 'l_anna', text: 'Anna', font: 'fnt_inter', size: 12, x: 60, y: 100, width: 80, height: 16 });

test('a picture from words becomes an asset, a layer behind the words, a preview and a production file', async () => {
  service.replies = [
    [
      { name: 'add-layer', arguments: { side: 'front', layer: anna() } },
      { name: 'finish', arguments: { isUnderstood: true, notes: [] } },
    ],
  ];
  const done = await made('a watercolour fox with the text "Anna" below');
  assert.deepEqual([done.status, done.error, done.previewMode], ['completed', null, false]);
  const layers = layersOf(done.document);
  assert.ok(layers.findIndex(({ type }) => type === 'image') < layers.findIndex(({ name }) => name === 'Anna'));
  const picture = layers.find((layer) => layer.type === 'image')!;
  assert.equal(picture.asset, done.assetId);
  const asset = (await call('GET', `/v1/assets/${done.assetId}`)).body;
  assert.equal(asset.name, 'a watercolour fox');
  const preview = await sharp(await bytesAt(done.previewUrl)).metadata();
  assert.equal(Math.max(preview.width, preview.height), 1_024);
  const whole = await sharp(await bytesAt(done.highResUrl)).metadata();
  const side = (await call('GET', '/v1/products/prd_tshirt')).body.template.sides[0];
  assert.ok(Math.abs(whole.width - (side.width / 25.4) * done.dpi) <= side.width / 25.4 + 1, `${whole.width} at ${done.dpi}`);
  assert.equal(whole.hasAlpha, true);
  assert.deepEqual(
    (await costs()).map(({ kind, status, amount }) => [kind, status, amount]),
    [
      ['compose', 'settled', 90],
      ['final', 'settled', 2_000],
    ],
  );
});

test('enlarges to what the product needs and says how much of that is paint', async () => {
  const done = await made('an oil painting of a lighthouse');
  assert.ok(done.dpi > done.nativeDpi, `${done.dpi} ${done.nativeDpi}`);
  assert.match(done.notes.join(' '), new RegExp(`${done.nativeDpi} dpi and enlarged to ${done.dpi} dpi`));
  const findings = (await call('POST', '/v1/products/prd_tshirt/preflight', { document: done.document })).body.findings;
  assert.deepEqual(
    findings.filter(({ severity }: { severity: string }) => severity === 'error'),
    [],
  );
});

test('the whole result is one change that can be taken back', async () => {
  const done = await made('a watercolour fox');
  const design = (await call('GET', `/v1/designs/${done.designId}`)).body;
  assert.deepEqual([design.revision, design.document], [2, done.document]);
  const layer = layersOf(done.document).find(({ type }) => type === 'image')!;
  const add = { type: 'add-layer', side: done.document.sides[0].id, layer } as never;
  assert.equal(invertEdit(done.document, add).type, 'remove-layer');
});

test('a draft is small, cheap, and no production file', async () => {
  const done = await made('a watercolour fox', { previewMode: true });
  assert.deepEqual([done.status, done.previewMode, done.highResUrl], ['completed', true, null]);
  assert.ok(done.previewUrl && done.assetId);
  assert.equal(painted()[0]!.body['model'], 'gpt-image-2.5-flare');
  const asset = (await call('GET', `/v1/assets/${done.assetId}`)).body;
  assert.ok(asset.width * asset.height <= 1_024 ** 2);
  assert.match(done.notes.join(' '), /draft/);
});

test('the same wish costs once, and each shopper gets an asset of their own', async () => {
  const headers = { origin: 'http://127.0.0.1:4401' };
  const shopper = async () =>
    (await app.request('POST', '/v1/sessions', { token: seeded.publishableKey, body: {}, headers })).body.token as string;
  const assets: string[] = [];
  for (const token of [await shopper(), await shopper()]) {
    const { body } = await call('POST', '/v1/designs', { productId: 'prd_tshirt', prompt: 'a watercolour fox' }, token);
    await run(body.generationId);
    assets.push((await call('GET', `/v1/generations/${body.generationId}`, undefined, token)).body.assetId);
    assert.equal((await call('GET', `/v1/assets/${assets.at(-1)}`, undefined, token)).status, 200);
  }
  assert.equal(new Set(assets).size, 2);
  assert.deepEqual([painted().length, service.billed - service.received.filter(({ path }) => path === '/moderations').length], [1, 1]);
});

test('run twice it gives one picture and one asset, and is paid once', async () => {
  const { body } = await begin('a watercolour fox in the rain');
  await run(body.generationId);
  await run(body.generationId);
  const assets = await app.deps.db('assets').where({ generation_id: body.generationId });
  assert.deepEqual([assets.length, painted().length], [1, 1]);
});

test('a worker that dies after the service answered is replaced, and nothing is paid twice', async () => {
  const { body } = await begin('a watercolour fox at night');
  const { files } = app.deps;
  const put = files.put.bind(files);
  files.put = async (key, ...rest) => {
    if (key.startsWith('assets/')) throw new Error('killed');
    return put(key, ...rest);
  };
  try {
    await assert.rejects(run(body.generationId), /killed/);
  } finally {
    files.put = put;
  }
  await run(body.generationId, 2);
  assert.equal((await generation(body.generationId)).status, 'completed');
  assert.equal(painted().length, 1);
  assert.deepEqual(
    (await costs()).filter(({ kind }) => kind === 'final').map(({ status, amount }) => [status, amount]),
    [['settled', 2_000]],
  );
});

test('a service that fails is asked again by the next try; after the last one the shopper is told, in their language', async () => {
  const { body } = await begin('une aquarelle de renard');
  service.mishaps = Array.from({ length: 4 }, () => ({ is: 'status', status: 500 }) as const);
  for (const attempt of [1, 2, 3]) await assert.rejects(run(body.generationId, attempt), /OpenAI/);
  await run(body.generationId, 4);
  const { status, error } = await generation(body.generationId);
  assert.deepEqual(
    [status, error],
    ['failed', { code: 'provider-failed', message: 'Le service qui crée cela ne répond pas. Réessayez dans quelques minutes.' }],
  );
});

test('waits as long as a busy service asks for', async () => {
  const { body } = await begin('a watercolour fox in spring');
  service.mishaps = [{ is: 'status', status: 429, retryAfter: '0' }];
  await assert.rejects(run(body.generationId), /too many requests/);
  await run(body.generationId, 2);
  assert.equal((await generation(body.generationId)).status, 'completed');
});

test('a dropped connection after the work is booked, and the next try is paid too', async () => {
  const { body } = await begin('a watercolour fox in autumn');
  const real = ai;
  ai = {
    ...ai,
    moderate: async (request) => {
      const verdict = await real.moderate!(request);
      if (service.billed === 1) service.mishaps = [{ is: 'dropped' }];
      return verdict;
    },
  };
  await assert.rejects(run(body.generationId), /OpenAI/);
  await run(body.generationId, 2);
  const rows = (await costs()).map(({ status, reserved, amount }) => [status, amount === reserved, amount > 0]);
  assert.equal(rows.length, 2);
  assert.ok(rows.every(([status, , isPaid]) => status === 'settled' && isPaid));
});

test('the service’s moderation refuses, and nothing is painted', async () => {
  service.flagged = (text) => text.includes('lighthouse');
  const done = await made('ein Aquarell von einem lighthouse');
  assert.deepEqual([done.status, done.error.code], ['failed', 'prompt-rejected']);
  assert.match(done.error.message, /Diese Wortwahl/);
  assert.deepEqual(
    service.received.map(({ path }) => path),
    ['/moderations'],
  );
});

test('what the model writes is moderated as what a shopper writes', async () => {
  const text = { ...anna(), ...textLayer({ text: 'Acme rules', font: 'fnt_inter', x: 50, y: 50 }) };
  service.replies = [
    [
      { name: 'add-layer', arguments: { side: 'front', layer: text } },
      { name: 'finish', arguments: { isUnderstood: true, notes: [] } },
    ],
  ];
  await setLimits({ blocklist: ['acme'] });
  const done = await made('Write something nice');
  assert.deepEqual([done.status, done.error?.code], ['failed', 'prompt-rejected']);
});

test('a brand’s own words are refused at the door', async () => {
  await setLimits({ blocklist: ['Real Madrid'] });
  const reply = await begin('Escribe "R.E.A.L Madrid" en el centro');
  assert.equal(reply.status, 202);
  const refused = await begin('Escribe "réal  mädrid" en el centro');
  assert.deepEqual([refused.status, refused.body.code], [422, 'prompt-rejected']);
  assert.match(refused.body.detail, /Esta marca/);
});

test('without budget texts are still composed by the rules, and pictures are refused', async () => {
  await setLimits({ monthCents: 0 });
  const text = await made('Write "Anna" in script');
  assert.deepEqual([text.status, layersOf(text.document).some(({ name }) => name === 'Anna')], ['completed', true]);
  const picture = await made('a watercolour fox');
  assert.deepEqual([picture.status, picture.error.code], ['failed', 'budget-exhausted']);
  assert.equal(service.received.filter(({ path }) => path !== '/moderations').length, 0);
});

test('a shopper’s picture never leaves without consent', async () => {
  const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#a08070' } })
    .jpeg()
    .toBuffer();
  const asset = (
    await app.request('POST', '/v1/assets?name=me.jpg', { token: seeded.secretKey, body: photo, headers: { 'content-type': 'image/jpeg' } })
  ).body;
  const refused = await begin('turn my photo into a watercolour', { asset: asset.id });
  assert.deepEqual([refused.status, refused.body.code], [422, 'consent-required']);
  assert.equal((await begin('turn my photo into a watercolour', { asset: asset.id, consent: false })).status, 422);
  assert.equal(service.received.length, 0);
  const done = await made('turn my photo into a watercolour', { asset: asset.id, consent: true });
  assert.equal(done.status, 'completed');
  assert.deepEqual(
    painted().map(({ path }) => path),
    ['/images/edits'],
  );
});

test('a shopper cannot use another’s picture', async () => {
  const other = await app.brand('Other');
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a08070' } })
    .jpeg()
    .toBuffer();
  const asset = (
    await app.request('POST', '/v1/assets', { token: other.secretKey, body: photo, headers: { 'content-type': 'image/jpeg' } })
  ).body;
  assert.equal((await begin('turn my photo into a watercolour', { asset: asset.id, consent: true })).status, 404);
});

test('no log line has anything of a prompt, however it ends', async () => {
  for (const mishaps of [
    [],
    [{ is: 'status', status: 400, code: 'moderation_blocked' }],
    [{ is: 'status', status: 500 }],
    [{ is: 'truncated' }],
  ] as const) {
    const { body } = await begin(SECRET_WISH);
    service.mishaps = [...mishaps];
    await run(body.generationId, 4).catch((error: unknown) => app.deps.log.warn({ err: error }, 'job failed'));
  }
  const text = lines.join('');
  assert.ok(text.includes('"promptHash"'));
  for (const secret of ['anna.muster', 'example.com', '1234567', 'watercolour']) assert.ok(!text.includes(secret), secret);
});

test('a mistake of ours fails at once', async () => {
  ai = {
    ...createLocalAi(),
    compose: async () => {
      throw new TypeError("Cannot read properties of undefined (reading 'x')");
    },
  };
  const done = await made('Write "Anna"');
  assert.deepEqual([done.status, done.error.code], ['failed', 'internal']);
});

test('offline, a painted motif of ours is drawn by rules and says so; what we do not have is refused clearly', async () => {
  ai = createLocalAi();
  const done = await made('a watercolour butterfly', { previewMode: true });
  assert.deepEqual([done.status, layersOf(done.document).some(({ type }) => type === 'image')], ['completed', true]);
  assert.match(done.notes.join(' '), /Drawn by rules from our own motifs/);
  const again = await made('a watercolour butterfly', { previewMode: true });
  const hash = async (id: string) => (await call('GET', `/v1/assets/${id}`)).body.hash;
  assert.equal(await hash(again.assetId), await hash(done.assetId));
  const refused = await made('une aquarelle de locomotive');
  assert.deepEqual([refused.status, refused.error.code], ['failed', 'prompt-invalid']);
  assert.match(refused.error.message, /ne peut pas créer d’images/);
  assert.deepEqual([service.received.length, (await costs()).length], [0, 0]);
});

test('offline, a drawing of a motif stays a vector', async () => {
  ai = createLocalAi();
  const done = await made('a drawing of a heart');
  assert.deepEqual([done.status, layersOf(done.document).some(({ type }) => type === 'shape'), done.assetId], ['completed', true, null]);
});

test('a shaped area is painted on a masked template and the layer keeps its shape', async () => {
  const reply = await call('POST', '/v1/designs', { productId: 'prd_bracelet', prompt: 'a watercolour fox' });
  await run(reply.body.generationId);
  const done = await generation(reply.body.generationId);
  assert.equal(done.status, 'completed', JSON.stringify(done.error));
  assert.deepEqual([painted()[0]!.path, painted()[0]!.body['mask'] instanceof File], ['/images/edits', true]);
  const layer = layersOf(done.document).find(({ type }) => type === 'image') as unknown as { mask: { kind: string } };
  assert.equal(layer.mask.kind, 'path');
  const findings = (await call('POST', '/v1/products/prd_bracelet/preflight', { document: done.document })).body.findings;
  assert.deepEqual(
    findings.filter(({ severity }: { severity: string }) => severity === 'error'),
    [],
  );
});

test('cancelling stops the work at the service too', async () => {
  const stopped: string[] = [];
  const { body } = await begin('a watercolour fox that takes long');
  ai = {
    ...ai,
    cancel: async (id) => void stopped.push(id),
    makeImage: async ({ onPrediction }) => {
      await onPrediction!('prediction-9');
      assert.equal((await call('POST', `/v1/generations/${body.generationId}/cancel`, {})).body.status, 'cancelled');
      throw new AiFailure('painter', 'down', { isBilled: true, cost: 100 });
    },
  };
  await assert.rejects(run(body.generationId), /painter/);
  await run(body.generationId, 2);
  assert.deepEqual([stopped, (await generation(body.generationId)).status], [['prediction-9'], 'cancelled']);
  assert.deepEqual(
    (await costs()).map(({ status, amount }) => [status, amount]),
    [['settled', 100]],
  );
});
