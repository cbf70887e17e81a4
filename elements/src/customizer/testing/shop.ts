import type { Asset, Generation } from '@luneo/sdk/contracts/designs.js';
import type { Product } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { FONT, sampleProduct } from './product.js';

/** One answer of the fake API: a status and a JSON body, or a failed connection. */
type Answer = { status: number; body?: unknown } | 'offline';

export interface Call {
  method: string;
  path: string;
  body: unknown;
  ifMatch: string | null;
}

interface StoredDesign {
  id: string;
  revision: number;
  document: DesignDocument;
}

const TIME = '2026-01-01T00:00:00.000Z';
/** What the API says when something is wrong. */
export const problem = (status: number, code: string, meta?: unknown): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, detail: code, code, requestId: 'req', ...(meta ? { meta } : {}) },
});

/** A small Luneo API behind `fetch`, with the state that tests look at. Paths that are not its own go to the real network. */
export class FakeShop {
  product: Product;
  isOffline = false;
  readonly designs = new Map<string, StoredDesign>();
  readonly calls: Call[] = [];
  readonly orders: unknown[] = [];
  /** What a prompt answers with, made from the document that was sent. */
  generate: (document: DesignDocument, prompt: string) => Partial<Generation> = (document) => ({
    status: 'completed',
    document,
    notes: [],
  });
  /** Answers instead of the shop where it gives something. */
  intercept: (call: Call) => Answer | null | Promise<Answer | null> = () => null;
  #generations = new Map<string, Generation>();
  #count = 0;
  readonly #real = globalThis.fetch;

  constructor(product: Product = sampleProduct()) {
    this.product = product;
  }

  /** Puts itself in the place of `fetch`; gives the function that puts it back. */
  install(): () => void {
    globalThis.fetch = this.fetch;
    return () => {
      globalThis.fetch = this.#real;
    };
  }

  paths(method?: string): string[] {
    return this.calls.filter((call) => !method || call.method === method).map((call) => call.path);
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input), globalThis.location?.href ?? 'http://shop.test');
    if (url.host !== 'api.test') return this.#real.call(globalThis, input, init);
    const isJson = typeof init.body === 'string';
    const call: Call = {
      method: init.method ?? 'GET',
      path: url.pathname,
      body: isJson ? JSON.parse(init.body as string) : (init.body ?? null),
      ifMatch: new Headers(init.headers).get('if-match'),
    };
    this.calls.push(call);
    const answer = this.isOffline ? 'offline' : ((await this.intercept(call)) ?? this.#answer(call));
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'content-type': 'application/json' },
    });
  };

  #answer({ method, path, body, ifMatch }: Call): Answer {
    const [, , noun = '', id = '', action = ''] = path.split('/');
    const key = `${method} ${noun}${id ? '/{id}' : ''}${action ? `/${action}` : ''}`;
    switch (key) {
      case 'POST sessions':
        return { status: 201, body: { token: 'tok', ownerId: 'own_1', brandId: 'brd_test', expiresAt: '2099-01-01T00:00:00.000Z' } };
      case 'GET products/{id}':
        return id === this.product.id || id === this.product.slug ? { status: 200, body: this.product } : problem(404, 'not-found');
      case 'GET fonts':
        return { status: 200, body: { items: [FONT] } };
      case 'GET clipart':
        return {
          status: 200,
          body: {
            items: [
              { id: 'heart', name: 'Heart', category: 'love', aliases: [], viewBox: [10, 10], paths: [{ d: 'M0 0H10V10Z', fill: null }] },
            ],
          },
        };
      case 'POST designs':
        return this.#create((body as { document: DesignDocument }).document);
      case 'GET designs/{id}':
        return this.#design(id, 200);
      case 'PATCH designs/{id}':
        return this.#update(id, (body as { document: DesignDocument }).document, Number(ifMatch?.replaceAll('"', '')));
      case 'POST designs/{id}/finalize':
        return { status: 201, body: { id: 'snp_1', designId: id } };
      case 'POST designs/{id}/generations':
        return this.#startGeneration(id, body as { prompt: string; document: DesignDocument });
      case 'GET generations/{id}':
        return { status: 200, body: this.#generations.get(id) };
      case 'POST generations/{id}/cancel':
        return { status: 200, body: { ...this.#generations.get(id), status: 'cancelled' } };
      case 'POST orders':
        this.orders.push(body);
        return { status: 201, body: { id: `ord_${this.orders.length}`, checkoutUrl: 'https://pay.test/1' } };
      case 'POST assets':
        return { status: 201, body: this.asset() };
      case 'GET assets/{id}':
        return { status: 200, body: this.asset(id) };
      default:
        return problem(404, 'not-found');
    }
  }

  /** A stored picture, 600 × 300 px. */
  asset(id = `ast_${++this.#count}`): Asset {
    const url = `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="red"/></svg>`;
    return {
      id,
      ownerId: 'own_1',
      name: 'beach.png',
      mime: 'image/png',
      bytes: 1,
      width: 600,
      height: 300,
      hasAlpha: false,
      hash: 'h',
      url,
      previewUrl: url,
      createdAt: TIME,
    };
  }

  #create(document: DesignDocument): Answer {
    const id = `dsn_${++this.#count}`;
    this.designs.set(id, { id, revision: 1, document });
    return this.#design(id, 201);
  }

  #update(id: string, document: DesignDocument, revision: number): Answer {
    const stored = this.designs.get(id);
    if (!stored) return problem(404, 'not-found');
    if (stored.revision !== revision) return problem(412, 'revision-stale', { current: stored });
    this.designs.set(id, { id, revision: revision + 1, document });
    return this.#design(id, 200);
  }

  #design(id: string, status: number): Answer {
    const stored = this.designs.get(id);
    if (!stored) return problem(404, 'not-found');
    const body = {
      ...stored,
      brandId: 'brd_test',
      ownerId: 'own_1',
      productId: this.product.id,
      name: '',
      status: 'draft',
      generationId: null,
      createdAt: TIME,
      updatedAt: TIME,
    };
    return { status, body };
  }

  #startGeneration(designId: string, { prompt, document }: { prompt: string; document: DesignDocument }): Answer {
    const id = `gen_${++this.#count}`;
    const made = this.generate(document, prompt);
    this.#generations.set(id, {
      id,
      designId,
      prompt,
      status: 'completed',
      step: null,
      document: null,
      revision: null,
      notes: [],
      error: null,
      createdAt: TIME,
      updatedAt: TIME,
      ...made,
    });
    return { status: 202, body: { designId, generationId: id, status: 'queued', estimatedSeconds: 1 } };
  }
}
