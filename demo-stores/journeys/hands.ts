import type {} from '@luneo/elements/luneo-customizer.js';
import type { RemoteBrowser } from '../../sdk/parity/browsers/browser.js';

/** Keys by the names that W3C WebDriver gives them. https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Record<string, string> = { Control: '\uE009', Delete: '\uE017', Enter: '\uE007', Shift: '\uE008', Tab: '\uE004' };
const PATIENCE_MS = 300_000;

/** CSS px in the window. */
interface Point {
  x: number;
  y: number;
}

/** Mouse and keyboard of a shopper in a browser that Playwright does not drive. */
export class Hands {
  readonly #browser: RemoteBrowser;

  constructor(browser: RemoteBrowser) {
    this.#browser = browser;
  }

  /** Waits until `check` is true in the page, which may be another one by then. */
  async until<A extends unknown[]>(what: string, check: (...args: A) => boolean, ...args: A): Promise<void> {
    let last: unknown;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      try {
        if (await this.#browser.evaluate(check, ...args)) return;
      } catch (error) {
        // A page that is being left cannot be asked.
        last = error;
      }
    }
    const seen = await this.#browser.evaluate(() => `${location.href}: ${document.body.innerText.slice(0, 1_000)}`);
    throw new Error(`waited too long until ${what}. ${seen}`, { cause: last });
  }

  /** Clicks the first button, link or field of this name that can be seen, in whatever shadow it lies, once it holds still. */
  async click(name: string): Promise<void> {
    let was: Point | null = null;
    for (const end = Date.now() + PATIENCE_MS; ;) {
      const is: Point | null = await this.#browser.evaluate(find, name).catch(() => null);
      if (is && was && is.x === was.x && is.y === was.y) break;
      if (Date.now() > end) throw new Error(`nothing is called “${name}”`);
      was = is;
    }
    await this.drag(was, was);
  }

  /** Presses at `from`, moves to `to`, and lets go. */
  async drag(from: Point, to: Point): Promise<void> {
    const steps = from === to ? [] : [0.2, 0.5, 0.8, 1];
    await this.#browser.perform([
      {
        type: 'pointer',
        id: 'mouse',
        parameters: { pointerType: 'mouse' },
        actions: [
          { type: 'pointerMove', x: Math.round(from.x), y: Math.round(from.y) },
          { type: 'pointerDown', button: 0 },
          ...steps.map((part) => ({
            type: 'pointerMove' as const,
            x: Math.round(from.x + part * (to.x - from.x)),
            y: Math.round(from.y + part * (to.y - from.y)),
            duration: 50,
          })),
          { type: 'pointerUp', button: 0 },
        ],
      },
    ]);
  }

  /** Presses keys one after the other while the first ones are held: `press('Control', 'a')`. */
  async press(...names: string[]): Promise<void> {
    const keys = names.map((name) => KEYS[name] ?? name);
    await this.#keys([
      ...keys.map((value) => ({ type: 'keyDown' as const, value })),
      ...keys.toReversed().map((value) => ({ type: 'keyUp' as const, value })),
    ]);
  }

  async type(words: string): Promise<void> {
    await this.#keys(
      Array.from(words).flatMap((value) => [
        { type: 'keyDown' as const, value },
        { type: 'keyUp' as const, value },
      ]),
    );
  }

  /** Presses Tab and Shift until the focused control is called so. (Forwards the page's end leads to the browser's own buttons.) */
  async tabBackTo(name: string): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 120; presses++) {
      await this.press('Shift', 'Tab');
      const focused = await this.#browser.evaluate(() => {
        let at: Element | null = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
      });
      if (focused.startsWith(name)) return;
      seen.push(focused.slice(0, 30));
    }
    throw new Error(`Tab never comes to “${name}”, but to ${seen.join(', ')}`);
  }

  #keys(actions: { type: 'keyDown' | 'keyUp'; value: string }[]): Promise<void> {
    return this.#browser.perform([{ type: 'key', id: 'keyboard', actions }]);
  }
}

/** Runs in the page, two frames from now: the middle of what is called so. */
async function find(wanted: string): Promise<Point | null> {
  for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (!element.matches('a, button, input, textarea')) continue;
      const label = (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent;
      const name = (element.getAttribute('aria-label') ?? label ?? '').trim();
      if (name !== wanted || !element.checkVisibility()) continue;
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) return { x: x + width / 2, y: y + height / 2 };
    }
  return null;
}
