import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import type { Stack } from './stack.js';

/** Signs in on the staff page as brand staff does, opens the order, and downloads its PDF. Returns its bytes. */
export async function downloadPdf(browser: Browser, stack: Stack, orderId: string): Promise<Uint8Array> {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${stack.apiUrl}/admin/#/orders/${orderId}`);
    await page.getByLabel('E-mail').fill(stack.email);
    await page.getByLabel('Password').fill(stack.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const link = page.getByRole('link', { name: /^PDF/ });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    return await readFile(await download.path());
  } finally {
    await context.close();
  }
}
