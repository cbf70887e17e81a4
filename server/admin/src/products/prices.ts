import type { PriceRule } from '@luneo/sdk/design/template.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { decimals } from '../ui/format.js';
import { numberField, selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { conditionField } from './condition.js';
import type { ProductDraft } from './draft.js';
import { editingStyles } from './editing.styles.js';
import { freshRule } from './fresh.js';
import './price-example.js';
import { words } from './words.js';

type Per = PriceRule['per'];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'JPY', 'AED', 'MAD', 'SAR'];

/** What a piece costs, and by which rules it costs more or less, beside an example that counts along. */
@customElement('luneo-product-prices')
export class LuneoProductPrices extends LitElement {
  static override styles = [base, layout, editingStyles];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;

  override render(): TemplateResult {
    const { template } = this.draft;
    const currencies = [...new Set([template.currency, ...CURRENCIES])];
    return html`<div class="columns">
      <div class="stack">
        <section class="card">
          <div class="fields">
            ${this.amount('base', words.basePrice, template.basePrice, this.draft.errors.get('template.basePrice'), (value) => this.draft.edit('base', ({ input }) => (input.template.basePrice = value)))}
            ${selectField({ name: 'currency', label: words.currency, value: template.currency, choices: currencies.map((one) => [one, one] as const), onInput: (value) => this.draft.edit('currency', ({ input }) => (input.template.currency = value)) })}
          </div>
        </section>
        ${template.priceRules.map((rule, at) => this.rule(rule, at))}
        ${template.priceRules.length === 0 ? html`<p class="soft">${words.noRules}</p>` : nothing}
        <p><button @click=${this.add}>${icon('plus')} ${words.addRule}</button></p>
        ${template.variants.length > 0 ? html`<p class="note">${icon('info')}<span>${words.variantsKept(template.variants.length)}</span></p>` : nothing}
      </div>
      <luneo-price-example class="sticky" .draft=${this.draft} .version=${this.version}></luneo-price-example>
    </div>`;
  }

  private amount(name: string, label: string, minor: number, error: string | undefined, set: (minor: number) => void): TemplateResult {
    const { currency } = this.draft.template;
    const places = decimals(currency);
    return numberField({
      name,
      label,
      unit: currency,
      step: 10 ** -places,
      value: minor / 10 ** places,
      error,
      onInput: (value) => set(Math.round(value * 10 ** places)),
    });
  }

  private edit(at: number, key: string, change: (rule: PriceRule) => void): void {
    this.draft.edit(`rule-${at}-${key}`, ({ input }) => change(input.template.priceRules[at]!));
  }

  private rule(rule: PriceRule, at: number): TemplateResult {
    const error = (field: string): string | undefined => this.draft.errors.get(`template.priceRules.${at}.${field}`);
    return html`<section class="card" aria-label=${rule.label}>
      <div class="line">
        ${textField({ name: `rule-${at}`, label: words.ruleName, value: rule.label, maxlength: 120, error: error('label'), onInput: (value) => this.edit(at, 'label', (each) => (each.label = value)) })}
        <button class="icon" aria-label=${words.removeNamed(rule.label)} @click=${() => this.drop(at)}>${icon('trash')}</button>
      </div>
      <div class="fields">
        ${this.amount(`rule-amount-${at}`, words.ruleAmount, rule.amount, error('amount'), (value) => this.edit(at, 'amount', (each) => (each.amount = value)))}
        ${selectField<string>({ name: `per-${at}`, label: words.rulePer, value: keyOf(rule.per), error: error('per.option'), choices: this.ways(), onInput: (value) => this.edit(at, 'per', (each) => (each.per = perOf(value, each.per))) })}
        ${
          rule.per.kind === 'item'
            ? nothing
            : numberField({
                name: `free-${at}`,
                label: words.ruleFree,
                hint: words.ruleFreeHint,
                min: 0,
                value: rule.per.free,
                error: error('per.free'),
                onInput: (free) => this.edit(at, 'free', (each) => each.per.kind !== 'item' && (each.per.free = free)),
              })
        }
      </div>
      ${conditionField({ name: `rule-when-${at}`, label: words.ruleWhen, always: words.always, template: this.draft.template, value: rule.when, error: error('when.0'), onInput: (value) => this.edit(at, 'when', (each) => setWhen(each, value)) })}
    </section>`;
  }

  private ways(): (readonly [string, string])[] {
    const numbers = this.draft.template.options.filter(({ kind }) => kind === 'number');
    return [
      ['item', words.per.item],
      ['character', words.per.character],
      ['layer', words.per.layer],
      ['layer:text', words.per.text],
      ['layer:image', words.per.image],
      ['layer:shape', words.per.shape],
      ['layer:code', words.per.code],
      ['side', words.per.side],
      ...numbers.map(({ id, name }) => [`unit:${id}`, words.perUnit(name)] as const),
    ];
  }

  private add(): void {
    const { priceRules } = this.draft.template;
    this.draft.edit(`add-rule-${priceRules.length}`, ({ input }) =>
      input.template.priceRules.push(freshRule(words.newRule(priceRules.length + 1), priceRules)),
    );
  }

  private drop(at: number): void {
    const rule = this.draft.template.priceRules[at]!;
    this.draft.edit(`no-rule-${rule.id}`, ({ input }) => input.template.priceRules.splice(at, 1));
    this.app.say(words.removed(rule.label), () => this.draft.undo());
  }
}

function keyOf(per: Per): string {
  if (per.kind === 'layer') return per.layerType ? `layer:${per.layerType}` : 'layer';
  return per.kind === 'unit' ? `unit:${per.option}` : per.kind;
}

function perOf(key: string, before: Per): Per {
  const [kind, detail] = key.split(':', 2);
  const free = before.kind === 'item' ? 0 : before.free;
  if (kind === 'unit') return { kind, option: detail!, free };
  if (kind === 'layer')
    return {
      kind,
      free: Math.round(free),
      ...(detail && { layerType: detail as NonNullable<Extract<Per, { kind: 'layer' }>['layerType']> }),
    };
  return kind === 'character' || kind === 'side' ? { kind, free: Math.round(free) } : { kind: 'item' };
}

function setWhen(rule: PriceRule, value: PriceRule['when']): void {
  if (value && value.length > 0) rule.when = value;
  else delete rule.when;
}
