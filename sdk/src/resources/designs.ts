import type {
  Design,
  DesignCreate,
  DesignPatch,
  Generation,
  GenerationAccepted,
  GenerationCreate,
  Snapshot,
} from '../contracts/designs.js';
import type { RowsFinalize, RowSnapshots, Share, ShareCreate, SharedDesign, Version, VersionDocument } from '../contracts/saved.js';
import type { Realtime } from '../events.js';
import { type CreateOptions, createOptions, type Http, type RequestOptions } from '../http.js';
import { waitForRow, type WaitOptions } from '../wait.js';
import type { Page, PageQuery } from './page.js';

/** A shopper's designs; a secret key sees those of the whole brand. */
export class Designs {
  readonly #http: Http;
  constructor(http: Http) {
    this.#http = http;
  }

  /** With a `prompt`: queued, `generations.wait(reply.generationId)` tells when it is done. Without one: a draft at once. */
  create(body: DesignCreate & { prompt: string }, options?: CreateOptions): Promise<GenerationAccepted>;
  create(body: DesignCreate & { prompt?: undefined }, options?: CreateOptions): Promise<Design>;
  create(body: DesignCreate, options?: CreateOptions): Promise<Design | GenerationAccepted> {
    return this.#http.call<'designs.create'>('POST', '/v1/designs', { ...createOptions(options), body });
  }

  /** Newest first. */
  list(query: PageQuery & { search?: string } = {}, options?: RequestOptions): Promise<Page<Design>> {
    return this.#http.call<'designs.list'>('GET', '/v1/designs', { ...options, query });
  }

  /** The design with its document and revision. */
  get(id: string, options?: RequestOptions): Promise<Design> {
    return this.#http.call<'designs.get'>('GET', `/v1/designs/${encodeURIComponent(id)}`, options);
  }

  /** Saves over `revision`; `revision-stale` (with the current design in `meta.current`) when somebody saved meanwhile. */
  update(id: string, revision: number, body: DesignPatch, options?: RequestOptions): Promise<Design> {
    const headers = { 'If-Match': `"${revision}"` };
    return this.#http.call<'designs.update'>('PATCH', `/v1/designs/${encodeURIComponent(id)}`, { ...options, body, headers });
  }

  /** An immutable copy to order; `preflight-failed` (with `meta.findings`) when it cannot be made yet. */
  finalize(id: string, options?: CreateOptions): Promise<Snapshot> {
    return this.#http.call<'designs.finalize'>('POST', `/v1/designs/${encodeURIComponent(id)}/finalize`, {
      ...createOptions(options),
      body: {},
    });
  }

  /**
   * One immutable copy for each row of the design's team list, 25 at once; `next` says where to go on. `preflight-failed` names the
   * first row that cannot be made in `meta.row`.
   */
  finalizeRows(id: string, body: RowsFinalize = {}, options?: CreateOptions): Promise<RowSnapshots> {
    return this.#http.call<'designs.rows.finalize'>('POST', `${at(id)}/rows/finalize`, { ...createOptions(options), body });
  }

  /** Named versions, newest first. */
  async versions(id: string, options?: RequestOptions): Promise<Version[]> {
    return (await this.#http.call<'designs.versions.list'>('GET', `${at(id)}/versions`, options)).items;
  }

  /** Keeps the design as it is saved now under a name. */
  keepVersion(id: string, name: string, options?: CreateOptions): Promise<Version> {
    return this.#http.call<'designs.versions.create'>('POST', `${at(id)}/versions`, { ...createOptions(options), body: { name } });
  }

  /** A version with its document: `update` saves it over the design. */
  version(id: string, versionId: string, options?: RequestOptions): Promise<VersionDocument> {
    return this.#http.call<'designs.versions.get'>('GET', `${at(id)}/versions/${encodeURIComponent(versionId)}`, options);
  }

  async deleteVersion(id: string, versionId: string, options?: RequestOptions): Promise<void> {
    await this.#http.call<'designs.versions.delete'>('DELETE', `${at(id)}/versions/${encodeURIComponent(versionId)}`, options);
  }

  /** Links that can be opened, newest first. */
  async shares(id: string, options?: RequestOptions): Promise<Share[]> {
    return (await this.#http.call<'designs.shares.list'>('GET', `${at(id)}/shares`, options)).items;
  }

  /** A link for others: `token` belongs in an address of your shop. */
  share(id: string, body: ShareCreate, options?: CreateOptions): Promise<Share> {
    return this.#http.call<'designs.shares.create'>('POST', `${at(id)}/shares`, { ...createOptions(options), body });
  }

  async endShare(id: string, shareId: string, options?: RequestOptions): Promise<void> {
    await this.#http.call<'designs.shares.delete'>('DELETE', `${at(id)}/shares/${encodeURIComponent(shareId)}`, options);
  }

  /** What a link shows, without an account; `not-found` once it ended. */
  shared(token: string, options?: RequestOptions): Promise<SharedDesign> {
    return this.#http.call<'shared.get'>('GET', `/v1/shared/${encodeURIComponent(token)}`, options);
  }

  /** A copy of a shared design, pictures included, for the shopper; `forbidden` for a link to look at only. */
  remix(token: string, options?: CreateOptions): Promise<Design> {
    return this.#http.call<'shared.remix'>('POST', `/v1/shared/${encodeURIComponent(token)}/remix`, {
      ...createOptions(options),
      body: {},
    });
  }

  /** Changes the design by words. */
  generate(id: string, body: GenerationCreate, options?: CreateOptions): Promise<GenerationAccepted> {
    return this.#http.call<'designs.generate'>('POST', `/v1/designs/${encodeURIComponent(id)}/generations`, {
      ...createOptions(options),
      body,
    });
  }
}

const at = (id: string) => `/v1/designs/${encodeURIComponent(id)}` as const;

/** Changes by words, while they are made and after. */
export class Generations {
  readonly #http: Http;
  readonly #realtime: Realtime;
  constructor(http: Http, realtime: Realtime) {
    this.#http = http;
    this.#realtime = realtime;
  }

  /** How far it is; when completed, with the document that it made. */
  get(id: string, options?: RequestOptions): Promise<Generation> {
    return this.#http.call<'generations.get'>('GET', `/v1/generations/${encodeURIComponent(id)}`, options);
  }

  /** Stops it; `conflict` when it is over already. */
  cancel(id: string, options?: RequestOptions): Promise<Generation> {
    return this.#http.call<'generations.cancel'>('POST', `/v1/generations/${encodeURIComponent(id)}/cancel`, { ...options, body: {} });
  }

  /** The generation once it is `completed`, `failed` or `cancelled`: look at its `status` and `error`. */
  wait(id: string, options?: WaitOptions<Generation>): Promise<Generation> {
    const isDone = ({ status }: Generation): boolean => status !== 'queued' && status !== 'processing';
    return waitForRow(this.#realtime, `generation:${id}`, (request) => this.get(id, request), isDone, options);
  }
}
