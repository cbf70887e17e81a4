import type { Deps } from './deps.js';
import { pendingMigrations } from './drivers/database/migrate.js';

/** A dependency that does not answer within this is taken for one that is away. */
const ANSWER_MS = 2_000;
/** However often it is asked, dependencies are asked this often at most. */
const FRESH_MS = 1_000;

/** What a process depends on. */
export const DEPENDENCIES = ['database', 'migrations', 'files', 'redis', 'queue'] as const;
export type Dependency = (typeof DEPENDENCIES)[number];
/** Away, they cost speed and not answers: limits count in memory, sockets poll, and jobs wait in the table. */
const SPARE: ReadonlySet<Dependency> = new Set(['redis', 'queue'] as const);
/** Whether requests can be answered without it. */
export const isSpare = ({ dependency }: Failure): boolean => SPARE.has(dependency);
export type Failure = { dependency: Dependency; error: unknown };

type Check = () => Promise<unknown>;

/** Asks every dependency, all at once; resolves to those that fail. One round serves everybody who asks within a second. */
export function createReadiness(deps: Pick<Deps, 'db' | 'files' | 'redis' | 'queue' | 'log'>, now = Date.now): () => Promise<Failure[]> {
  const { db, files, redis, queue, log } = deps;
  const checks: [Dependency, Check][] = [
    ['database', async () => db.raw('select 1')],
    ['migrations', () => noneLeft(db)],
    ['files', () => files.check()],
    ...(redis ? [['redis', () => redis.ping()] satisfies [Dependency, Check]] : []),
    ...(queue.check ? [['queue', () => queue.check!()] satisfies [Dependency, Check]] : []),
  ];
  const limited = checks.map(([dependency, check]) => ({ dependency, check: withinTime(check) }));
  let round: Promise<Failure[]> | null = null;
  let freshUntil = 0;
  return () => {
    if (round && now() < freshUntil) return round;
    freshUntil = Infinity;
    round = Promise.all(limited.map(async ({ dependency, check }) => ({ dependency, error: await check() }))).then((answers) => {
      freshUntil = now() + FRESH_MS;
      const failures = answers.filter(({ error }) => error !== undefined);
      for (const { dependency, error } of failures)
        log.warn({ err: error, dependency }, isSpare({ dependency, error }) ? 'degraded' : 'not ready');
      return failures;
    });
    return round;
  };
}

/** Resolves to why it failed. What hangs is not asked again before it has ended: a store in trouble is not buried in questions. */
function withinTime(check: Check): () => Promise<unknown> {
  let running: Promise<unknown> | null = null;
  return async () => {
    running ??= check()
      .then(
        () => undefined,
        (error: unknown) => error ?? new Error('failed'),
      )
      .finally(() => (running = null));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Error>((resolve) => {
      timer = setTimeout(() => resolve(new Error('no answer in time')), ANSWER_MS);
    });
    const error = await Promise.race([running, late]);
    clearTimeout(timer);
    return error;
  };
}

async function noneLeft(db: Deps['db']): Promise<void> {
  const [first] = await pendingMigrations(db);
  if (first) throw new Error(`the schema lacks ${first}`);
}
