import type { Member } from '@luneo/sdk/contracts/brands.js';
import type { Commerce, CommerceInput } from '@luneo/sdk/contracts/commerce.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { fieldErrors, problem, sentence } from '../ui/failure.js';
import { decimals } from '../ui/format.js';
import { checkField, numberField, selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

/** Shipping, taxes and makers; saved as a whole. */
@customElement('luneo-commerce-settings')
export class LuneoCommerceSettings extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      fieldset + fieldset {
        padding-block-start: 16px;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private draft: CommerceInput | null = null;
  @state() private problem = '';
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private isSaving = false;
  @state() private makers: readonly Member[] = [];
  private readonly found = new Load<Commerce>(this, () => this.app.api.commerce.get(this.app.brandId));

  override connectedCallback(): void {
    super.connectedCallback();
    this.app.guard = { covers: (hash) => hash === '#/commerce' || hash === '#/commerce/shipping', isDirty: () => this.draft !== null };
    void this.app.api.team.list(this.app.brandId).then(
      ({ items }) => (this.makers = items.filter(({ role }) => role === 'fabricator')),
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    this.app.guard = null;
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`${this.found.render((found) => this.form(this.draft ?? inputOf(found)))}`;
  }

  private edit(change: (draft: CommerceInput) => void): void {
    const next = structuredClone(this.draft ?? inputOf(this.found.value!));
    change(next);
    this.draft = next;
  }

  private form(input: CommerceInput): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.save}>
      <section class="card" aria-label=${words.shipping}>
        <h2>${words.shipping}</h2>
        <p class="soft">${words.shippingHint}</p>
        ${input.shipping.map((option, at) => this.way(option, at))}
        <div>
          <button
            type="button"
            @click=${() => this.edit(({ shipping }) => shipping.push({ id: `ship-${crypto.randomUUID().slice(0, 8)}`, name: words.newShipping, amount: 500, currency: shipping[0]?.currency ?? 'EUR', countries: [] }))}
          >
            ${icon('plus')} ${words.addShipping}
          </button>
        </div>
      </section>
      <section class="card" aria-label=${words.taxes}>
        <h2>${words.taxes}</h2>
        <div>
          ${checkField({ name: 'inclusive', label: words.inclusive, isOn: input.tax.inclusive, onInput: (isOn) => this.edit(({ tax }) => (tax.inclusive = isOn)) })}
          ${checkField({ name: 'taxShipping', label: words.taxShipping, isOn: input.tax.taxShipping, onInput: (isOn) => this.edit(({ tax }) => (tax.taxShipping = isOn)) })}
          ${checkField({ name: 'addressRequired', label: words.addressRequired, isOn: input.addressRequired, onInput: (isOn) => this.edit((each) => (each.addressRequired = isOn)) })}
        </div>
        ${input.tax.rates.map((rate, at) => this.rate(rate, at))}
        <div>
          <button
            type="button"
            @click=${() => this.edit(({ tax, country }) => tax.rates.push({ id: `tax-${crypto.randomUUID().slice(0, 8)}`, name: words.newRate, country: country ?? 'FR', percent: 20 }))}
          >
            ${icon('plus')} ${words.addRate}
          </button>
        </div>
        ${textField({ name: 'home', label: words.home, hint: words.homeHint, isOptional: true, maxlength: 2, value: input.country ?? '', error: this.errors.get('country'), isLazy: true, onInput: (value) => this.edit((each) => (each.country = value.toUpperCase() || null)) })}
      </section>
      <section class="card" aria-label=${words.making}>
        <h2>${words.making}</h2>
        ${selectField({ name: 'maker', label: words.defaultMaker, value: input.fabricators.default ?? '', choices: [['', words.nobody], ...this.makers.map((each) => [each.userId, each.name || each.email] as const)], onInput: (id) => this.edit(({ fabricators }) => (fabricators.default = id || null)) })}
        ${input.fabricators.products.length > 0 ? html`<p class="hint">${words.perProduct(input.fabricators.products.length)}</p>` : nothing}
      </section>
      ${problem(this.problem)}
      <div class="row">
        <button class="primary" ?disabled=${this.isSaving || !this.draft}>${this.isSaving ? ui.saving : ui.save}</button
        >${this.draft ? html`<button type="button" @click=${() => (this.draft = null)}>${ui.cancel}</button>` : nothing}
      </div>
    </form>`;
  }

  private way(option: CommerceInput['shipping'][number], at: number): TemplateResult {
    const error = (field: string): string | undefined => this.errors.get(`shipping.${at}.${field}`);
    const factor = 10 ** decimals(option.currency);
    const optional = (name: 'freeFrom' | 'minDays' | 'maxDays', label: string, by: number): TemplateResult =>
      textField({
        name: `${name}-${at}`,
        label,
        isOptional: true,
        isLazy: true,
        value: option[name] === undefined ? '' : String(option[name] / by),
        error: error(name),
        onInput: (text) => this.edit(({ shipping }) => setNumber(shipping[at]!, name, text, by)),
      });
    return html`<fieldset class="stack tight">
      <legend class="row">
        <span>${option.name}</span
        ><button
          type="button"
          class="icon"
          aria-label=${words.removeNamed(option.name)}
          @click=${() => this.edit(({ shipping }) => shipping.splice(at, 1))}
        >
          ${icon('trash')}
        </button>
      </legend>
      <div class="fields">
        ${textField({ name: `ship-${at}`, label: words.name, value: option.name, maxlength: 80, error: error('name'), onInput: (value) => this.edit(({ shipping }) => (shipping[at]!.name = value)) })}
        ${numberField({ name: `price-${at}`, label: words.price, unit: option.currency, min: 0, step: 1 / factor, value: option.amount / factor, error: error('amount'), onInput: (value) => this.edit(({ shipping }) => (shipping[at]!.amount = Math.round(value * factor))) })}
        ${textField({ name: `ship-currency-${at}`, label: words.currency, value: option.currency, maxlength: 3, isLazy: true, error: error('currency'), onInput: (value) => this.edit(({ shipping }) => (shipping[at]!.currency = value.toUpperCase())) })}
        ${optional('freeFrom', words.freeFrom, factor)} ${optional('minDays', words.minDays, 1)} ${optional('maxDays', words.maxDays, 1)}
      </div>
      ${textField({
        name: `countries-${at}`,
        label: words.countries,
        hint: words.countriesHint,
        isOptional: true,
        isLazy: true,
        value: option.countries.join(', '),
        error: error('countries') ?? error('countries.0'),
        onInput: (value) =>
          this.edit(
            ({ shipping }) =>
              (shipping[at]!.countries = value
                .toUpperCase()
                .split(/[\s,]+/)
                .filter(Boolean)),
          ),
      })}
    </fieldset>`;
  }

  private rate(rate: CommerceInput['tax']['rates'][number], at: number): TemplateResult {
    const error = (field: string): string | undefined => this.errors.get(`tax.rates.${at}.${field}`);
    return html`<fieldset class="stack tight">
      <legend class="row">
        <span>${rate.name}</span
        ><button
          type="button"
          class="icon"
          aria-label=${words.removeNamed(rate.name)}
          @click=${() => this.edit(({ tax }) => tax.rates.splice(at, 1))}
        >
          ${icon('trash')}
        </button>
      </legend>
      <div class="fields">
        ${textField({ name: `rate-${at}`, label: words.name, value: rate.name, maxlength: 80, error: error('name'), onInput: (value) => this.edit(({ tax }) => (tax.rates[at]!.name = value)) })}
        ${textField({ name: `rate-country-${at}`, label: words.country, value: rate.country, maxlength: 2, isLazy: true, error: error('country'), onInput: (value) => this.edit(({ tax }) => (tax.rates[at]!.country = value.toUpperCase())) })}
        ${textField({ name: `rate-region-${at}`, label: words.region, isOptional: true, value: rate.region ?? '', isLazy: true, error: error('region'), onInput: (value) => this.edit(({ tax }) => setRegion(tax.rates[at]!, value)) })}
        ${numberField({ name: `percent-${at}`, label: words.percent, unit: '%', min: 0, max: 100, value: rate.percent, error: error('percent'), onInput: (value) => this.edit(({ tax }) => (tax.rates[at]!.percent = value)) })}
      </div>
    </fieldset>`;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.draft || this.isSaving) return;
    this.isSaving = true;
    this.problem = '';
    this.errors = new Map();
    try {
      this.found.set(await this.app.api.commerce.replace(this.app.brandId, this.draft));
      this.draft = null;
      this.app.say(words.saved);
    } catch (error) {
      this.errors = fieldErrors(error);
      this.problem = this.errors.size > 0 ? ui.checkFields : sentence(error);
    } finally {
      this.isSaving = false;
    }
  }
}

function inputOf({ shipping, tax, country, addressRequired, fabricators, stripeAccountId }: Commerce): CommerceInput {
  return { shipping, tax, country, addressRequired, fabricators, stripeAccountId };
}

function setNumber(option: CommerceInput['shipping'][number], name: 'freeFrom' | 'minDays' | 'maxDays', text: string, by: number): void {
  const value = Number(text.replace(',', '.'));
  if (text.trim() && Number.isFinite(value)) option[name] = Math.round(value * by);
  else delete option[name];
}

function setRegion(rate: CommerceInput['tax']['rates'][number], value: string): void {
  if (value) rate.region = value;
  else delete rate.region;
}
