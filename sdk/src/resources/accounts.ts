import type { LoginReply, Session, User } from '../contracts/accounts.js';
import type { Erasure, PersonalData } from '../contracts/privacy.js';
import type { Http, RequestOptions } from '../http.js';

/** Brand staff. */
export class Auth {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Signs in; later calls of this client are made as this member of staff. */
  async login(email: string, password: string, options?: RequestOptions): Promise<LoginReply> {
    const reply = await this.#http.call<'auth.login'>('POST', '/v1/auth/login', { ...options, body: { email, password }, as: 'key' });
    this.#http.signIn(reply.accessToken);
    return reply;
  }

  /** The member of staff that this client is signed in as. */
  me(options?: RequestOptions): Promise<User> {
    return this.#http.call<'auth.me'>('GET', '/v1/auth/me', options);
  }
}

/** Shopper sessions. With a publishable key the client keeps one by itself; this is for those who hand tokens on. */
export class Sessions {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** A new session, or the successor of `renew`. */
  create(body: { renew?: string } = {}, options?: RequestOptions): Promise<Session> {
    return this.#http.call<'sessions.create'>('POST', '/v1/sessions', { ...options, body, as: 'key' });
  }

  /** Signs the shopper out on this device; the next call begins as a new guest. */
  end(options?: RequestOptions): Promise<void> {
    return this.#http.call<'sessions.end'>('DELETE', '/v1/sessions', options);
  }

  /** Mails a code of six digits to a shopper who wants to be found again, on any device. */
  email(email: string, options?: RequestOptions): Promise<{ expiresAt: string }> {
    return this.#http.call<'sessions.email'>('POST', '/v1/sessions/email', { ...options, body: { email } });
  }

  /** Goes on as the account of that address; the guest's designs and orders join it. */
  async confirm(email: string, code: string, options?: RequestOptions): Promise<Session> {
    const session = await this.#http.call<'sessions.email.confirm'>('POST', '/v1/sessions/email/confirm', {
      ...options,
      body: { email, code },
    });
    this.#http.adopt(session);
    return session;
  }

  /** Everything that is kept of this shopper, with links to their files. */
  export(options?: RequestOptions): Promise<PersonalData> {
    return this.#http.call<'sessions.export'>('GET', '/v1/sessions/data', options);
  }

  /** Forgets this shopper; `conflict` while an order is being paid or made. */
  erase(options?: RequestOptions): Promise<Erasure> {
    return this.#http.call<'sessions.erase'>('DELETE', '/v1/sessions/data', options);
  }
}
