import type { Design } from '@luneo/sdk/contracts/designs.js';
import type { Product } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { problem, sentence } from '../ui/failure.js';
import { ago } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { walk } from '../ui/walk.js';
import { ui } from '../ui/words.js';
import './design-detail.js';
import './design-picture.js';
import { wordsOn } from './words-on.js';
import { words } from './words.js';

const TYPING_MS = 250;

/** `#/designs?q=…` and `#/designs/dsn_…`: what shoppers make, ordered or not. */
@customElement('luneo-designs')
export class LuneoDesigns extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .page {
        max-inline-size: 1240px;
      }
      .grid {
        display: grid;
        gap: 20px;
        grid-template-columns: repeat(auto-fill, minmax(min(46%, 200px), 1fr));
      }
      .tile {
        display: grid;
        gap: 2px;
        color: inherit;
        text-decoration: none;
        border-radius: 10px;
        outline-offset: 4px;
      }
      .tile > luneo-design-picture,
      .tile > .picture {
        margin-block-end: 6px;
        transition: filter 140ms ease-out;
      }
      .tile > .picture {
        block-size: auto;
        aspect-ratio: 4 / 3;
        border-radius: 10px;
      }
      .tile:hover > luneo-design-picture {
        filter: brightness(0.96);
      }
      .tile .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private products: ReadonlyMap<string, Product | null> = new Map();
  @state() private opened: Design | null = null;
  @state() private problem = '';
  private typing: ReturnType<typeof setTimeout> | undefined;
  private asked = '';
  private readonly pages = new Pages<Design>(this, async (cursor) => {
    const page = await this.app.api.designs.list({ limit: 30, ...(cursor && { cursor }), ...(this.query && { search: this.query }) });
    for (const { productId } of page.items) void this.know(productId);
    return page;
  });

  override disconnectedCallback(): void {
    clearTimeout(this.typing);
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('place')) return;
    const [id] = this.place.rest;
    if (changed.get('place') && this.asked !== this.query) void this.pages.run();
    this.asked = this.query;
    if (this.opened?.id === id) return;
    this.problem = '';
    this.opened = this.pages.items.find((design) => design.id === id) ?? null;
    if (id && !this.opened) void this.open(id);
  }

  override render(): TemplateResult {
    if (this.place.rest[0]) return this.detail();
    return html`<div class="page">
      <h1>${words.designs}</h1>
      <input
        type="search"
        aria-label=${words.searchDesigns}
        placeholder=${words.searchDesigns}
        .value=${this.query}
        @input=${this.type}
        @keydown=${walk}
      />
      ${this.pages.render(() => this.list(), this.bones())}
    </div>`;
  }

  private get query(): string {
    return this.place.query.get('q') ?? '';
  }

  private bones(): TemplateResult {
    const tile = html`<div class="tile"><span class="picture bone"></span><span class="bone"></span></div>`;
    return html`<div class="grid" role="status" aria-label=${ui.loading}>${[1, 2, 3, 4, 5, 6].map(() => tile)}</div>`;
  }

  private list(): TemplateResult {
    const { items } = this.pages;
    if (items.length === 0)
      return this.query
        ? html`<p class="soft" role="status">${ui.noMatch(this.query)}</p>`
        : html`<div class="empty">
            ${icon('designs')}
            <h2>${words.noDesigns}</h2>
            <p>${words.noDesignsText}</p>
          </div>`;
    return html`<div class="stack">
      <ul class="grid">
        ${items.map((design) => this.tile(design))}
      </ul>
      ${this.pages.button()}
    </div>`;
  }

  private tile(design: Design): TemplateResult {
    const product = this.products.get(design.productId);
    return html`<li>
      <a class="tile" data-row href="#/designs/${design.id}" @keydown=${walk}>
        <luneo-design-picture decorative .app=${this.app} .design=${design} .template=${product?.template ?? null}></luneo-design-picture>
        <span class="strong name">${wordsOn(design) || design.name || product?.name || words.noName}</span>
        <span class="soft small name">${product?.name ?? ''}</span>
        <span class="row between small"
          ><span class="soft num">${ago(design.updatedAt)}</span
          >${design.status === 'draft' ? nothing : html`<span class="state">${words.designStates[design.status]}</span>`}</span
        >
      </a>
    </li>`;
  }

  private detail(): TemplateResult {
    const { opened } = this;
    return html`<div class="page">
      <div class="stack tight">
        <a href=${this.address(null)}>${words.allDesigns}</a>
        <h1>${opened ? wordsOn(opened) || opened.name || words.design : words.design}</h1>
      </div>
      ${problem(this.problem)}
      ${
        opened
          ? html`<luneo-design-detail
              .app=${this.app}
              .design=${opened}
              .product=${this.products.get(opened.productId) ?? null}
            ></luneo-design-detail>`
          : this.problem
            ? nothing
            : html`<div class="card" role="status" aria-label=${ui.loading}><span class="bone"></span><span class="bone"></span></div>`
      }
    </div>`;
  }

  private address(id: string | null): string {
    return `#/designs${id ? `/${id}` : ''}${this.query ? `?${new URLSearchParams({ q: this.query })}` : ''}`;
  }

  private type(event: InputEvent): void {
    const value = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.place = { ...this.place, query: new URLSearchParams(value ? { q: value } : {}) };
      this.app.replace(this.address(null));
    }, TYPING_MS);
  }

  /** Each product once, for its pictures. One that is gone shows the design by itself. */
  private async know(id: string): Promise<void> {
    if (this.products.has(id)) return;
    this.products = new Map(this.products).set(id, null);
    const product = await this.app.api.products.get(id).catch(() => null);
    this.products = new Map(this.products).set(id, product);
  }

  private async open(id: string): Promise<void> {
    try {
      const design = await this.app.api.designs.get(id);
      await this.know(design.productId);
      if (this.place.rest[0] === id) this.opened = design;
    } catch (error) {
      if (this.place.rest[0] === id) this.problem = sentence(error);
    }
  }
}
