import type { OptionValue, Row } from '@luneo/sdk/design/document.js';
import { newId } from '@luneo/sdk/design/create.js';
import { checkField } from '@luneo/sdk/design/field-checks.js';
import { LIMITS } from '@luneo/sdk/design/limits.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { formWords } from '../form/words.js';
import { type ListIssue, type ReadList, readList, rowOptions, rowVariables, textOfFile } from './read-list.js';
import { teamWords, type TeamWords } from './words.js';

/** Characters; longer lists are taken over at once. */
const MAX_PASTED = 20_000;

/** The team list: a row for each piece, typed, pasted or from a file, each checked and shown on the product. */
export class LuneoTeamPanel extends LitElement {
  static override properties = { issues: { state: true }, isPasting: { state: true }, said: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      textarea {
        field-sizing: fixed;
      }
      .file {
        position: relative;
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: 44px;
        padding: 0 14px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        cursor: pointer;
      }
      .people {
        display: grid;
        gap: 10px;
      }
      .people li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 8px;
        align-items: center;
        padding: 4px 12px 12px;
        border-radius: var(--_radius);
        box-shadow: inset 0 0 0 1px var(--_line);
      }
      .people li[data-shown] {
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      .cells {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(96px, 1fr));
        gap: 8px;
      }
      .cell {
        display: grid;
        align-content: start;
        gap: 2px;
        min-inline-size: 0;
        font-size: 13px;
      }
      .cell :is(input, select) {
        inline-size: 100%;
        min-block-size: 40px;
        padding: 6px 8px;
        border: 1px solid var(--_edge);
        border-radius: calc(var(--_radius) - 2px);
        background: var(--_paper);
        font-size: max(16px, 1em);
      }
      [aria-invalid='true'] {
        border-color: var(--_bad) !important;
        box-shadow: inset 0 0 0 1px var(--_bad);
      }
      .error,
      .issues {
        font-size: 13px;
        color: var(--_bad);
      }
      .issues li + li {
        margin-block-start: 4px;
      }
      .number {
        font-size: 13px;
        font-weight: 600;
        color: var(--_muted);
      }
      .does {
        display: flex;
        margin-inline-end: -10px;
      }
    `,
  ];

  declare issues: readonly ListIssue[];
  declare isPasting: boolean;
  declare said: string;
  readonly #use = new UsePanel(this, ['product', 'document', 'previewRow']);

  constructor() {
    super();
    this.issues = [];
    this.isPasting = false;
    this.said = '';
  }

  /** Where a keyboard goes on after the button that opened it is gone. */
  start(): void {
    this.renderRoot.querySelector<HTMLElement>('.acts button')?.focus();
  }

  get #words(): TeamWords {
    return teamWords(this.#use.locale, this.#use.t.own);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { product, document } = this.#use.state;
    if (!product) return nothing;
    const t = this.#words;
    const rows = document.rows ?? [];
    const pieces = rows.reduce((sum, { quantity }) => sum + quantity, 0);
    return html`<h3>${t.title}</h3>
      <p class="note">${rows.length > 0 ? t.pieces(rows.length, pieces) : t.hint}</p>
      <div class="acts">
        <button type="button" aria-expanded=${this.isPasting} @click=${() => (this.isPasting = !this.isPasting)}>${t.paste}</button>
        <label class="file"
          >${icon('upload')} ${t.file}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            aria-label=${t.file}
            @change=${(event: Event) => void this.#file(event.target as HTMLInputElement)}
          />
        </label>
      </div>
      ${this.isPasting ? this.#paste(product.template) : nothing}
      <p class="visually-hidden" role="status">${this.said}</p>
      ${
        this.issues.length > 0
          ? html`<ul class="issues" role="alert">
              ${this.issues.slice(0, 8).map(({ kind, row, what }) => {
                const says = t.issue[kind](what);
                return html`<li>${row === null ? says : t.inLine(row, says)}</li>`;
              })}
            </ul>`
          : nothing
      }
      <ol class="people">
        ${repeat(
          rows,
          ({ id }) => id,
          (row, at) => this.#row(row, at, product.template),
        )}
      </ol>
      <div class="acts">
        <button type="button" ?disabled=${rows.length >= LIMITS.rowsPerDocument} @click=${() => void this.#add()}>
          ${icon('plus')} ${t.addRow}
        </button>
        ${rows.length > 0 ? html`<button class="plain" type="button" @click=${() => this.#clear()}>${t.clear}</button>` : nothing}
      </div>`;
  }

  #paste(template: ProductTemplate): TemplateResult {
    const t = this.#words;
    const columns = [...rowVariables(template).map(({ label }) => label), ...rowOptions(template).map(({ name }) => name)].join(', ');
    return html`<textarea
        id="list"
        rows="5"
        @paste=${(event: ClipboardEvent) => this.#pasted(event)}
        aria-label=${t.paste}
        aria-describedby="columns"
        placeholder=${columns}
      ></textarea>
      <p class="note" id="columns">${t.pasteHint(columns)}</p>
      <div class="acts">
        <button
          class="primary"
          type="button"
          @click=${() => this.#take(this.renderRoot.querySelector<HTMLTextAreaElement>('#list')!.value)}
        >
          ${t.take}
        </button>
      </div>`;
  }

  /** A whole spreadsheet is read, not laid out line by line in a field. */
  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.length <= MAX_PASTED) return;
    event.preventDefault();
    this.#take(text);
  }

  #row(row: Row, at: number, template: ProductTemplate): TemplateResult {
    const t = this.#words;
    const { editor, state } = this.#use;
    const isShown = state.previewRow === row.id;
    return html`<li data-row=${row.id} ?data-shown=${isShown}>
      <span class="number num" aria-hidden="true">${t.row} ${at + 1}</span>
      <div class="does">
        <button
          class="icon"
          type="button"
          aria-pressed=${isShown}
          aria-label=${t.preview(at + 1)}
          title=${t.preview(at + 1)}
          @click=${() => editor.previewRow(isShown ? null : row.id)}
        >
          ${icon(isShown ? 'eye' : 'eyeOff')}
        </button>
        <button
          class="icon"
          type="button"
          aria-label=${t.removeRow(at + 1)}
          title=${t.removeRow(at + 1)}
          @click=${() => this.#remove(row.id)}
        >
          ${icon('trash')}
        </button>
      </div>
      <div class="cells" role="group" aria-label="${t.row} ${at + 1}">
        ${rowVariables(template).map((variable) => {
          const value = row.values[variable.name] ?? '';
          const issue = checkField(variable, row.values[variable.name] ?? state.document.values?.[variable.name]);
          const id = `${row.id}-${variable.name}`;
          const set = (event: Event) =>
            this.#change(
              row.id,
              (each) => ({ ...each, values: { ...each.values, [variable.name]: (event.target as HTMLInputElement).value } }),
              id,
            );
          return html`<div class="cell">
            <label for=${id}>${variable.label}</label>
            ${
              variable.kind === 'choice'
                ? html`<select id=${id} aria-invalid=${issue !== null} aria-describedby="${id}-error" @change=${set}>
                    <option value="" ?selected=${value === ''}>–</option>
                    ${variable.choices.map((choice) => html`<option value=${choice.id} ?selected=${choice.id === value}>${choice.name}</option>`)}
                  </select>`
                : html`<input
                    id=${id}
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    .value=${value}
                    aria-invalid=${issue !== null}
                    aria-describedby="${id}-error"
                    @input=${set}
                  />`
            }
            <span class="error" id="${id}-error" ?hidden=${!issue}
              >${issue ? formWords(this.#use.locale, this.#use.t.own).issue[issue.kind](issue.limit ?? 0) : nothing}</span
            >
          </div>`;
        })}
        ${rowOptions(template).map((option) => {
          const id = `${row.id}-option-${option.id}`;
          const value = row.options?.[option.id] ?? state.document.options[option.id] ?? option.default;
          return html`<div class="cell">
            <label for=${id}>${option.name}</label>
            <select id=${id} @change=${(event: Event) => this.#choose(row.id, option.id, (event.target as HTMLSelectElement).value)}>
              ${option.choices.map((choice) => html`<option value=${choice.id} ?selected=${choice.id === value}>${choice.name}</option>`)}
            </select>
          </div>`;
        })}
        <div class="cell">
          <label for="${row.id}-quantity">${t.quantity}</label>
          <input
            id="${row.id}-quantity"
            type="number"
            min="1"
            max="1000"
            inputmode="numeric"
            .value=${String(row.quantity)}
            @change=${(event: Event) => this.#count(row.id, event.target as HTMLInputElement)}
          />
        </div>
      </div>
    </li>`;
  }

  get #rows(): readonly Row[] {
    return this.#use.state.document.rows ?? [];
  }

  #set(rows: Row[], coalesce = ''): void {
    if (!this.#use.editor.setRows(rows, coalesce ? { coalesce } : {})) this.#use.shell.say?.(this.#words.refused);
  }

  #change(id: string, change: (row: Row) => Row, coalesce = ''): void {
    this.#set(
      this.#rows.map((row) => (row.id === id ? change(row) : row)),
      coalesce,
    );
    this.#use.editor.previewRow(id);
  }

  #choose(id: string, option: string, value: OptionValue): void {
    this.#change(id, (row) => ({ ...row, options: { ...row.options, [option]: value } }));
  }

  #count(id: string, field: HTMLInputElement): void {
    const quantity = Math.min(1_000, Math.max(1, Math.round(Number(field.value)) || 1));
    field.value = String(quantity);
    this.#change(id, (row) => ({ ...row, quantity }));
  }

  async #add(): Promise<void> {
    const row: Row = { id: newId('r'), quantity: 1, values: {} };
    this.#set([...this.#rows, row]);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-row="${row.id}"] :is(input, select)`)?.focus();
  }

  #remove(id: string): void {
    const at = this.#rows.findIndex((row) => row.id === id);
    this.#set(this.#rows.filter((row) => row.id !== id));
    // The button is gone with its row: the keyboard goes on in the next one.
    void this.updateComplete.then(() => {
      const left = this.renderRoot.querySelectorAll<HTMLElement>('.people li');
      (
        left[Math.min(at, left.length - 1)]?.querySelector<HTMLElement>('input, select') ??
        this.renderRoot.querySelector<HTMLElement>('.acts button')
      )?.focus();
    });
  }

  #clear(): void {
    this.#set([]);
    this.start();
  }

  async #file(field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? [];
    field.value = '';
    if (!file) return;
    const text = await textOfFile(file);
    if (text === null) this.issues = [{ kind: 'too-large', row: null, what: file.name }];
    else this.#take(text);
  }

  /** A list that cannot be read leaves the one that is there. */
  #take(text: string): void {
    const { product } = this.#use.state;
    const read: ReadList = readList(text, product!.template);
    this.issues = read.issues;
    if (read.rows.length === 0) return;
    this.#set(read.rows);
    this.#use.editor.previewRow(read.rows[0]!.id);
    this.isPasting = false;
    this.said = this.#words.taken(read.rows.length);
  }
}

define('luneo-team-panel', LuneoTeamPanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-team-panel': LuneoTeamPanel;
  }
}
