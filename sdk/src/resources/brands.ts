import type { TeamRole, Trial } from '../contracts/accounts.js';
import type { AuditEntry, Brand, BrandPatch, Invitation, Member } from '../contracts/brands.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import type { Page, PageQuery } from './page.js';

/** A brand itself. */
export class Brands {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  get(brandId: string, options?: RequestOptions): Promise<Brand> {
    return this.#http.call<'brands.get'>('GET', `/v1/brands/${encodeURIComponent(brandId)}`, options);
  }

  /** `status: 'active'` goes live: the address must be confirmed and `shopUrl` be set. */
  update(brandId: string, body: BrandPatch, options?: RequestOptions): Promise<Brand> {
    return this.#http.call<'brands.update'>('PATCH', `/v1/brands/${encodeURIComponent(brandId)}`, { ...options, body });
  }

  /** A key for `<luneo-customizer>` on the staff page: shows drafts, is of test mode, ends with the session of whoever asked. */
  trial(brandId: string, options?: RequestOptions): Promise<Trial> {
    return this.#http.call<'trials.create'>('POST', `/v1/brands/${encodeURIComponent(brandId)}/trials`, options);
  }
}

/** Who works for a brand. */
export class Team {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** The longest member first. */
  list(brandId: string, options?: RequestOptions): Promise<{ items: Member[] }> {
    return this.#http.call<'members.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/members`, options);
  }

  /** Counts from the member's next call; `conflict` for the last administrator. */
  setRole(brandId: string, userId: string, role: TeamRole, options?: RequestOptions): Promise<Member> {
    const path = `/v1/brands/${encodeURIComponent(brandId)}/members/${encodeURIComponent(userId)}` as const;
    return this.#http.call<'members.update'>('PATCH', path, { ...options, body: { role } });
  }

  /** The member's calls for this brand stop; `conflict` for the last administrator. */
  remove(brandId: string, userId: string, options?: RequestOptions): Promise<void> {
    const path = `/v1/brands/${encodeURIComponent(brandId)}/members/${encodeURIComponent(userId)}` as const;
    return this.#http.call<'members.remove'>('DELETE', path, options);
  }

  /** Invitations that are open. */
  invitations(brandId: string, options?: RequestOptions): Promise<{ items: Invitation[] }> {
    return this.#http.call<'invitations.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/invitations`, options);
  }

  /** Mails a link that works once, for seven days. An earlier one to the same address stops working. */
  invite(brandId: string, body: { email: string; role: TeamRole }, options?: CreateOptions): Promise<Invitation> {
    return this.#http.call<'invitations.create'>('POST', `/v1/brands/${encodeURIComponent(brandId)}/invitations`, {
      ...createOptions(options),
      body,
    });
  }

  /** Withdraws an invitation. */
  revokeInvitation(brandId: string, invitationId: string, options?: RequestOptions): Promise<void> {
    const path = `/v1/brands/${encodeURIComponent(brandId)}/invitations/${encodeURIComponent(invitationId)}` as const;
    return this.#http.call<'invitations.revoke'>('DELETE', path, options);
  }
}

/** `action`: `key.created`, or all of a noun by `key.*`. `from` and `to` are ISO 8601 UTC. */
export interface AuditFilter extends PageQuery {
  action?: string;
  actor?: string;
  target?: string;
  from?: string;
  to?: string;
}

/** Who did what. */
export class Audit {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** Newest first. */
  list(brandId: string, query: AuditFilter = {}, options?: RequestOptions): Promise<Page<AuditEntry>> {
    return this.#http.call<'audit.list'>('GET', `/v1/brands/${encodeURIComponent(brandId)}/audit`, { ...options, query });
  }
}
