import type { Message } from '../drivers/mail/mail.js';
import { mailHandler } from '../mail/job.js';
import { startTestApp, type TestApp, type TestReply } from '../testing.js';

/** The application with a postman: what it mails is delivered by `mails` and kept. */
export interface AccountApp extends TestApp {
  /** Sends everything that was queued; the mails to `address`, oldest first. */
  mails(address: string): Promise<Message[]>;
  /** Token of the link in the newest mail to `address`. */
  linkToken(address: string): Promise<string>;
  browser(userAgent?: string): Browser;
  /** A brand registered as people do it, its address confirmed. */
  register(email?: string): Promise<{ email: string; password: string; brandId: string; browser: Browser; token: string }>;
}

/** Keeps its cookies and sends them, as a page of the admin would. */
export interface Browser {
  cookies: Map<string, string>;
  request(method: string, path: string, body?: unknown, options?: { token?: string; headers?: Record<string, string> }): Promise<TestReply>;
  login(email: string, password: string, more?: object): Promise<TestReply>;
  refresh(body?: object, headers?: Record<string, string>): Promise<TestReply>;
}

export const PASSWORD = 'four unrelated words';
let count = 0;
export const newAddress = (): string => `person${++count}.${process.pid}@example.com`;

export async function startAccountApp(): Promise<AccountApp> {
  const sent: Message[] = [];
  const app = await startTestApp({ mail: { send: async (message) => void sent.push(message) } });
  const deliver = mailHandler(app.deps);
  const mails = async (address: string): Promise<Message[]> => {
    for (const { name, payload } of app.jobs.splice(0)) if (name === 'mail') await deliver(payload as { mailId: string; brandId: string });
    return sent.filter(({ to }) => to === address);
  };
  const linkToken = async (address: string): Promise<string> => {
    const text = (await mails(address)).at(-1)?.text ?? '';
    return /token=([\w-]+)/.exec(text)?.[1] ?? '';
  };
  const browser = (userAgent = 'test browser'): Browser => makeBrowser(app, userAgent);
  return Object.assign(app, {
    mails,
    linkToken,
    browser,
    register: async (email = newAddress()) => {
      const body = { brandName: 'Maison Test', name: 'Ana Test', email, password: PASSWORD, shopUrl: 'https://shop.example' };
      await app.request('POST', '/v1/auth/register', { body });
      await app.request('POST', '/v1/auth/verify', { body: { token: await linkToken(email) } });
      const own = browser();
      const { body: reply } = await own.login(email, PASSWORD);
      return { email, password: PASSWORD, brandId: reply.user.brandId as string, browser: own, token: reply.accessToken as string };
    },
  });
}

function makeBrowser(app: TestApp, userAgent: string): Browser {
  const cookies = new Map<string, string>();
  const browser: Browser = {
    cookies,
    request: async (method, path, body, { token, headers } = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const reply = await app.request(method, path, {
        ...(token !== undefined && { token }),
        ...(body !== undefined && { body }),
        headers: { 'user-agent': userAgent, 'luneo-csrf': '1', ...(cookie && { cookie }), ...headers },
      });
      for (const line of reply.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        if (value) cookies.set(name!, value);
        else cookies.delete(name!);
      }
      return reply;
    },
    login: (email, password, more = {}) => browser.request('POST', '/v1/auth/login', { email, password, ...more }),
    refresh: (body = {}, headers = {}) => browser.request('POST', '/v1/auth/refresh', body, { headers }),
  };
  return browser;
}
