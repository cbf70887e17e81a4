import type { Design, DesignFile } from '@luneo/sdk/contracts/designs.js';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Product } from '@luneo/sdk/contracts/products.js';
import { priceDesign } from '@luneo/sdk/design/price.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { problem, sentence } from '../ui/failure.js';
import { segments } from '../ui/fields.js';
import { money, time } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import './design-picture.js';
import { stageOf } from './stage.js';
import { wordsOn } from './words-on.js';
import { words } from './words.js';

/** One design: how it looks, its files just as an order would get them, and the orders that hold it. */
@customElement('luneo-design-detail')
export class LuneoDesignDetail extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .two {
        display: grid;
        gap: 24px 32px;
        align-items: start;
      }
      luneo-design-picture {
        border-radius: 14px;
      }
      .order {
        grid-template-columns: 1fr auto;
      }
      @media (min-width: 860px) {
        .two {
          grid-template-columns: minmax(0, 3fr) minmax(280px, 2fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) design!: Design;
  @property({ attribute: false }) product: Product | null = null;
  @state() private sides: readonly string[] = [];
  @state() private side = '';
  @state() private problem = '';
  @state() private isWorking = false;
  private readonly orders = new Load<Order[]>(this, async () => {
    if (!this.app.can('orders:read')) return [];
    return (await this.app.api.orders.list({ designId: this.design.id, limit: 20 })).items;
  });

  override render(): TemplateResult {
    const { design, product } = this;
    return html`<div class="two">
      <div class="stack">
        <luneo-design-picture
          .app=${this.app}
          .design=${design}
          .template=${product?.template ?? null}
          .side=${this.side}
          @sides=${(event: CustomEvent<string[]>) => (this.sides = event.detail)}
        ></luneo-design-picture>
        ${
          this.sides.length > 1
            ? segments(
                words.side,
                this.side || this.sides[0]!,
                this.sides.map((id) => [id, this.nameOf(id)] as const),
                (side) => (this.side = side),
              )
            : nothing
        }
      </div>
      <div class="stack">${this.facts()} ${this.files()} ${this.app.can('orders:read') ? this.ordered() : nothing}</div>
    </div>`;
  }

  private facts(): TemplateResult {
    const { design, product } = this;
    const name = product?.name ?? design.productId;
    return html`<dl class="facts">
      <dt>${words.product}</dt>
      <dd>${this.app.can('catalogue:write') ? html`<a href="#/products/${design.productId}">${name}</a>` : name}</dd>
      <dt>${words.words}</dt>
      <dd>${wordsOn(design) || words.none}</dd>
      <dt>${words.price}</dt>
      <dd class="num">${this.price()}</dd>
      <dt>${words.changed}</dt>
      <dd class="num">${time(design.updatedAt)}</dd>
      <dt>${words.revision}</dt>
      <dd class="num">${design.revision}</dd>
    </dl>`;
  }

  private files(): TemplateResult {
    const shown = this.sides.length > 0 ? this.sides : [];
    return html`<section class="card" aria-label=${words.files}>
      <h2>${words.files}</h2>
      <p class="soft">${words.filesText}</p>
      ${shown.map(
        (side) =>
          html`<div class="stack tight">
            ${shown.length > 1 ? html`<h3>${this.nameOf(side)}</h3>` : nothing}
            <div class="row">
              ${(['pdf', 'svg', 'png'] as const).map(
                (format) =>
                  html`<button ?disabled=${this.isWorking} @click=${() => this.download(side, format)}>
                    ${icon('download')} ${format.toUpperCase()}<span class="visually-hidden">, ${this.nameOf(side)}</span>
                  </button>`,
              )}
            </div>
          </div>`,
      )}
      ${shown.length === 0 ? html`<p class="soft">${words.emptyDesign}</p>` : nothing} ${problem(this.problem)}
    </section>`;
  }

  private ordered(): TemplateResult {
    return html`<section class="stack tight" aria-label=${words.inOrders}>
      <h2>${words.inOrders}</h2>
      ${this.orders.render((orders) =>
        orders.length === 0
          ? html`<p class="soft">${words.notOrdered}</p>`
          : html`<ul class="list">
              ${orders.map((order) => {
                const { text, tone } = stageOf(order);
                return html`<li>
                  <a class="order" href="#/orders/${order.id}"
                    ><span class="strong num">${order.number}</span><span class="state" data-tone=${tone}>${text}</span></a
                  >
                </li>`;
              })}
            </ul>`,
      )}
    </section>`;
  }

  private nameOf(side: string): string {
    return this.product?.template.sides.find(({ id }) => id === side)?.name ?? side;
  }

  private price(): string {
    if (!this.product) return '…';
    const { total, currency } = priceDesign(this.design.document, this.product.template);
    return money(total, currency);
  }

  /** Made when it is asked for; the address that comes back says how to save it. */
  private async download(side: string, format: DesignFile['format']): Promise<void> {
    this.isWorking = true;
    this.problem = '';
    try {
      const { items } = await this.app.api.designs.files(this.design.id, format);
      const file = items.find((one) => one.side === side);
      if (file) save(file.downloadUrl);
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}

function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
