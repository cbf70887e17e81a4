import type { Knex } from 'knex';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { walkLayers } from '@luneo/sdk/design/walk.js';
import type { Design, GenerationAccepted, GenerationCreate } from '@luneo/sdk/contracts/designs.js';
import { getAsset } from '../assets/store.js';
import type { Scope } from '../auth/scope.js';
import { getBlocklist } from '../budgets/settings.js';
import type { Deps } from '../deps.js';
import { readProductDocument, withOptions } from '../designs/read.js';
import { setDesignStatus, visible } from '../designs/store.js';
import { takeTurns } from '../drivers/database/lock.js';
import type { Ai } from '../drivers/ai/ai.js';
import { newId } from '../id.js';
import { createOnce, type Idempotency } from '../idempotency.js';
import { Problem } from '../problem.js';
import { getProduct } from '../products/store.js';
import { readImageWish } from './image-wish.js';
import { readPrompt } from './prompt.js';
import { say } from './sentences.js';
import { getGenerationRow, tellGeneration, type GenerationRow } from './store.js';

/** What a shopper should count on, until the first progress arrives; a picture takes longer. */
const ESTIMATED_SECONDS = { words: 2, picture: 20 } as const;
/** Descriptions of one shopper that may wait at once, so that nobody fills the queue that all share. */
const MAX_WAITING = 10;

/**
 * Queues a change by words: row, job and event in the caller's transaction. `body.document` is what the shopper sees now (the
 * saved design otherwise); options of the request count more. Throws `prompt-invalid`, `prompt-rejected`, `consent-required`,
 * `document-…`, `rate-limited` for a shopper with too many of them open, or `invalid-request` for a side that the product does not have.
 */
export async function startGeneration(
  tx: Knex,
  { queue, ai }: Pick<Deps, 'queue' | 'ai'>,
  scope: Scope,
  design: Design,
  body: GenerationCreate,
): Promise<GenerationAccepted> {
  const prompt = readPrompt(body.prompt, await getBlocklist(tx, scope.brandId));
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
  const source = await sourceAsset(tx, ai, scope, design, { ...body, prompt, document, side });
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
    preview_mode: body.previewMode ?? false,
    consent: body.consent ?? false,
    source_asset_id: source,
    asset_id: null,
    preview_key: null,
    high_res_key: null,
    dpi: null,
    native_dpi: null,
    created_at: now,
    updated_at: now,
  };
  await tx<GenerationRow>('generations').insert(row);
  await setDesignStatus(tx, scope, design.id, 'queued', { id: row.id, isNew: true });
  await tellGeneration(tx, row);
  await queue.add(tx, 'generate', { generationId: row.id, brandId: row.brand_id }, { key: `generate:${row.id}` });
  return toAccepted(row);
}

interface Wish extends GenerationCreate {
  document: DesignDocument;
  side: string;
}

/**
 * The picture of the shopper that the words are about: the one that the request names, or the topmost one of the side where they
 * speak of "my photo". An upload may show a person, so it needs consent where it would leave this machine.
 */
async function sourceAsset(tx: Knex, ai: Ai, scope: Scope, design: Design, wish: Wish): Promise<string | null> {
  const asked = readImageWish(wish.prompt);
  const own = { ...scope, ownerId: scope.ownerId ?? design.ownerId };
  const placed = asked?.isAboutPhoto ? pictureOn(wish.document, wish.side) : null;
  const id = wish.asset ?? placed;
  if (id === null || id === undefined) return null;
  const asset = await getAsset(tx, wish.asset ? own : scope, id).catch((error: unknown) => {
    if (wish.asset) throw error;
    return null;
  });
  if (!asset) return null;
  if (ai.isRemote && asset.generation_id === null && wish.consent !== true)
    throw new Problem('consent-required', say(wish.prompt, 'consent'), { errors: [{ path: 'body.consent', message: 'must be true' }] });
  return asset.id;
}

function pictureOn(document: DesignDocument, side: string): string | null {
  const layers = [...walkLayers(document.sides.find((each) => each.id === side)?.layers ?? [])];
  const top = layers.findLast(({ layer }) => layer.type === 'image' && !layer.hidden)?.layer;
  return top?.type === 'image' ? top.asset : null;
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
  return {
    designId: row.design_id,
    generationId: row.id,
    status: 'queued',
    estimatedSeconds: ESTIMATED_SECONDS[readImageWish(row.prompt) ? 'picture' : 'words'],
  };
}
