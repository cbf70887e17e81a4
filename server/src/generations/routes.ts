import { openPredictions } from '../budgets/ledger.js';
import type { Deps } from '../deps.js';
import { getDesign } from '../designs/store.js';
import { readIdempotency } from '../idempotency.js';
import { loggedPrompt } from '../observe/jobs.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { generateOnce, startGeneration } from './start.js';
import { getGenerationRow, moveGeneration, toGeneration } from './store.js';

export function generationRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('designs.generate', async ({ scope, params, body, request }) => {
      const once = readIdempotency(request, scope, body);
      const accepted = await generateOnce(deps, scope, once, async (tx) =>
        startGeneration(tx, deps, scope, await getDesign(tx, scope, params.designId), body),
      );
      request.logged = loggedPrompt(config, accepted, body.prompt);
      return { status: 202, body: accepted, headers: { Location: `/v1/generations/${accepted.generationId}` } };
    }),

    route('generations.get', async ({ scope, params }) => ({
      status: 200,
      body: toGeneration(await getGenerationRow(db, scope, params.generationId), config),
    })),

    route('generations.cancel', async ({ scope, params }) => {
      const row = await db.transaction(async (tx) => {
        const cancelled = await moveGeneration(tx, scope, params.generationId, 'cancelled');
        return cancelled ?? (await getGenerationRow(tx, scope, params.generationId));
      });
      if (row.status !== 'cancelled') throw new Problem('conflict', `The generation is ${row.status} already and cannot be cancelled.`);
      await stopWork(deps, row.id);
      return { status: 200, body: toGeneration(row, config) };
    }),
  ];
}

/** Work at a service that nobody waits for any more is stopped there, as far as the service can; the job books what it cost. */
async function stopWork({ db, ai, log }: Deps, generationId: string): Promise<void> {
  if (!ai.cancel) return;
  for (const { prediction_id } of await openPredictions(db, generationId))
    await ai.cancel(prediction_id!).catch((error: unknown) => log.warn({ err: error, generation: generationId }, 'cannot stop the work'));
}
