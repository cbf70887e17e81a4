import { LuneoError } from './error.js';
import type { Change } from './events.js';
import type { Http } from './http.js';

type Kind = 'generation' | 'design' | 'order';

/** `generation:gen_…` and `generations` → `generation.updated`; `brand:brd_…` → `brand.updated`. */
export const typeOf = (topic: string): Change['type'] => `${topic.replace(/s?(:.*)?$/, '') as Kind | 'webhook' | 'brand'}.updated`;

/** Whether asking for the row tells its changes: all rows of a kind are not read one by one. */
export const isReadable = (topic: string): boolean => /^(generation|design|order):/.test(topic);

/** The rows behind topics, and when each was last seen to change. */
export class Rows {
  /** Id of the newest event that was heard: where a new connection goes on. */
  after: number | undefined;
  readonly #seen = new Map<string, string>();
  readonly #http: Http;
  readonly #topics: readonly string[];
  readonly #signal: AbortSignal | undefined;

  constructor(http: Http, topics: readonly string[], signal: AbortSignal | undefined) {
    this.#http = http;
    this.#topics = topics;
    this.#signal = signal;
  }

  /** Reads every row; tells those that changed since the last time, all at the first. A lost network is not an error here. */
  async *changed(): AsyncGenerator<Change, void, void> {
    for (const topic of this.#topics) {
      const row = await this.#read(topic);
      if (!row || this.#seen.get(topic) === row.updatedAt) continue;
      this.#seen.set(topic, row.updatedAt);
      yield { topic, type: typeOf(topic), data: { status: row.status } };
    }
  }

  async #read(topic: string): Promise<{ updatedAt: string; status: string } | null> {
    const [kind, id = ''] = topic.split(':') as [Kind, string?];
    if (!isReadable(topic)) return null;
    const options = this.#signal ? { signal: this.#signal } : {};
    try {
      if (kind === 'generation') return await this.#http.call<'generations.get'>('GET', `/v1/generations/${id}`, options);
      if (kind === 'design') return await this.#http.call<'designs.get'>('GET', `/v1/designs/${id}`, options);
      return await this.#http.call<'orders.get'>('GET', `/v1/orders/${id}`, options);
    } catch (error) {
      if (error instanceof LuneoError && error.retryable) return null;
      throw error;
    }
  }
}
