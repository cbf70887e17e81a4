import { createHash } from 'node:crypto';
import type { Design, DesignFile } from '@luneo/sdk/contracts/designs.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { producedLayers } from '@luneo/sdk/design/walk.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { signedFileUrl } from '../files/signed-url.js';
import { newId } from '../id.js';
import { loadPrintImages } from '../print/images.js';
import { CONTENT_TYPES, missingParts, paintPrint } from '../print/paint.js';
import { notFound, Problem } from '../problem.js';
import { getProduct } from '../products/store.js';
import { loadArtwork, type Artwork } from './facts.js';
import { renderSide } from './preview.js';
import { getDesign, visible, type DesignRow } from './store.js';

type Format = DesignFile['format'];
const FORMATS: readonly Format[] = ['png', 'pdf', 'svg'];

/** A file that was painted once. `made_of` says of what, so that the next revision, or a changed product, gets its own. */
interface DesignFileRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  design_id: string;
  revision: number;
  side: string;
  format: Format;
  made_of: string;
  file_key: string;
  bytes: number;
  hash: string;
  created_at: string;
}

/**
 * Every designed side of the current revision in `format` (or all), painted by what paints production, once. Throws
 * `preflight-failed` for a PDF or SVG that lacks a font or a picture.
 */
export async function designFiles(deps: Deps, scope: Scope, designId: string, format?: Format): Promise<DesignFile[]> {
  const design = await getDesign(deps.db, scope, designId);
  const { template } = await getProduct(deps.db, scope, design.productId);
  const madeOf = fingerprint(design, template);
  const wanted = designedSides(design, template).flatMap((side) => (format ? [format] : FORMATS).map((each) => ({ side, format: each })));
  const kept = async () => {
    const query = visible(deps.db<DesignFileRow>('design_files'), scope).where({ design_id: designId, made_of: madeOf });
    const rows = (await query) as DesignFileRow[];
    return wanted.map((one) => ({ ...one, row: rows.find((row) => row.side === one.side && row.format === one.format) }));
  };
  let files = await kept();
  if (files.some(({ row }) => !row))
    files = await inTurn(async () => {
      const now = await kept();
      const missing = now.filter(({ row }) => !row);
      const made = missing.length > 0 ? await paint(deps, scope, design, template, { wanted: missing, madeOf }) : [];
      return now.map((one) => ({ ...one, row: one.row ?? made[missing.indexOf(one)] }));
    });
  return files.flatMap(({ row }) => (row ? [toFile(deps, design, row)] : []));
}

const designedSides = ({ document }: Design, template: ProductTemplate): string[] =>
  document.sides.filter((side) => template.sides.some(({ id }) => id === side.id) && !producedLayers(side).next().done).map(({ id }) => id);

const fingerprint = ({ document }: Design, template: ProductTemplate): string =>
  createHash('sha256')
    .update(JSON.stringify([document, template]))
    .digest('hex');

interface Wanted {
  wanted: readonly { side: string; format: Format }[];
  madeOf: string;
}

async function paint(
  deps: Deps,
  scope: Scope,
  design: Design,
  template: ProductTemplate,
  { wanted, madeOf }: Wanted,
): Promise<DesignFileRow[]> {
  const artwork = await loadArtwork(deps, scope, design.document, template);
  const findings = wanted.some(({ format }) => format !== 'png') ? missingParts(design.document, template, artwork) : [];
  if (findings.length > 0)
    throw new Problem('preflight-failed', `The design cannot be produced: ${findings[0]!.message}`, { meta: { findings } });
  const rows: DesignFileRow[] = [];
  for (const { side, format } of wanted) {
    const bytes = await paintSide(deps, design, artwork, side, format);
    const row: DesignFileRow = {
      id: newId('fil'),
      brand_id: scope.brandId,
      owner_id: design.ownerId,
      mode: scope.mode,
      design_id: design.id,
      revision: design.revision,
      side,
      format,
      made_of: madeOf,
      file_key: `designs/${scope.brandId}/${design.id}/${madeOf.slice(0, 20)}-${side}.${format}`,
      bytes: bytes.byteLength,
      hash: createHash('sha256').update(bytes).digest('hex'),
      created_at: new Date().toISOString(),
    };
    await deps.files.put(row.file_key, bytes, CONTENT_TYPES[format]);
    await keep(deps, scope, row);
    rows.push(row);
  }
  return rows;
}

async function paintSide(deps: Deps, design: Design, artwork: Artwork, side: string, format: Format): Promise<Uint8Array> {
  const list = artwork.lists.get(side)!;
  if (format === 'png') return renderSide(deps, list, artwork);
  const info = { title: [design.name, side].filter(Boolean).join(' · '), createdAt: new Date(design.updatedAt) };
  return paintPrint(format, list, artwork, await loadPrintImages(deps, artwork, list), info);
}

/** In place of the file of an earlier revision, which goes; a design that was erased meanwhile gets none. */
async function keep({ db, files }: Deps, scope: Scope, row: DesignFileRow): Promise<void> {
  const at = { design_id: row.design_id, side: row.side, format: row.format };
  const old = await db.transaction(async (tx) => {
    const isThere = await visible(tx<DesignRow>('designs'), scope)
      .where({ id: row.design_id, owner_id: row.owner_id })
      .forUpdate()
      .first('id');
    if (!isThere) return null;
    const before = (await tx<DesignFileRow>('design_files').where(at).select('file_key')) as { file_key: string }[];
    await tx<DesignFileRow>('design_files').where(at).delete();
    await tx<DesignFileRow>('design_files').insert(row);
    return before.map(({ file_key }) => file_key).filter((key) => key !== row.file_key);
  });
  for (const key of old ?? [row.file_key]) await files.delete(key);
  if (!old) throw notFound('design', row.design_id);
}

function toFile({ config }: Deps, design: Design, row: DesignFileRow): DesignFile {
  const { id, side, format, bytes, hash } = row;
  const name = `${design.name || design.id}-${side}.${format}`.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '-');
  const url = signedFileUrl(config, row.file_key);
  const downloadUrl = signedFileUrl(config, row.file_key, { download: name });
  return { id, designId: design.id, revision: row.revision, side, format, bytes, hash, url, downloadUrl, createdAt: row.created_at };
}

let last: Promise<unknown> = Promise.resolve();

/** One at a time in a process: a page full of previews must not keep shoppers waiting. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn.catch(() => undefined);
  return turn;
}
