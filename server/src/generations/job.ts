import type { Generation } from '@luneo/sdk/contracts/designs.js';
import { applyEdit, EditError } from '@luneo/sdk/design/edits.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { systemScope } from '../auth/brands.js';
import type { Scope } from '../auth/scope.js';
import { CLIPART } from '../clipart/library.js';
import type { Deps } from '../deps.js';
import { saveDocument } from '../designs/store.js';
import type { Composition } from '../drivers/ai/ai.js';
import type { Jobs, JobContext } from '../drivers/queue/queue.js';
import { shaperWith } from '../fonts/shaper.js';
import { listFonts, withUrl } from '../fonts/store.js';
import { emitEvent } from '../outbox/outbox.js';
import { Problem } from '../problem.js';
import { getProduct } from '../products/store.js';
import { getGenerationRow, isOver, moveGeneration, type GenerationRow } from './store.js';

type Step = NonNullable<Generation['step']>;
type JobDeps = Pick<Deps, 'db' | 'ai' | 'log' | 'config' | 'files'>;

/**
 * Turns a queued prompt into a design. May run more than once for the same generation: everything before the last transaction
 * only tells progress, and that one writes result, design revision and events together, once.
 */
export function generateHandler(deps: JobDeps): (payload: Jobs['generate'], context: JobContext) => Promise<void> {
  return async ({ generationId, brandId }, { signal }) => {
    const scope = systemScope(brandId);
    const row = await getGenerationRow(deps.db, scope, generationId);
    if (isOver(row.status)) return;
    const own = { ...scope, mode: row.mode };
    try {
      await finish(deps, own, row, await compose(deps, own, row, signal));
    } catch (error) {
      if (signal.aborted || !(error instanceof Problem) || error.status >= 500) throw error;
      await fail(deps, own, row.id, error.code, error.message);
    }
  };
}

/** For the queue's `dead`: tells the shopper when no try is left. */
export function generateDead(deps: Pick<Deps, 'db'>): (payload: Jobs['generate']) => Promise<void> {
  return ({ generationId, brandId }) =>
    fail(deps, systemScope(brandId), generationId, 'internal', 'Something went wrong on our side. Please try again.');
}

const fail = ({ db }: Pick<Deps, 'db'>, scope: Scope, id: string, code: string, message: string): Promise<void> =>
  db.transaction(async (tx) => void (await moveGeneration(tx, scope, id, 'failed', { error: { code, message } })));

async function compose(
  deps: JobDeps,
  scope: Scope,
  row: GenerationRow,
  signal: AbortSignal,
): Promise<Composition & { document: DesignDocument }> {
  const { db, ai, config } = deps;
  const document = readDocument(JSON.parse(row.input));
  const product = await getProduct(db, scope, document.productId);
  const known = await listFonts(db, scope);
  const fonts = known.map((font) => withUrl(font, config.publicUrl));
  const offered = new Set(product.template.fonts);
  const shaper = await shaperWith(
    deps,
    known.filter((font) => offered.has(font.id)),
  );
  const steps = progress(deps, scope, row);
  steps.tell('checking');
  const request = { prompt: row.prompt, product, document, side: row.side, fonts, clipart: CLIPART, shaper, signal, onStep: steps.tell };
  let composition: Composition;
  try {
    composition = await ai.compose(request);
  } finally {
    await steps.settled();
  }
  const { edits, notes } = composition;
  signal.throwIfAborted();
  try {
    return { edits, notes, document: readDocument(edits.reduce(applyEdit, document)) };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    throw new Problem('prompt-invalid', `This is more than the design can hold (${error.message}).`, { cause: error });
  }
}

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
async function finish(
  { db }: JobDeps,
  scope: Scope,
  row: GenerationRow,
  { document, notes }: { document: DesignDocument; notes: string[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    const moved = await moveGeneration(tx, scope, row.id, 'processing', { step: 'placing' });
    if (!moved) return;
    const revision = await saveResult(tx, scope, row, document);
    await moveGeneration(tx, scope, row.id, 'completed', { document, notes, revision });
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
