import type { DesignDocument, FieldValue } from '@luneo/sdk/design/document.js';
import { checkFields, countCharacters, type FieldIssue } from '@luneo/sdk/design/field-checks.js';
import type { ProductTemplate, Variable } from '@luneo/sdk/design/template.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import type { Upload } from '../editor-state.js';
import { fieldStyles } from './form-fields.styles.js';
import { formWords, type FormWords } from './words.js';

const isOfRows = ({ kind }: Variable): boolean => kind === 'text' || kind === 'choice';

type Of<K extends Variable['kind']> = Extract<Variable, { kind: K }>;

/** The fields of the template's variables, each with its error beside it. An error is told once the field was left. */
export class LuneoFormFields extends LitElement {
  static override properties = { all: { state: true }, said: { state: true } };
  static override styles = [controls, fieldStyles];

  /** Every error is shown: the shopper asked to buy. */
  declare all: boolean;
  /** For screen readers. */
  declare said: string;
  readonly #use = new UseEditor(this, ['product', 'document', 'uploads']);
  readonly #left = new Set<string>();
  readonly #sending = new Map<string, string>();

  constructor() {
    super();
    this.all = false;
    this.said = '';
  }

  /** Shows every error and goes to the first. False when there is none. */
  async showErrors(): Promise<boolean> {
    const { state } = this.#use;
    const issues = state.product ? this.#issues(state.document, state.product.template) : new Map<string, FieldIssue>();
    if (issues.size === 0) return false;
    this.all = true;
    this.said = this.#words.stillWrong(issues.size);
    await this.updateComplete;
    const [first] = issues.keys();
    this.renderRoot.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, textarea, select, button)`)?.focus();
    return true;
  }

  /** What each line of a team list says need not be said for all. */
  #issues(document: DesignDocument, template: ProductTemplate): Map<string, FieldIssue> {
    const issues = checkFields(document, template);
    if (document.rows?.length)
      for (const [name, { kind }] of issues)
        if (kind === 'missing' && template.variables?.some((each) => each.name === name && isOfRows(each))) issues.delete(name);
    return issues;
  }

  get #words(): FormWords {
    return formWords(this.#use.locale, this.#use.t.own);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    for (const [name, id] of this.#sending) if (!this.#use.state.uploads.some((upload) => upload.id === id)) this.#sending.delete(name);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { product, document } = this.#use.state;
    const variables = product?.template.variables ?? [];
    this.hidden = variables.length === 0;
    if (!product || variables.length === 0) return nothing;
    const issues = this.#issues(document, product.template);
    return html`<p class="visually-hidden" role="alert">${this.said}</p>
      ${variables.map((variable) => this.#field(variable, document.values?.[variable.name], issues.get(variable.name)))}`;
  }

  #field(variable: Variable, value: FieldValue | undefined, issue: FieldIssue | undefined): TemplateResult {
    const { name } = variable;
    const t = this.#words;
    // What is simply not there yet is no fault until the field was left; what is too long is one at once.
    const isShown = issue !== undefined && (this.all || this.#left.has(name) || issue.kind === 'too-long' || issue.kind === 'not-a-choice');
    const error = isShown ? t.issue[issue.kind](issue.limit ?? 0) : '';
    const describedBy = `help-${name} error-${name}`;
    const given = typeof value === 'string' ? value : undefined;
    const control = {
      text: () => this.#text(variable as Of<'text'>, given, isShown, describedBy),
      choice: () => this.#choice(variable as Of<'choice'>, given, isShown, describedBy),
      colour: () => this.#colour(variable as Of<'colour'>, given, isShown, describedBy),
      picture: () => this.#picture(variable as Of<'picture'>, value, isShown, describedBy),
    }[variable.kind]();
    return html`<div class="field" data-field=${name} ?data-wrong=${isShown} @focusout=${(event: FocusEvent) => this.#leave(name, event)}>
      ${control}
      <p class="note help" id="help-${name}" ?hidden=${!variable.help}>${variable.help}</p>
      <p class="error" id="error-${name}" ?hidden=${!error}>${icon('warn')}<span>${error}</span></p>
    </div>`;
  }

  /** A field is left with the whole of it, not from one of its radios to the next. */
  #leave(name: string, event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    if (to && (event.currentTarget as HTMLElement).contains(to)) return;
    this.#left.add(name);
    this.#use.editor.endStep();
    this.requestUpdate();
  }

  #label({ label, required }: Variable): TemplateResult {
    return html`${label}${required ? nothing : html` <span class="optional">${this.#words.optional}</span>`}`;
  }

  #text(variable: Of<'text'>, given: string | undefined, isWrong: boolean, describedBy: string): TemplateResult {
    const { name, maxLength, placeholder, required, characters } = variable;
    const text = given ?? variable.default ?? '';
    const length = countCharacters(text);
    const input = (event: Event): void => this.#write(variable, (event.target as HTMLInputElement).value);
    return html`<div class="top">
        <label class="label" for=${name}>${this.#label(variable)}</label>
        <span class="count num" aria-hidden="true" ?data-full=${length >= maxLength}>${this.#words.count(length, maxLength)}</span>
      </div>
      ${
        (variable.lines ?? 1) > 1
          ? html`<textarea
              id=${name}
              rows=${Math.min(variable.lines!, 4)}
              dir="auto"
              placeholder=${placeholder ?? nothing}
              aria-required=${required}
              aria-invalid=${isWrong}
              aria-describedby=${describedBy}
              .value=${text}
              @input=${input}
            ></textarea>`
          : html`<input
              id=${name}
              type="text"
              dir="auto"
              autocomplete="off"
              inputmode=${characters === 'digits' ? 'numeric' : 'text'}
              placeholder=${placeholder ?? nothing}
              aria-required=${required}
              aria-invalid=${isWrong}
              aria-describedby=${describedBy}
              .value=${text}
              @input=${input}
            />`
      }`;
  }

  #write({ name, maxLength }: Of<'text'>, text: string): void {
    this.#use.editor.setValue(name, text);
    const left = maxLength - countCharacters(text);
    // Read out when it matters, not with every key.
    this.said = left >= 0 && left <= 3 ? this.#words.left(left) : '';
  }

  #choice(variable: Of<'choice'>, given: string | undefined, isWrong: boolean, describedBy: string): TemplateResult {
    const { name, choices, required } = variable;
    const chosen = given ?? variable.default ?? '';
    const pick = (value: string): void => this.#use.editor.setValue(name, value || null, { coalesce: '' });
    if (choices.length > 6)
      return html`<label class="label" for=${name}>${this.#label(variable)}</label>
        <select
          id=${name}
          aria-required=${required}
          aria-invalid=${isWrong}
          aria-describedby=${describedBy}
          @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${chosen === ''}>${this.#words.choose}</option>
          ${choices.map((choice) => html`<option value=${choice.id} ?selected=${choice.id === chosen}>${choice.name}</option>`)}
        </select>`;
    return html`<fieldset role="radiogroup" aria-required=${required} aria-invalid=${isWrong} aria-describedby=${describedBy}>
      <legend>${this.#label(variable)}</legend>
      <div class="choices">
        ${choices.map(
          (choice) =>
            html`<label class="chip">
              <input type="radio" name=${name} value=${choice.id} .checked=${choice.id === chosen} @change=${() => pick(choice.id)} />
              ${choice.name}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #colour(variable: Of<'colour'>, given: string | undefined, isWrong: boolean, describedBy: string): TemplateResult {
    const { name, colours, required } = variable;
    const chosen = given ?? variable.default ?? '';
    return html`<fieldset role="radiogroup" aria-required=${required} aria-invalid=${isWrong} aria-describedby=${describedBy}>
      <legend>${this.#label(variable)} <span class="optional">${chosen}</span></legend>
      <div class="choices">
        ${colours.map(
          (colour) =>
            html`<label class="swatch" title=${colour.name} ${cssVars({ '--_swatch': colour.hex })}>
              <input
                type="radio"
                name=${name}
                value=${colour.name}
                aria-label=${colour.name}
                .checked=${colour.name === chosen}
                @change=${() => this.#use.editor.setValue(name, colour.name, { coalesce: '' })}
              />
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #picture(variable: Of<'picture'>, value: FieldValue | undefined, isWrong: boolean, describedBy: string): TemplateResult {
    const t = this.#words;
    const { name } = variable;
    const { editor, state } = this.#use;
    const upload = state.uploads.find(({ id }) => id === this.#sending.get(name));
    const has = typeof value === 'object';
    return html`<span class="label" id="label-${name}">${this.#label(variable)}</span>
      <div class="row picture">
        <label class="file">
          ${icon('image')} <span id="act-${name}">${has ? t.changePicture : t.choosePicture}</span>
          <input
            type="file"
            accept="image/png,image/jpeg,image/webp,image/svg+xml"
            aria-labelledby="label-${name} act-${name}"
            aria-invalid=${isWrong}
            aria-describedby="${describedBy} sent-${name}"
            @change=${(event: Event) => void this.#send(name, event.target as HTMLInputElement)}
          />
        </label>
        ${
          has
            ? html`<button
                class="icon"
                type="button"
                aria-label=${t.removePicture}
                title=${t.removePicture}
                @click=${() => editor.setValue(name, null)}
              >
                ${icon('trash')}
              </button>`
            : nothing
        }
      </div>
      <p class="note" id="sent-${name}" role="status">${upload ? this.#sent(upload) : nothing}</p>`;
  }

  #sent({ error, progress }: Upload): string {
    return error ? this.#words.failedPicture(error.message) : this.#words.sending(Math.round(progress * 100));
  }

  async #send(name: string, field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? [];
    field.value = '';
    if (!file) return;
    const { editor } = this.#use;
    const before = this.#sending.get(name);
    if (before) editor.dismissUpload(before);
    await editor.setPicture(name, file, file.name, (id) => this.#sending.set(name, id));
  }
}

define('luneo-form-fields', LuneoFormFields);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-form-fields': LuneoFormFields;
  }
}
