import type { DesignFile } from '../contracts/designs.js';
import type { Http, RequestOptions } from '../http.js';
import type { Designs } from './designs.js';

/** Designs as staff and servers see them: what shoppers can do, and the files of any of them. */
export class BrandDesigns {
  readonly #http: Http;
  readonly create: Designs['create'];
  readonly list: Designs['list'];
  readonly get: Designs['get'];
  readonly update: Designs['update'];
  readonly finalize: Designs['finalize'];
  readonly generate: Designs['generate'];

  constructor(http: Http, designs: Designs) {
    this.#http = http;
    this.create = designs.create.bind(designs);
    this.list = designs.list.bind(designs);
    this.get = designs.get.bind(designs);
    this.update = designs.update.bind(designs);
    this.finalize = designs.finalize.bind(designs);
    this.generate = designs.generate.bind(designs);
  }

  /**
   * Every designed side as it is now: `png` to look at, `pdf` and `svg` just as an order would get them; all three without a
   * format. `preflight-failed` when a font or picture of the design is gone.
   */
  files(id: string, format?: DesignFile['format'], options?: RequestOptions): Promise<{ items: DesignFile[] }> {
    return this.#http.call<'designs.files'>('GET', `/v1/designs/${encodeURIComponent(id)}/files`, {
      ...options,
      query: format ? { format } : {},
    });
  }
}
