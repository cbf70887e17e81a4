import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generate } from 'otplib';
import type { Browser } from 'playwright-core';
import type {} from '@luneo/elements/luneo-customizer.js';
import { drag, inked, payFor, setUpPayments } from './admin-steps.js';
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
  'Mails',
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
    await drag(page, 0.1, 0.2, 0.6, 0.2);
    await page.getByLabel('Real length').fill('250');
    await page.getByRole('button', { name: 'Use this scale' }).click();
    await drag(page, 0.2, 0.3, 0.6, 0.6);
    await page.getByRole('button', { name: /^Print area: Side 1/ }).waitFor();
    assert.ok(Math.abs(Number(await page.getByLabel('Width', { exact: true }).inputValue()) - 200) < 2, 'the ruler counts');
    await page.getByLabel('Width', { exact: true }).fill('180');
    await page.getByLabel('Height', { exact: true }).fill('90');
    await staff.openTab('Text and fonts');
    await page.getByRole('button', { name: 'Add text' }).click();
    await page.getByLabel('Words', { exact: true }).fill('Your name');
    await page.getByLabel('Required').check();
    await inked(page, 'What shoppers begin with on Side 1');
    await staff.openTab('Prices');
    await page.getByRole('button', { name: 'Add a price rule' }).click();
    await page.getByLabel('Adds').fill('0.5');
    await page.getByLabel('For each').selectOption('character');
    await page.getByLabel('Words', { exact: true }).fill('Jessica');
    await page.getByText('€33.40').waitFor();
    assert.deepEqual(staff.complaints, []);
  });

  test('the draft is tried in the real customizer, as test data, and then published', async () => {
    const { page } = staff;
    const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Save and try it' }).first().click()]);
    await tab.getByRole('button', { name: 'Personalise' }).click();
    await tab.waitForFunction(() => document.querySelector('luneo-customizer')?.editor?.state.phase === 'ready');
    await tab.getByRole('list').getByRole('button', { name: 'Your name', exact: true }).click();
    await tab.getByRole('textbox', { name: 'What should it say?' }).fill('Tried');
    await tab.waitForFunction(() => document.querySelector('luneo-customizer')!.editor!.state.save === 'saved');
    assert.deepEqual(await staff.barriers(tab), []);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('heading', { name: 'This product is published' }).waitFor();
    await tab.getByText('The product was changed in another tab.').waitFor();
    await tab.close();
    await staff.visit('Designs');
    await page.getByRole('link', { name: /Tried/ }).waitFor();
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await page.getByRole('heading', { name: /No designs/ }).waitFor();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await staff.visit('Get started');
    await page.getByText('3 of 6 done').waitFor();
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
    await payFor(shopper, shop.origin);
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

  test('a design as it looks on the product, its files, and the way to its order and back', async () => {
    const { page } = staff;
    await staff.visit('Designs');
    await page.getByRole('searchbox').fill('Amara');
    await page.getByRole('link', { name: /Amara/ }).click();
    await staff.shown('Amara');
    await page.getByRole('img', { name: /^Preview of/ }).waitFor();
    await page.waitForFunction(() => {
      const roots: ParentNode[] = [document];
      for (const root of roots) for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
      return roots.some((root) => (root.querySelector<HTMLImageElement>('img.design')?.naturalWidth ?? 0) > 0);
    });
    for (const [format, start] of [
      ['PDF', '%PDF-'],
      ['SVG', '<svg'],
      ['PNG', '\x89PNG'],
    ] as const)
      assert.equal((await staff.save(new RegExp(`^${format}`))).toString('latin1', 0, start.length), start);
    assert.deepEqual(await staff.barriers(), []);
    await page.getByRole('link', { name: /^LN-.*Shipped/ }).click();
    await page.getByText('Shipped · La Poste · 6A12345678901').waitFor();
    await page.getByRole('link', { name: 'Open the design' }).click();
    await staff.shown('Amara');
    assert.deepEqual(staff.complaints, []);
  });

  test('live data are apart from test data', async () => {
    const { page } = staff;
    await staff.visit('Orders');
    await page.getByText('Test mode: nothing here is real').waitFor();
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await page.getByRole('heading', { name: 'No orders yet' }).waitFor();
    assert.equal(await page.getByText('Test mode: nothing here is real').count(), 0);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByRole('link', { name: /Beach towel/ }).waitFor();
  });

  test('a part of the money goes back, then what is left of it', async () => {
    const { page } = staff;
    await page.getByRole('link', { name: /Beach towel/ }).click();
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByLabel('Amount', { exact: true }).fill('10');
    await page.getByLabel('Reason').selectOption('requested_by_customer');
    await page.getByRole('button', { name: 'Refund €10.00' }).click();
    await page.getByText('Refund of €10.00: done').waitFor();
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByRole('button', { name: /^Refund €/ }).click();
    await page
      .getByText(/^Refund of .*: done$/)
      .nth(1)
      .waitFor();
    await page.getByRole('button', { name: 'Refund', exact: true }).waitFor({ state: 'detached' });
    assert.deepEqual(staff.complaints, []);
  });

  test('a coupon is made, and ended', async () => {
    const { page } = staff;
    await staff.visit('Selling');
    await page.getByRole('link', { name: 'Coupons' }).click();
    await page.getByRole('button', { name: 'New coupon' }).first().click();
    await page.getByLabel('Code', { exact: true }).fill('SUMMER');
    await page.getByLabel('Percent (%)').fill('15');
    await page.getByRole('button', { name: 'Create the coupon' }).click();
    await page.getByRole('button', { name: /SUMMER/ }).click();
    await page.getByText('Ended', { exact: true }).waitFor();
  });

  test('payments: the Stripe account is set up on the page of Stripe, left and gone on with, until it is ready', () =>
    setUpPayments(staff));

  test('a webhook: what was tried shows in the log by itself, and is sent again', async () => {
    const { page } = staff;
    await staff.visit('Webhooks');
    await page.getByRole('button', { name: 'New endpoint' }).first().click();
    await page.getByLabel('Address').fill(`${shop.origin}/hook`);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('must be a public address').waitFor();
    await page.getByLabel('Address').fill('https://hooks.invalid/luneo');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'Signing secret' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: /hooks\.invalid/ }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText(/^[1-9]\d* tr(y|ies)/).click();
    assert.deepEqual(await staff.barriers(), []);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('It is sent again.').waitFor();
    const tries = page.getByRole('region', { name: 'Tries' });
    await tries.getByRole('row').nth(2).waitFor();
    assert.match(await tries.innerText(), /hooks\.invalid|address|found|No answer/i);
    await page.getByRole('button', { name: /^Send a period again/ }).click();
    await page.getByRole('button', { name: 'All of them, also what arrived' }).click();
    await page.getByRole('button', { name: 'Send them again' }).click();
    await page.getByText(/deliver(y is|ies are) sent again\.$/).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).last().click();
    await page.getByRole('heading', { name: 'Nobody is told of anything yet' }).waitFor();
  });

  test('a member of the team takes another e-mail address, signs in by it, and deletes the account', async () => {
    const member = await Colleague.arrive(browser, stack, 'press@example.com');
    const { page } = member;
    await member.open('#/account');
    await member.signIn();
    const card = page.getByRole('region', { name: 'E-mail address' });
    await card.getByRole('button', { name: 'Change the address' }).click();
    await card.getByLabel('New address').fill('printer@example.com');
    await card.getByLabel('Current password').fill(member.password);
    await card.getByRole('button', { name: 'Change the address' }).click();
    await card.getByText('We sent a link to printer@example.com').waitFor();
    member.email = 'printer@example.com';
    await member.confirm();
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await member.signIn();
    await member.visit('Your account');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    const dialog = page.locator('luneo-dialog');
    await dialog.getByLabel('Current password').fill(member.password);
    assert.deepEqual(await member.barriers(), []);
    await dialog.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByText('Your account is deleted.').waitFor();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.deepEqual(member.complaints, []);
    await member.close();
    await staff.visit('Team');
    assert.equal(await staff.page.getByText('The Press').count(), 0);
  });

  test('two-factor sign-in: a code to scan, sign-in by it, new recovery codes, and off again', async () => {
    const { page } = staff;
    const card = page.getByRole('region', { name: 'Two-factor sign-in' });
    const codeIn = async (seconds: number): Promise<string> => generate({ secret, epoch: Math.floor(Date.now() / 1000) + seconds });
    await staff.visit('Your account');
    await card.getByRole('button', { name: 'Turn it on' }).click();
    await card.getByLabel('Current password').fill(staff.password);
    await card.getByRole('button', { name: 'Turn it on' }).click();
    await card.getByRole('img', { name: 'QR code for your authenticator' }).waitFor();
    assert.deepEqual(await staff.barriers(), []);
    const secret = (await card.locator('.code').innerText()).replaceAll(/\s/g, '');
    await card.getByLabel('Code', { exact: true }).fill(await codeIn(0));
    await card.getByRole('button', { name: 'Confirm' }).click();
    await card.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    const first = (await card.locator('.code').innerText()).split(/\s+/);
    await card.getByRole('button', { name: 'Done' }).click();

    const phone = await Colleague.arrive(browser, stack, staff.email);
    await phone.open('#/account');
    await phone.signIn(first[0]);
    const there = phone.page.getByRole('region', { name: 'Two-factor sign-in' });
    await there.getByRole('button', { name: 'New recovery codes' }).click();
    // A code counts once: that of the next half minute is taken already.
    await there.getByLabel('Code', { exact: true }).fill(await codeIn(30));
    await there.getByRole('button', { name: 'Make new codes' }).click();
    const second = (await there.locator('.code').innerText()).split(/\s+/);
    assert.equal(new Set([...first, ...second]).size, 20);
    await there.getByRole('button', { name: 'Done' }).click();
    await there.getByRole('button', { name: 'Turn it off' }).click();
    await there.getByLabel('Current password').fill(staff.password);
    await there.getByRole('button', { name: 'Turn it off' }).click();
    await there.getByRole('button', { name: 'Turn it on' }).waitFor();
    await phone.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await phone.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await phone.close();
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
