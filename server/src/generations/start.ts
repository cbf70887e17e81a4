import type { Knex } from 'knex';
import type { Design, GenerationAccepted, GenerationCreate } from '@luneo/sdk/contracts/designs.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { readProductDocument, withOptions } from '../designs/read.js';
import { setDesignStatus, visible } from '../designs/store.js';
import { takeTurns } from '../drivers/database/lock.js';
import { newId } from '../id.js';
import { createOnce, type Idempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { getProduct } from '../products/store.js';
import { readPrompt } from './prompt.js';
import { getGenerationRow, tellGeneration, type GenerationRow } from './store.js';

/** What a shopper should count on, until the first progress arrives. */
const ESTIMATED_SECONDS = 2;
/** Descriptions of one shopper that may wait at once, so that nobody fills the queue that all share. */
const MAX_WAITING = 10;

/**
 * Queues a change by words: row, job and event in the caller's transaction. `body.document` is what the shopper sees now (the
 * saved design otherwise); options of the request count more. Throws `prompt-invalid`, `prompt-rejected`, `document-…`,
 * `rate-limited` for a shopper with too many of them open, or `invalid-request` for a side that the product does not have.
 */
export async function startGeneration(
  tx: Knex,
  { queue }: Pick<Deps, 'queue'>,
  scope: Scope,
  design: Design,
  body: GenerationCreate,
): Promise<GenerationAccepted> {
  const prompt = readPrompt(body.prompt);
  const product = await getProduct(tx, scope, design.productId);
  const { sides } = product.template;
  const side = body.side ?? sides[0]!.id;
  if (!sides.some(({ id }) => id === side)) {
    const names = sides.map(({ id }) => id).join(', ');
    throw new Problem('invalid-request', `This product has no side ${side}.`, {
      errors: [{ path: 'side', message: `must be one of ${names}` }],
    });
  }
  const document = body.document ? readProductDocument(body.document, product) : design.document;
  if (scope.via === 'shopper') await checkWaiting(tx, scope);
  const now = new Date().toISOString();
  const row: GenerationRow = {
    id: newId('gen'),
    brand_id: scope.brandId,
    owner_id: design.ownerId,
    mode: scope.mode,
    design_id: design.id,
    prompt,
    status: 'queued',
    step: null,
    side,
    input: JSON.stringify(withOptions(document, product, body.options)),
    base_revision: design.revision,
    document: null,
    revision: null,
    notes: '[]',
    error_code: null,
    error_message: null,
    created_at: now,
    updated_at: now,
  };
  await tx<GenerationRow>('generations').insert(row);
  await setDesignStatus(tx, scope, design.id, 'queued', { id: row.id, isNew: true });
  await tellGeneration(tx, row);
  await queue.add(tx, 'generate', { generationId: row.id, brandId: row.brand_id }, { key: `generate:${row.id}` });
  return toAccepted(row);
}

async function checkWaiting(tx: Knex, scope: Scope): Promise<void> {
  await takeTurns(tx, `generations:${scope.ownerId}`);
  const open: GenerationRow['status'][] = ['queued', 'processing'];
  const waiting = await visible(tx<GenerationRow>('generations'), scope).whereIn('status', open).limit(MAX_WAITING).select('id');
  if (waiting.length < MAX_WAITING) return;
  const detail = `${MAX_WAITING} descriptions are being worked on already. Wait until one is done, or cancel it.`;
  throw new Problem('rate-limited', detail, { headers: { 'Retry-After': '2' } });
}

/** The same request with the same Idempotency-Key is queued once, and answered the same each time. */
export function generateOnce(
  { db }: Pick<Deps, 'db'>,
  scope: Scope,
  idempotency: Idempotency,
  start: (tx: Knex) => Promise<GenerationAccepted>,
): Promise<GenerationAccepted> {
  const create = async (tx: Knex): Promise<{ id: string; made: GenerationAccepted }> => {
    const made = await start(tx);
    return { id: made.generationId, made };
  };
  return createOnce(db, idempotency, create, async (id) => toAccepted(await getGenerationRow(db, scope, id)));
}

function toAccepted(row: GenerationRow): GenerationAccepted {
  return { designId: row.design_id, generationId: row.id, status: 'queued', estimatedSeconds: ESTIMATED_SECONDS };
}
