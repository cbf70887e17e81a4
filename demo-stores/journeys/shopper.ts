import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { CHROMIUM_FLAGS, chromiumPath } from '../../.ci/chromium.mjs';
import type { Stack } from './stack.js';

/** `false`, or why no journey can run here. */
export const noBrowser: false | string = (await chromiumPath()) ? false : 'no Chromium is installed';

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: (await chromiumPath())!,
    timeout: 120_000,
    args: [...CHROMIUM_FLAGS, '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

/** Somebody in the shop. Notes everything that a clean page must not do. */
export class Shopper {
  readonly page: Page;
  /** Policy violations, errors in the console, uncaught errors, requests to foreign hosts. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  static async arrive(browser: Browser, stack: Stack, options: BrowserContextOptions = {}): Promise<Shopper> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const shopper = new Shopper(page);
    const sandbox = new URL(stack.shopUrl);
    sandbox.port = String(Number(sandbox.port) + 1);
    const known = new Set([stack.shopUrl, stack.apiUrl, stack.cdnUrl, sandbox.origin]);
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^https?:$/.test(protocol) && !known.has(origin)) shopper.complaints.push(`request to ${request.url()}`);
    });
    page.on('pageerror', (error) => shopper.complaints.push(`uncaught ${error.message}`));
    page.on(
      'console',
      (message) => message.type() === 'error' && shopper.complaints.push(`console: ${message.text()} (${message.location().url})`),
    );
    return shopper;
  }

  get customizer(): Locator {
    return this.page.locator('luneo-customizer');
  }

  /** Opens the product page and presses the poster's button. */
  async personalise(stack: Stack, product: 'bracelet' | 'tshirt'): Promise<void> {
    await this.page.goto(`${stack.shopUrl}/${product}`);
    await this.page.getByRole('button', { name: 'Personalise' }).click();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('luneo-customizer')?.editor?.state.phase === 'ready');
  }

  /** What the element says the design is. */
  document(): Promise<DesignDocument> {
    return this.page.evaluate(() => document.querySelector('luneo-customizer')!.editor!.state.document);
  }

  /** Waits until the design has been stored. */
  async saved(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('luneo-customizer')!.editor!.state.save === 'saved');
  }

  /** Writes into the text field of the selected text. */
  async write(words: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'What should it say?' }).fill(words);
  }

  /** Picks a layer in the list, gives it other words, and goes back to the overview. */
  async rewrite(layer: string, words: string): Promise<void> {
    await this.page.getByRole('list').getByRole('button', { name: layer, exact: true }).click();
    await this.write(words);
    await this.page.getByRole('button', { name: 'Done', exact: true }).click();
  }

  async describe(words: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Describe it' }).first().fill(words);
    await this.page.keyboard.press('Enter');
    await this.page.getByText('Here is what we understood').first().waitFor();
  }

  async addToCart(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add to cart' }).click();
    await this.page.waitForURL(/\/pay\//);
  }

  /** Fills in the sandbox's pay page and comes back to the shop. Returns the order's id. */
  async pay(card = '4242 4242 4242 4242'): Promise<string> {
    const email = this.page.getByLabel('E-mail');
    if (await email.isVisible()) await email.fill('lou@example.com');
    await this.page.getByLabel('Card number').fill(card);
    await this.page.getByLabel(/Expires/).fill('12/34');
    await this.page.getByLabel('Security code').fill('123');
    await this.page.getByRole('button', { name: /^Pay/ }).click();
    await this.page.waitForURL(/\/thank-you\?luneo-order=/);
    return new URL(this.page.url()).searchParams.get('luneo-order')!;
  }

  /** What axe finds on the page as it is now: rule and place. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
