import { expect } from '@open-wc/testing';
import { Editor } from './editor.js';
import type { EditorState } from './editor-state.js';
import { sampleProduct, sampleText } from './testing/product.js';
import { FakeShop } from './testing/shop.js';

const wasmUrl = '/node_modules/harfbuzzjs/dist/harfbuzz.wasm';

let shop: FakeShop;
let restore: () => void;
let editor: Editor;

const open = (): Promise<void> => editor.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_1', product: 'plate', wasmUrl });
const text = (): string => {
  const layer = editor.state.document.sides[0]!.layers[0];
  return layer?.type === 'text' ? layer.runs[0]!.text : '';
};

function until(isSo: (state: EditorState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(editor.state)) return;
      editor.removeEventListener('change', look);
      resolve();
    };
    editor.addEventListener('change', look);
    look();
  });
}

/** As if the page were loaded again. */
async function reload(): Promise<void> {
  window.dispatchEvent(new Event('pagehide'));
  editor.close();
  editor = new Editor();
  await open();
}

beforeEach(async () => {
  localStorage.clear();
  shop = new FakeShop(sampleProduct([sampleText({ id: 'a' })]));
  restore = shop.install();
  editor = new Editor();
  await open();
});

afterEach(() => {
  editor.close();
  restore();
});

it('shows what another tab saved when the shopper comes back, and changes that, not an older state', async () => {
  editor.setText('a', 'Here');
  await until(({ save }) => save === 'saved');
  const other = new Editor();
  await other.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_1', product: 'plate', wasmUrl });
  other.setText('a', 'There');
  await other.save();
  other.close();
  window.dispatchEvent(new Event('focus'));
  await until(() => text() === 'There');
  editor.setOption('colour', 'black');
  await editor.save();
  const [stored] = [...shop.designs.values()];
  expect(stored!.document).to.deep.equal(editor.state.document);
  expect(text()).to.equal('There');
  editor.undo();
  editor.undo();
  expect(text()).to.equal('Here');
});

it('what was changed in two tabs at once is kept from both', async () => {
  editor.setText('a', 'Here');
  await until(({ save }) => save === 'saved');
  const other = new Editor();
  await other.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_1', product: 'plate', wasmUrl });
  other.setText('a', 'There');
  await other.save();
  editor.setOption('colour', 'black');
  await editor.save();
  expect([text(), editor.state.document.options['colour']]).to.deep.equal(['There', 'black']);
  const [stored] = [...shop.designs.values()];
  expect(stored!.document).to.deep.equal(editor.state.document);
  other.close();
});

it('saves by itself and continues the same design after a reload', async () => {
  editor.setText('a', 'Saved');
  await until(({ save }) => save === 'saved');
  const { designId } = editor.state;
  expect(designId).to.match(/^dsn_/);
  await reload();
  expect(editor.state.designId).to.equal(designId);
  expect(text()).to.equal('Saved');
  expect(shop.designs.size).to.equal(1);
});

it('keeps what could not be saved through a reload, and saves it then', async () => {
  editor.setText('a', 'First');
  await until(({ save }) => save === 'saved');
  shop.intercept = ({ method }) => (method === 'PATCH' ? 'offline' : null);
  editor.setText('a', 'Written offline');
  await until(({ save }) => save === 'offline');
  shop.intercept = () => null;
  await reload();
  expect(text()).to.equal('Written offline');
  await until(({ save }) => save === 'saved');
  expect(shop.designs.size).to.equal(1);
  expect([...shop.designs.values()][0]!.document.sides[0]!.layers[0]!.name).to.equal('Written offline');
});

it('saves as soon as the network is back', async () => {
  shop.isOffline = true;
  editor.setText('a', 'Later');
  await until(({ save }) => save === 'offline');
  shop.isOffline = false;
  window.dispatchEvent(new Event('online'));
  await until(({ save }) => save === 'saved');
  expect(shop.designs.size).to.equal(1);
});

it('a change by another window does not lose the shopper’s document', async () => {
  editor.setText('a', 'One');
  await until(({ save }) => save === 'saved');
  const [stored] = shop.designs.values();
  shop.designs.set(stored!.id, { ...stored!, revision: 40 });
  editor.setText('a', 'Two');
  await until(({ save }) => save === 'saving');
  await until(({ save }) => save === 'saved');
  expect(shop.designs.get(stored!.id)).to.include({ revision: 41 });
  expect(shop.designs.get(stored!.id)!.document.sides[0]!.layers[0]!.name).to.equal('Two');
});

it('begins anew when the design of the last visit is gone', async () => {
  editor.setText('a', 'Gone');
  await until(({ save }) => save === 'saved');
  shop.designs.clear();
  await reload();
  expect(editor.state.phase).to.equal('ready');
  expect(text()).to.equal('Jessica');
});

it('asks for a fresh address when the signed one of a picture has expired', async () => {
  const id = (await editor.addImage(new Blob(['not a picture'], { type: 'image/png' }), 'x.png'))!;
  await until(({ save }) => save === 'saved');
  const layer = editor.state.document.sides[0]!.layers.find((each) => each.id === id);
  const asset = layer?.type === 'image' ? layer.asset : '';
  let asked = 0;
  shop.intercept = ({ method, path }) => {
    if (method !== 'GET' || !path.startsWith('/v1/assets/')) return null;
    const fresh = shop.asset(asset);
    return { status: 200, body: ++asked === 1 ? { ...fresh, previewUrl: 'data:image/png;base64,expired' } : fresh };
  };
  await reload();
  await new Promise<void>((resolve) => editor.addEventListener('pixels', () => resolve(), { once: true }));
  expect(asked).to.equal(2);
  expect(editor.pictures?.element(asset)?.naturalWidth).to.equal(600);
});

it('shows a picture from the file while it is going up', async () => {
  const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>'], {
    type: 'image/svg+xml',
  });
  let hear = (): void => {};
  let arrive = (): void => {};
  const heard = new Promise<void>((resolve) => (hear = resolve));
  shop.intercept = ({ path }) => {
    if (path !== '/v1/assets') return null;
    hear();
    return new Promise((resolve) => (arrive = () => resolve(null)));
  };
  const added = editor.addImage(svg, 'sun.svg');
  await until(({ uploads }) => uploads[0]?.frame != null);
  expect(editor.state.uploads[0]!.previewUrl).to.match(/^blob:/);
  expect(editor.state.document.sides[0]!.layers.length).to.equal(1);
  const { frame } = editor.state.uploads[0]!;
  await heard;
  arrive();
  const id = await added;
  const layer = editor.state.document.sides[0]!.layers.find((each) => each.id === id)!;
  expect([layer.x, layer.width]).to.deep.equal([frame!.x, frame!.width]);
  expect(editor.state.uploads).to.deep.equal([]);
});
