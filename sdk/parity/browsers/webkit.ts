import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../../.ci/postgres.mjs';
import { endGroup, overJson, type Input, type RemoteBrowser } from './browser.js';

/** Nothing here may take longer, whatever goes wrong: ms. */
const LIMIT = 1_000_000;

/** WebKitGTK's small browser on a screen of its own, by WebDriver. https://www.w3.org/TR/webdriver2/ */
export async function openWebkit(
  { driver, screen, browser }: { driver: string; screen: string; browser: string },
  { width = 1280, height = 900 } = {},
): Promise<RemoteBrowser> {
  // It writes the number of the display that it found free to the fourth file.
  const x = spawn(screen, ['-displayfd', '3', '-screen', '0', `${width}x${height + 200}x24`, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const [display] = (await once(x.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  const port = await freePort();
  const env = { ...process.env, DISPLAY: `:${display.toString().trim()}`, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const child = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], { env, stdio: 'ignore', detached: true });
  const isRunning = ({ exitCode, signalCode }: typeof child): boolean => exitCode === null && signalCode === null;
  const kill = (): void => [child, x].forEach((one) => one.pid && isRunning(one) && process.kill(-one.pid, 'SIGKILL'));
  process.once('exit', kill);
  const end = async (): Promise<void> => {
    await endGroup(child);
    await endGroup(x);
    process.off('exit', kill);
  };
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  };
  try {
    while (!(await send<{ ready: boolean }>('GET', '/status').catch(() => null))?.ready) {
      if (!isRunning(child)) throw new Error('WebKitWebDriver has ended');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const alwaysMatch = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
    const { sessionId, capabilities } = await send<{ sessionId: string; capabilities: Record<string, string> }>('POST', '/session', {
      capabilities: { alwaysMatch },
    });
    const session = `/session/${sessionId}`;
    await send('POST', `${session}/timeouts`, { script: LIMIT, pageLoad: LIMIT, implicit: 0 });
    await send('POST', `${session}/window/rect`, { x: 0, y: 0, width, height });
    return {
      name: `${capabilities['browserName']} ${capabilities['browserVersion']}`,
      goto: async (url) => void (await send('POST', `${session}/url`, { url })),
      evaluate: async (work, ...args) => {
        const script = `const [json, done] = arguments; (${overJson(work)})(json).then((value) => done({ value }), (error) => done({ error: String(error) + '\\n' + error?.stack }));`;
        const result = await send<{ value: string; error?: string }>('POST', `${session}/execute/async`, {
          script,
          args: [JSON.stringify(args)],
        });
        if (result.error !== undefined) throw new Error(`in WebKit: ${result.error}`);
        return JSON.parse(result.value);
      },
      perform: async (inputs: Input[]) => void (await send('POST', `${session}/actions`, { actions: inputs })),
      close: async () => {
        await send('DELETE', session).catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
