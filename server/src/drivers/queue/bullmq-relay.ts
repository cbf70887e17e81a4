import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { asSystem } from '../database/tenancy.js';
import type { BullPush, Pushed } from './bullmq-push.js';
import { iso, type JobRow, type QueueSettings } from './job-row.js';

const BATCH = 500;
/** Rows that one pass pushes again though Redis most likely knows them: a long queue costs it only so much. */
const PER_PASS = 2_000;
const START = { run_at: '', id: '' };

/**
 * Finds the jobs that Redis does not know: committed by a process that died before it could push them, added while Redis was away,
 * or forgotten by it. All of them are overdue, so overdue rows are pushed again; the ones that merely wait stay as they are.
 */
export class BullRelay {
  readonly #db: Knex;
  readonly #log: Logger;
  readonly #settings: QueueSettings;
  readonly #push: BullPush;
  #cursor = START;
  #timer: NodeJS.Timeout | undefined;
  #offReady = (): void => {};
  #passing: Promise<void> | null = null;
  /** Everything that is due has to be pushed; stays until it was. */
  #isFull = true;
  #isStopped = false;

  constructor(db: Knex, log: Logger, settings: QueueSettings, push: BullPush) {
    this.#db = db;
    this.#log = log;
    this.#settings = settings;
    this.#push = push;
  }

  start(): void {
    // Redis is back: perhaps empty, and what was committed meanwhile is waiting.
    this.#offReady = this.#push.onReady(() => {
      this.#isFull = true;
      this.#pass();
    });
    this.#pass();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#offReady();
    await this.#passing;
  }

  #pass(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    const previous = this.#passing ?? Promise.resolve();
    this.#passing = previous
      .then(() => asSystem(this.#db, () => this.#look()))
      .catch((error: unknown) => this.#log.debug({ err: error }, 'cannot look for jobs that Redis does not know'))
      .finally(() => {
        clearTimeout(this.#timer);
        if (!this.#isStopped) this.#timer = setTimeout(() => this.#pass(), this.#settings.pollMs);
      });
  }

  /** Of several workers one looks at a time; a Redis without the mark is a new one, or has lost everything. */
  async #look(): Promise<void> {
    const { pollMs, now } = this.#settings;
    if (await this.#push.isNew()) this.#isFull = true;
    const isFull = this.#isFull;
    const isMine = await this.#push.claimRelay(Math.max(1, Math.floor(pollMs * 0.8)));
    if (!isMine && !isFull) return;
    if (isFull) this.#cursor = START;
    // What was committed a moment ago is on its way.
    const until = iso(now() - (isFull ? 0 : pollMs));
    for (let pushed = 0; isFull || pushed < PER_PASS;) {
      const rows = await this.#overdue(until);
      if (rows.length > 0) await this.#push.push(rows);
      pushed += rows.length;
      this.#cursor = rows.length < BATCH ? START : rows.at(-1)!;
      if (rows.length < BATCH || this.#isStopped) break;
    }
    if (isFull && !this.#isStopped) this.#isFull = false;
  }

  #overdue(until: string): Promise<Pushed[]> {
    const { run_at, id } = this.#cursor;
    return this.#db<JobRow>('jobs')
      .whereIn('status', ['queued', 'running'])
      .where('run_at', '<=', until)
      .where((after) => void after.where('run_at', '>', run_at).orWhere({ run_at }).andWhere('id', '>', id))
      .orderBy([{ column: 'run_at' }, { column: 'id' }])
      .limit(BATCH)
      .select('id', 'name', 'run_at');
  }
}
