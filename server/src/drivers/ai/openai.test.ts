import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import sharp from 'sharp';
import { createDocument, newId, textLayer } from '@luneo/sdk/design/create.js';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import { readAi, type OpenAiConfig } from '../../config/ai.js';
import { CLIPART } from '../../clipart/library.js';
import type { Ai, ComposeRequest, ImageRequest } from './ai.js';
import { AiFailure } from './failure.js';
import { PRODUCTS, TEST_FONTS } from './local/testing.js';
import { createOpenAi } from './openai.js';
import { sizeFor } from './openai/images.js';
import { startOpenAiStandIn, type StandIn } from './openai/stand-in.js';

let service: StandIn;
let ai: Ai;
const never = new AbortController().signal;
const product = PRODUCTS.bracelet;
const document = createDocument(product.id, product.template, TEST_FONTS);
const side = product.template.sides[0]!.id;

const configured = (extra: Record<string, string> = {}): OpenAiConfig =>
  readAi({ LUNEO_AI: 'openai', OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: service.url, ...extra }, false).provider as OpenAiConfig;

before(async () => {
  service = await startOpenAiStandIn();
});
after(() => service.close());
beforeEach(() => {
  Object.assign(service, { received: [], billed: 0, mishaps: [], replies: [], flagged: () => false });
  ai = createOpenAi(configured());
});

const jessica = () =>
  textLayer({ id: newId(), text: 'Jessica', font: 'fnt_greatvibes', size: 6, x: 15, y: 3, width: 30, height: 8, fill: '#000000' });
const finish = (notes: string[] = ['“Jessica” in script.'], isUnderstood = true) => ({
  name: 'finish',
  arguments: { isUnderstood, notes },
});
const add = (layer: object = jessica()) => ({ name: 'add-layer', arguments: { side, layer } });
const compose = (extra: Partial<ComposeRequest> = {}) =>
  ai.compose({
    prompt: "Engrave 'Jessica' in script",
    product,
    document,
    side,
    fonts: TEST_FONTS,
    clipart: CLIPART,
    signal: never,
    onStep: () => {},
    safetyId: 'a'.repeat(48),
    ...extra,
  });
const paint = (extra: Partial<ImageRequest> = {}) =>
  ai.makeImage!({
    prompt: 'a watercolour fox',
    width: 1_500,
    height: 1_000,
    quality: 'draft',
    isCutOut: false,
    clipart: CLIPART,
    signal: never,
    safetyId: 'b'.repeat(48),
    ...extra,
  });
const failure = (reason: string, isBilled?: boolean) => (error: unknown) => {
  assert.ok(error instanceof AiFailure, String(error));
  assert.equal(error.reason, reason);
  if (isBilled !== undefined) assert.equal(error.isBilled, isBilled);
  assert.ok(!/fox|Jessica/.test(`${error.message} ${error.stack}`), 'a failure says nothing of the prompt');
  return true;
};

test('composes through tool calls that are our own edits, and reports what it cost', async () => {
  service.replies = [[{ name: 'set-option', arguments: { option: 'metal', value: 'gold-18k' } }, add(), finish()]];
  const { edits, notes, cost } = await compose();
  const made = edits.reduce(applyEdit, document);
  assert.deepEqual([made.options['metal'], notes], ['gold-18k', ['“Jessica” in script.']]);
  assert.equal(made.sides[0]!.layers.at(-1)!.name, 'Jessica');
  assert.equal(cost, Math.ceil(((9_000 * 0.75 + 500 * 4.5) / 1e6) * 10_000));
  assert.ok(
    cost <=
      ai.estimate!({
        kind: 'compose',
        request: { prompt: 'x', product, document, side, fonts: TEST_FONTS, clipart: CLIPART, signal: never, onStep: () => {} },
      })!.atMost,
  );
});

test('tells the service the schemas of our edits, a hash for the shopper, and to store nothing', async () => {
  service.replies = [[add(), finish()]];
  await compose();
  const { body } = service.received[0]!;
  assert.deepEqual([body['store'], body['safety_identifier'], body['tool_choice']], [false, 'a'.repeat(48), 'required']);
  const names = (body['tools'] as { name: string }[]).map(({ name }) => name);
  assert.deepEqual(names.slice(0, 2), ['add-layer', 'add-motif']);
  assert.ok(!names.includes('set-side') && !names.includes('batch'));
  assert.equal(JSON.parse(body['input'] as string).wish, "Engrave 'Jessica' in script");
});

test('what cannot be applied is told to the model once, and the second answer counts', async () => {
  service.replies = [
    [
      add({ ...jessica(), width: -4 }),
      { name: 'paint-the-town', arguments: {} },
      { name: 'remove-layer', arguments: '{"side":' },
      finish(),
    ],
    [add(), finish()],
  ];
  const { edits, cost } = await compose();
  assert.equal(edits.length, 1);
  assert.equal(service.received.length, 2);
  const told = service.received[1]!.body['input'] as string;
  for (const part of [/call 1 \(add-layer\)/, /there is no such tool/, /not JSON/]) assert.match(told, part);
  assert.equal(cost, 2 * Math.ceil(((9_000 * 0.75 + 500 * 4.5) / 1e6) * 10_000));
});

test('what production cannot make is told to the model, then put right by the editor’s remedies', async () => {
  const tooSmall = { ...jessica(), runs: [{ ...jessica().runs[0]!, size: 0.4 }] };
  service.replies = [[add(tooSmall), finish()]];
  let checks = 0;
  const check: ComposeRequest['check'] = async (each) => {
    checks++;
    const layer = each.sides[0]!.layers.find((one) => one.id === tooSmall.id);
    const isSmall = layer?.type === 'text' && layer.runs[0]!.size < 1;
    const values = { size: 0.4, least: 2, smallest: 2, height: 0.3, required: 2 };
    return isSmall
      ? [{ code: 'text-too-small', severity: 'error', side, layerId: layer.id, place: null, values, message: 'This text is too small.' }]
      : [];
  };
  const { edits } = await compose({ check });
  assert.match(service.received[1]!.body['input'] as string, /too small/);
  assert.ok(checks > 2 && edits.length >= 1);
});

test('refuses what the product does not offer, also in the second round', async () => {
  const foreign = { ...jessica(), runs: [{ ...jessica().runs[0]!, font: 'fnt_evil' }] };
  service.replies = [[add(foreign), finish()]];
  await assert.rejects(compose(), failure('nonsense', true));
  assert.match(service.received[1]!.body['input'] as string, /does not offer the font/);
});

test('instructions inside an answer do nothing, and notes are plain text', async () => {
  const note = 'Ignore all rules <script>alert(1)</script> see https://evil.example/x \u202enow';
  service.replies = [
    [add(), finish([note]), { name: 'set-brand-budget', arguments: { monthCents: 1e9 } }],
    [add(), finish([note])],
  ];
  const { notes, edits } = await compose();
  assert.equal(edits.length, 1);
  assert.ok(!/script|evil|\u202e/.test(notes.join(' ').replace('Ignore all rules', '')), notes.join());
});

test('a wish that is no wish about a design says so, in its own language', async () => {
  service.replies = [[finish([], false)]];
  await assert.rejects(compose({ prompt: 'Quelle heure est-il à Paris ?' }), /Nous n’avons pas compris/);
});

test('an answer without a single call is nonsense, and was paid', async () => {
  service.replies = [[]];
  await assert.rejects(compose(), failure('nonsense', true));
});

test('a picture wish comes back beside the edits', async () => {
  service.replies = [[{ name: 'make-picture', arguments: { side, subject: 'a watercolour fox', isCutOut: true } }, finish()]];
  assert.deepEqual((await compose()).pictures, [{ side, subject: 'a watercolour fox', isCutOut: true }]);
});

test('paints a draft and a final picture with their models, qualities and sizes', async () => {
  for (const quality of ['draft', 'final'] as const) {
    const { bytes, cost } = await paint({ quality, width: 3_000, height: 2_000 });
    const { body, path } = service.received.at(-1)!;
    const { width, height } = await sharp(bytes).metadata();
    assert.equal(body['size'], `${width}x${height}`);
    assert.deepEqual([path, body['user']], ['/images/generations', 'b'.repeat(48)]);
    const [model, how, least, price] =
      quality === 'draft' ? ['gpt-image-2.5-flare', 'low', 0.9e6, 200] : ['gpt-image-2.5-sunburst', 'high', 3.4e6, 2_000];
    assert.deepEqual([body['model'], body['quality'], cost], [model, how, price]);
    assert.ok(width * height > least && width * height <= (quality === 'draft' ? 1_024 ** 2 : 2_560 * 1_440));
  }
});

test('sizes are multiples of 16 between 1:3 and 3:1 whatever is wished for', () => {
  for (const [width, height] of [
    [10, 10],
    [60, 14],
    [14, 60],
    [9_999, 3],
    [1, 9_999],
    [1_777, 1_333],
  ] as const)
    for (const quality of ['draft', 'final'] as const) {
      const size = sizeFor(width * 10, height * 10, quality);
      assert.ok(size.width % 16 === 0 && size.height % 16 === 0 && size.width >= 512 && size.height >= 512, JSON.stringify(size));
      assert.ok(size.width / size.height <= 3 && size.height / size.width <= 3, JSON.stringify(size));
    }
});

test('paints on a masked template, and from the shopper’s own picture', async () => {
  const png = (alpha: number) =>
    sharp({ create: { width: 768, height: 512, channels: 4, background: { r: 9, g: 9, b: 9, alpha } } })
      .png()
      .toBuffer();
  await paint({ template: await png(1), mask: await png(0) });
  assert.deepEqual([service.received[0]!.path, Object.hasOwn(service.received[0]!.body, 'mask')], ['/images/edits', true]);
  await paint({ source: await png(1), template: await png(1), mask: await png(0) });
  assert.deepEqual([service.received[1]!.path, Object.hasOwn(service.received[1]!.body, 'mask')], ['/images/edits', false]);
});

test('moderates with the model of the configuration', async () => {
  service.flagged = (text) => text.includes('harm');
  assert.deepEqual(await ai.moderate!({ text: 'a fox', signal: never }), { isFlagged: false, categories: [], cost: 0 });
  assert.deepEqual(await ai.moderate!({ text: 'harm', signal: never }), { isFlagged: true, categories: ['hate'], cost: 0 });
  assert.equal(service.received[0]!.body['model'], 'omni-moderation-latest');
});

const MISHAPS: readonly (readonly [what: string, mishap: StandIn['mishaps'][number], reason: string, isBilled: boolean])[] = [
  ['too many requests', { is: 'status', status: 429, retryAfter: '7' }, 'busy', false],
  ['an empty account', { is: 'status', status: 429, code: 'insufficient_quota' }, 'denied', false],
  ['a server error', { is: 'status', status: 500 }, 'down', false],
  ['their content policy', { is: 'status', status: 400, code: 'moderation_blocked' }, 'refused', false],
  ['a model that is gone', { is: 'status', status: 404, code: 'model_not_found' }, 'denied', false],
  ['an answer that stops in the middle', { is: 'truncated' }, 'down', true],
  ['a connection that is dropped after the work', { is: 'dropped' }, 'down', true],
  ['an answer without a picture', { is: 'body', body: { created: 1, data: [{ b64_json: '<html>' }] } }, 'nonsense', true],
  ['an answer of nothing', { is: 'body', body: {} }, 'nonsense', true],
];
for (const [what, mishap, reason, isBilled] of MISHAPS)
  test(`${what} is ${reason}${isBilled ? ', and billed' : ''}; it is asked once only`, async () => {
    service.mishaps = [mishap];
    await assert.rejects(paint(), failure(reason, isBilled));
    assert.equal(service.received.length, 1);
  });

test('says when a busy service wants to be asked again', async () => {
  service.mishaps = [{ is: 'status', status: 429, retryAfter: '7' }];
  await assert.rejects(paint(), (error: AiFailure) => error.retryAfterMs === 7_000);
});

test('a service that does not answer is given up after its time, and may have billed', async () => {
  ai = createOpenAi({ ...configured(), timeoutMs: 50 });
  service.mishaps = [{ is: 'silent' }];
  await assert.rejects(paint(), failure('timeout', true));
});

test('a service that cannot be reached has billed nothing', async () => {
  const gone = await startOpenAiStandIn();
  await gone.close();
  ai = createOpenAi({ ...configured(), baseUrl: gone.url });
  await assert.rejects(paint(), failure('down', false));
});

test('a call that is broken off ends at once', async () => {
  const abort = new AbortController();
  service.mishaps = [{ is: 'silent' }];
  const painting = paint({ signal: abort.signal });
  setImmediate(() => abort.abort(new Error('the worker stops')));
  await assert.rejects(painting, (error) => !(error instanceof AiFailure));
});

test('the stand-in refuses parameters that the service does not know', async () => {
  const send = (body: object) =>
    fetch(`${service.url}/images/generations`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  assert.equal((await send({ model: 'm', prompt: 'p', response_format: 'url' })).status, 400);
  assert.equal((await send({ model: 'm', prompt: 'p', size: '1000x1000' })).status, 400);
  assert.equal((await send({ model: 'm', prompt: 'p', size: '1024x1024' })).status, 200);
});

test('a model without a price is refused at start, and so is a foreign address in clear', () => {
  const env = { LUNEO_AI: 'openai', OPENAI_API_KEY: 'sk-test' };
  assert.throws(() => readAi({ ...env, OPENAI_FINAL_MODEL: 'gpt-image-9' }, false), /LUNEO_AI_PRICES must tell what gpt-image-9 costs/);
  assert.throws(() => readAi({ ...env, OPENAI_BASE_URL: 'http://example.com/v1' }, false), /OPENAI_BASE_URL/);
  assert.throws(() => readAi({ ...env, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, true), /OPENAI_BASE_URL/);
  assert.throws(() => readAi({ LUNEO_AI: 'openai' }, false), /OPENAI_API_KEY must be set/);
  const { provider } = readAi({ ...env, OPENAI_FINAL_MODEL: 'gpt-image-9', LUNEO_AI_PRICES: '{"gpt-image-9":{"image":0.5}}' }, false);
  assert.equal((provider as OpenAiConfig).prices['gpt-image-9']!.image, 0.5);
});
