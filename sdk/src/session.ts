import type { Session } from './contracts/accounts.js';
import { LuneoError } from './error.js';

/** Where the shopper's session outlives the page; `window.localStorage` fits. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

type Start = (renew: string | undefined) => Promise<Session>;
type Kept = Pick<Session, 'token' | 'expiresAt'>;

/** Renewed this long before it ends. */
const MARGIN_MS = 60_000;

/** One shopper's session: started at the first need, renewed before it ends, shared by calls that run at once. */
export class ShopperSession {
  readonly #key: string;
  readonly #storage: TokenStorage | null;
  readonly #start: Start;
  #kept: Kept | null = null;
  #pending: Promise<Kept> | null = null;

  constructor(publishableKey: string, storage: TokenStorage | null | undefined, start: Start) {
    this.#key = `luneo:session:${publishableKey}`;
    this.#storage = storage === undefined ? browserStorage() : storage;
    this.#start = start;
  }

  /** A token that is valid for at least a minute. */
  async token(): Promise<string> {
    const kept = this.#kept;
    if (kept && isFresh(kept)) return kept.token;
    // Another tab may have started or renewed the session meanwhile.
    const stored = this.#load();
    if (stored && stored.token !== kept?.token) this.#kept = stored;
    return stored && stored.token !== kept?.token && isFresh(stored) ? stored.token : (await this.#renew()).token;
  }

  /** The server refused `token`: the next one is another. `forget` when it does not know the token at all. */
  refused(token: string, { forget }: { forget: boolean }): void {
    if (this.#kept?.token !== token) return;
    this.#kept = forget ? null : { token, expiresAt: new Date(0).toISOString() };
    if (forget) this.#save(null);
  }

  /** Goes on with this session, in every tab. */
  adopt({ token, expiresAt }: Kept): Kept {
    this.#kept = { token, expiresAt };
    this.#save(this.#kept);
    return this.#kept;
  }

  #renew(): Promise<Kept> {
    this.#pending ??= this.#startOrRestart()
      .then((session) => this.adopt(session))
      .finally(() => {
        this.#pending = null;
      });
    return this.#pending;
  }

  /** A session that is too old to renew ends here, and a new one begins. */
  async #startOrRestart(): Promise<Session> {
    const old = this.#kept?.token;
    try {
      return await this.#start(old);
    } catch (error) {
      if (old === undefined || !(error instanceof LuneoError) || !RENEWAL_REFUSED.has(error.code)) throw error;
      return this.#start(undefined);
    }
  }

  #load(): Kept | null {
    try {
      const kept = JSON.parse(this.#storage?.getItem(this.#key) ?? 'null') as Kept | null;
      return typeof kept?.token === 'string' && Number.isFinite(Date.parse(kept.expiresAt)) ? kept : null;
    } catch {
      return null;
    }
  }

  #save(kept: Kept | null): void {
    try {
      if (kept) this.#storage?.setItem(this.#key, JSON.stringify(kept));
      else this.#storage?.removeItem(this.#key);
    } catch {
      // Private windows and full storage refuse to write: the session then lasts as long as the page.
    }
  }
}

function isFresh(kept: Kept): boolean {
  return Date.parse(kept.expiresAt) - Date.now() > MARGIN_MS;
}

const RENEWAL_REFUSED = new Set(['unauthenticated', 'token-expired', 'invalid-request', 'not-found', 'forbidden']);

function browserStorage(): TokenStorage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch {
    return null;
  }
}
