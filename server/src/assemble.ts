import { createLimits } from './auth/rate-limit.js';
import { hasDemoUser } from './auth/users.js';
import { ConfigError, readConfig, type Config } from './config.js';
import type { Deps } from './deps.js';
import { createAi } from './drivers/ai/create.js';
import { openDatabase } from './drivers/database/database.js';
import { migrate } from './drivers/database/migrate.js';
import { whyUnbound } from './drivers/database/role.js';
import { asSystem } from './drivers/database/tenancy.js';
import { openFiles } from './drivers/files/open.js';
import { openMail } from './drivers/mail/open.js';
import { createStripePayments } from './drivers/payments/stripe.js';
import { openQueue } from './drivers/queue/open.js';
import { isRedisReady, openRedis } from './drivers/redis.js';
import { createGuardedFetch } from './guarded-fetch.js';
import { createLog } from './log.js';
import { watchQueue } from './observe/metrics-routes.js';
import { createObserve } from './observe/observe.js';

/** What a process of ours runs on: every driver made once, the schema up to date. Throws `ConfigError`. */
export async function assemble(config: Config, processName: string): Promise<Deps> {
  const log = createLog(config.logLevel, processName);
  const observe = await createObserve({ ...config.reports, env: config.env }, processName);
  const db = openDatabase(config.database);
  try {
    const migrated = await migrate(db);
    if (migrated.length > 0) log.info({ migrated }, 'schema brought up to date');
  } catch (error) {
    await db.destroy();
    throw new ConfigError('DATABASE_URL', `leads to a database that cannot be used (${(error as Error).message})`);
  }
  const unbound = await whyUnbound(db);
  if (unbound && config.env === 'production') {
    await db.destroy();
    throw new ConfigError(
      'DATABASE_URL',
      `${unbound}, which may pass by row-level security: use an ordinary role, and DATABASE_OWNER_URL for the owner`,
    );
  }
  if (unbound) log.warn(`DATABASE_URL ${unbound}: row-level security could be passed by`);
  if (config.env === 'production' && (await asSystem(db, () => hasDemoUser(db)))) {
    await db.destroy();
    throw new ConfigError(
      'NODE_ENV',
      'is production, but this database holds the demo brand with its written-down password: use another database',
    );
  }
  const redis = config.redis && openRedis(config.redis, log);
  if (redis && !(await isRedisReady(redis))) log.warn('starting without Redis, which does not answer yet');
  if (config.env === 'production' && config.mail.kind === 'outbox')
    log.warn(
      { folder: config.mail.folder },
      'mails are written into a folder and sent to nobody: set SMTP_URL or the key of a mail service',
    );
  watchQueue({ db, metrics: observe.metrics });
  const fetch = createGuardedFetch(config);
  return {
    config,
    log,
    db,
    observe,
    redis,
    limits: createLimits({ redis, scale: config.rateLimitScale }),
    fetch,
    files: await openFiles(config.files),
    queue: await openQueue(config, db, redis, log),
    ai: await createAi(config.ai, fetch),
    mail: await openMail(config.mail),
    payments: createStripePayments(config.stripe),
  };
}

/** Gives back what `assemble` opened. */
export async function release({ db, redis, queue, mail, observe }: Deps): Promise<void> {
  await Promise.all([observe.report.close(), observe.tracing?.close()]);
  await Promise.all([queue.close?.(), mail.close?.()]);
  redis?.disconnect();
  await db.destroy();
}

/** Runs a process's start; what the environment got wrong is said in one sentence, with exit code 1. */
export async function run(start: (config: Config) => Promise<void>): Promise<void> {
  try {
    await start(readConfig());
  } catch (error) {
    const sentence = error instanceof ConfigError ? error.message : String((error as Error).stack ?? error);
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

/** A promise that somebody forgot to wait for ends with a line in the log, not with the process and everybody's calls. */
export function outliveRejections({ log, observe: { report } }: Pick<Deps, 'log' | 'observe'>): void {
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'a rejection that nobody waited for');
    report.error(error, {});
  });
}

/** Calls `stop` once at the first SIGTERM or SIGINT, then ends the process; after `graceMs` it ends anyway. */
export function stopOnSignal(log: Deps['log'], graceMs: number, stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), graceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
