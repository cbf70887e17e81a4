import type {
  Design,
  DesignCreate,
  DesignPatch,
  Generation,
  GenerationAccepted,
  GenerationCreate,
  Snapshot,
} from '../contracts/designs.js';
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

  /** Changes the design by words. */
  generate(id: string, body: GenerationCreate, options?: CreateOptions): Promise<GenerationAccepted> {
    return this.#http.call<'designs.generate'>('POST', `/v1/designs/${encodeURIComponent(id)}/generations`, {
      ...createOptions(options),
      body,
    });
  }
}

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
