import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { Luneo } from '@luneo/sdk';
import type { DesignDocument, TextLayer } from '@luneo/sdk/design/document.js';
import type {} from '@luneo/elements/luneo-customizer.js';
import { makePhoto } from './photo.js';
import { assertPrinted } from './print.js';
import { readStage } from './screen.js';
import { noBrowser, openBrowser, Shopper } from './shopper.js';
import { downloadPdf, Staff } from './staff.js';
import { startStack, type Stack } from './stack.js';

const JESSICA = "Grave en script cursif 'Jessica' centré sur le fermoir, couleur: or 18k, profondeur: 0.6mm";

let stack: Stack;
let browser: Browser;

const texts = (document: DesignDocument) =>
  document.sides.flatMap(({ layers }) => layers).filter((layer): layer is TextLayer => layer.type === 'text');
const words = (layer: TextLayer) => layer.runs.map(({ text }) => text).join('');

/** The most device px for a CSS px that the stage paints. */
const SHARP = { deviceScaleFactor: 3 };

describe('from the shop to the production file', { skip: noBrowser }, () => {
  before(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('npm start says where to go and leaves the keys for this user alone', () => {
    for (const wanted of [stack.shopUrl, `${stack.apiUrl}/reference`, `${stack.apiUrl}/admin/`, stack.email, stack.password])
      assert.ok(stack.output().includes(wanted), wanted);
    const file = path.join(stack.dataDir, 'demo.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test('a bracelet: words typed by hand, changed by a sentence, paid, and the PDF that staff download', async () => {
    const shopper = await Shopper.arrive(browser, stack, SHARP);
    const { page } = shopper;
    await page.goto(stack.shopUrl);
    await page.getByRole('link', { name: 'Engrave a bracelet' }).click();
    await page.getByRole('button', { name: 'Personalise' }).click();
    await shopper.ready();
    await shopper.rewrite('Luna', 'Toujours');
    await shopper.saved();
    assert.deepEqual(texts(await shopper.document()).map(words), ['Toujours']);

    await shopper.describe(JESSICA);
    const document = await shopper.document();
    const jessica = texts(document).find((layer) => words(layer) === 'Jessica')!;
    assert.ok(['fnt_greatvibes', 'fnt_dancing'].includes(jessica.runs[0]!.font), `${jessica.runs[0]!.font} is a script`);
    assert.ok(Math.abs(jessica.x + jessica.width / 2 - 30) < 0.01, 'centred on the clasp');
    assert.deepEqual({ metal: document.options['metal'], depth: document.options['depth'] }, { metal: 'gold-18k', depth: 0.6 });
    await shopper.saved();
    const shown = await readStage(page);

    await shopper.addToCart();
    const orderId = await shopper.pay();
    await page.locator('main[data-state=ready]').waitFor();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    assert.deepEqual(shopper.complaints, []);
    await shopper.close();
    await assertPrinted(await downloadPdf(browser, stack, orderId), shown);
  });

  test('a T-shirt: a word and a photo of the shopper, paid, and the PDF that staff download', async () => {
    const shopper = await Shopper.arrive(browser, stack, SHARP);
    const { page } = shopper;
    await shopper.personalise(stack, 'tshirt');
    await shopper.rewrite('Clair de lune', 'Été 1987');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Image', exact: true }).first().click(),
    ]);
    await chooser.setFiles({ name: 'plage.jpg', mimeType: 'image/jpeg', buffer: await makePhoto() });
    await page.waitForFunction(() =>
      document
        .querySelector('luneo-customizer')!
        .editor!.state.document.sides.some(({ layers }) => layers.some(({ type }) => type === 'image')),
    );
    await shopper.saved();
    const shown = await readStage(page, 300);
    assert.deepEqual(
      shown.layers.map(({ id }) => id),
      (await shopper.document()).sides[0]!.layers.map(({ id }) => id),
    );
    await shopper.addToCart();
    const orderId = await shopper.pay();
    await page.locator('main[data-state=ready]').waitFor();
    assert.deepEqual(shopper.complaints, []);
    await shopper.close();
    await assertPrinted(await downloadPdf(browser, stack, orderId), shown);
  });

  test('staff: a wrong password is told so, both files can be had, and nothing stays after signing out', async () => {
    const shopper = await Shopper.arrive(browser, stack);
    await shopper.personalise(stack, 'bracelet');
    await shopper.addToCart();
    const staff = await Staff.arrive(browser, stack, await shopper.pay());
    await shopper.close();
    const { page } = staff;
    await staff.signIn('not the password');
    await page.getByRole('alert').getByText('E-mail or password is wrong.').waitFor();
    await staff.signIn();
    assert.match((await staff.download('SVG')).toString('utf8'), /^(<\?xml[^>]*>\s*)?<svg [^>]*width="60mm" height="14mm"/);
    assert.equal((await staff.download('PDF')).toString('latin1', 0, 5), '%PDF-');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    for (const again of [false, true]) {
      if (again) await page.reload();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      assert.equal(await page.getByRole('link', { name: /^PDF/ }).count(), 0);
    }
    await staff.close();
  });

  test('a declined card charges nothing, and another one pays the same order', async () => {
    const shopper = await Shopper.arrive(browser, stack);
    const { page } = shopper;
    await shopper.personalise(stack, 'bracelet');
    await shopper.rewrite('Luna', 'Léa');
    await shopper.addToCart();
    await page.getByLabel('E-mail').fill('lou@example.com');
    await page.getByLabel('Card number').fill('4000 0000 0000 0002');
    await page.getByLabel(/Expires/).fill('12/34');
    await page.getByLabel('Security code').fill('123');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('alert').waitFor();
    const orderId = await shopper.pay();
    await page.locator('main[data-state=ready]').waitFor();
    const order = await new Luneo({ apiUrl: stack.apiUrl, secretKey: stack.secretKey }).orders.get(orderId);
    assert.equal(order.paymentStatus, 'succeeded');
    await shopper.close();
  });

  test('a phone: tap, write, see the price, without scrolling sideways', async () => {
    const shopper = await Shopper.arrive(browser, stack, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    });
    const { page } = shopper;
    await page.goto(`${stack.shopUrl}/bracelet`);
    await page.getByRole('button', { name: 'Personalise' }).tap();
    await shopper.ready();
    await page.getByRole('button', { name: 'Text', exact: true }).tap();
    await shopper.write('Zoé');
    assert.deepEqual(texts(await shopper.document()).map(words), ['Zoé']);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    assert.ok(await page.getByRole('button', { name: 'Add to cart' }).isVisible());
    assert.deepEqual(shopper.complaints, []);
    await shopper.close();
  });

  test('a keyboard alone: from the shop window to the payment', async () => {
    const shopper = await Shopper.arrive(browser, stack);
    const { page } = shopper;
    await page.goto(`${stack.shopUrl}/bracelet`);
    await tabTo(shopper, 'Personalise');
    await page.keyboard.press('Enter');
    await shopper.ready();
    await tabTo(shopper, 'Text “Luna”');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Noé');
    await page.keyboard.press('Escape');
    assert.deepEqual(texts(await shopper.document()).map(words), ['Noé']);
    await tabTo(shopper, 'Add to cart');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/pay\//);
    assert.deepEqual(shopper.complaints, []);
    await shopper.close();
  });

  test('what the shopper made is there again after a reload', async () => {
    const shopper = await Shopper.arrive(browser, stack);
    await shopper.personalise(stack, 'bracelet');
    await shopper.rewrite('Luna', 'Encore');
    await shopper.saved();
    const designId = await shopper.page.evaluate(() => document.querySelector('luneo-customizer')!.editor!.state.designId!);
    await shopper.page.reload();
    await shopper.page.evaluate((id) => document.querySelector('luneo-customizer')!.setAttribute('design-id', id), designId);
    await shopper.page.getByRole('button', { name: 'Personalise' }).click();
    await shopper.ready();
    assert.deepEqual(texts(await shopper.document()).map(words), ['Encore']);
    await shopper.close();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`no barrier that axe can find, in ${colorScheme}`, async () => {
      const shopper = await Shopper.arrive(browser, stack, { colorScheme, reducedMotion: 'reduce' });
      for (const url of [stack.shopUrl, `${stack.shopUrl}/thank-you`, `${stack.apiUrl}/admin/`]) {
        await shopper.page.goto(url);
        await shopper.page.getByRole('heading', { level: 1 }).waitFor();
        assert.deepEqual(await shopper.barriers(), [], url);
      }
      await shopper.personalise(stack, 'bracelet');
      assert.deepEqual(await shopper.barriers(), [], 'the bracelet in the customizer');
      await shopper.close();
    });

  test('Ctrl-C stops every process and removes the keys', async () => {
    await stack.stop();
    assert.match(stack.output(), /Stopped\. Your data is kept\./);
    assert.ok(!existsSync(path.join(stack.dataDir, 'demo.json')));
    for (const url of [stack.apiUrl, stack.shopUrl]) await assert.rejects(fetch(url));
  });
});

/** Presses Tab until the focused control has this name. */
async function tabTo({ page }: Shopper, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      let at: Element | null = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
    });
    if (focused.startsWith(name)) return;
  }
  assert.fail(`Tab never comes to “${name}”`);
}
