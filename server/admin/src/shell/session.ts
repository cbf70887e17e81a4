import { LuneoAdmin } from '@luneo/sdk/admin.js';
import type { LoginReply, User } from '@luneo/sdk/contracts/accounts.js';

/** Says that a refresh cookie may be there, so that a first visit asks nothing of the server. */
const HINT = 'luneo-staff';

/**
 * Who works here. The access token lives in memory only; the refresh cookie belongs to the API's origin. When both are over, calls
 * wait until the person has signed in again and go on then, so that nothing that was typed is lost. Fires `expired` when a person is
 * needed, `changed` when somebody signed in or out.
 */
export class Session extends EventTarget {
  readonly apiUrl: string;
  readonly api: LuneoAdmin;
  user: User | null = null;
  #waiting: PromiseWithResolvers<void> | null = null;

  constructor(apiUrl: string) {
    super();
    this.apiUrl = apiUrl.replace(/\/+$/, '');
    this.api = new LuneoAdmin({ apiUrl: this.apiUrl, askAgain: () => this.#askAgain() });
  }

  /** Takes up where the last visit ended. False when somebody has to sign in. `isSure`: the cookie is new, from a provider. Throws while the server cannot be reached. */
  async resume(isSure = false): Promise<boolean> {
    if (!isSure && localStorage.getItem(HINT) === null) return false;
    const reply = await this.api.auth.resume();
    if (reply) this.accept(reply);
    else localStorage.removeItem(HINT);
    return reply !== null;
  }

  /** Works as the person of this reply from now on. Somebody else starts on a fresh page. */
  accept(reply: LoginReply): void {
    const isOther = this.user !== null && (this.user.id !== reply.user.id || this.user.brandId !== reply.user.brandId);
    this.user = reply.user;
    localStorage.setItem(HINT, '1');
    if (isOther) return location.reload();
    this.#waiting?.resolve();
    this.#waiting = null;
    this.dispatchEvent(new Event('changed'));
  }

  /** Goes on for another brand of the same account, on a fresh page. */
  async switchTo(brandId: string): Promise<void> {
    const reply = await this.api.auth.resume(brandId);
    if (reply) this.accept(reply);
  }

  /** Ends the session here and on the server. */
  async leave(): Promise<void> {
    localStorage.removeItem(HINT);
    this.user = null;
    this.#waiting?.reject(new Error('signed out'));
    this.#waiting = null;
    await this.api.auth.logout().catch(() => undefined);
    this.dispatchEvent(new Event('changed'));
  }

  #askAgain(): Promise<void> {
    if (!this.user) return Promise.reject(new Error('nobody was signed in'));
    if (!this.#waiting) {
      const waiting: Partial<PromiseWithResolvers<void>> = {};
      waiting.promise = new Promise<void>((resolve, reject) => Object.assign(waiting, { resolve, reject }));
      this.#waiting = waiting as PromiseWithResolvers<void>;
      this.dispatchEvent(new Event('expired'));
    }
    return this.#waiting.promise;
  }
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}
