import type { ProductSummary } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { ago } from '../ui/format.js';
import { segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { walk } from '../ui/walk.js';
import { ui } from '../ui/words.js';
import { hasNewDraft } from './draft.js';
import { words } from './words.js';

type State = 'all' | 'published' | 'draft';

/** `#/products`, `#/products/new`, `#/products/prd_…/areas`. The editor is fetched when a product is opened. */
@customElement('luneo-products')
export class LuneoProducts extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .find {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: center;
      }
      .find > input {
        flex: 1 1 220px;
        inline-size: auto !important;
      }
      .grid {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
      }
      .tile {
        display: grid;
        gap: 10px;
        border-radius: 12px;
        color: inherit;
        text-decoration: none;
      }
      .tile:hover .picture {
        border-color: var(--edge);
      }
      .picture {
        display: grid;
        place-items: center;
        position: relative;
        aspect-ratio: 4 / 3;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--panel);
        color: var(--soft);
        overflow: clip;
      }
      .picture img {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .name {
        display: flex;
        align-items: start;
        gap: 8px;
        justify-content: space-between;
        font-weight: 560;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private isEditorReady = false;
  @state() private isCreating = false;
  private readonly pages = new Pages<ProductSummary>(this, (cursor) =>
    this.app.api.products.list({ limit: 100, ...(cursor && { cursor }) }),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const [id] = this.place.rest;
    if (id && !this.isEditorReady) void import('./editor.js').then(() => (this.isEditorReady = true));
    const before = changed.get('place') as Place | undefined;
    if (before?.rest[0] && !id) void this.pages.run();
  }

  override render(): TemplateResult {
    if (this.place.rest[0])
      return this.isEditorReady
        ? html`<luneo-product-editor .app=${this.app} .place=${this.place}></luneo-product-editor>`
        : html`<div class="page">
            <h1>${words.title}</h1>
            ${this.bones()}
          </div>`;
    return html`<div class="page">
      <div class="head">
        <h1 class="grow">${words.title}</h1>
        ${hasNewDraft() ? html`<a class="button" href="#/products/new/areas">${words.continueDraft}</a>` : nothing}
        <button class="primary" @click=${this.create}>${icon('plus')} ${words.create}</button>
      </div>
      ${this.pages.render(() => this.list(), this.bones())}
      ${this.isCreating ? html`<luneo-new-product .app=${this.app} @closed=${() => (this.isCreating = false)}></luneo-new-product>` : nothing}
    </div>`;
  }

  private bones(): TemplateResult {
    return html`<div class="grid" role="status" aria-label=${ui.loading}>
      ${[1, 2, 3, 4].map(
        () =>
          html`<div class="tile">
            <div class="picture bone"></div>
            <span class="bone"></span>
          </div>`,
      )}
    </div>`;
  }

  private list(): TemplateResult {
    const { items } = this.pages;
    if (items.length === 0)
      return html`<div class="empty">
        ${icon('products')}
        <h2>${words.emptyTitle}</h2>
        <p>${words.emptyText}</p>
        <button class="primary" @click=${this.create}>${words.create}</button>
      </div>`;
    const search = this.place.query.get('q') ?? '';
    const wanted = (this.place.query.get('state') ?? 'all') as State;
    const shown = items.filter(
      ({ name, slug, status }) => (wanted === 'all' || status === wanted) && `${name} ${slug}`.toLowerCase().includes(search.toLowerCase()),
    );
    return html`<div class="stack">
      <div class="find">
        <input
          type="search"
          aria-label=${words.search}
          placeholder=${words.search}
          .value=${search}
          @input=${this.search}
          @keydown=${walk}
        />
        ${segments<State>(
          words.state,
          wanted,
          [
            ['all', ui.all],
            ['published', words.states.published],
            ['draft', words.states.draft],
          ],
          (state) => this.filter(search, state),
        )}
      </div>
      ${shown.length === 0 ? html`<p class="soft" role="status">${ui.noMatch(search || words.states[wanted as 'draft'])}</p>` : nothing}
      <div class="grid">${shown.map((product) => this.tile(product))}</div>
      ${this.pages.button()}
    </div>`;
  }

  private tile({ id, name, imageUrl, status, updatedAt }: ProductSummary): TemplateResult {
    return html`<a class="tile" data-row href="#/products/${id}" @keydown=${walk}>
      <span class="picture"
        >${imageUrl ? html`<img src=${this.app.url(imageUrl)} alt="" loading="lazy" decoding="async" />` : icon('products')}</span
      >
      <span class="name"
        ><span>${name}</span><span class="state" data-tone=${status === 'published' ? 'good' : 'none'}>${words.states[status]}</span></span
      >
      <span class="soft small">${words.changed(ago(updatedAt))}</span>
    </a>`;
  }

  private search(event: InputEvent): void {
    this.filter((event.target as HTMLInputElement).value, (this.place.query.get('state') ?? 'all') as State);
  }

  private filter(search: string, state: State): void {
    const query = new URLSearchParams({ ...(search && { q: search }), ...(state !== 'all' && { state }) });
    this.app.replace(`#/products${query.size > 0 ? `?${query}` : ''}`);
    this.place = { ...this.place, query };
  }

  private async create(): Promise<void> {
    await import('./new-product.js');
    this.isCreating = true;
  }
}
