import type { ProductOption } from '@luneo/sdk/design/template.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { numberField, selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { conditionField } from './condition.js';
import type { ProductDraft } from './draft.js';
import { editingStyles } from './editing.styles.js';
import { freshOption, idOf } from './fresh.js';
import './preview.js';
import { listOf } from './side-form.js';
import { words } from './words.js';

type Choice = Extract<ProductOption, { kind: 'choice' }>;
type Amount = Extract<ProductOption, { kind: 'number' }>;

/** What a shopper chooses: from a list, a colour, or a number; and when the question is asked at all. */
@customElement('luneo-product-options')
export class LuneoProductOptions extends LitElement {
  static override styles = [base, layout, editingStyles];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;

  override render(): TemplateResult {
    const { options } = this.draft.template;
    const add = (kind: 'choice' | 'colour' | 'number', name: string): void =>
      this.draft.edit(`add-option-${options.length}`, ({ input }) => input.template.options.push(freshOption(kind, name, options)));
    return html`<div class="columns">
      <div class="stack">
        ${options.length === 0 ? html`<p class="soft">${words.noOptions}</p>` : nothing}
        ${options.map((option, at) => this.option(option, at))}
        <div class="row">
          <button @click=${() => add('choice', words.newChoice)}>${icon('plus')} ${words.addChoice}</button>
          <button @click=${() => add('colour', words.newColour)}>${icon('plus')} ${words.addColourOption}</button>
          <button @click=${() => add('number', words.newNumber)}>${icon('plus')} ${words.addNumber}</button>
        </div>
      </div>
      <luneo-product-preview class="sticky" .app=${this.app} .draft=${this.draft} .version=${this.version}></luneo-product-preview>
    </div>`;
  }

  private error(at: number, field: string): string | undefined {
    return this.draft.errors.get(`template.options.${at}.${field}`);
  }

  private edit(at: number, key: string, change: (option: ProductOption) => void): void {
    this.draft.edit(`option-${at}-${key}`, ({ input }) => change(input.template.options[at]!));
  }

  private option(option: ProductOption, at: number): TemplateResult {
    return html`<section class="card" aria-label=${option.name}>
      <div class="line">
        ${textField({ name: `option-${at}`, label: words.optionName, value: option.name, maxlength: 120, error: this.error(at, 'name') ?? this.error(at, 'id'), onInput: (value) => this.edit(at, 'name', (each) => (each.name = value)) })}
        <button class="icon" aria-label=${words.moveUp(option.name)} ?disabled=${at === 0} @click=${() => this.move(at, -1)}>
          ${icon('up')}
        </button>
        <button
          class="icon"
          aria-label=${words.moveDown(option.name)}
          ?disabled=${at === this.draft.template.options.length - 1}
          @click=${() => this.move(at, 1)}
        >
          ${icon('down')}
        </button>
        <button class="icon" aria-label=${words.removeNamed(option.name)} @click=${() => this.drop(at)}>${icon('trash')}</button>
      </div>
      ${option.kind === 'choice' ? this.choices(option, at) : this.amount(option, at)}
      <details>
        <summary>${words.fine}</summary>
        <div class="stack">
          ${textField({ name: `aliases-${at}`, label: words.aliases, hint: words.aliasesHint, isLazy: true, value: option.aliases.join(', '), onInput: (value) => this.edit(at, 'aliases', (each) => (each.aliases = listOf(value))) })}
          ${conditionField({ name: `when-${at}`, label: words.visible, always: words.always, template: this.draft.template, not: option.id, value: option.visibleWhen, error: this.error(at, 'visibleWhen'), onInput: (value) => this.edit(at, 'when', (each) => setWhen(each, value)) })}
        </div>
      </details>
    </section>`;
  }

  private choices(option: Choice, at: number): TemplateResult {
    const hasColours = option.choices.some(({ swatch }) => swatch);
    const of = (change: (choice: Choice) => void) => (each: ProductOption) => change(each as Choice);
    return html`<div class="stack tight">
      ${option.choices.map(
        (choice, no) =>
          html`<div class="line">
            ${
              hasColours
                ? html`<input
                    type="color"
                    aria-label=${words.colourOf(choice.name)}
                    .value=${choice.swatch ?? '#888888'}
                    @input=${(event: InputEvent) =>
                      this.edit(
                        at,
                        `swatch-${no}`,
                        of((each) => (each.choices[no]!.swatch = (event.target as HTMLInputElement).value.toLowerCase())),
                      )}
                  />`
                : nothing
            }
            ${textField({
              name: `choice-${at}-${no}`,
              label: words.choiceNumber(no + 1),
              value: choice.name,
              maxlength: 120,
              error: this.error(at, `choices.${no}.name`),
              onInput: (value) =>
                this.edit(
                  at,
                  `choice-${no}`,
                  of((each) => (each.choices[no]!.name = value)),
                ),
            })}
            <button
              class="icon"
              aria-label=${words.removeNamed(choice.name)}
              ?disabled=${option.choices.length === 1}
              @click=${() =>
                this.edit(
                  at,
                  `no-choice-${no}-${option.choices.length}`,
                  of((each) => dropChoice(each, no)),
                )}
            >
              ${icon('trash')}
            </button>
          </div>`,
      )}
      <div class="row between">
        <button
          @click=${() =>
            this.edit(
              at,
              `add-choice-${option.choices.length}`,
              of((each) => addChoice(each, hasColours)),
            )}
        >
          ${icon('plus')} ${words.addValue}
        </button>
        ${selectField({
          name: `default-${at}`,
          label: words.preset,
          value: option.default,
          error: this.error(at, 'default'),
          choices: option.choices.map(({ id, name }) => [id, name] as const),
          onInput: (value) =>
            this.edit(
              at,
              'default',
              of((each) => (each.default = value)),
            ),
        })}
      </div>
    </div>`;
  }

  private amount(option: Amount, at: number): TemplateResult {
    const field = (name: 'min' | 'max' | 'step' | 'default', label: string): TemplateResult =>
      numberField({
        name: `${name}-${at}`,
        label,
        value: option[name],
        unit: option.unit === 'mm' ? 'mm' : '',
        error: this.error(at, name),
        onInput: (value) => this.edit(at, name, (each) => ((each as Amount)[name] = value)),
      });
    return html`<div class="fields">
      ${selectField({
        name: `unit-${at}`,
        label: words.unit,
        value: option.unit,
        choices: [
          ['mm', words.unitMm],
          ['count', words.unitCount],
        ],
        onInput: (unit) => this.edit(at, 'unit', (each) => ((each as Amount).unit = unit)),
      })}
      ${field('min', words.least)} ${field('max', words.most)} ${field('step', words.step)} ${field('default', words.preset)}
    </div>`;
  }

  private move(at: number, by: number): void {
    this.draft.edit(`move-option-${at}-${by}-${Date.now()}`, ({ input }) => {
      const [option] = input.template.options.splice(at, 1);
      input.template.options.splice(at + by, 0, option!);
    });
  }

  private drop(at: number): void {
    const option = this.draft.template.options[at]!;
    this.draft.edit(`no-option-${option.id}`, ({ input: { template } }) => {
      template.options.splice(at, 1);
      for (const each of template.options)
        setWhen(
          each,
          each.visibleWhen?.filter((part) => part.option !== option.id),
        );
      template.priceRules = template.priceRules.filter(
        ({ per, when }) => !(per.kind === 'unit' && per.option === option.id) && !when?.some((part) => part.option === option.id),
      );
      for (const side of template.sides) side.mockup.variants = side.mockup.variants.filter((variant) => variant.option !== option.id);
    });
    this.app.say(words.removed(option.name), () => this.draft.undo());
  }
}

function setWhen(option: ProductOption, value: ProductOption['visibleWhen']): void {
  if (value && value.length > 0) option.visibleWhen = value;
  else delete option.visibleWhen;
}

function addChoice(option: Choice, hasColours: boolean): void {
  const name = words.choiceNumber(option.choices.length + 1);
  option.choices.push({ id: idOf(name, option.choices), name, aliases: [name.toLowerCase()], ...(hasColours && { swatch: '#888888' }) });
}

function dropChoice(option: Choice, at: number): void {
  const [gone] = option.choices.splice(at, 1);
  if (gone?.id === option.default) option.default = option.choices[0]!.id;
}
