// The page of elements/bench/stage-pages.ts: our stage, or the same picture in bare Konva, in one window.
import { ContextProvider } from '@lit/context';
import { Layer } from 'konva/lib/Layer.js';
import { Stage } from 'konva/lib/Stage.js';
import { Text } from 'konva/lib/shapes/Text.js';
import { editorContext } from '@luneo/elements/customizer/editor-context.js';
import { Editor } from '@luneo/elements/customizer/editor.js';
import '@luneo/elements/customizer/stage.js';
import { sampleProduct, sampleText } from '../dist/customizer/testing/product.js';
import { FakeShop } from '../dist/customizer/testing/shop.js';

const [WIDTH, HEIGHT] = [1200, 800];
/** Objects in mm = px / 10, in a grid; the first one lies in front, larger, in the middle. */
function places(count) {
  const columns = Math.ceil(Math.sqrt(count * 1.5));
  const [wide, high] = [WIDTH / columns, HEIGHT / Math.ceil(count / columns)];
  const grid = Array.from({ length: count - 1 }, (_, i) => ({
    x: (i % columns) * wide,
    y: Math.floor(i / columns) * high,
    width: wide * 0.9,
    height: high * 0.8,
    size: Math.min(high * 0.5, wide * 0.25),
    text: `Nr ${i}`,
  }));
  return [...grid, { x: 500, y: 360, width: 200, height: 80, size: 40, text: 'Jessica' }];
}

async function ours(count) {
  const layers = places(count).map(({ x, y, width, height, size, text }, i) => {
    const layer = sampleText({ id: `l${i}`, x: x / 10, y: y / 10, width: width / 10, height: height / 10 }, text);
    return { ...layer, runs: [{ ...layer.runs[0], size: size / 10 }] };
  });
  const product = sampleProduct(layers);
  const [side] = product.template.sides;
  Object.assign(side, { width: WIDTH / 10, height: HEIGHT / 10, minTextHeight: 0 });
  const place = { x: 0, y: 0, width: WIDTH, height: HEIGHT, rotation: 0 };
  Object.assign(side.mockup, { width: WIDTH, height: HEIGHT, place });
  const shop = new FakeShop(product);
  shop.install();
  const saved = {
    schemaVersion: 1,
    productId: product.id,
    options: {},
    sides: [
      { id: 'front', layers },
      { id: 'back', layers: [] },
    ],
    fonts: [],
  };
  shop.designs.set('dsn_saved', { id: 'dsn_saved', revision: 1, document: saved });
  const editor = new Editor();
  const host = document.body.appendChild(document.createElement('main'));
  new ContextProvider(host, { context: editorContext, initialValue: editor });
  const stage = host.appendChild(document.createElement('luneo-stage'));
  const open = async (designId = null) => {
    await editor.open({
      apiUrl: 'http://api.test',
      publishableKey: 'pk_test_bench',
      product: 'plate',
      wasmUrl: '/harfbuzz.wasm',
      designId,
    });
    while (!editor.state.fontsReady) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await open();
  window.subject = {
    reopen: () => open('dsn_saved'),
    edit: () => stage.beginTextEdit(`l${count - 1}`),
    change: () => {
      const { layers } = editor.state.document.sides[0];
      const moved = layers.map(({ id, x }) => [id, { x: x + 1 }]);
      editor.updateAll(moved, { label: 'move' });
      stage.focus();
    },
    state: () => {
      const layer = editor.state.document.sides[0].layers.at(-1);
      return { x: layer.x * 10, text: layer.runs[0].text };
    },
  };
}

function konva(count) {
  const container = document.body.appendChild(document.createElement('main'));
  const stage = new Stage({ container, width: WIDTH, height: HEIGHT });
  const [rest, drag] = [new Layer(), new Layer()];
  const nodes = places(count).map(
    ({ size, ...place }) =>
      new Text({ ...place, fontSize: size, align: 'center', verticalAlign: 'middle', fontFamily: 'sans-serif', fill: '#1a1a1a' }),
  );
  rest.add(...nodes);
  stage.add(rest, drag);
  const node = nodes.at(-1);
  node.draggable(true);
  node.on('dragstart', () => node.moveTo(drag));
  node.on('dragend', () => node.moveTo(rest));
  window.subject = {
    edit: () => {
      const field = document.body.appendChild(document.createElement('textarea'));
      field.value = node.text();
      field.addEventListener('input', () => node.text(field.value));
      field.focus();
      field.select();
    },
    state: () => ({ x: node.x(), text: node.text() }),
  };
}

async function fabric(count) {
  const { Canvas, FabricText } = await import('fabric');
  const element = document.body.appendChild(document.createElement('main')).appendChild(document.createElement('canvas'));
  const canvas = new Canvas(element, { width: WIDTH, height: HEIGHT });
  const objects = places(count).map(
    ({ x, y, size, text }) =>
      new FabricText(text, { left: x, top: y, fontSize: size, fontFamily: 'sans-serif', fill: '#1a1a1a', originX: 'left', originY: 'top' }),
  );
  canvas.add(...objects);
  canvas.renderAll();
  // As text, for that is how it comes from where it was saved.
  const saved = JSON.stringify(canvas.toJSON());
  window.subject = {
    reopen: async () => {
      await canvas.loadFromJSON(saved);
      canvas.renderAll();
    },
    state: () => {
      const last = canvas.getObjects().at(-1);
      return { x: last.left, text: last.text };
    },
  };
}

const query = new URLSearchParams(location.search);
const count = Number(query.get('count'));
const KINDS = { ours, konva, fabric, png: async () => (await import('./png-page.mjs')).png() };
await KINDS[query.get('kind')](count);
await new Promise((resolve) => setTimeout(resolve, 300));
document.documentElement.dataset.ready = '';
