import { LuneoError, type Luneo } from '@luneo/sdk';
import type { Asset, Design } from '@luneo/sdk/contracts/designs.js';
import type { Font, Product } from '@luneo/sdk/contracts/products.js';
import { createDocument } from '@luneo/sdk/design/create.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Saved } from './autosave.js';
import { Drafts } from './drafts.js';
import { asLuneoError } from './failure.js';
import { sameJson } from './same-json.js';

/** Everything an editor starts with. */
export interface Work {
  product: Product;
  fonts: readonly Font[];
  drafts: Drafts;
  document: DesignDocument;
  /** What the server holds; null for a design that was never saved. */
  saved: Saved | null;
  savedDocument: DesignDocument | null;
  /** The document holds changes that only this device has. */
  isUnsaved: boolean;
  /** A prompt that was still working when the page was left. */
  generationId: string | null;
  /** Pictures of a design that somebody else shared; without it the shopper's own. */
  fetchAsset?: (id: string) => Promise<Asset>;
}

export interface WorkOptions {
  product: string;
  publishableKey: string;
  designId?: string | null;
}

async function find(client: Luneo, id: string, isOptional: boolean): Promise<Design | null> {
  try {
    return await client.designs.get(id);
  } catch (error) {
    if (isOptional && asLuneoError(error).code === 'not-found') return null;
    throw error;
  }
}

/** The device's unsaved document, upgraded and checked; null when it cannot be used. The reader is loaded only for this. */
async function readDraft(input: DesignDocument | null, productId: string): Promise<DesignDocument | null> {
  if (!input || input.productId !== productId) return null;
  const { readDocument } = await import('@luneo/sdk/design/read.js');
  try {
    return readDocument(input);
  } catch {
    return null;
  }
}

/**
 * Loads the product and the design to work on: the asked one, else the one this device was working on, else a new one
 * (nothing is created on the server before the first change). Unsaved changes of an earlier visit come first.
 */
export async function loadWork(client: Luneo, options: WorkOptions): Promise<Work> {
  const [product, { items: allFonts }] = await Promise.all([client.products.get(options.product), client.fonts.list()]);
  const { template } = product;
  const fonts = template.fonts.flatMap((id) => allFonts.find((font) => font.id === id) ?? []);
  const drafts = new Drafts(options.publishableKey, product.id);
  const draft = drafts.read();
  const designId = options.designId ?? draft?.designId ?? null;
  const [design, unsaved] = await Promise.all([
    designId ? find(client, designId, designId !== options.designId) : null,
    draft && (draft.designId === designId || !draft.designId) ? readDraft(draft.document, product.id) : null,
  ]);
  if (design && design.productId !== product.id) throw new LuneoError('not-found', 'This design is for another product.');
  const document = unsaved ?? design?.document ?? createDocument(product.id, template, fonts);
  const isWorking = design?.status === 'queued' || design?.status === 'processing';
  return {
    product,
    fonts,
    drafts,
    document,
    saved: design && { id: design.id, revision: design.revision },
    savedDocument: design?.document ?? null,
    isUnsaved: unsaved !== null && !(design && sameJson(design.document, unsaved)),
    generationId: isWorking ? design.generationId : null,
  };
}
