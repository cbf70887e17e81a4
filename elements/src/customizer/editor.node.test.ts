import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, test } from 'node:test';
import { Editor } from './editor.js';
import type { EditorState } from './editor-state.js';
import { FONT, sampleProduct, sampleText } from './testing/product.js';
import { FakeShop } from './testing/shop.js';

const fontFile = createRequire(import.meta.url).resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf');

let shop: FakeShop;
let restore: () => void;
let editor: Editor;

beforeEach(async () => {
  shop = new FakeShop(sampleProduct([sampleText({ id: 'a' })]));
  const answer = shop.fetch;
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => (input === FONT.url ? new Response(readFileSync(fontFile)) : answer(input, init));
  restore = () => (globalThis.fetch = real);
  editor = new Editor();
  await open();
});

afterEach(() => {
  editor.close();
  restore();
});

const wasmUrl = `data:application/wasm;base64,${readFileSync(createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz.wasm')).toString('base64')}`;
const open = (product = 'plate'): Promise<void> =>
  editor.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_1', product, wasmUrl });
const layers = () => editor.state.document.sides[0]!.layers;

/** Resolves with the state as soon as it is as wanted. */
function until(isSo: (state: EditorState) => boolean): Promise<EditorState> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(editor.state)) return;
      editor.removeEventListener('change', look);
      resolve(editor.state);
    };
    editor.addEventListener('change', look);
    look();
  });
}

test('opens with the start layers and a price, and creates nothing on the server', () => {
  assert.equal(editor.state.phase, 'ready');
  assert.equal(editor.state.quote?.total, 1_070);
  assert.deepEqual(shop.paths('POST'), []);
});

test('says what is wrong when the product is not there', async () => {
  await open('nothing');
  assert.equal(editor.state.phase, 'failed');
  assert.equal(editor.state.error?.code, 'not-found');
});

test('measures text once its font is there', async () => {
  const { metrics } = await until((state) => state.fontsReady && state.metrics.size > 0);
  assert.ok((metrics.get('a')?.bounds?.width ?? 0) > 10);
});

test('the price changes with the edit that changes it, in the same event', () => {
  const totals: (number | undefined)[] = [];
  editor.addEventListener('change', () => totals.push(editor.state.quote?.total));
  editor.setOption('colour', 'black');
  assert.deepEqual(totals, [1_320]);
  editor.setText('a', 'Jo');
  assert.equal(editor.state.quote?.total, 1_270);
});

test('typing is one step; undo and redo give back the same documents', () => {
  const start = editor.state.document;
  editor.setText('a', 'J');
  editor.setText('a', 'Jo');
  const typed = editor.state.document;
  assert.equal(layers()[0]!.name, 'Jo');
  editor.undo();
  assert.equal(editor.state.document, start);
  assert.equal(editor.state.redoLabel, 'edit-text');
  editor.redo();
  assert.equal(editor.state.document, typed);
});

test('adds, duplicates and removes; what is added is selected', () => {
  const id = editor.addText('New')!;
  assert.deepEqual(editor.state.selection, [id]);
  editor.duplicate([id]);
  assert.equal(layers().length, 3);
  assert.notEqual(editor.state.selection[0], id);
  editor.remove(editor.state.selection);
  assert.deepEqual(editor.state.selection, []);
  assert.equal(layers().length, 2);
});

test('a locked layer takes nothing but its lock and its name', () => {
  editor.update('a', { locked: true }, { label: 'lock' });
  editor.update('a', { x: 40 }, { label: 'move' });
  editor.remove(['a']);
  assert.equal(layers()[0]!.x, 10);
  editor.update('a', { locked: false }, { label: 'lock' });
  editor.update('a', { x: 40 }, { label: 'move' });
  assert.equal(layers()[0]!.x, 40);
});

test('an edit that the document cannot take changes nothing and is told', () => {
  const { document } = editor.state;
  let refused: Error | null = null;
  editor.addEventListener('edit-refused', (event) => (refused = (event as CustomEvent<{ error: Error }>).detail.error));
  editor.update('a', { width: -4 }, { label: 'resize' });
  assert.equal(editor.state.document, document);
  assert.ok(refused);
});

test('a prompt’s result is one step, merged with what was done meanwhile', async () => {
  shop.generate = (document) => {
    editor.setText('a', 'Mine');
    const [side] = document.sides;
    const made = {
      ...document,
      options: { colour: 'black' },
      sides: [{ ...side!, layers: [...side!.layers, sampleText({ id: 'g' }, 'Made')] }],
    };
    return { status: 'completed', document: made, notes: ['Black.'], revision: 2 };
  };
  await editor.prompt('make it black');
  assert.equal(editor.state.generation?.status, 'completed');
  assert.deepEqual(editor.state.generation?.notes, ['Black.']);
  assert.deepEqual(layers().map(({ name }) => name), ['Mine', 'Made']); // prettier-ignore
  assert.deepEqual(editor.state.selection, ['g']);
  assert.equal(editor.state.undoLabel, 'prompt');
  editor.undo();
  assert.deepEqual(layers().map(({ name }) => name), ['Mine']); // prettier-ignore
  assert.equal(editor.state.document.options['colour'], 'white');
});

test('a prompt that fails leaves the design and says why', async () => {
  shop.generate = () => ({ status: 'failed', error: { code: 'prompt-rejected', message: 'Not allowed.' } });
  const { document } = editor.state;
  await editor.prompt('something bad');
  assert.equal(editor.state.generation?.status, 'failed');
  assert.equal(editor.state.generation?.error?.code, 'prompt-rejected');
  assert.equal(editor.state.document, document);
});

test('two clicks on the button make one order, of what the shopper sees', async () => {
  editor.setText('a', 'Order me');
  const urls = { successUrl: 'http://shop.test/ok', cancelUrl: 'http://shop.test/no' };
  const [first, second] = await Promise.all([editor.addToCart(urls), editor.addToCart(urls)]);
  const third = await editor.addToCart(urls);
  assert.equal(first.id, second.id);
  assert.equal(first.id, third.id);
  assert.equal(shop.orders.length, 1);
  const [saved] = shop.designs.values();
  assert.equal(saved?.document.sides[0]?.layers[0]?.name, 'Order me');
});

test('an order that fails can be tried again', async () => {
  shop.intercept = ({ path }) =>
    path.endsWith('/finalize')
      ? { status: 422, body: { title: 'x', detail: 'x', code: 'preflight-failed', requestId: 'r', meta: { findings: [] } } }
      : null;
  await assert.rejects(editor.addToCart({ successUrl: 'http://s.test', cancelUrl: 'http://s.test' }), { code: 'preflight-failed' });
  assert.equal(editor.state.cart, 'failed');
  shop.intercept = () => null;
  await editor.addToCart({ successUrl: 'http://s.test', cancelUrl: 'http://s.test' });
  assert.equal(editor.state.cart, 'idle');
});

test('an upload becomes a layer; a refused one is told and leaves nothing', async () => {
  const id = await editor.addImage(new Blob(['x'], { type: 'image/png' }), 'beach.png');
  const layer = layers().find((each) => each.id === id);
  assert.ok(layer?.type === 'image');
  assert.equal(layer.width / layer.height, 2);
  assert.deepEqual(editor.state.uploads, []);
  assert.equal(await editor.addImage(new Blob(['x'], { type: 'application/pdf' }), 'a.pdf'), null);
  assert.equal(editor.state.uploads[0]?.error?.code, 'unsupported-media-type');
  editor.dismissUpload(editor.state.uploads[0]!.id);
  assert.deepEqual(editor.state.uploads, []);
});

test('another picture takes the place and the shape of the first one', async () => {
  const id = (await editor.addImage(new Blob(['x'], { type: 'image/png' })))!;
  editor.update(id, { width: 20, height: 20 }, { label: 'resize' });
  assert.equal(await editor.replaceImage(id, new Blob(['y'], { type: 'image/png' })), true);
  const layer = layers().find((each) => each.id === id);
  assert.ok(layer?.type === 'image');
  assert.deepEqual(layer.crop, { x: 0.25, y: 0, width: 0.5, height: 1 });
  assert.deepEqual([layer.width, layer.height], [20, 20]);
});

test('finds what cannot be made and remedies it in one step', async () => {
  await until((state) => state.fontsReady);
  editor.update('a', { x: 90 }, { label: 'move' });
  const { findings } = await until((state) => state.findings.some(({ code }) => code === 'outside-print-area'));
  const finding = findings.find(({ code }) => code === 'outside-print-area')!;
  assert.ok(editor.canRemedy(finding));
  editor.remedy(finding);
  assert.equal(editor.state.undoLabel, 'fix');
  await until((state) => !state.findings.some(({ code }) => code === 'outside-print-area'));
});
