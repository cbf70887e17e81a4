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
/** How long an outcome may wait for others: as long as it is not stored, the death of this process has it sent again. */
const STORE_AFTER_MS = 20;
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
  #storeTimer: NodeJS.Timeout | undefined;
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
    this.#startFilling();
  }

  #startFilling(): void {
    if (this.#isStopping || this.#filling) return;
    this.#filling = asSystem(this.#deps.db, () => this.#fill()).finally(() => {
      this.#filling = null;
      if (!this.#isStopping) this.#timer ??= setTimeout(() => this.wake(), this.#settings.pollMs);
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
    this.#startStoring();
    await this.#storing;
    await asSystem(this.#deps.db, () => this.#lanes.release()).catch(() => {});
  }

  /** Looks through all that is due when it may have changed, and now and then; between that fills the lanes that it knows. */
  async #fill(): Promise<void> {
    while (!this.#isStopping && (this.#isDue || this.#lanes.all().some((lane) => Lanes.runsLow(lane)))) {
      const isSearch = this.#isDue;
      this.#isDue = false;
      if (isSearch) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      }
      try {
        await (isSearch ? this.#lanes.fill() : this.#lanes.refill());
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'cannot look for webhooks to send');
        return;
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
        this.#launch();
        this.#storeSoon();
        if (Lanes.runsLow(lane)) this.#startFilling();
        if (this.#open === 0) this.#onIdle();
      });
  }

  /** Outcomes that come close together are stored together, unless nothing more is on its way. */
  #storeSoon(): void {
    if (this.#isWorthStoring()) this.#startStoring();
    else this.#storeTimer ??= setTimeout(() => this.#startStoring(), STORE_AFTER_MS);
  }

  #isWorthStoring(): boolean {
    return this.#tried.length >= (this.#open === 0 || this.#isStopping ? 1 : STORE);
  }

  #startStoring(): void {
    clearTimeout(this.#storeTimer);
    this.#storeTimer = undefined;
    if (this.#tried.length === 0) return;
    this.#storing ??= asSystem(this.#deps.db, () => this.#store()).finally(() => {
      this.#storing = null;
      if (this.#tried.length > 0 && !this.#isStopping) this.#storeSoon();
    });
  }

  /** What was sent is known to us only, until it is stored: a database that is away is asked again. */
  async #store(): Promise<void> {
    do {
      const batch = this.#tried.slice(0, STORE);
      const tried = batch.map((one) => one.tried);
      try {
        await storeOutcomes(this.#deps.db, this.#deps.queue, tried, this.#settings.chance);
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'cannot store what became of webhooks');
        if (this.#isStopping) return;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        continue;
      }
      this.#tried.splice(0, batch.length);
      for (const { lane, tried: one } of batch) lane.flying.delete(one.row.id);
      this.#launch();
    } while (this.#isWorthStoring());
  }
}
export type { Sender };
