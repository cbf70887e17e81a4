import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { linkMailedTo } from './mailbox.js';
import type { Stack } from './stack.js';

/** Somebody who works for a brand, in a browser of their own. */
export class Colleague {
  readonly page: Page;
  email: string;
  readonly password = 'a calm evening in march';
  /** Policy violations and uncaught errors. */
  readonly complaints: string[] = [];
  readonly #stack: Stack;

  private constructor(page: Page, stack: Stack, email: string) {
    this.page = page;
    this.email = email;
    this.#stack = stack;
  }

  static async arrive(browser: Browser, stack: Stack, email: string, options: BrowserContextOptions = {}): Promise<Colleague> {
    const context = await browser.newContext({
      acceptDownloads: true,
      viewport: { width: 1360, height: 900 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const colleague = new Colleague(page, stack, email);
    colleague.#listen(page);
    context.on('page', (tab) => colleague.#listen(tab));
    return colleague;
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`uncaught ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Trusted/.test(message.text())) this.complaints.push(message.text());
    });
  }

  async open(hash: string): Promise<void> {
    await this.page.goto(`${this.#stack.apiUrl}/admin/${hash}`);
  }

  /** Registers a brand, signs in, is told until when the address must be confirmed, and confirms it by the mailed link. */
  async register(brand: string): Promise<void> {
    const { page } = this;
    await this.open('#/register');
    await page.getByLabel('Brand').fill(brand);
    await page.getByLabel('Your name').fill('Mina Okafor');
    await page.getByLabel('E-mail').fill(this.email);
    await page.getByLabel('Password').fill(this.password);
    await page.getByRole('button', { name: 'Create the brand' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await this.signIn();
    await page.getByText(/^Confirm your e-mail address by/).waitFor();
    await this.confirm();
    await page.getByRole('link', { name: 'Go on' }).click();
  }

  /** Opens the link that was mailed to the address. */
  async confirm(): Promise<void> {
    await this.page.goto(await linkMailedTo(this.#stack.dataDir, this.email, '#/verify'));
    await this.page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
  }

  /** Joins by the mailed invitation. */
  async join(name: string): Promise<void> {
    const { page } = this;
    await page.goto(await linkMailedTo(this.#stack.dataDir, this.email, '#/invitation'));
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Password').fill(this.password);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'Welcome', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  }

  /** `code`: of the authenticator, or a recovery code, where the account asks for one. */
  async signIn(code?: string): Promise<void> {
    const { page } = this;
    await page.getByLabel('E-mail').fill(this.email);
    await page.getByLabel('Password').fill(this.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    if (code) {
      await page.getByLabel('Code', { exact: true }).fill(code);
      await page.getByRole('button', { name: 'Go on' }).click();
    }
    await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor({ state: 'attached' });
  }

  /** Goes to a section by the menu; on a phone that is behind a button. */
  async visit(section: string): Promise<void> {
    const menu = this.page.getByRole('button', { name: 'Menu', exact: true });
    if (await menu.isVisible()) await menu.click();
    await this.page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: section, exact: true }).click();
    await this.shown(section);
  }

  /** Until a section is on show with what it fetched. Its code may still be on its way, under the same heading. */
  async shown(heading: string | RegExp): Promise<void> {
    const main = this.page.locator('main[aria-busy=false]');
    await main.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    await main.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  }

  /** Opens a part of the product that is on show. */
  async openTab(name: string): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Parts of the product' }).getByRole('link', { name, exact: true });
    await link.click();
    await link.and(this.page.locator('[aria-current=page]')).waitFor();
  }

  /** The bytes of what a link downloads. */
  async download(link: RegExp): Promise<Buffer> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.getByRole('link', { name: link }).first().click()]);
    return readFile(await download.path());
  }

  /** As `download`, of a button. */
  async save(button: RegExp): Promise<Buffer> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).first().click(),
    ]);
    return readFile(await download.path());
  }

  /** What axe finds on the page as it is now: rule and place. */
  async barriers(page = this.page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
