import type { Product } from '@luneo/sdk/contracts/products.js';
import type { DesignCreate } from '@luneo/sdk/contracts/designs.js';
import { createDocument } from '@luneo/sdk/design/create.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Request } from 'express';
import type { Knex } from 'knex';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { listFonts } from '../fonts/store.js';
import { generateOnce, startGeneration } from '../generations/start.js';
import { createOnce, createSame, readIdempotency } from '../idempotency.js';
import { eventSql } from '../outbox/outbox.js';
import { wakeAfterCommit } from '../outbox/wake.js';
import { Problem } from '../problem.js';
import { loggedPrompt } from '../observe/jobs.js';
import { getProduct } from '../products/store.js';
import { route, type Route } from '../route.js';
import { designFiles } from './files.js';
import { finalizeDesign, readFinalized } from './finalize.js';
import { readInput, readProductDocument, withOptions } from './read.js';
import { createDesign, designJson, etag, getDesign, getDesignRow, listDesigns, saveDesign, type DesignRow } from './store.js';

export function designRoutes(deps: Deps): Route[] {
  const { db, config } = deps;
  return [
    route('designs.create', async ({ scope, body, request }) => {
      if (body.prompt !== undefined) await deps.limits.take('prompts', request);
      const product = await getProduct(db, scope, body.productId);
      const document = await firstDocument(db, scope, product, body);
      const start = (tx: Knex) => createDesign(tx, scope, { document, name: body.name ?? product.name });
      const once = readIdempotency(request, scope, body);
      const { prompt, previewMode, asset, consent } = body;
      if (prompt !== undefined) {
        const accepted = await generateOnce(deps, scope, once, async (tx) =>
          startGeneration(tx, deps, scope, await start(tx), { prompt, previewMode, asset, consent }),
        );
        request.logged = loggedPrompt(config, accepted, prompt);
        return { status: 202, body: accepted, headers: at(`/v1/generations/${accepted.generationId}`) };
      }
      const create = async (tx: Knex) => {
        const made = await start(tx);
        return { id: made.id, made };
      };
      const design = await createOnce(db, once, create, (id) => getDesign(db, scope, id));
      return { status: 201, body: design, headers: { ...at(`/v1/designs/${design.id}`), ETag: etag(design) } };
    }),

    route('designs.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listDesigns(db, scope, query);
      return { status: 200, json: `{"items":[${rows.map(designJson).join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}` };
    }),

    route('designs.get', async ({ scope, params }) => reply(await getDesignRow(db, scope, params.designId))),

    route('designs.update', async ({ scope, params, body, request }) => {
      const revision = readIfMatch(request);
      const change = { name: body.name, document: body.document && readInput(body.document) };
      if (change.name === undefined && !change.document) throw new Problem('invalid-request', 'Send a document or a name to save.');
      const tell = (saved: DesignRow) => [eventSql(audience(saved), designUpdated(saved))];
      const row = await saveDesign(db, scope, params.designId, revision, change, tell);
      wakeAfterCommit(db);
      return reply(row);
    }),

    route('designs.finalize', async ({ scope, params, request }) => {
      const once = readIdempotency(request, scope, {});
      const freeze = () => finalizeDesign(deps, scope, params.designId);
      const snapshot = await createSame(
        db,
        once,
        freeze,
        ({ id }) => id,
        (id) => readFinalized(deps, scope, id),
      );
      return { status: 201, body: snapshot };
    }),

    route('designs.files', async ({ scope, params, query }) => ({
      status: 200,
      body: { items: await designFiles(deps, scope, params.designId, query.format) },
    })),
  ];
}

const at = (path: string): Record<string, string> => ({ Location: path });

const reply = (row: DesignRow) => ({ status: 200 as const, json: designJson(row), headers: { ETag: etag(row) } });

const audience = (row: DesignRow) => ({ brandId: row.brand_id, ownerId: row.owner_id, mode: row.mode });

const designUpdated = (row: DesignRow) => ({
  topic: `design:${row.id}` as const,
  type: 'design.updated' as const,
  data: { revision: row.revision, status: row.status },
});

/** The caller's document, else the template's; the options of the request count more than the document's. */
async function firstDocument(db: Knex, scope: Scope, product: Product, body: DesignCreate): Promise<DesignDocument> {
  const document = body.document
    ? readProductDocument(body.document, product)
    : createDocument(product.id, product.template, await listFonts(db, scope));
  return withOptions(document, product, body.options);
}

/** `If-Match: "7"` → 7. Throws `revision-required` without it. */
function readIfMatch(request: Request): number {
  const header = request.headers['if-match'];
  if (header === undefined)
    throw new Problem('revision-required', 'Send If-Match with the revision that your change was made on, e.g. If-Match: "7".');
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!match)
    throw new Problem('invalid-request', 'If-Match must be the revision, e.g. "7".', {
      errors: [{ path: 'headers.if-match', message: 'must be a revision' }],
    });
  return Number(match[1]);
}
