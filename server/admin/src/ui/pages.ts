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
    const cursor = value?.nextCursor;
    if (!cursor || this.isBusy) return;
    await this.take(async () => {
      const { items, nextCursor } = await this.#page(cursor);
      return { items: [...value.items, ...items], nextCursor };
    });
  };

  /** All of them in rows, and the button. */
  list(row: (item: T) => TemplateResult): TemplateResult {
    return html`<div class="stack">
      <ul class="list">
        ${this.items.map(row)}
      </ul>
      ${this.button()}
    </div>`;
  }

  /** A button for the next page, where there is one. */
  button(): TemplateResult | typeof nothing {
    return this.value?.nextCursor ? html`<p><button @click=${this.more}>${ui.more}</button></p>` : nothing;
  }
}
