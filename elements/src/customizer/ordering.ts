import type { Luneo } from '@luneo/sdk';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { RowSnapshots } from '@luneo/sdk/contracts/saved.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Autosave } from './autosave.js';
import type { EditorPort } from './editor-port.js';

export interface CartOptions {
  quantity?: number;
  /** Where hosted Checkout returns to; `{ORDER_ID}` is filled in. Default: this page with `?luneo-order={ORDER_ID}`. */
  successUrl?: string;
  cancelUrl?: string;
}

/** A second click on the way to the checkout means the same order. ms */
const SAME_ORDER_MS = 5_000;

function hereWith(parameter: string): string {
  const url = new URL(globalThis.location.href);
  url.searchParams.delete('luneo-order');
  const query = [url.searchParams.toString(), parameter].filter(Boolean).join('&');
  return `${url.origin}${url.pathname}${query ? `?${query}` : ''}`;
}

/** Design → order: save, freeze, order. */
export class Ordering {
  readonly #port: EditorPort;
  readonly #client: Luneo;
  readonly #autosave: Autosave;
  #running: Promise<Order> | null = null;
  #last: { order: Order; document: DesignDocument; quantity: number; at: number } | null = null;

  constructor(port: EditorPort, client: Luneo, autosave: Autosave) {
    this.#port = port;
    this.#client = client;
    this.#autosave = autosave;
  }

  /** Concurrent calls share one order. Rejects with the `LuneoError` of the step that failed. */
  add(options: CartOptions): Promise<Order> {
    this.#running ??= this.#order(options).finally(() => (this.#running = null));
    return this.#running;
  }

  async #order({ quantity = 1, successUrl, cancelUrl }: CartOptions): Promise<Order> {
    const { document } = this.#port.state;
    const last = this.#last;
    if (last && last.document === document && last.quantity === quantity && Date.now() - last.at < SAME_ORDER_MS) return last.order;
    this.#port.set({ cart: 'working' });
    try {
      const { id } = await this.#autosave.ensure(document);
      const items = document.rows?.length
        ? await this.#freezeRows(id)
        : [{ snapshotId: (await this.#client.designs.finalize(id)).id, quantity }];
      const order = await this.#client.orders.create({
        items,
        successUrl: successUrl ?? hereWith('luneo-order={ORDER_ID}'),
        cancelUrl: cancelUrl ?? hereWith(''),
      });
      this.#last = { order, document, quantity, at: Date.now() };
      this.#port.set({ cart: 'idle' });
      return order;
    } catch (error) {
      this.#port.set({ cart: 'failed' });
      throw error;
    }
  }

  /** Every row of the team list is frozen by itself, in portions. */
  async #freezeRows(id: string): Promise<{ snapshotId: string; quantity: number }[]> {
    const items: { snapshotId: string; quantity: number }[] = [];
    for (let from: number | null = 0; from !== null;) {
      const frozen: RowSnapshots = await this.#client.designs.finalizeRows(id, { from });
      items.push(...frozen.items.map(({ snapshot, quantity }) => ({ snapshotId: snapshot.id, quantity })));
      from = frozen.next;
    }
    return items;
  }
}
