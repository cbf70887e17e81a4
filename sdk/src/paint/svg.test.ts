import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Layer } from '../design/document.js';
import type { DisplayList } from '../layout/display-list.js';
import type { Shaper } from '../layout/shape.js';
import { FRAME, lay, shape, SIDE, testShaper, text } from '../layout/testing.js';
import { paintCanvas2d, type Canvas2d } from './canvas2d.js';
import { paintSvg } from './svg.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

const list = (...layers: Layer[]): DisplayList => ({
  width: SIDE.width,
  height: SIDE.height,
  bleed: SIDE.bleed,
  items: layers.flatMap((layer) => lay(layer, shaper).items),
  metrics: [],
});
const svg = (...layers: Layer[]) =>
  paintSvg(list(...layers), { shaper, imageHref: (asset) => (asset === 'gone' ? undefined : `https://x.test/?a=1&b="${asset}"`) });

test('is trim + bleed in true mm', () => {
  assert.match(svg(), /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="106mm" height="66mm" viewBox="-3 -3 106 66">/);
});

test('addresses and names cannot break out of their attributes', () => {
  const layer: Layer = { ...FRAME, type: 'image', asset: '<script>', crop: { x: 0, y: 0, width: 1, height: 1 } };
  assert.match(svg(layer), /href="https:\/\/x.test\/\?a=1&amp;b=&quot;&lt;script>&quot;"/);
  assert.doesNotMatch(svg({ ...layer, asset: 'gone' }), /<image/);
});

test('shows the same as the canvas', async () => {
  const design = list(
    text('Jessica', { font: 'script', size: 14 }, { rotation: 8 }),
    shape([{ d: 'M0 0H10V10H0Z M3 3H7V7H3Z', fill: '#c02040', fillRule: 'evenodd', stroke: { width: 0.6, paint: '#203040' } }], {
      x: 75,
      width: 20,
      opacity: 0.5,
    }),
    text('Outline', { outline: { width: 0.4, paint: '#e0a030' } }, { y: 42 }),
  );
  const [width, height] = [106 * 8, 66 * 8];
  const image = await loadImage(
    Buffer.from(
      paintSvg(design, { shaper, imageHref: () => undefined }).replace(
        /width="106mm" height="66mm"/,
        `width="${width}" height="${height}"`,
      ),
    ),
  );
  const bySvg = createCanvas(width, height).getContext('2d');
  bySvg.drawImage(image, 0, 0);
  const byCanvas = createCanvas(width, height).getContext('2d');
  byCanvas.setTransform(8, 0, 0, 8, 24, 24);
  paintCanvas2d(byCanvas as unknown as Canvas2d, design.items, { shaper, image: () => undefined });
  const [a, b] = [bySvg, byCanvas].map((ctx) => ctx.getImageData(0, 0, width, height).data) as [Uint8ClampedArray, Uint8ClampedArray];
  let [ink, different] = [0, 0];
  for (let at = 3; at < a.length; at += 4) {
    if (a[at] || b[at]) ink++;
    if (Math.abs(a[at]! - b[at]!) > 40) different++;
  }
  assert.ok(ink > 10_000 && different / ink < 0.002, `${different} of ${ink} pixels`);
});
