import type { Design } from '@luneo/sdk/contracts/designs.js';
import type { Product, ProductSummary } from '@luneo/sdk/contracts/products.js';
import type { Layer } from '@luneo/sdk/design/document.js';
import { priceDesign } from '@luneo/sdk/design/price.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { ago, money, time } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { walk } from '../ui/walk.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

/** `#/designs` and `#/designs/dsn_…`: what shoppers make, ordered or not. */
@customElement('luneo-designs')
export class LuneoDesigns extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .item {
        grid-template-columns: 1fr auto;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private product: Product | null = null;
  @state() private opened: Design | null = null;
  private readonly products = new Load<ProductSummary[]>(this, async () => (await this.app.api.products.list({ limit: 100 })).items);
  private readonly pages = new Pages<Design>(this, (cursor) => this.app.api.designs.list({ limit: 50, ...(cursor && { cursor }) }));

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const [id] = this.place.rest;
    if (changed.has('place') && this.opened?.id !== id) {
      this.opened = null;
      if (id) void this.open(id);
    }
  }

  override render(): TemplateResult {
    if (this.place.rest[0]) return this.detail();
    return html`<div class="page">
      <h1>${words.designs}</h1>
      ${this.pages.render(() => this.list())}
    </div>`;
  }

  private list(): TemplateResult {
    const { items } = this.pages;
    if (items.length === 0)
      return html`<div class="empty">
        ${icon('designs')}
        <h2>${words.noDesigns}</h2>
        <p>${words.noDesignsText}</p>
      </div>`;
    const search = this.place.query.get('q') ?? '';
    const shown = items.filter((design) =>
      `${design.name} ${this.nameOf(design)} ${wordsOf(design)} ${design.id}`.toLowerCase().includes(search.toLowerCase()),
    );
    return html`<div class="stack">
      <input
        type="search"
        aria-label=${words.searchDesigns}
        placeholder=${words.searchDesigns}
        .value=${search}
        @input=${this.search}
        @keydown=${walk}
      />
      ${
        shown.length === 0
          ? html`<p class="soft" role="status">${ui.noMatch(search)}</p>`
          : html`<ul class="list">
              ${shown.map((design) => this.row(design))}
            </ul>`
      }
      ${this.pages.button()}
    </div>`;
  }

  private row(design: Design): TemplateResult {
    return html`<li>
      <a class="item" data-row href="#/designs/${design.id}" @keydown=${walk}>
        <span class="strong">${design.name || this.nameOf(design)}</span><span class="soft small num">${ago(design.updatedAt)}</span>
        <span class="soft">${wordsOf(design) || words.none}</span><span class="state">${words.designStates[design.status]}</span>
      </a>
    </li>`;
  }

  private detail(): TemplateResult {
    const { opened, product } = this;
    const side = product?.template.sides[0];
    return html`<div class="page">
      <div class="stack tight">
        <a href="#/designs">${words.allDesigns}</a>
        <h1>${opened?.name || words.design}</h1>
      </div>
      ${
        opened
          ? html`<div class="card">
              ${side ? html`<p class="soft">${product.name}: ${side.name}</p>` : nothing}
              <dl class="facts">
                <dt>${words.product}</dt>
                <dd>
                  ${this.app.can('catalogue:write') ? html`<a href="#/products/${opened.productId}">${this.nameOf(opened)}</a>` : this.nameOf(opened)}
                </dd>
                <dt>${words.words}</dt>
                <dd>${wordsOf(opened) || words.none}</dd>
                <dt>${words.price}</dt>
                <dd class="num">${this.price(opened)}</dd>
                <dt>${words.changed}</dt>
                <dd class="num">${time(opened.updatedAt)}</dd>
                <dt>${words.revision}</dt>
                <dd class="num">${opened.revision}</dd>
              </dl>
            </div>`
          : html`<div class="card"><span class="bone"></span><span class="bone"></span></div>`
      }
    </div>`;
  }

  private nameOf({ productId }: Design): string {
    return this.products.value?.find(({ id }) => id === productId)?.name ?? productId;
  }

  private price({ document }: Design): string {
    if (!this.product) return '…';
    const { total, currency } = priceDesign(document, this.product.template);
    return money(total, currency);
  }

  private search(event: InputEvent): void {
    const value = (event.target as HTMLInputElement).value;
    const query = new URLSearchParams(value ? { q: value } : {});
    this.app.replace(`#/designs${value ? `?${query}` : ''}`);
    this.place = { ...this.place, query };
  }

  private async open(id: string): Promise<void> {
    try {
      const design = await this.app.api.designs.get(id);
      const product = await this.app.api.products.get(design.productId);
      if (this.place.rest[0] !== id) return;
      this.product = product;
      this.opened = design;
    } catch {
      this.app.replace('#/designs');
      this.place = { ...this.place, rest: [] };
    }
  }
}

/** Everything that is written on the design. */
function wordsOf({ document }: Design): string {
  const texts = (layer: Layer): string[] => {
    if (layer.type === 'group') return layer.layers.flatMap(texts);
    return layer.type === 'text' ? [layer.runs.map(({ text }) => text).join('')] : [];
  };
  return document.sides
    .flatMap(({ layers }) => layers.flatMap(texts))
    .filter(Boolean)
    .join(' · ');
}
