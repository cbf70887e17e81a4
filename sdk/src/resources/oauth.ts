import type { LoginReply } from '../contracts/accounts.js';
import type { Identity, OauthProvider } from '../contracts/oauth.js';
import type { Http, RequestOptions } from '../http.js';
import type { StaffFetch } from '../staff-fetch.js';

/**
 * Signing in with Google, GitHub or an OpenID provider, in a browser. `start` and `link` answer an address to send the page to
 * (`location.assign(url)`); it comes back to `returnTo` with `?oauth=signed-in`, `second-factor`, `linked`, or `failed` and
 * `oauth_error`. Then call `auth.resume()`, or `secondFactor(code)` first.
 */
export class Oauth {
  readonly #http: Http;
  readonly #fetch: StaffFetch;
  constructor(http: Http, staffFetch: StaffFetch) {
    this.#http = http;
    this.#fetch = staffFetch;
  }

  /** Providers that this installation knows. */
  providers(options?: RequestOptions): Promise<{ items: OauthProvider[] }> {
    return this.#http.call<'auth.oauth.providers'>('GET', '/v1/auth/oauth', options);
  }

  /** `invitation`: the token of a mailed invitation, to accept it without a password. */
  start(provider: string, body: { returnTo?: string; invitation?: string } = {}, options?: RequestOptions): Promise<{ url: string }> {
    return this.#http.call<'auth.oauth.start'>('POST', `/v1/auth/oauth/${encodeURIComponent(provider)}/start`, { ...options, body });
  }

  /** Adds a provider to the account that is signed in; `password` is that of the account, where it has one. */
  link(provider: string, body: { returnTo?: string; password?: string } = {}, options?: RequestOptions): Promise<{ url: string }> {
    return this.#http.call<'auth.oauth.link'>('POST', `/v1/auth/oauth/${encodeURIComponent(provider)}/link`, { ...options, body });
  }

  /** Finishes signing in with a code of the authenticator, or a recovery code. */
  async secondFactor(code: string, options?: RequestOptions): Promise<LoginReply> {
    const path = '/v1/auth/oauth/second-factor';
    const reply = await this.#http.call<'auth.oauth.second-factor'>('POST', path, { ...options, body: { code } });
    this.#fetch.use(reply.accessToken);
    return reply;
  }

  /** Providers that are linked to the account. */
  identities(options?: RequestOptions): Promise<{ items: Identity[] }> {
    return this.#http.call<'auth.oauth.identities'>('GET', '/v1/auth/oauth/identities', options);
  }

  /** Unlinks one; the only way to sign in that is left cannot be taken away. */
  unlink(identityId: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.oauth.unlink'>('DELETE', `/v1/auth/oauth/identities/${encodeURIComponent(identityId)}`, options);
  }
}
