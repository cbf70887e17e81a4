import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

/** A source of input and what it does, in the words of W3C WebDriver. https://www.w3.org/TR/webdriver2/#actions */
export type Input =
  | { type: 'key'; id: string; actions: { type: 'keyDown' | 'keyUp'; value: string }[] }
  | {
      type: 'pointer';
      id: string;
      parameters: { pointerType: 'mouse' | 'touch' };
      actions: (
        | { type: 'pointerMove'; x: number; y: number; duration?: number; origin?: 'viewport' }
        | { type: 'pointerDown' | 'pointerUp'; button: number }
      )[];
    };

/** One window of a real browser, driven from outside as a person would. */
export interface RemoteBrowser {
  /** As the browser calls itself: `firefox 153.7`. */
  readonly name: string;
  goto(url: string): Promise<void>;
  /** Runs `work` in the page and waits for what it promises. Arguments and result travel as JSON; `work` must not use anything else. */
  evaluate<A extends unknown[], R>(work: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  perform(inputs: Input[]): Promise<void>;
  close(): Promise<void>;
}

/** `work` as the source of a function that takes its arguments as JSON and promises its result as JSON. */
export const overJson = (work: unknown): string =>
  // tsx names inner functions by a helper that the page lacks.
  `async (json) => { const __name = (named) => named; return JSON.stringify(await (${String(work)})(...JSON.parse(json))) ?? 'null'; }`;

/** Ends a program and whatever it has started; it must lead a group of its own (`detached`). */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  process.kill(-child.pid!, 'SIGKILL');
  await closed;
}

/** Resolves to what `pattern` catches first in the program's words on stdout and stderr. */
export function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        words = (words + text).slice(-10_000);
        const found = pattern.exec(words);
        if (found) resolve(found[1] ?? '');
      });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${signal ?? code}: ${words}`)));
  });
}
