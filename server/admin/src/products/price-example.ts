import { createDocument, imageLayer, shapeLayer, textLayer } from '@luneo/sdk/design/create.js';
import type { DesignDocument, OptionValue } from '@luneo/sdk/design/document.js';
import { resolveOptions } from '@luneo/sdk/design/options.js';
import { priceDesign } from '@luneo/sdk/design/price.js';
import type { ProductOption } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { money } from '../ui/format.js';
import { numberField, selectField, textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import type { ProductDraft } from './draft.js';
import { words } from './words.js';

/** A shopper's choice to try the prices on, counted by the very function that shop and server use. */
@customElement('luneo-price-example')
export class LuneoPriceExample extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .quote {
        display: grid;
        gap: 6px;
        padding-block-start: 12px;
        border-block-start: 1px solid var(--line);
      }
      .quote li {
        display: flex;
        gap: 24px;
        justify-content: space-between;
      }
      .total {
        padding-block-start: 8px;
        border-block-start: 1px solid var(--line);
        font-weight: 640;
        font-size: 16px;
      }
    `,
  ];

  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;
  @state() private chosen: Record<string, OptionValue> = {};
  @state() private text = words.exampleText;
  @state() private images = 0;
  @state() private shapes = 0;
  @state() private quantity = 1;

  override render(): TemplateResult {
    const { template } = this.draft;
    if (template.sides.length === 0)
      return html`<section class="card">
        <h2>${words.example}</h2>
        <p class="soft">${words.exampleNeedsArea}</p>
      </section>`;
    const document = this.document();
    const shown = resolveOptions(document, template);
    return html`<section class="card" aria-label=${words.example}>
      <h2>${words.example}</h2>
      <div class="fields">
        ${template.options.filter(({ id }) => shown.has(id)).map((option) => this.option(option, shown.get(option.id)!))}
        ${textField({ name: 'example-text', label: words.exampleWords, value: this.text, onInput: (value) => (this.text = value) })}
        ${numberField({ name: 'example-images', label: words.exampleImages, min: 0, step: 1, value: this.images, onInput: (value) => (this.images = clamp(value)) })}
        ${numberField({ name: 'example-shapes', label: words.exampleShapes, min: 0, step: 1, value: this.shapes, onInput: (value) => (this.shapes = clamp(value)) })}
        ${numberField({ name: 'example-quantity', label: words.quantity, min: 1, step: 1, value: this.quantity, onInput: (value) => (this.quantity = Math.max(1, clamp(value))) })}
      </div>
      ${this.quote(document)}
    </section>`;
  }

  private option(option: ProductOption, value: OptionValue): TemplateResult {
    const choose = (next: OptionValue): void => {
      this.chosen = { ...this.chosen, [option.id]: next };
    };
    if (option.kind === 'number')
      return numberField({
        name: `example-${option.id}`,
        label: option.name,
        min: option.min,
        max: option.max,
        step: option.step,
        value: Number(value),
        onInput: choose,
      });
    return selectField({
      name: `example-${option.id}`,
      label: option.name,
      value: String(value),
      choices: option.choices.map(({ id, name }) => [id, name] as const),
      onInput: choose,
    });
  }

  /** The first side with the words and so many pictures, in place of the start layers. */
  private document(): DesignDocument {
    const { template } = this.draft;
    const document = createDocument('prd_example', { ...template, start: [] }, []);
    for (const { id } of template.options) if (Object.hasOwn(this.chosen, id)) document.options[id] = this.chosen[id]!;
    const { layers } = document.sides[0]!;
    if (this.text) layers.push(textLayer({ text: this.text, font: template.fonts[0] ?? 'none' }));
    for (let count = 0; count < this.images; count += 1) layers.push(imageLayer({ asset: 'example' }));
    for (let count = 0; count < this.shapes; count += 1) layers.push(shapeLayer({}));
    return document;
  }

  private quote(document: DesignDocument): TemplateResult {
    try {
      const quote = priceDesign(document, this.draft.template, this.quantity);
      const row = (label: string, amount: number, count = 1): TemplateResult =>
        html`<li>
          <span>${label}${count === 1 ? nothing : html` <span class="soft num">× ${Math.round(count * 100) / 100}</span>`}</span
          ><span class="num">${money(amount, quote.currency)}</span>
        </li>`;
      return html`<ul class="quote" aria-live="polite">
        ${quote.lines.map(({ id, label, amount, count }) => row(id === 'base' ? words.basePrice : label, amount, count))}
        <li class="total"><span>${words.total}</span><span class="num">${money(quote.total, quote.currency)}</span></li>
      </ul>`;
    } catch {
      return html`<p class="error">${words.exampleFailed}</p>`;
    }
  }
}

const clamp = (value: number): number => Math.min(Math.max(Math.round(value), 0), 99);
