import type { Knex } from 'knex';
import type { Config } from '../config.js';
import type { DeliveryRow } from './deliveries.js';
import { skipPending } from './deliveries.js';
import { signingKeysOf, type EndpointRow } from './endpoints.js';
import type { SigningKey } from './sign.js';

/** What one endpoint is to be sent by this process, in the order of its events. Of all processes one has the lane of an endpoint. */
export interface Lane {
  endpoint: EndpointRow;
  keys: SigningKey[];
  leaseUntil: number;
  queue: DeliveryRow[];
  /** Deliveries that are on their way, or whose outcome is not stored yet. */
  flying: Set<string>;
  /** Requests that are open. */
  open: number;
  /** There may be more due than was loaded. */
  hasMore: boolean;
  /** Of late, ms: how fast it answers. */
  answerMs: number;
  usedAt: number;
}

/** Due rows that are looked through for endpoints, rows that a lane takes at once, and how few are left when it takes more. */
const LOOK_AT = 1_000;
const LOAD = 100;
const FEW = 32;
const RENEW_MS = 1_000;
const IDLE_MS = 5_000;

/** Finds due deliveries and holds the leases of their endpoints. */
export class Lanes {
  readonly #db: Knex;
  readonly #config: Pick<Config, 'secret'>;
  readonly #worker: string;
  readonly #leaseMs: number;
  readonly #now: () => number;
  readonly #lanes = new Map<string, Lane>();
  #renewedAt = 0;

  constructor(db: Knex, config: Pick<Config, 'secret'>, worker: string, { leaseMs, now }: { leaseMs: number; now: () => number }) {
    this.#db = db;
    this.#config = config;
    this.#worker = worker;
    this.#leaseMs = leaseMs;
    this.#now = now;
  }

  all(): Lane[] {
    return [...this.#lanes.values()];
  }

  /** Whether a lane has so little left that it is worth looking for more. */
  static runsLow({ queue, hasMore }: Lane): boolean {
    return hasMore && queue.length < FEW;
  }

  /** Fills lanes that run low and makes new ones for whatever is due. */
  async fill(): Promise<void> {
    await this.#renew();
    for (const endpointId of await this.#dueEndpoints()) {
      const lane = this.#lanes.get(endpointId) ?? (await this.#take(endpointId));
      if (lane) await this.#load(lane);
    }
  }

  /** Fills lanes that run low only, which are known to have more: no need to look through all that is due. */
  async refill(): Promise<void> {
    await this.#renew();
    for (const lane of this.all()) if (Lanes.runsLow(lane)) await this.#load(lane);
  }

  async #load(lane: Lane): Promise<void> {
    const rows = await this.#db<DeliveryRow>('webhook_deliveries')
      .where({ endpoint_id: lane.endpoint.id, status: 'pending' })
      .where('next_attempt_at', '<=', this.#iso(0))
      .whereNotIn('id', [...lane.flying, ...lane.queue.map(({ id }) => id)])
      .orderBy('id')
      .limit(LOAD);
    lane.queue.push(...rows);
    lane.hasMore = rows.length === LOAD;
    lane.usedAt = this.#now();
  }

  /** Somebody else may send at once. */
  async release(lanes: readonly Lane[] = this.all()): Promise<void> {
    const ids = lanes.map(({ endpoint }) => endpoint.id);
    ids.forEach((id) => this.#lanes.delete(id));
    if (ids.length > 0)
      await this.#db<EndpointRow>('webhook_endpoints')
        .whereIn('id', ids)
        .where({ worker: this.#worker })
        .update({ worker: null, lease_until: null });
  }

  /** Endpoints with something due that nobody else sends to, apart from lanes with enough to do: they do not hide the others. */
  async #dueEndpoints(): Promise<string[]> {
    const busy = this.all().filter(({ queue }) => queue.length >= FEW);
    const known = this.all().flatMap(({ queue, flying }) => (queue.length < FEW ? [...flying, ...queue.map(({ id }) => id)] : []));
    const due = this.#db('webhook_deliveries as d')
      .join('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
      .where('d.status', 'pending')
      .where('d.next_attempt_at', '<=', this.#iso(0))
      .whereNotIn(
        'd.endpoint_id',
        busy.map(({ endpoint }) => endpoint.id),
      )
      .whereNotIn('d.id', known)
      .where((free) => {
        void free.whereNull('e.worker').orWhere('e.worker', this.#worker).orWhere('e.lease_until', '<=', this.#iso(0));
      })
      .orderBy('d.next_attempt_at')
      .limit(LOOK_AT)
      .select('d.endpoint_id');
    const rows = (await due) as { endpoint_id: string }[];
    return [...new Set(rows.map(({ endpoint_id }) => endpoint_id))];
  }

  async #take(id: string): Promise<Lane | null> {
    const leaseUntil = this.#now() + this.#leaseMs;
    const [endpoint] = (await this.#db<EndpointRow>('webhook_endpoints')
      .where({ id, status: 'enabled' })
      .where((free) => {
        void free.whereNull('worker').orWhere({ worker: this.#worker }).orWhere('lease_until', '<=', this.#iso(0));
      })
      .update({ worker: this.#worker, lease_until: new Date(leaseUntil).toISOString() })
      .returning('*')) as EndpointRow[];
    if (!endpoint) {
      await this.#skipDisabled(id);
      return null;
    }
    const lane: Lane = {
      endpoint,
      keys: this.#keysOf(endpoint),
      leaseUntil,
      queue: [],
      flying: new Set(),
      open: 0,
      hasMore: false,
      answerMs: 0,
      usedAt: this.#now(),
    };
    this.#lanes.set(id, lane);
    return lane;
  }

  /** An event may have been handed out in the moment in which its endpoint was disabled. */
  async #skipDisabled(id: string): Promise<void> {
    const row = await this.#db<EndpointRow>('webhook_endpoints').where({ id }).first('status');
    if (row?.status === 'disabled') await skipPending(this.#db, id);
  }

  /** Reads addresses and secrets anew, keeps leases, and gives lanes back that have nothing to do. */
  async #renew(): Promise<void> {
    const now = this.#now();
    if (now - this.#renewedAt < RENEW_MS || this.#lanes.size === 0) return;
    this.#renewedAt = now;
    await this.release(this.all().filter((lane) => lane.queue.length === 0 && lane.flying.size === 0 && now - lane.usedAt > IDLE_MS));
    const ids = [...this.#lanes.keys()];
    const leaseUntil = now + this.#leaseMs;
    if (this.all().some((lane) => lane.leaseUntil - now < this.#leaseMs / 2)) {
      await this.#db<EndpointRow>('webhook_endpoints')
        .whereIn('id', ids)
        .where({ worker: this.#worker })
        .update({ lease_until: new Date(leaseUntil).toISOString() });
      for (const lane of this.all()) lane.leaseUntil = leaseUntil;
    }
    const rows = await this.#db<EndpointRow>('webhook_endpoints').whereIn('id', ids);
    const kept = new Map(rows.filter(({ worker, status }) => worker === this.#worker && status === 'enabled').map((row) => [row.id, row]));
    for (const lane of this.all()) {
      const endpoint = kept.get(lane.endpoint.id);
      if (endpoint) Object.assign(lane, { endpoint, keys: this.#keysOf(endpoint) });
      else {
        Object.assign(lane, { queue: [], hasMore: false });
        if (lane.flying.size === 0) this.#lanes.delete(lane.endpoint.id);
      }
    }
  }

  #keysOf(endpoint: EndpointRow): SigningKey[] {
    return signingKeysOf(endpoint, this.#config, this.#now());
  }

  #iso(ahead: number): string {
    return new Date(this.#now() + ahead).toISOString();
  }
}
