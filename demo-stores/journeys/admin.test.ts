import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type {} from '@luneo/elements/luneo-customizer.js';
import { Colleague } from './brand.js';
import { makePhoto } from './photo.js';
import { openPlainPage, type PlainPage } from './plain-page.js';
import { noBrowser, openBrowser, Shopper } from './shopper.js';
import { startStack, type Stack } from './stack.js';

const SECTIONS = [
  'Get started',
  'Orders',
  'Designs',
  'Workshop',
  'Products',
  'Selling',
  'Keys and origins',
  'Webhooks',
  'Ideas by words',
  'Background jobs',
  'Team',
  'Audit log',
  'Your account',
];

let stack: Stack;
let browser: Browser;
let shop: PlainPage;
let staff: Colleague;

describe('from an empty brand to a shipped order, without touching the API', { skip: noBrowser }, () => {
  before(async () => {
    [stack, browser, shop] = await Promise.all([startStack(), openBrowser(), openPlainPage()]);
    staff = await Colleague.arrive(browser, stack, 'mina@example.com');
  });
  after(async () => {
    shop?.close();
    await browser?.close();
    await stack?.stop();
  });

  test('a brand is registered, its address confirmed by mail, and the checklist says what comes first', async () => {
    await staff.register('Okafor Prints');
    await staff.signIn();
    const { page } = staff;
    await page.getByRole('heading', { name: 'Get started' }).waitFor();
    await page.getByText('1 of 6 done').waitFor();
    assert.deepEqual(await staff.barriers(), []);
  });

  test('a product from a photo: measured with the ruler, a print area drawn, a text that shoppers replace, published', async () => {
    const { page } = staff;
    await staff.visit('Products');
    await page.getByRole('button', { name: 'New product' }).first().click();
    await page.getByLabel('Product name').fill('Beach towel');
    await page.getByLabel('Base price').fill('29.90');
    await page.getByLabel('Photo of the product').setInputFiles({ name: 'towel.jpg', mimeType: 'image/jpeg', buffer: await makePhoto() });
    await page.getByRole('button', { name: 'Go on to print areas' }).click();
    await page.getByRole('heading', { name: 'How large is a millimetre here?' }).waitFor();
    await drag(0.1, 0.2, 0.6, 0.2);
    await page.getByLabel('Real length').fill('250');
    await page.getByRole('button', { name: 'Use this scale' }).click();
    await drag(0.2, 0.3, 0.6, 0.6);
    await page.getByRole('button', { name: /^Print area: Side 1/ }).waitFor();
    assert.ok(Math.abs(Number(await page.getByLabel('Width', { exact: true }).inputValue()) - 200) < 2, 'the ruler counts');
    await page.getByLabel('Width', { exact: true }).fill('180');
    await page.getByLabel('Height', { exact: true }).fill('90');
    await staff.openTab('Text and fonts');
    await page.getByRole('button', { name: 'Add text' }).click();
    await page.getByLabel('Words', { exact: true }).fill('Your name');
    await page.getByLabel('Required').check();
    await staff.openTab('Prices');
    await page.getByRole('button', { name: 'Add a price rule' }).click();
    await page.getByLabel('Adds').fill('0.5');
    await page.getByLabel('For each').selectOption('character');
    await page.getByLabel('Words', { exact: true }).fill('Jessica');
    await page.getByText('€33.40').waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('heading', { name: 'This product is published' }).waitFor();
    assert.deepEqual(staff.complaints, []);
  });

  test('a key for the origin of a shop, with the snippet to paste', async () => {
    const { page } = staff;
    await staff.visit('Keys and origins');
    await page.getByRole('button', { name: 'New key' }).first().click();
    await page.getByLabel('Name').fill('Plain shop');
    await page.getByLabel('Origins').fill(shop.origin);
    await page.getByRole('button', { name: 'Make the key' }).click();
    const snippet = await page.locator('[data-snippet]').innerText();
    assert.match(snippet, /publishable-key="pk_test_/);
    shop.paste(snippet);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText(shop.origin).waitFor();
  });

  test('a fabricator is invited, joins by mail, and sees the workshop only', async () => {
    const { page } = staff;
    await staff.visit('Team');
    await page.getByLabel('E-mail').fill('press@example.com');
    await page.getByLabel('Role', { exact: true }).selectOption('fabricator');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    const fabricator = await Colleague.arrive(browser, stack, 'press@example.com');
    await fabricator.join('The Press');
    await fabricator.signIn();
    const menu = fabricator.page.getByRole('navigation', { name: 'Main menu' }).getByRole('link');
    assert.deepEqual(
      (await menu.allInnerTexts()).map((text) => text.trim()),
      ['Workshop', 'Your account'],
    );
    await fabricator.page.getByRole('heading', { name: 'Nothing to make' }).waitFor();
    await fabricator.close();
    await staff.visit('Selling');
    await page.getByLabel('Paid orders go to').selectOption({ label: 'The Press' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
  });

  test('a shopper personalises it on the plain page and pays; the fabricator downloads the file and ships', async () => {
    const shopper = await Shopper.arrive(browser, stack);
    await shopper.page.goto(`${shop.origin}/`);
    await shopper.page.getByRole('button', { name: 'Personalise' }).click();
    await shopper.ready();
    await shopper.rewrite('Your name', 'Amara');
    await shopper.saved();
    await shopper.addToCart();
    await payFor(shopper);
    await shopper.close();

    const fabricator = await Colleague.arrive(browser, stack, 'press@example.com');
    const { page } = fabricator;
    await fabricator.open('#/work');
    await fabricator.signIn();
    await page.getByRole('link', { name: /Beach towel/ }).click();
    assert.equal((await fabricator.download(/^PDF/)).toString('latin1', 0, 5), '%PDF-');
    assert.deepEqual(await fabricator.barriers(), []);
    await page.getByRole('button', { name: 'Start production' }).click();
    await page.getByLabel('Carrier').fill('La Poste');
    await page.getByLabel('Tracking number').fill('6A12345678901');
    await page.getByRole('button', { name: 'Mark as shipped' }).click();
    await page.getByRole('button', { name: 'Mark as delivered' }).waitFor();
    assert.deepEqual(fabricator.complaints, []);
    await fabricator.close();
  });

  test('staff find the order by its e-mail address and see that it was shipped', async () => {
    const { page } = staff;
    await staff.visit('Orders');
    await page.getByRole('searchbox').fill('lou@example.com');
    await page.getByRole('link', { name: /Beach towel/ }).click();
    await page.getByText('Shipped · La Poste · 6A12345678901').waitFor();
    assert.deepEqual(await staff.barriers(), []);
    await staff.visit('Get started');
    await page.getByText('6 of 6 done').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`no barrier that axe can find in any section, in ${colorScheme}`, async () => {
      const { page } = staff;
      await page.emulateMedia({ colorScheme });
      for (const section of SECTIONS) {
        await staff.visit(section);
        assert.deepEqual(await staff.barriers(), [], section);
      }
      await staff.visit('Products');
      await page.getByRole('link', { name: /Beach towel/ }).click();
      await staff.shown('Beach towel');
      for (const tab of ['Print areas', 'Options', 'Prices', 'Text and fonts', 'Details', 'Publish']) {
        await staff.openTab(tab);
        assert.deepEqual(await staff.barriers(), [], tab);
      }
    });

  test('a keyboard alone makes a print area, moves and resizes it by millimetres, and takes it back', async () => {
    const { page } = staff;
    await staff.visit('Products');
    await page.getByRole('link', { name: /Beach towel/ }).press('Enter');
    await page.getByRole('button', { name: 'Add print area' }).press('Enter');
    await page.waitForFunction(() => {
      let at: Element | null = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label')?.includes('Side 2');
    });
    const field = (name: string) => page.getByLabel(name, { exact: true });
    const [x, width] = [Number(await field('From the left').inputValue()), Number(await field('Width').inputValue())];
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    assert.equal(Number(await field('From the left').inputValue()).toFixed(1), (x + 2).toFixed(1));
    assert.equal(Number(await field('Width').inputValue()).toFixed(1), (width + 1).toFixed(1));
    await page.keyboard.press('Delete');
    await page.getByText('“Side 2” is removed.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
    await page.getByRole('button', { name: /^Print area: Side 2/ }).waitFor();
  });

  test('unsaved work asks before it is left, and is there again after a reload', async () => {
    const { page } = staff;
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Orders' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText('changes of an earlier visit').waitFor();
    await page.getByRole('button', { name: /^Print area: Side 2/ }).waitFor();
    await page.getByRole('button', { name: 'Discard them' }).click();
    await page.getByRole('button', { name: /^Print area: Side 2/ }).waitFor({ state: 'detached' });
  });

  test('a phone: every section fits without scrolling sideways', async () => {
    const { page } = staff;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const section of SECTIONS) {
      await staff.visit(section);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0, section);
    }
  });

  test('an ended session asks for the password over the page and keeps what was typed', async () => {
    const { page } = staff;
    await page.setViewportSize({ width: 1360, height: 900 });
    await staff.visit('Keys and origins');
    await page.getByRole('button', { name: 'New key' }).first().click();
    await page.getByLabel('Name').fill('Second shop');
    const other = await Colleague.arrive(browser, stack, staff.email);
    await other.open('#/account');
    await other.signIn();
    await other.page.getByRole('button', { name: 'Sign out there' }).first().click();
    await other.page.getByText('That session is ended.').waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await page.getByLabel('Password').fill(staff.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Your key' }).waitFor();
  });
});

/** Drags over the picture, by fractions of its width and height. */
async function drag(fromX: number, fromY: number, toX: number, toY: number): Promise<void> {
  const box = (await staff.page.getByRole('group', { name: 'Picture with print areas' }).boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await staff.page.mouse.move(...at(fromX, fromY));
  await staff.page.mouse.down();
  await staff.page.mouse.move(...at((fromX + toX) / 2, (fromY + toY) / 2));
  await staff.page.mouse.move(...at(toX, toY));
  await staff.page.mouse.up();
}

/** Pays on the sandbox's page and waits until the shopper is back on the plain page. */
async function payFor(shopper: Shopper): Promise<void> {
  const { page } = shopper;
  const email = page.getByLabel('E-mail');
  if (await email.isVisible()) await email.fill('lou@example.com');
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel(/Expires/).fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL((url) => url.origin === shop.origin);
}
