import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';
import { attempt, type Outcome } from './attempt.js';
import type { DeliveryRow } from './deliveries.js';
import { Lanes, type Lane } from './lanes.js';
import { storeOutcomes, type Tried } from './outcomes.js';

export interface SenderSettings {
  /** Open requests of this process, and of one endpoint; fewer of a slow one, one of one that fails. */
  requests: number;
  perEndpoint: number;
  pollMs: number;
  leaseMs: number;
  /** How long `stop` waits for open requests. */
  graceMs: number;
  now: () => number;
  /** 0 to 1, for the spread of retries. */
  chance: () => number;
}
const SETTINGS: SenderSettings = {
  requests: 256,
  perEndpoint: 16,
  pollMs: 250,
  leaseMs: 60_000,
  graceMs: 8_000,
  now: Date.now,
  chance: Math.random,
};
/** Outcomes of one transaction, and outcomes that may wait for a database that is away. */
const STORE = 100;
const MAX_UNSTORED = 1_000;

type SenderDeps = Pick<Deps, 'db' | 'log' | 'config' | 'fetch' | 'queue'>;

/** Sends due deliveries until stopped. Each endpoint has its own lane and limit: one that is slow or away holds up no other. */
export function startSender(deps: SenderDeps, settings: Partial<SenderSettings> = {}): Sender {
  return new Sender(deps, { ...SETTINGS, ...settings });
}

class Sender {
  readonly #deps: SenderDeps;
  readonly #settings: SenderSettings;
  readonly #lanes: Lanes;
  #open = 0;
  #turn = 0;
  #tried: { lane: Lane; tried: Tried }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> | null = null;
  #storing: Promise<void> | null = null;
  #isDue = false;
  #isStopping = false;
  #onIdle = (): void => {};

  constructor(deps: SenderDeps, settings: SenderSettings) {
    this.#deps = deps;
    this.#settings = settings;
    this.#lanes = new Lanes(deps.db, deps.config, newId('snd'), settings);
    this.wake();
  }

  /** There may be deliveries that are due. */
  wake(): void {
    this.#isDue = true;
    clearTimeout(this.#timer);
    if (this.#isStopping || this.#filling) return;
    this.#filling = asSystem(this.#deps.db, () => this.#fill()).finally(() => {
      this.#filling = null;
      clearTimeout(this.#timer);
      if (!this.#isStopping) this.#timer = setTimeout(() => this.wake(), this.#settings.pollMs);
    });
  }

  /** Begins nothing new. What does not end in time is sent again later, under the same id. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#filling;
    let grace: NodeJS.Timeout | undefined;
    if (this.#open > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
        grace = setTimeout(resolve, this.#settings.graceMs);
      });
    }
    clearTimeout(grace);
    await this.#storing;
    await asSystem(this.#deps.db, () => this.#lanes.release()).catch(() => {});
  }

  async #fill(): Promise<void> {
    while (this.#isDue && !this.#isStopping) {
      this.#isDue = false;
      try {
        await this.#lanes.fill();
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'cannot look for webhooks to send');
      }
      this.#launch();
    }
  }

  /** One of each lane in turn, so that a free place goes to another lane than the last one did. */
  #launch(): void {
    const lanes = this.#lanes.all();
    for (let idle = 0; idle < lanes.length && this.#hasRoom();) {
      const lane = lanes[this.#turn++ % lanes.length]!;
      if (lane.queue.length > 0 && lane.open < this.#limitOf(lane)) {
        this.#send(lane, lane.queue.shift()!);
        idle = 0;
      } else idle++;
    }
  }

  #limitOf({ endpoint, answerMs }: Lane): number {
    if (endpoint.failing_since !== null) return 1;
    return answerMs < 500 ? this.#settings.perEndpoint : answerMs < 2_000 ? 4 : 2;
  }

  #hasRoom(): boolean {
    return !this.#isStopping && this.#open < this.#settings.requests && this.#tried.length < MAX_UNSTORED;
  }

  #send(lane: Lane, row: DeliveryRow): void {
    const { endpoint, keys } = lane;
    const at = this.#settings.now();
    this.#open++;
    lane.open++;
    lane.flying.add(row.id);
    lane.usedAt = at;
    const destination = { url: endpoint.url, keys, isHttpsOnly: this.#deps.config.env === 'production' };
    void attempt(this.#deps.fetch, destination, { id: row.id, body: row.payload }, at)
      .catch((error: unknown): Outcome => {
        this.#deps.log.error({ err: error, delivery: row.id }, 'cannot send a webhook');
        return { result: 'failed', status: null, body: null, error: 'It could not be sent.', durationMs: 0, retryAfter: 0 };
      })
      .then((outcome) => {
        this.#open--;
        lane.open--;
        lane.answerMs = lane.answerMs === 0 ? outcome.durationMs : (lane.answerMs * 3 + outcome.durationMs) / 4;
        // Known before it is stored: the next one waits.
        if (outcome.result !== 'delivered' && endpoint.failing_since === null)
          lane.endpoint = { ...lane.endpoint, failing_since: new Date(at).toISOString() };
        else if (outcome.result === 'delivered') lane.endpoint = { ...lane.endpoint, failing_since: null };
        this.#tried.push({ lane, tried: { row, endpoint, outcome, at } });
        this.#storing ??= asSystem(this.#deps.db, () => this.#store()).finally(() => (this.#storing = null));
        this.#launch();
        if (Lanes.runsLow(lane)) this.wake();
        if (this.#open === 0) this.#onIdle();
      });
  }

  /** What was sent is known to us only, until it is stored: a database that is away is asked again. */
  async #store(): Promise<void> {
    while (this.#tried.length > 0) {
      const batch = this.#tried.slice(0, STORE);
      const tried = batch.map((one) => one.tried);
      try {
        await this.#deps.db.transaction((tx) => storeOutcomes(tx, this.#deps.queue, tried, this.#settings.chance));
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'cannot store what became of webhooks');
        if (this.#isStopping) return;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        continue;
      }
      this.#tried.splice(0, batch.length);
      for (const { lane, tried: one } of batch) lane.flying.delete(one.row.id);
      this.#launch();
    }
  }
}
export type { Sender };
