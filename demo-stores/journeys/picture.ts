/**
 * Makes the picture of the README from the running editor, by the shopper's own steps:
 * `node --conditions=luneo-src --import tsx demo-stores/journeys/picture.ts`
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { openBrowser, Shopper } from './shopper.js';
import { startStack } from './stack.js';

const OUT = fileURLToPath(new URL('../../docs-site/images/editor.webp', import.meta.url));
const WIDTH = 1600;

const [stack, browser] = await Promise.all([startStack(), openBrowser()]);
try {
  const shopper = await Shopper.arrive(browser, stack, { viewport: { width: 1280, height: 880 }, deviceScaleFactor: 2 });
  const { page } = shopper;
  await shopper.personalise(stack, 'bracelet');
  await shopper.describe('Engrave “Jessica” in script, centred on the clasp, 18k gold, 0.6 mm deep');
  await page.getByRole('button', { name: 'Close' }).first().click();
  await page
    .getByRole('button', { name: 'Got it' })
    .click()
    .catch(() => undefined);
  await shopper.saved();
  await page.evaluate(() => document.fonts.ready);
  const box = (await shopper.customizer.boundingBox())!;
  const shot = await page.screenshot({ clip: { ...box, height: Math.min(box.height, 880 - box.y) }, animations: 'disabled' });
  const image = await loadImage(shot);
  const canvas = createCanvas(WIDTH, Math.round((WIDTH * image.height) / image.width));
  const ctx = canvas.getContext('2d');
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
  const webp = await canvas.encode('webp', 84);
  await mkdir(new URL('.', pathToFileURL(OUT)), { recursive: true });
  await writeFile(OUT, webp);
  process.stdout.write(`${OUT} ${Math.round(webp.length / 1000)} kB
`);
} finally {
  await browser.close();
  await stack.stop();
}
