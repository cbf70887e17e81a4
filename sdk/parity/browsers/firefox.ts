import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { endGroup, overJson, said, type Input, type RemoteBrowser } from './browser.js';

/** It calls no host of its own. */
const PREFERENCES = {
  'remote.active-protocols': 1,
  'app.update.disabledForTesting': true,
  'browser.aboutConfig.showWarning': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'dom.push.serverURL': '',
};

/** Without a window, in a profile of its own, by WebDriver BiDi. https://www.w3.org/TR/webdriver-bidi/ */
export async function openFirefox(executable: string, { width = 1280, height = 900 } = {}): Promise<RemoteBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'luneo-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(path.join(profile, 'user.js'), lines.join('\n'));
  const flags = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
  const env = { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: String(width), MOZ_HEADLESS_HEIGHT: String(height) };
  const child = spawn(executable, flags, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = (): void => void (child.pid && child.exitCode === null && child.signalCode === null && process.kill(-child.pid, 'SIGKILL'));
  process.once('exit', kill);
  const end = async (): Promise<void> => {
    await endGroup(child);
    process.off('exit', kill);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return await connect(child, { width, height }, end);
  } catch (error) {
    await end();
    throw error;
  }
}

interface Reply {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  error?: string;
  message?: string;
}
type Script =
  | { type: 'success'; result: { type: string; value: string } }
  | { type: 'exception'; exceptionDetails: { text: string; stackTrace?: { callFrames: object[] } } };

async function connect(child: ChildProcess, viewport: object, end: () => Promise<void>): Promise<RemoteBrowser> {
  const address = await said(child, /WebDriver BiDi listening on (ws:\S+)/);
  const socket = new WebSocket(`${address}/session`, { maxPayload: 2 ** 28 });
  await once(socket, 'open');
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  socket.on('message', (data: Buffer) => {
    const reply = JSON.parse(data.toString()) as Reply;
    const call = reply.id === undefined ? undefined : waiting.get(reply.id);
    if (!call) return;
    waiting.delete(reply.id!);
    if (reply.type === 'success') call.resolve(reply.result);
    else call.reject(new Error(`Firefox: ${reply.error}: ${reply.message}`));
  });
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox has closed the connection'))));
  let count = 0;
  const send = <T>(method: string, params: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve: (result) => resolve(result as T), reject });
      socket.send(JSON.stringify({ id, method, params }));
    });

  const session = await send<{ capabilities: { browserName: string; browserVersion: string } }>('session.new', { capabilities: {} });
  const { browserName, browserVersion } = session.capabilities;
  // The first window never has the keyboard: no page in it is told of focus.
  const { context } = await send<{ context: string }>('browsingContext.create', { type: 'window' });
  await send('browsingContext.setViewport', { context, viewport });
  return {
    name: `${browserName} ${browserVersion}`,
    goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    evaluate: async (work, ...args) => {
      const script = await send<Script>('script.callFunction', {
        functionDeclaration: overJson(work),
        arguments: [{ type: 'string', value: JSON.stringify(args) }],
        awaitPromise: true,
        target: { context },
        userActivation: true,
      });
      if (script.type === 'exception') throw new Error(`in Firefox: ${script.exceptionDetails.text}`);
      return JSON.parse(script.result.value);
    },
    perform: async (inputs: Input[]) => void (await send('input.performActions', { context, actions: inputs })),
    close: async () => {
      socket.terminate();
      await end();
    },
  };
}
