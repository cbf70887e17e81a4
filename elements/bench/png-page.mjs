// A T-shirt's front of 4500 × 5400 px, exported in tiles and painted whole: how far the two are apart.
import { Editor } from '@luneo/elements/customizer/editor.js';
import { imageLayer, shapeLayer } from '@luneo/sdk/design/create.js';
import { paintCanvas2d } from '@luneo/sdk/paint/canvas2d.js';
import { tilesOf } from '@luneo/sdk/paint/paint-png.js';
import { sampleProduct, sampleText } from '../dist/customizer/testing/product.js';
import { FakeShop } from '../dist/customizer/testing/shop.js';

const [WIDTH, HEIGHT] = [4500, 5400];
/** mm, at 300 dpi. */
const SIDE = { width: 381, height: 457.2 };
/** px of a strip that is compared at once. */
const STRIP = 200;

function photo() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 1200 });
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(1600, 1200);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const [x, y] = [(at / 4) % 1600, Math.floor(at / 6400)];
    pixels.data.set(
      [120 + 90 * Math.sin(x / 23) * Math.cos(y / 31), 90 + (x * 90) / 1600, 180 - (y * 110) / 1200 + ((x * y) % 17), 255],
      at,
    );
  }
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL('image/jpeg', 0.92);
}

/** A photo, the same adjusted, a translucent group and forty lines of text. */
function scene() {
  const words = (i) => ['Jessica', 'Always and for ever', 'MMXXVI', 'Été à la mer'][i % 4];
  const lines = Array.from({ length: 40 }, (_, i) => {
    const layer = sampleText(
      { id: `t${i}`, x: (i % 4) * 92, y: 8 + Math.floor(i / 4) * 44, width: 90, height: 40, rotation: (i % 5) * 9 },
      words(i),
    );
    return { ...layer, fit: 'none', runs: [{ ...layer.runs[0], size: 8 + (i % 7) * 4, fill: i % 2 ? '#203060' : '#902030' }] };
  });
  const place = { x: 20, y: 30, width: 340, height: 255 };
  const tone = { kind: 'duotone', dark: '#102a50', light: '#f0c8a0' };
  const group = { ...lines[0], id: 'g', type: 'group', x: 60, y: 150, width: 260, height: 160, rotation: 15, opacity: 0.5 };
  for (const key of ['runs', 'align', 'verticalAlign', 'lineHeight', 'fit', 'case', 'direction']) delete group[key];
  group.layers = [shapeLayer({ id: 's', x: 10, y: 10, width: 200, height: 120 }), { ...lines[1], id: 'gt', x: 0, y: 40 }];
  return [
    imageLayer({ id: 'photo', asset: 'ast_photo', ...place, rotation: 7, mask: { kind: 'ellipse' } }),
    imageLayer({
      id: 'tone',
      asset: 'ast_photo',
      ...place,
      y: 260,
      height: 180,
      adjustments: { brightness: 0.1, contrast: 0.2, saturation: 0, tone },
    }),
    group,
    ...lines,
  ];
}

/** Has `method` call `before` with its `this` first. Gives the function that puts it back. */
function watch(prototype, method, before) {
  const real = prototype[method];
  prototype[method] = function (...args) {
    before(this);
    return real.apply(this, args);
  };
  return () => (prototype[method] = real);
}

/** Calls `act` and gives the pixels of the largest canvas that was made meanwhile. */
async function largestCanvas(act) {
  let largest = 0;
  const note = ({ width, height }) => (largest = Math.max(largest, width * height));
  const ends = [
    watch(HTMLCanvasElement.prototype, 'getContext', note),
    watch(OffscreenCanvas.prototype, 'getContext', note),
    watch(CanvasRenderingContext2D.prototype, 'getImageData', ({ canvas }) => note(canvas)),
  ];
  const result = await act();
  for (const end of ends) end();
  return { result, largest };
}

function whole(editor, side, original) {
  const context = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT }).getContext('2d', {
    willReadFrequently: true,
  });
  context.scale(WIDTH / SIDE.width, WIDTH / SIDE.width);
  const items = editor.state.document.sides[0].layers.flatMap((layer) => editor.layouts.layer(layer, side).items);
  const image = (asset, adjustments) => (adjustments ? editor.image(asset, adjustments) : original);
  paintCanvas2d(context, items, { shaper: editor.layouts.shaper, image });
  return context;
}

/** For every row: how many pixels differ, and the sum of their differences. */
async function compare(blob, context) {
  const bitmap = await createImageBitmap(blob);
  const strip = Object.assign(document.createElement('canvas'), { width: WIDTH, height: STRIP }).getContext('2d', {
    willReadFrequently: true,
  });
  const rows = Array.from({ length: HEIGHT }, () => ({ differ: 0, error: 0 }));
  for (let top = 0; top < HEIGHT; top += STRIP) {
    strip.clearRect(0, 0, WIDTH, STRIP);
    strip.drawImage(bitmap, 0, -top);
    const [a, b] = [strip.getImageData(0, 0, WIDTH, STRIP).data, context.getImageData(0, top, WIDTH, STRIP).data];
    for (let at = 0; at < a.length; at += 4) {
      let error = 0;
      for (let part = 0; part < 4; part++) error += Math.abs(a[at + part] - b[at + part]);
      if (error === 0) continue;
      const row = rows[top + Math.floor(at / 4 / WIDTH)];
      row.differ += 1;
      row.error += error;
    }
  }
  return rows;
}

export async function png() {
  document.body.append(document.createElement('main'));
  const product = sampleProduct(scene());
  const [side] = product.template.sides;
  Object.assign(side, SIDE, { minTextHeight: 0 });
  const shop = new FakeShop(product);
  const url = photo();
  const asset = shop.asset.bind(shop);
  shop.asset = (id) => ({ ...asset(id), width: 1600, height: 1200, mime: 'image/jpeg', url, previewUrl: url });
  shop.install();
  const editor = new Editor();
  await editor.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_bench', product: 'plate', wasmUrl: '/harfbuzz.wasm' });
  const { adjustments } = editor.state.document.sides[0].layers[1];
  const until = async (says) => {
    while (!says()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until(() => editor.state.fontsReady && editor.image('ast_photo'));
  // Asked for until it is made: the whole render is painted with the screen's adjusted picture.
  await until(() => editor.image('ast_photo', adjustments) instanceof ImageBitmap);
  window.subject = {
    exported: async () => {
      const { result, largest } = await largestCanvas(() => editor.exportPng({ width: WIDTH }));
      const rows = await compare(result, whole(editor, side, editor.pictures.element('ast_photo')));
      return { rows, largest, tile: tilesOf(WIDTH).rows, pixels: WIDTH * HEIGHT, bytes: result.size };
    },
  };
}
