import type { Product } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { applyEdit, EditError, type Edit } from '@luneo/sdk/design/edits.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import { textOf, walkLayers } from '@luneo/sdk/design/walk.js';
import type { Scope } from '../auth/scope.js';
import type { Payer } from '../budgets/ledger.js';
import { getBlocklist } from '../budgets/settings.js';
import { CLIPART } from '../clipart/library.js';
import type { Deps } from '../deps.js';
import { checkArtwork, loadArtwork } from '../designs/facts.js';
import { renderPreview } from '../designs/preview.js';
import type { ComposeRequest, Composition, PictureWish } from '../drivers/ai/ai.js';
import { motifIn } from '../drivers/ai/local/picture.js';
import { shaperWith } from '../fonts/shaper.js';
import { listFonts, withUrl } from '../fonts/store.js';
import { Problem } from '../problem.js';
import { getProduct } from '../products/store.js';
import { composeWithin, moderatePrompt } from './asking.js';
import { readImageWish, type ImageWish } from './image-wish.js';
import { isBlocked, isDenied } from './moderation.js';
import { paint, safetyId, type Painted } from './painting.js';
import { moveIntoBand } from './place-picture.js';
import { say } from './sentences.js';
import type { GenerationRow, MadePicture } from './store.js';

export type ChainDeps = Pick<Deps, 'db' | 'ai' | 'log' | 'config' | 'files' | 'queue'>;
export interface Outcome {
  document: DesignDocument;
  notes: string[];
  picture: MadePicture | null;
}
export interface Work {
  scope: Scope;
  row: GenerationRow;
  signal: AbortSignal;
  /** No other try follows: what can be had without the service is better than nothing. */
  isLast: boolean;
  onStep: ComposeRequest['onStep'];
}

/**
 * From words to a document: moderation, composition of texts and motifs, pictures where they are asked for. Throws `Problem` for
 * what cannot be made, `BudgetExhausted`, `AiFailure`. Nothing is written but files, assets and the ledger.
 */
export async function carryOut(deps: ChainDeps, work: Work): Promise<Outcome> {
  const { row, scope, signal } = work;
  const { db } = deps;
  const payer: Payer = { brandId: row.brand_id, ownerId: row.owner_id, mode: row.mode, generationId: row.id };
  const input = readDocument(JSON.parse(row.input));
  const product = await getProduct(db, scope, input.productId);
  work.onStep('checking');
  await moderatePrompt(deps, row.prompt, signal);
  const wish = readImageWish(row.prompt);
  const isPicture = wish !== null && isForPainter(deps, wish, row);
  const composition = await compose(deps, work, payer, { product, document: input, prompt: isPicture ? wish.rest : row.prompt }, wish);
  signal.throwIfAborted();
  let document = applied(input, composition.edits);
  await checkWords(deps, row, input, document);
  const { notes } = composition;
  const pictures: PictureWish[] = isPicture ? [{ side: row.side, ...wish }] : (composition.pictures ?? []).slice(0, 1);
  let picture: MadePicture | null = null;
  for (const each of pictures) {
    work.onStep('drawing');
    const words = composition.edits.length > 0 ? row.prompt : '';
    const painted = await paint(deps, { scope, row, payer, product, document, wish: each, words, signal });
    document = placed(input, document, each.side, painted);
    picture = {
      assetId: painted.assetId,
      highResKey: painted.highResKey,
      dpi: painted.dpi,
      nativeDpi: painted.nativeDpi,
      previewKey: null,
    };
    notes.push(...pictureNotes(deps, row, each, painted));
  }
  signal.throwIfAborted();
  if (picture !== null || row.preview_mode) {
    const previewKey = await storePreview(deps, scope, row, document, product);
    picture = { ...(picture ?? { assetId: null, highResKey: null, dpi: null, nativeDpi: null }), previewKey };
  }
  return { document, notes, picture };
}

/** Whether a wish goes to whoever paints: what a motif of ours shows as well is composed, it stays sharp and can be recoloured. */
function isForPainter({ ai }: ChainDeps, wish: ImageWish, row: GenerationRow): boolean {
  if (!ai.makeImage) return false;
  const motif = motifIn(wish.subject, CLIPART);
  if (!ai.isRemote) return wish.isPainterly && motif !== null && row.source_asset_id === null;
  return wish.isPainterly || motif === null || row.source_asset_id !== null;
}

interface Brief {
  product: Product;
  document: DesignDocument;
  prompt: string;
}

async function compose(deps: ChainDeps, work: Work, payer: Payer, brief: Brief, wish: ImageWish | null): Promise<Composition> {
  const { product, document, prompt } = brief;
  if (prompt === '') return { edits: [], notes: [] };
  const { db, config } = deps;
  const { scope, row, signal, onStep } = work;
  const known = await listFonts(db, scope);
  const offered = new Set(product.template.fonts);
  const shaper = await shaperWith(
    deps,
    known.filter((font) => offered.has(font.id)),
  );
  const request: ComposeRequest = {
    prompt,
    product,
    document,
    side: row.side,
    fonts: known.map((font) => withUrl(font, config.publicUrl)),
    clipart: CLIPART,
    shaper,
    signal,
    onStep,
    check: (each) => checkArtwork(deps, { ...scope, ownerId: row.owner_id }, each, product.template),
    safetyId: safetyId(payer),
  };
  try {
    return await composeWithin(deps, payer, request, work.isLast);
  } catch (error) {
    // "A watercolour fox" is understood, only nobody here can paint it.
    if (wish && error instanceof Problem && error.code === 'prompt-invalid')
      throw new Problem('prompt-invalid', say(row.prompt, 'noPictures'));
    throw error;
  }
}

function applied(document: DesignDocument, edits: readonly Edit[]): DesignDocument {
  try {
    return readDocument(edits.reduce(applyEdit, document));
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    throw new Problem('prompt-invalid', `This is more than the design can hold (${error.message}).`, { cause: error });
  }
}

function placed(input: DesignDocument, document: DesignDocument, side: string, { edit, band }: Painted): DesignDocument {
  return applied(document, [...(band ? moveIntoBand(input, document, side, band) : []), edit]);
}

/** What a model wrote is checked as what a shopper writes. */
async function checkWords({ db }: ChainDeps, row: GenerationRow, before: DesignDocument, after: DesignDocument): Promise<void> {
  const known = new Set(textsOf(before));
  const fresh = textsOf(after).filter((text) => !known.has(text));
  if (fresh.some(isDenied)) throw new Problem('prompt-rejected', say(row.prompt, 'rejected'));
  if (fresh.length === 0) return;
  const blocklist = await getBlocklist(db, row.brand_id);
  if (fresh.some((text) => isBlocked(text, blocklist))) throw new Problem('prompt-rejected', say(row.prompt, 'blocked'));
}

const textsOf = (document: DesignDocument): string[] =>
  document.sides.flatMap((side) => [...walkLayers(side.layers)].flatMap(({ layer }) => (layer.type === 'text' ? [textOf(layer)] : [])));

function pictureNotes(
  { ai }: ChainDeps,
  { prompt, preview_mode }: GenerationRow,
  wish: PictureWish,
  { dpi, nativeDpi }: Painted,
): string[] {
  const notes = [say(prompt, 'painted', { what: wish.subject.slice(0, 80) })];
  if (!ai.isRemote) notes.push(say(prompt, 'sketched'));
  if (preview_mode) notes.push(say(prompt, 'draft'));
  else if (dpi > nativeDpi) notes.push(say(prompt, 'enlarged', { native: nativeDpi, dpi }));
  return notes;
}

async function storePreview(
  deps: ChainDeps,
  scope: Scope,
  row: GenerationRow,
  document: DesignDocument,
  product: Product,
): Promise<string> {
  const artwork = await loadArtwork(deps, { ...scope, ownerId: row.owner_id }, document, product.template);
  const key = `generations/${row.brand_id}/${row.id}/preview.png`;
  await deps.files.put(key, await renderPreview(deps, document, artwork), 'image/png');
  return key;
}
