import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Colleague } from './brand.js';
import type { Shopper } from './shopper.js';

/** Until something is drawn on the canvas of this name. */
export async function inked(page: Page, name: string): Promise<void> {
  const canvas = await page.getByRole('img', { name }).elementHandle();
  await page.waitForFunction((found) => {
    const { width, height } = found as HTMLCanvasElement;
    const pixels = (found as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data;
    return pixels.some((value) => value > 0);
  }, canvas);
}

/** Drags over the picture, by fractions of its width and height. */
export async function drag(page: Page, fromX: number, fromY: number, toX: number, toY: number): Promise<void> {
  const box = (await page.getByRole('group', { name: 'Picture with print areas' }).boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(fromX, fromY));
  await page.mouse.down();
  await page.mouse.move(...at((fromX + toX) / 2, (fromY + toY) / 2));
  await page.mouse.move(...at(toX, toY));
  await page.mouse.up();
}

/** Pays on the sandbox's page and waits until the shopper is back on a page of `backTo`. */
export async function payFor(shopper: Shopper, backTo: string): Promise<void> {
  const { page } = shopper;
  const email = page.getByLabel('E-mail');
  if (await email.isVisible()) await email.fill('lou@example.com');
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel(/Expires/).fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL((url) => url.origin === backTo);
}

/** Connects the brand with Stripe in two visits of its page, which the sandbox stands in for. */
export async function setUpPayments(staff: Colleague): Promise<void> {
  const { page } = staff;
  await staff.visit('Selling');
  await page.getByRole('link', { name: 'Payments' }).click();
  await page.getByRole('button', { name: 'Connect with Stripe' }).click();
  await page.getByRole('link', { name: 'Go on later' }).click();
  await page.getByText('Not ready yet').waitFor();
  await page.getByText('A bank account for your payouts').waitFor();
  assert.deepEqual(await staff.barriers(), []);
  await page.getByRole('button', { name: 'Go on with Stripe' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('All done: live orders can be paid from now on.').waitFor();
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(staff.complaints, []);
}
