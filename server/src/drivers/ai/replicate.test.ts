import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import sharp from 'sharp';
import { readAi, type ReplicateConfig } from '../../config/ai.js';
import { createGuardedFetch } from '../../guarded-fetch.js';
import type { Ai, ImageRequest } from './ai.js';
import { AiFailure } from './failure.js';
import { createReplicateAi } from './replicate.js';
import { startReplicateStandIn, type ReplicateStandIn } from './replicate/stand-in.js';

let service: ReplicateStandIn;
let ai: Ai;
const never = new AbortController().signal;

const made = (extra: Record<string, string> = {}, allowHosts = [new URL(service.url).host]): Ai => {
  const env = { LUNEO_AI: 'replicate', REPLICATE_API_TOKEN: 'r8_test', REPLICATE_BASE_URL: `${service.url}/v1`, ...extra };
  const config = readAi(env, false).provider as ReplicateConfig;
  return createReplicateAi(config, { fetch: createGuardedFetch({ allowHosts }), pollMs: 1 });
};
const paint = (extra: Partial<ImageRequest> = {}) =>
  ai.makeImage!({
    prompt: 'a watercolour fox',
    width: 1_024,
    height: 700,
    quality: 'draft',
    isCutOut: false,
    clipart: [],
    signal: never,
    ...extra,
  });
const failure = (reason: string, isBilled: boolean) => (error: unknown) => {
  assert.ok(error instanceof AiFailure, String(error));
  assert.deepEqual([error.reason, error.isBilled], [reason, isBilled]);
  assert.ok(!error.message.includes('fox'));
  return true;
};

before(async () => {
  service = await startReplicateStandIn();
});
after(() => service.close());
beforeEach(() => {
  Object.assign(service, { received: [], begun: 0, slowFor: 0, mishaps: [], outcome: { status: 'succeeded' } });
  ai = made();
});

test('notes the prediction before it waits, then fetches the result', async () => {
  const seen: string[] = [];
  service.slowFor = 3;
  const { bytes, cost } = await paint({ onPrediction: async (id) => void seen.push(`${id} after ${service.received.length}`) });
  assert.deepEqual(seen, ['pred1 after 1']);
  const { width, height } = await sharp(bytes).metadata();
  assert.deepEqual([width, height, cost], [640, 480, 30]);
  const [begin] = service.received;
  assert.deepEqual(
    [begin!.path, begin!.body['input']],
    ['/v1/models/black-forest-labs/flux-schnell/predictions', { prompt: 'a watercolour fox', aspect_ratio: '3:2', output_format: 'png' }],
  );
});

test('takes up work that an earlier try began, without beginning another', async () => {
  await paint({ predictionId: 'pred77' });
  assert.equal(service.begun, 0);
  assert.equal(service.received[0]!.path, '/v1/predictions/pred77');
});

test('a pinned version and a price by the second', async () => {
  const model = `me/painter:${'ab'.repeat(32)}`;
  ai = made({ REPLICATE_DRAFT_MODEL: model, LUNEO_AI_PRICES: JSON.stringify({ [model]: { second: 0.001 } }) });
  assert.equal((await paint()).cost, 20);
  assert.deepEqual([service.received[0]!.path, service.received[0]!.body['version']], ['/v1/predictions', 'ab'.repeat(32)]);
});

test('enlarges where a model for it is configured', async () => {
  assert.equal(Object.hasOwn(ai, 'upscale'), false);
  ai = made({ REPLICATE_UPSCALE_MODEL: 'nightmareai/real-esrgan' });
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  await ai.upscale!({ bytes, factor: 2.3, signal: never });
  const input = service.received[0]!.body['input'] as { image: string; scale: number };
  assert.ok(input.image.startsWith('data:image/png;base64,') && input.scale === 3);
});

test('never fetches a result from inside', async () => {
  ai = made({}, []);
  await assert.rejects(paint(), failure('nonsense', true));
  ai = made();
  for (const output of ['http://169.254.169.254/latest/meta-data', 'file:///etc/passwd', 'http://example.com/plain.png', 42, null]) {
    service.outcome = { status: 'succeeded', output };
    await assert.rejects(paint(), failure('nonsense', true));
  }
});

test('a connection that is dropped after the work began is not tried again, and may be billed', async () => {
  service.mishaps = ['dropped-after-work'];
  await assert.rejects(paint(), failure('down', true));
  assert.equal(service.begun, 1);
});

test('a busy service is not asked again by itself, and says when it wants to be', async () => {
  service.mishaps = [{ status: 429, retryAfter: '3' }];
  await assert.rejects(paint(), (error: AiFailure) => failure('busy', false)(error) && error.retryAfterMs === 3_000);
  assert.equal(service.received.length, 1);
});

test('a question about a prediction that fails is asked again; the work is not begun again', async () => {
  const begun: string[] = [];
  const painting = paint({
    onPrediction: async (id) => {
      begun.push(id);
      service.mishaps = [{ status: 500 }, 'dropped', { status: 429 }];
    },
  });
  await painting;
  assert.deepEqual([begun, service.begun, service.received.length], [['pred1'], 1, 5]);
});

for (const [what, outcome, reason] of [
  ['their content policy', { status: 'failed', error: 'NSFW content detected' }, 'refused'],
  ['a failure of theirs', { status: 'failed', error: 'CUDA out of memory' }, 'down'],
  ['a prediction that somebody cancelled', { status: 'canceled' }, 'down'],
] as const)
  test(`${what} is ${reason}`, async () => {
    service.outcome = outcome;
    await assert.rejects(paint(), failure(reason, true));
  });

test('a wrong token or model is denied, and not billed', async () => {
  service.mishaps = [{ status: 404 }];
  await assert.rejects(paint(), failure('denied', false));
});

test('a caller that goes away ends the waiting at once', async () => {
  service.slowFor = 1e9;
  const abort = new AbortController();
  await assert.rejects(
    paint({ signal: abort.signal, onPrediction: async () => abort.abort(new Error('the worker stops')) }),
    (error) => !(error instanceof AiFailure),
  );
});
