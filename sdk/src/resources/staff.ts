import type { LoginReply, Me, Session, StaffSession } from '../contracts/accounts.js';
import type { InvitationAccepted, InvitationSeen } from '../contracts/brands.js';
import { type Http, type RequestOptions } from '../http.js';
import type { StaffFetch } from '../staff-fetch.js';

export interface LoginOptions extends RequestOptions {
  /** Of the authenticator, or a recovery code: asked for by `second-factor-required`. */
  code?: string | undefined;
  /** Which of several brands to act for; else the last one. */
  brandId?: string | undefined;
}

/** Accounts of brand staff: from registration to signing out. */
export class StaffAuth {
  readonly #http: Http;
  readonly #fetch: StaffFetch;
  constructor(http: Http, staffFetch: StaffFetch) {
    this.#http = http;
    this.#fetch = staffFetch;
  }

  /** Signs in; later calls of this client are made as this member of staff, with tokens that are renewed by themselves. */
  async login(email: string, password: string, { code, brandId, ...options }: LoginOptions = {}): Promise<LoginReply> {
    const body = { email, password, ...(code && { code }), ...(brandId && { brandId }) };
    return this.#accept(await this.#http.call<'auth.login'>('POST', '/v1/auth/login', { ...options, body, as: 'key' }));
  }

  /** Goes on with the session of this browser's cookie, e.g. after a page load, or for another brand. Null: sign in. */
  async resume(brandId?: string): Promise<LoginReply | null> {
    const reply = await this.#fetch.renew(brandId);
    return reply && this.#accept(reply);
  }

  /** Ends this browser's session, or all of the account. */
  async logout(body: { everywhere?: boolean } = {}, options?: RequestOptions): Promise<void> {
    await this.#http.call<'auth.logout'>('POST', '/v1/auth/logout', { ...options, body });
    this.#fetch.use(undefined);
  }

  /** The member of staff that this client is signed in as, with all their brands. */
  me(options?: RequestOptions): Promise<Me> {
    return this.#http.call<'auth.me'>('GET', '/v1/auth/me', options);
  }

  /** Makes a brand and its first administrator. The same answer whether or not the address has an account. */
  register(
    body: { brandName: string; name: string; email: string; password: string; shopUrl?: string; locale?: string },
    options?: RequestOptions,
  ): Promise<void> {
    return this.#http.call<'auth.register'>('POST', '/v1/auth/register', { ...options, body });
  }

  /** Confirms an address by the token of the mail. */
  verify(token: string, options?: RequestOptions): Promise<{ email: string }> {
    return this.#http.call<'auth.verify'>('POST', '/v1/auth/verify', { ...options, body: { token } });
  }

  /** Mails the confirmation again; earlier links stop working. */
  resendVerification(email: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.verify.resend'>('POST', '/v1/auth/verify/resend', { ...options, body: { email } });
  }

  /** Asks for another address. It counts, and every session ends, once the link in the mail to it was opened (`verify`). */
  changeEmail(body: { email: string; password: string; code?: string }, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.email.change'>('POST', '/v1/auth/email', { ...options, body });
  }

  /** Deletes the account of whoever is signed in. Throws `conflict` for the last administrator of a brand. */
  deleteAccount(body: { password: string; code?: string }, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.account.delete'>('DELETE', '/v1/auth/account', { ...options, body });
  }

  /** Mails a link for a new password. */
  forgotPassword(email: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.password.forgot'>('POST', '/v1/auth/password/forgot', { ...options, body: { email } });
  }

  /** Sets a password by the token of the mail; every session of the account ends. */
  resetPassword(token: string, password: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.password.reset'>('POST', '/v1/auth/password/reset', { ...options, body: { token, password } });
  }

  /** Changes the password; every other session of the account ends. */
  changePassword(currentPassword: string, password: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.password.change'>('POST', '/v1/auth/password/change', { ...options, body: { currentPassword, password } });
  }

  /** A secret for an authenticator; it counts once `confirmTotp` had a code of it. */
  beginTotp(password: string, options?: RequestOptions): Promise<{ secret: string; uri: string }> {
    return this.#http.call<'auth.totp.begin'>('POST', '/v1/auth/totp', { ...options, body: { password } });
  }

  /** Turns two-factor sign-in on. The recovery codes are in this answer only. */
  confirmTotp(code: string, options?: RequestOptions): Promise<{ recoveryCodes: string[] }> {
    return this.#http.call<'auth.totp.confirm'>('POST', '/v1/auth/totp/confirm', { ...options, body: { code } });
  }

  /** Ten new recovery codes, by a code of the authenticator; older ones stop working. They are in this answer only. */
  newRecoveryCodes(code: string, options?: RequestOptions): Promise<{ recoveryCodes: string[] }> {
    return this.#http.call<'auth.totp.codes'>('POST', '/v1/auth/totp/recovery-codes', { ...options, body: { code } });
  }

  /** Turns two-factor sign-in off, by password or by a code. */
  disableTotp(proof: { password?: string; code?: string }, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.totp.disable'>('DELETE', '/v1/auth/totp', { ...options, body: proof });
  }

  /** Where the account is signed in. */
  sessions(options?: RequestOptions): Promise<{ items: StaffSession[] }> {
    return this.#http.call<'auth.sessions.list'>('GET', '/v1/auth/sessions', options);
  }

  /** Ends a session of the account; its calls fail at once. */
  endSession(sessionId: string, options?: RequestOptions): Promise<void> {
    return this.#http.call<'auth.sessions.end'>('DELETE', `/v1/auth/sessions/${encodeURIComponent(sessionId)}`, options);
  }

  /** What the invitation of a mail offers. */
  readInvitation(token: string, options?: RequestOptions): Promise<InvitationSeen> {
    return this.#http.call<'invitations.read'>('POST', '/v1/auth/invitations/read', { ...options, body: { token } });
  }

  /** Joins the brand. `name` and `password` are for an address without an account. Sign in afterwards. */
  acceptInvitation(body: { token: string; name?: string; password?: string }, options?: RequestOptions): Promise<InvitationAccepted> {
    return this.#http.call<'invitations.accept'>('POST', '/v1/auth/invitations/accept', { ...options, body });
  }

  #accept(reply: LoginReply): LoginReply {
    this.#http.signIn(reply.accessToken);
    this.#fetch.use(reply.accessToken);
    return reply;
  }
}

/** A merchant's own customers, for its server. */
export class Customers {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** A shopper session of the customer with this id of the merchant's own. A guest's designs move to the customer. */
  session(customerId: string, { guestToken, ...options }: RequestOptions & { guestToken?: string } = {}): Promise<Session> {
    const body = { customerId, ...(guestToken && { guestToken }) };
    return this.#http.call<'sessions.link'>('POST', '/v1/sessions/link', { ...options, body });
  }
}
