import type { Knex } from 'knex';
import type { Generation, GenerationStatus } from '@luneo/sdk/contracts/designs.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { setDesignStatus, visible } from '../designs/store.js';
import { signedFileUrl } from '../files/signed-url.js';
import { emitEvent } from '../outbox/outbox.js';
import { notFound } from '../problem.js';

export interface GenerationRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  design_id: string;
  prompt: string;
  status: GenerationStatus;
  step: Generation['step'];
  side: string;
  input: string;
  base_revision: number;
  document: string | null;
  revision: number | null;
  notes: string;
  error_code: string | null;
  error_message: string | null;
  preview_mode: boolean | number;
  /** The shopper agrees that their picture is sent to a service. */
  consent: boolean | number;
  source_asset_id: string | null;
  asset_id: string | null;
  preview_key: string | null;
  high_res_key: string | null;
  dpi: number | null;
  native_dpi: number | null;
  created_at: string;
  updated_at: string;
}

/** What was painted for a generation; all null where only a preview was drawn. */
export interface MadePicture {
  assetId: string | null;
  previewKey: string | null;
  highResKey: string | null;
  dpi: number | null;
  nativeDpi: number | null;
}

/** Where a generation may go from each state. */
const NEXT: Readonly<Record<GenerationStatus, readonly GenerationStatus[]>> = {
  queued: ['processing', 'failed', 'cancelled'],
  processing: ['processing', 'completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

export const isOver = (status: GenerationStatus): boolean => NEXT[status].length === 0;

/** Throws `not-found` for generations that are not there and for those of others alike. */
export async function getGenerationRow(db: Knex, scope: Scope, id: string): Promise<GenerationRow> {
  const row = (await visible(db<GenerationRow>('generations'), scope).where({ id }).first()) as GenerationRow | undefined;
  if (!row) throw notFound('generation', id);
  return row;
}

export interface GenerationChange {
  step?: Generation['step'];
  document?: DesignDocument;
  revision?: number | null;
  notes?: string[];
  error?: { code: string; message: string };
  picture?: MadePicture | null;
}

/**
 * The one way to change a generation's state: row, the design's shown state and the event, in the caller's transaction.
 * Resolves to the new row, or null when the state does not allow it any more (cancelled meanwhile, or done by another worker).
 */
export async function moveGeneration(
  tx: Knex,
  scope: Scope,
  id: string,
  to: GenerationStatus,
  change: GenerationChange = {},
): Promise<GenerationRow | null> {
  const from = (Object.keys(NEXT) as GenerationStatus[]).filter((status) => NEXT[status].includes(to));
  const [row] = (await visible(tx<GenerationRow>('generations'), scope)
    .where({ id })
    .whereIn('status', from)
    .update({
      status: to,
      step: change.step ?? null,
      ...(change.document && { document: JSON.stringify(change.document) }),
      ...(change.revision !== undefined && { revision: change.revision }),
      ...(change.notes && { notes: JSON.stringify(change.notes) }),
      ...(change.error && { error_code: change.error.code, error_message: change.error.message }),
      ...(change.picture && pictureColumns(change.picture)),
      updated_at: new Date().toISOString(),
    })
    .returning('*')) as GenerationRow[];
  if (!row) return null;
  await setDesignStatus(tx, scope, row.design_id, to, { id });
  await tellGeneration(tx, row);
  return row;
}

function pictureColumns({ assetId, previewKey, highResKey, dpi, nativeDpi }: MadePicture): Partial<GenerationRow> {
  return { asset_id: assetId, preview_key: previewKey, high_res_key: highResKey, dpi, native_dpi: nativeDpi };
}

/** Writes the event of the row's present state. */
export async function tellGeneration(tx: Knex, row: GenerationRow): Promise<void> {
  const { id, status, step, design_id: designId, revision } = row;
  await emitEvent(
    tx,
    { brandId: row.brand_id, ownerId: row.owner_id, mode: row.mode },
    {
      topic: `generation:${id}`,
      type: 'generation.updated',
      data: { status, step, designId, revision },
    },
  );
}

export function toGeneration(row: GenerationRow, config: Deps['config']): Generation {
  const url = (key: string | null): string | null => (key === null ? null : signedFileUrl(config, key));
  return {
    id: row.id,
    designId: row.design_id,
    prompt: row.prompt,
    status: row.status,
    step: row.step,
    document: row.document === null ? null : (JSON.parse(row.document) as DesignDocument),
    revision: row.revision,
    notes: JSON.parse(row.notes) as string[],
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    previewMode: Boolean(row.preview_mode),
    assetId: row.asset_id,
    previewUrl: url(row.preview_key),
    highResUrl: url(row.high_res_key),
    dpi: row.dpi,
    nativeDpi: row.native_dpi,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
