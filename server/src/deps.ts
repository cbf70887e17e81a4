import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Limits } from './auth/rate-limit.js';
import type { Config } from './config.js';
import type { Ai } from './drivers/ai/ai.js';
import type { FileStore } from './drivers/files/files.js';
import type { Mail } from './drivers/mail/mail.js';
import type { Payments } from './drivers/payments/payments.js';
import type { Queue } from './drivers/queue/queue.js';
import type { GuardedFetch } from './guarded-fetch.js';
import type { Observe } from './observe/observe.js';

/** Everything a feature needs from outside; made once in `main.ts` and `worker.ts`, by hand in tests. */
export interface Deps {
  config: Config;
  log: Logger;
  db: Knex;
  /** For short commands that fail at once while Redis is away; `null` without `REDIS_URL`. Channels need `config.redis.prefix` in front. */
  redis: Redis | null;
  /** For every address that a tenant or a provider gave. */
  fetch: GuardedFetch;
  limits: Limits;
  files: FileStore;
  queue: Queue;
  ai: Ai;
  mail: Mail;
  payments: Payments;
  observe: Observe;
}
