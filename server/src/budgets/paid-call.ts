import { setTimeout as wait } from 'node:timers/promises';
import type { Deps } from '../deps.js';
import { AiFailure } from '../drivers/ai/failure.js';
import type { Estimate } from '../drivers/ai/ai.js';
import { getLimits } from './settings.js';
import { notePrediction, openCall, release, reserve, settle, type CallKind, type CostRow, type Limit, type Payer } from './ledger.js';
import type { Hundredths } from './money.js';
import { findResult, forgetResult, keepResult, questionKey, resultFile } from './results.js';

/** Why nothing was called. */
export class BudgetExhausted extends Error {
  override name = 'BudgetExhausted';
  readonly limit: Limit;
  constructor(limit: Limit) {
    super(`The budget (${limit}) does not cover the call.`);
    this.limit = limit;
  }
}

/** What a service answered: JSON, and bytes where it made a picture. */
export interface Answer {
  data: unknown;
  bytes?: Uint8Array;
}
export interface PaidCall {
  kind: CallKind;
  estimate: Estimate;
  /** Everything that makes the question what it is, beside brand, mode, kind and model. */
  question: readonly unknown[];
  /** Longest time that the call may take. */
  timeoutMs: number;
  signal: AbortSignal;
  run(begun: Begun): Promise<Answer & { cost: Hundredths }>;
}
/** For services whose work goes on without the caller. */
export interface Begun {
  /** Work of an earlier try that can be asked about. */
  predictionId: string | null;
  /** Notes it before its result is waited for. */
  note: (predictionId: string) => Promise<void>;
}
export type PayingDeps = Pick<Deps, 'db' | 'files' | 'queue' | 'config' | 'log'>;

/** How often a caller looks whether somebody else got the answer to the same question. */
const LOOK_MS = 100;
/** The rest of a job after the call: storing, settling. */
const MARGIN_MS = 60_000;

/**
 * Asks a service once: the same question of the same brand is answered from what was paid for before, also when it is being asked
 * right now. Otherwise the most it may cost is reserved, the service called, its answer kept and the true cost settled, in this
 * order, so that a crash at any point loses no answer that can be had again and never books too little. Throws `BudgetExhausted`,
 * `AiFailure`.
 */
export async function paidCall(deps: PayingDeps, payer: Payer, call: PaidCall): Promise<Answer> {
  const { db } = deps;
  const key = questionKey([payer.mode, call.kind, call.estimate.model, ...call.question]);
  for (;;) {
    call.signal.throwIfAborted();
    const known = await readAnswer(deps, payer.brandId, key);
    if (known) return known;
    const limits = await getLimits(db, payer.brandId, deps.config.ai.limits);
    const { model, atMost } = call.estimate;
    const newCall = { kind: call.kind, model, atMost, requestKey: key, expiresInMs: call.timeoutMs + MARGIN_MS };
    const reserved = await reserve(deps, payer, newCall, limits);
    if (reserved.is === 'exhausted') throw new BudgetExhausted(reserved.limit);
    if (reserved.is === 'reserved') {
      // Somebody may have got the answer between our look and our reservation.
      const meanwhile = await readAnswer(deps, payer.brandId, key);
      if (!meanwhile) return ask(deps, reserved.row, call, key);
      await release(db, reserved.row);
      return meanwhile;
    }
    const open = await openCall(db, payer.brandId, key);
    if (!open) continue;
    if (isOurs(open, payer)) {
      if (open.prediction_id !== null) return ask(deps, open, call, key);
      await db.transaction((tx) => settle(tx, open, open.reserved));
    } else if (open.expires_at <= new Date().toISOString()) await db.transaction((tx) => settle(tx, open, open.reserved));
    else await wait(LOOK_MS, undefined, { signal: call.signal });
  }
}

/** An earlier try of the same job died between call and settlement: a job has one worker at a time. */
const isOurs = (open: CostRow, payer: Payer): boolean => payer.generationId !== null && open.generation_id === payer.generationId;

async function ask(deps: PayingDeps, row: CostRow, call: PaidCall, key: string): Promise<Answer> {
  let answer: Answer & { cost: Hundredths };
  try {
    const note = (predictionId: string): Promise<void> => notePrediction(deps.db, row, predictionId);
    answer = await call.run({ predictionId: row.prediction_id, note });
  } catch (error) {
    await closeFailed(deps, row, call, error);
    throw error;
  }
  const { data, bytes, cost } = answer;
  if (cost > row.reserved) deps.log.warn({ model: row.model, cost, reserved: row.reserved }, 'a call cost more than was reserved');
  const file_key = bytes ? resultFile(row.brand_id, key) : null;
  if (bytes) await deps.files.put(file_key!, bytes, 'application/octet-stream');
  const { brand_id, kind, model } = row;
  const created_at = new Date().toISOString();
  await deps.db.transaction(async (tx) => {
    await keepResult(tx, { brand_id, key, kind, model, data: JSON.stringify(data), file_key, created_at });
    await settle(tx, row, cost);
  });
  return { data, ...(bytes && { bytes }) };
}

/**
 * What is surely not billed is given back; what may be billed is booked as reserved. A call that was broken off because the
 * worker stops stays open when its work can be asked about: the next try takes its result.
 */
async function closeFailed({ db }: PayingDeps, row: CostRow, { signal }: PaidCall, error: unknown): Promise<void> {
  const current = (await openCall(db, row.brand_id, row.request_key)) ?? row;
  if (signal.aborted && current.prediction_id !== null) return;
  if (error instanceof AiFailure && error.reason === 'timeout' && current.prediction_id !== null) return;
  if (error instanceof AiFailure && !error.isBilled) await release(db, row);
  else {
    const { cost } = (error ?? {}) as { cost?: unknown };
    await db.transaction((tx) => settle(tx, row, typeof cost === 'number' ? cost : row.reserved));
  }
}

async function readAnswer({ db, files }: PayingDeps, brandId: string, key: string): Promise<Answer | null> {
  const row = await findResult(db, brandId, key);
  if (!row) return null;
  const data: unknown = JSON.parse(row.data);
  if (row.file_key === null) return { data };
  const bytes = await files.get(row.file_key);
  if (bytes) return { data, bytes };
  await forgetResult(db, brandId, key);
  return null;
}
