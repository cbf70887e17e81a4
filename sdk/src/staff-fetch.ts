import type { LoginReply } from './contracts/accounts.js';

type Fetch = typeof fetch;

/**
 * A `fetch` for staff. Calls under `/v1/auth/` take the refresh cookie along, where the page is on the API's own origin or on the
 * admin's; a call that meets an expired access token is repeated with a new one. Tabs take turns, for a cookie is good for one use.
 */
export class StaffFetch {
  readonly #base: string;
  readonly #send: Fetch;
  #token: string | undefined;
  /** Which of the brand's rows calls are about; the server's own choice without it. */
  mode: 'test' | 'live' | undefined;
  #renewing: Promise<LoginReply | null> | null = null;
  readonly #askAgain: (() => Promise<unknown>) | undefined;

  /** `askAgain`: has somebody sign in again when the session is over; calls wait for it, and fail as they were when it rejects. */
  constructor(apiUrl: string, send: Fetch = (input, init) => fetch(input, init), askAgain?: () => Promise<unknown>) {
    this.#base = apiUrl.replace(/\/+$/, '');
    this.#send = send;
    this.#askAgain = askAgain;
  }

  /** The token of later calls, in place of the one that they bring. */
  use(accessToken: string | undefined): void {
    this.#token = accessToken;
  }

  readonly fetch: Fetch = async (input, init = {}) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    const used = this.#token;
    const response = await this.#call(url, init);
    if (response.status !== 401 || used === undefined || !(await isExpired(response))) return response;
    if (this.#token === used && !(await this.renew()) && !(await this.#again())) return response;
    // A person may take longer to sign in than a call may take.
    return this.#call(url, init.signal?.aborted ? { ...init, signal: AbortSignal.timeout(30_000) } : init);
  };

  /** Whether somebody has signed in again. */
  async #again(): Promise<boolean> {
    if (!this.#askAgain) return false;
    return this.#askAgain().then(
      () => true,
      () => false,
    );
  }

  #call(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#token !== undefined) headers.set('Authorization', `Bearer ${this.#token}`);
    if (this.mode) headers.set('Luneo-Mode', this.mode);
    const isAuth = url.startsWith(`${this.#base}/v1/auth/`);
    if (isAuth) headers.set('Luneo-CSRF', '1');
    return this.#send(url, { ...init, headers, credentials: isAuth ? 'include' : 'omit' });
  }

  /** A new access token for the cookie's session; null when there is none any more. `brandId`: go on for another brand. */
  renew(brandId?: string): Promise<LoginReply | null> {
    // A renewal that is under way is for the brand before.
    const before = brandId === undefined ? null : this.#renewing;
    if (before) return before.catch(() => null).then(() => this.renew(brandId));
    this.#renewing ??= inTurn(() => this.#refresh(brandId)).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #refresh(brandId: string | undefined): Promise<LoginReply | null> {
    const response = await this.#send(`${this.#base}/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Luneo-CSRF': '1' },
      body: JSON.stringify(brandId === undefined ? {} : { brandId }),
      credentials: 'include',
    });
    if (response.status >= 500 || response.status === 429) throw new TypeError('The session cannot be renewed right now.');
    if (!response.ok) return null;
    const reply = (await response.json()) as LoginReply;
    this.#token = reply.accessToken;
    return reply;
  }
}

/** A new token may help: the old one is too old, or its session was ended while the cookie may have another. */
const OVER = new Set(['token-expired', 'session-ended', 'unauthenticated']);

async function isExpired(response: Response): Promise<boolean> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: unknown } | null;
  return typeof body?.code === 'string' && OVER.has(body.code);
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  return locks ? (locks.request('luneo-refresh', work) as Promise<T>) : work();
}
