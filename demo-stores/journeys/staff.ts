import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { Stack } from './stack.js';

/** Brand staff on the staff page, which opened with the order that they were told of. */
export class Staff {
  readonly page: Page;
  readonly #stack: Stack;

  private constructor(page: Page, stack: Stack) {
    this.page = page;
    this.#stack = stack;
  }

  static async arrive(browser: Browser, stack: Stack, orderId: string): Promise<Staff> {
    const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(`${stack.apiUrl}/admin/#/orders/${orderId}`);
    return new Staff(page, stack);
  }

  async signIn(password = this.#stack.password): Promise<void> {
    await this.page.getByLabel('E-mail').fill(this.#stack.email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** The bytes of a production file, as the browser stores it. */
  async download(format: 'PDF' | 'SVG'): Promise<Buffer> {
    const link = this.page.getByRole('link', { name: new RegExp(`^${format}`) });
    const [download] = await Promise.all([this.page.waitForEvent('download'), link.click()]);
    return readFile(await download.path());
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** Signs in, opens the order, and downloads its PDF. */
export async function downloadPdf(browser: Browser, stack: Stack, orderId: string): Promise<Uint8Array> {
  const staff = await Staff.arrive(browser, stack, orderId);
  try {
    await staff.signIn();
    return await staff.download('PDF');
  } finally {
    await staff.close();
  }
}
