import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { Load } from './load.js';
import { ui } from './words.js';

export interface Pageful<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list that is fetched page by page. */
export class Pages<T> extends Load<Pageful<T>> {
  readonly #page: (cursor?: string) => Promise<Pageful<T>>;

  constructor(host: ReactiveControllerHost, page: (cursor?: string) => Promise<Pageful<T>>) {
    super(host, () => page());
    this.#page = page;
  }

  get items(): readonly T[] {
    return this.value?.items ?? [];
  }

  more = async (): Promise<void> => {
    const { value } = this;
    if (!value?.nextCursor) return;
    const next = await this.#page(value.nextCursor);
    this.set({ items: [...value.items, ...next.items], nextCursor: next.nextCursor });
  };

  /** A button for the next page, where there is one. */
  button(): TemplateResult | typeof nothing {
    return this.value?.nextCursor ? html`<p><button @click=${this.more}>${ui.more}</button></p>` : nothing;
  }
}
