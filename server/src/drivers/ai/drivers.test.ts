import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { createDocument, textLayer } from '@luneo/sdk/design/create.js';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import { textOf } from '@luneo/sdk/design/walk.js';
import { CLIPART } from '../../clipart/library.js';
import { readAi } from '../../config/ai.js';
import { createGuardedFetch } from '../../guarded-fetch.js';
import type { Ai, ComposeRequest, ImageRequest } from './ai.js';
import { createAi } from './create.js';
import { PRODUCTS, TEST_FONTS, testShaper } from './local/testing.js';
import { startOpenAiStandIn } from './openai/stand-in.js';
import { startReplicateStandIn } from './replicate/stand-in.js';

/** A driver on whatever stands in for its service. */
type Start = () => Promise<{ ai: Ai; close: () => Promise<void> }>;
const fetch = createGuardedFetch({ allowHosts: ['127.0.0.1:*'] });

/** Every driver keeps the same promises: a new one is a line here. */
const DRIVERS: Record<string, Start> = {
  local: async () => ({ ai: await createAi(readAi({}, false), fetch), close: async () => {} }),
  openai: async () => {
    const service = await startOpenAiStandIn();
    const layer = textLayer({ text: 'Jessica', font: 'fnt_greatvibes', size: 6, x: 15, y: 3, width: 30, height: 8 });
    const finish = { name: 'finish', arguments: { isUnderstood: true, notes: ['“Jessica” in script.'] } };
    service.replies = [[{ name: 'add-layer', arguments: { side: PRODUCTS.bracelet.template.sides[0]!.id, layer } }, finish]];
    const env = { LUNEO_AI: 'openai', OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: service.url };
    return { ai: await createAi(readAi(env, false), fetch), close: service.close };
  },
  replicate: async () => {
    const service = await startReplicateStandIn();
    const env = { LUNEO_AI: 'replicate', REPLICATE_API_TOKEN: 'r8_test', REPLICATE_BASE_URL: `${service.url}/v1` };
    return { ai: await createAi(readAi(env, false), fetch), close: service.close };
  },
};

const { bracelet: product } = PRODUCTS;
const document = createDocument(product.id, product.template, TEST_FONTS);

for (const [name, start] of Object.entries(DRIVERS))
  describe(`the ${name} driver`, () => {
    let ai: Ai;
    let close: () => Promise<void>;
    before(async () => ({ ai, close } = await start()));
    after(() => close());

    const composing = async (signal: AbortSignal): Promise<ComposeRequest> => ({
      prompt: "Engrave 'Jessica' in script",
      product,
      document,
      side: product.template.sides[0]!.id,
      fonts: TEST_FONTS,
      clipart: CLIPART,
      shaper: await testShaper(),
      signal,
      onStep: () => {},
    });
    const painting = (signal: AbortSignal): ImageRequest => ({
      prompt: 'a watercolour butterfly',
      width: 1_024,
      height: 768,
      quality: 'draft',
      isCutOut: false,
      clipart: CLIPART,
      signal,
    });

    test('says what it is and which models it uses', () => {
      assert.equal(ai.name, name);
      assert.equal(ai.isRemote ?? false, name !== 'local');
      assert.equal((ai.models ?? []).length > 0, name !== 'local');
    });

    test('composes edits that give a valid document, and costs no more than it estimated', async () => {
      const request = await composing(new AbortController().signal);
      const { edits, notes, cost = 0 } = await ai.compose(request);
      const made = readDocument(edits.reduce(applyEdit, document));
      assert.ok(made.sides[0]!.layers.some((layer) => layer.type === 'text' && textOf(layer) === 'Jessica'));
      assert.ok(notes.length > 0);
      assert.ok(cost <= (ai.estimate?.({ kind: 'compose', request })?.atMost ?? 0));
    });

    test('paints a picture that can be decoded, of nearly the wished shape, and costs no more than it estimated', async () => {
      const request = painting(new AbortController().signal);
      const { bytes, cost } = await ai.makeImage!(request);
      const { width, height } = await sharp(bytes).metadata();
      assert.ok(Math.abs(width / height - 4 / 3) < 0.1, `${width} × ${height}`);
      assert.ok(Number.isInteger(cost) && cost <= (ai.estimate?.({ kind: 'draft', request })?.atMost ?? 0));
    });

    test('does nothing once nobody waits', async () => {
      const gone = AbortSignal.abort(new Error('nobody waits'));
      await assert.rejects(async () => ai.compose(await composing(gone)), /nobody waits|abort/i);
    });
  });
