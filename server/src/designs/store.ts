import type { Knex } from 'knex';
import type { Design } from '@luneo/sdk/contracts/designs.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { SCHEMA_VERSION } from '@luneo/sdk/design/limits.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import type { Scope } from '../auth/scope.js';
import { changeRow, type Sql } from '../drivers/database/change-row.js';
import { firstRow } from '../drivers/database/first-row.js';
import { newId } from '../id.js';
import { DEFAULT_LIMIT, pageOf, type PageRequest } from '../page.js';
import { notFound, Problem } from '../problem.js';

export interface DesignRow {
  id: string;
  brand_id: string;
  owner_id: string;
  mode: Scope['mode'];
  product_id: string;
  name: string;
  status: Design['status'];
  revision: number;
  document: string;
  generation_id: string | null;
  created_at: string;
  updated_at: string;
}

/** Rows that the scope may touch: of its brand, its owner when it has one, and its mode (our own workers serve both). */
export function visible<Q extends Knex.QueryBuilder>(query: Q, scope: Scope): Q {
  query.where({ brand_id: scope.brandId });
  if (scope.ownerId !== null) query.where({ owner_id: scope.ownerId });
  if (scope.via !== 'system') query.where({ mode: scope.mode });
  return query;
}

/** As `visible`, of a row that was read. */
const isVisible = (row: DesignRow, scope: Scope): boolean =>
  row.brand_id === scope.brandId &&
  (scope.ownerId === null || row.owner_id === scope.ownerId) &&
  (scope.via === 'system' || row.mode === scope.mode);

/** Designs that one request looks through: words are in no index. The next page looks through the next ones. */
const SEARCHED = 5_000;

const designs = (db: Knex, scope: Scope) => visible(db<DesignRow>('designs'), scope);

export async function getDesignRow(db: Knex, scope: Scope, id: string): Promise<DesignRow> {
  const row = await firstRow<DesignRow>(db, 'select * from designs where id = ? and brand_id = ?', [id, scope.brandId]);
  if (!row || !isVisible(row, scope)) throw notFound('design', id);
  return row;
}

/** Throws `not-found` for designs that are not there and for those of others alike. */
export async function getDesign(db: Knex, scope: Scope, id: string): Promise<Design> {
  return toDesign(await getDesignRow(db, scope, id));
}

export async function listDesigns(
  db: Knex,
  scope: Scope,
  { limit = DEFAULT_LIMIT, cursor, search }: PageRequest & { search?: string | undefined },
): Promise<{ rows: DesignRow[]; nextCursor: string | null }> {
  const from = (): Knex.QueryBuilder => {
    const query = designs(db, scope).orderBy('id', 'desc');
    return cursor ? query.where('id', '<', cursor) : query;
  };
  if (!search) return pageOf((await from().limit(limit + 1)) as DesignRow[], limit);
  const rows = (await db
    .from(from().limit(SEARCHED).as('searched'))
    .where((or) => void or.whereRaw(...contains('name', '', search)).orWhereRaw(...contains('document', '"text":"%', search)))
    .orderBy('id', 'desc')
    .limit(limit + 1)) as DesignRow[];
  if (rows.length > limit) return pageOf(rows, limit);
  const last = (await from().offset(SEARCHED).first('id')) as Pick<DesignRow, 'id'> | undefined;
  const reached =
    last &&
    ((await from()
      .offset(SEARCHED - 1)
      .first('id')) as Pick<DesignRow, 'id'> | undefined);
  return { rows, nextCursor: reached?.id ?? null };
}

/** A part of a column, whatever its case; in JSON as it is written there, behind a key that only words have. */
function contains(column: 'name' | 'document', before: string, search: string): [sql: string, bindings: string[]] {
  const text = search.trim().toLowerCase();
  const part = (before ? JSON.stringify(text).slice(1, -1) : text).replaceAll(/[\\%_]/g, String.raw`\$&`);
  return [String.raw`lower(${column}) like ? escape '\'`, [`%${before}${part}%`]];
}

/** A first revision. `document` must be valid and of this product. */
export async function createDesign(
  db: Knex,
  scope: Scope,
  input: { document: DesignDocument; name?: string; id?: string },
): Promise<Design> {
  const now = new Date().toISOString();
  const row: DesignRow = {
    id: input.id ?? newId('dsn'),
    brand_id: scope.brandId,
    owner_id: scope.ownerId ?? scope.actorId,
    mode: scope.mode,
    product_id: input.document.productId,
    name: input.name ?? '',
    status: 'draft',
    revision: 1,
    document: JSON.stringify(input.document),
    generation_id: null,
    created_at: now,
    updated_at: now,
  };
  await db<DesignRow>('designs').insert(row);
  return toDesign(row);
}

export interface DesignChange {
  document?: DesignDocument;
  name?: string;
}

/**
 * Writes the next revision and what `follows` from it, and returns its row; in the caller's transaction when `db` is one.
 * `expected` is the revision that the change was made on; null overwrites whatever is there. Throws `revision-stale` with the
 * current design in `meta.current`, `not-found`, or `document-invalid` for another product's document.
 */
export async function saveDesign(
  db: Knex,
  scope: Scope,
  id: string,
  expected: number | null,
  change: DesignChange,
  follows: (row: DesignRow) => readonly Sql[] = () => [],
): Promise<DesignRow> {
  const row = await changeRow(db, nextRevision(scope, id, expected, change), follows);
  if (row) return row;
  const { document } = change;
  const current = await getDesignRow(db, scope, id);
  if (document && document.productId !== current.product_id)
    throw new Problem('document-invalid', `The design is of ${current.product_id}, not of ${document.productId}.`, {
      errors: [{ path: 'document.productId', message: `must be ${current.product_id}` }],
    });
  if (isSavedAlready(current, expected, change)) return current;
  const detail = `The design is at revision ${current.revision}, not ${expected}. Merge your change into the current one and save again.`;
  throw new Problem('revision-stale', detail, { meta: { current: toDesign(current) }, headers: { ETag: etag(current) } });
}

/** `update designs …` of exactly the row that the scope may touch, as it was expected. */
function nextRevision(scope: Scope, id: string, expected: number | null, { document, name }: DesignChange): Sql {
  const set: [string, string][] = [['updated_at', new Date().toISOString()]];
  if (document) set.push(['document', JSON.stringify(document)]);
  if (name !== undefined) set.push(['name', name]);
  const where: [string, string | number][] = [
    ['id', id],
    ['brand_id', scope.brandId],
  ];
  if (scope.ownerId !== null) where.push(['owner_id', scope.ownerId]);
  if (scope.via !== 'system') where.push(['mode', scope.mode]);
  if (expected !== null) where.push(['revision', expected]);
  if (document) where.push(['product_id', document.productId]);
  const columns = set.map(([column]) => `${column} = ?`).join(', ');
  const conditions = where.map(([column]) => `${column} = ?`).join(' and ');
  return {
    sql: `update designs set revision = revision + 1, ${columns} where ${conditions} returning *`,
    bindings: [...set, ...where].map(([, value]) => value),
  };
}

/** The very same change, sent again because its answer was lost, is no conflict. */
function isSavedAlready(current: DesignRow, expected: number | null, { document, name }: DesignChange): boolean {
  if (expected === null || current.revision !== expected + 1) return false;
  return (!document || current.document === JSON.stringify(document)) && (name === undefined || current.name === name);
}

/** As `saveDesign`, for a document alone. */
export async function saveDocument(db: Knex, scope: Scope, id: string, expected: number | null, document: DesignDocument): Promise<Design> {
  return toDesign(await saveDesign(db, scope, id, expected, { document }));
}

/** Shows the state of the design's newest generation; leaves the revision alone. An older generation's news are ignored. */
export async function setDesignStatus(
  db: Knex,
  scope: Scope,
  id: string,
  status: Design['status'],
  generation: { id: string; isNew?: boolean },
): Promise<void> {
  const query = designs(db, scope).where({ id });
  if (!generation.isNew) query.where({ generation_id: generation.id });
  await query.update({ status, generation_id: generation.id, updated_at: new Date().toISOString() });
}

/** The revision as an entity tag, for `If-Match`. */
export const etag = (row: Pick<DesignRow, 'revision'>): string => `"${row.revision}"`;

const CURRENT = `{"schemaVersion":${SCHEMA_VERSION},`;

/** Stored text of the present version; older documents are upgraded when they are read. */
function documentText(row: DesignRow): string {
  return row.document.startsWith(CURRENT) ? row.document : JSON.stringify(readDocument(JSON.parse(row.document)));
}

export function toDesign(row: DesignRow): Design {
  return { ...head(row), document: JSON.parse(documentText(row)) as DesignDocument, ...tail(row) };
}

/** The very text of `JSON.stringify(toDesign(row))`, without parsing the document. */
export function designJson(row: DesignRow): string {
  return `${JSON.stringify(head(row)).slice(0, -1)},"document":${documentText(row)},${JSON.stringify(tail(row)).slice(1)}`;
}

function head(row: DesignRow) {
  const { id, name, status, revision } = row;
  return { id, brandId: row.brand_id, ownerId: row.owner_id, productId: row.product_id, name, status, revision };
}

function tail(row: DesignRow) {
  return { generationId: row.generation_id, createdAt: row.created_at, updatedAt: row.updated_at };
}
