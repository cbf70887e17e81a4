import { setTimeout as wait } from 'node:timers/promises';
import type { Generation } from '@luneo/sdk/contracts/designs.js';
import type { ProblemCode } from '@luneo/sdk/contracts/problem.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { systemScope } from '../auth/brands.js';
import type { Scope } from '../auth/scope.js';
import { BudgetExhausted } from '../budgets/paid-call.js';
import type { Deps } from '../deps.js';
import { saveDocument } from '../designs/store.js';
import { AiFailure } from '../drivers/ai/failure.js';
import type { Jobs, JobContext } from '../drivers/queue/queue.js';
import { promptHash } from '../observe/jobs.js';
import { emitEvent } from '../outbox/outbox.js';
import { Problem } from '../problem.js';
import { carryOut, type ChainDeps, type Outcome } from './chain.js';
import { say } from './sentences.js';
import { getGenerationRow, isOver, moveGeneration, type GenerationRow } from './store.js';

type Step = NonNullable<Generation['step']>;
type JobDeps = ChainDeps;

/** Tries of a generation whose service failed; then the shopper is told. */
const MAX_TRIES = 4;
/** A service that wants to be asked again within this time is waited for. */
const MAX_WAIT_MS = 15_000;

/**
 * Turns a queued prompt into a design. May run more than once for the same generation: everything before the last transaction
 * tells progress, or is kept where the next try finds it; and that one writes result, design revision and events together, once.
 */
export function generateHandler(deps: JobDeps): (payload: Jobs['generate'], context: JobContext) => Promise<void> {
  return async ({ generationId, brandId }, { attempt, signal }) => {
    const scope = systemScope(brandId);
    const row = await getGenerationRow(deps.db, scope, generationId);
    if (isOver(row.status)) return;
    const own = { ...scope, mode: row.mode };
    const isLast = attempt >= MAX_TRIES;
    const steps = progress(deps, own, row);
    try {
      let outcome: Outcome;
      try {
        outcome = await carryOut(deps, { scope: own, row, signal, isLast, onStep: steps.tell });
      } finally {
        await steps.settled();
      }
      await finish(deps, own, row, outcome);
    } catch (error) {
      if (signal.aborted) throw error;
      const refusal = refusalOf(deps, row, error, isLast);
      if (refusal) return fail(deps, own, row.id, refusal.code, refusal.message);
      await waitFor(error, signal);
      throw error;
    }
  };
}

/** What the shopper is told, or null where another try may help. The log gets a hash of the prompt and never its words. */
function refusalOf(
  { log, config }: JobDeps,
  row: GenerationRow,
  error: unknown,
  isLast: boolean,
): { code: ProblemCode; message: string } | null {
  const about = { generation: row.id, promptHash: promptHash(config, row.prompt) };
  if (error instanceof BudgetExhausted) return { code: 'budget-exhausted', message: say(row.prompt, 'exhausted') };
  if (error instanceof AiFailure) {
    log.warn({ ...about, reason: error.reason, isBilled: error.isBilled }, 'an AI service gave nothing');
    if (error.reason === 'refused') return { code: 'prompt-rejected', message: say(row.prompt, 'rejected') };
    return error.isPassing && !isLast ? null : { code: 'provider-failed', message: say(row.prompt, 'failed') };
  }
  if (error instanceof Problem && error.status < 500) return { code: error.code, message: error.message };
  if (!isDeterministic(error)) return null;
  log.error({ ...about, err: error }, 'a prompt that cannot be carried out');
  return { code: 'internal', message: say(row.prompt, 'internal') };
}

/** A mistake of ours, which no other try mends. */
const isDeterministic = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError;

async function waitFor(error: unknown, signal: AbortSignal): Promise<void> {
  const ms = error instanceof AiFailure ? error.retryAfterMs : null;
  if (ms !== null && ms <= MAX_WAIT_MS) await wait(ms, undefined, { signal });
}

/** For the queue's `dead`: tells the shopper when no try is left. */
export function generateDead(deps: Pick<Deps, 'db'>): (payload: Jobs['generate']) => Promise<void> {
  return async ({ generationId, brandId }) => {
    const scope = systemScope(brandId);
    const { prompt } = await getGenerationRow(deps.db, scope, generationId);
    await fail(deps, scope, generationId, 'internal', say(prompt, 'internal'));
  };
}

const fail = ({ db }: Pick<Deps, 'db'>, scope: Scope, id: string, code: string, message: string): Promise<void> =>
  db.transaction(async (tx) => void (await moveGeneration(tx, scope, id, 'failed', { error: { code, message } })));

/** Writes steps one after the other, each once; a step that cannot be written harms nothing. */
function progress({ db, log }: JobDeps, scope: Scope, row: GenerationRow) {
  let last: Step | null = null;
  let done: Promise<void> = Promise.resolve();
  return {
    tell: (step: Step): void => {
      if (step === last) return;
      last = step;
      done = done
        .then(() => db.transaction(async (tx) => void (await moveGeneration(tx, scope, row.id, 'processing', { step }))))
        .catch((error: unknown) => log.warn({ err: error, generation: row.id }, 'cannot tell progress'));
    },
    settled: (): Promise<void> => done,
  };
}

/** The design takes the result only while it is as it was when the prompt came; otherwise the editor merges it. */
async function finish({ db }: JobDeps, scope: Scope, row: GenerationRow, { document, notes, picture }: Outcome): Promise<void> {
  await db.transaction(async (tx) => {
    const moved = await moveGeneration(tx, scope, row.id, 'processing', { step: 'placing' });
    if (!moved) return;
    const revision = await saveResult(tx, scope, row, document);
    await moveGeneration(tx, scope, row.id, 'completed', { document, notes, revision, picture });
    if (revision === null) return;
    await emitEvent(
      tx,
      { brandId: row.brand_id, ownerId: row.owner_id, mode: row.mode },
      {
        topic: `design:${row.design_id}`,
        type: 'design.updated',
        data: { revision, status: 'completed' },
      },
    );
  });
}

async function saveResult(tx: Deps['db'], scope: Scope, row: GenerationRow, document: DesignDocument): Promise<number | null> {
  try {
    return (await saveDocument(tx, scope, row.design_id, row.base_revision, document)).revision;
  } catch (error) {
    if (error instanceof Problem && error.code === 'revision-stale') return null;
    throw error;
  }
}
