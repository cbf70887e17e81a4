import { createHash } from 'node:crypto';
import type { Payer } from '../budgets/ledger.js';
import { BudgetExhausted, paidCall } from '../budgets/paid-call.js';
import type { ComposeRequest, Composition } from '../drivers/ai/ai.js';
import { AiFailure } from '../drivers/ai/failure.js';
import { createLocalAi } from '../drivers/ai/local.js';
import { Problem } from '../problem.js';
import type { ChainDeps } from './chain.js';
import { say } from './sentences.js';

const rules = createLocalAi();
const TIMEOUT_MS = 240_000;
const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Asks the service's moderation, where there is one. Without its word nothing is made: its failure is a failure. */
export async function moderatePrompt({ ai }: Pick<ChainDeps, 'ai'>, prompt: string, signal: AbortSignal): Promise<void> {
  if (!ai.moderate) return;
  const { isFlagged } = await ai.moderate({ text: prompt, signal });
  if (isFlagged) throw new Problem('prompt-rejected', say(prompt, 'rejected'));
}

/**
 * Composes on the payer's account. Where the budget is used up, or the service gave nothing in the last try, the rules that need no
 * service do what they can.
 */
export async function composeWithin(deps: ChainDeps, payer: Payer, request: ComposeRequest, isLast: boolean): Promise<Composition> {
  try {
    return await asked(deps, payer, request);
  } catch (error) {
    const isPassing = error instanceof AiFailure && error.reason !== 'refused' && (isLast || !error.isPassing);
    if (!(error instanceof BudgetExhausted) && !isPassing) throw error;
    return byRules(request, error);
  }
}

async function asked(deps: ChainDeps, payer: Payer, request: ComposeRequest): Promise<Composition> {
  const { ai } = deps;
  const estimate = ai.estimate?.({ kind: 'compose', request }) ?? null;
  if (!estimate) return ai.compose(request);
  const { product, document, side, prompt, signal } = request;
  const { data } = await paidCall(deps, payer, {
    kind: 'compose',
    estimate,
    question: [product.id, hash(product.template), hash(document), side, prompt],
    timeoutMs: ai.timeoutMs ?? TIMEOUT_MS,
    signal,
    run: async () => {
      const { cost = 0, ...composition } = await ai.compose(request);
      return { data: composition, cost };
    },
  });
  return structuredClone(data) as Composition;
}

async function byRules(request: ComposeRequest, reason: unknown): Promise<Composition> {
  try {
    return await rules.compose(request);
  } catch (error) {
    throw error instanceof Problem && error.code === 'prompt-invalid' ? reason : error;
  }
}
