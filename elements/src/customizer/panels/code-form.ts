import type { CodeLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { asAddress, CODE_FIELDS, CODE_KINDS, type CodeField, type CodeFields, type CodeKind, codeText, readCodeText } from './code-text.js';

export type CodeText = Pick<CodeLayer, 'symbology' | 'data'>;
const SYMBOLOGIES = ['qr', 'code128', 'ean13'] as const;

const ATTRIBUTES: Partial<Record<CodeField | 'data' | 'digits', { type?: string; inputmode?: string; autocomplete?: string }>> = {
  url: { inputmode: 'url', autocomplete: 'url' },
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  name: { autocomplete: 'name' },
  digits: { inputmode: 'numeric' },
};

/** What a code is and what it says. Fires `code-change` with the new `CodeText` at every key. */
export class LuneoCodeForm extends LitElement {
  static override properties = {
    symbology: {},
    data: {},
    problem: {},
    kind: { state: true },
    fields: { state: true },
    left: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      .segments > label {
        min-inline-size: 0;
        padding: 0 6px;
      }
      .field {
        display: grid;
        gap: 6px;
      }
      input:is([type='tel'], [type='email']) {
        inline-size: 100%;
        min-block-size: 44px;
        padding: 10px 12px;
        border: 1px solid var(--_edge);
        border-radius: var(--_radius);
        background: var(--_paper);
        font-size: max(16px, 1em);
      }
      [aria-invalid='true'] {
        border-color: var(--_warn);
      }
      .problem {
        font-size: 13px;
        color: var(--_warn);
      }
    `,
  ];

  declare symbology: CodeLayer['symbology'];
  declare data: string;
  /** A sentence about what is wrong with it, shown at the first field. */
  declare problem: string;
  declare kind: CodeKind;
  declare fields: CodeFields;
  /** The address was typed to its end, so that it can be judged. */
  declare left: boolean;
  readonly #use = new UsePanel(this, []);
  /** What this form said last; other text comes from outside and is read anew. */
  #said: string | null = null;

  constructor() {
    super();
    this.symbology = 'qr';
    this.data = this.problem = '';
    this.kind = 'link';
    this.fields = {};
    this.left = false;
  }

  /** Puts the keyboard into the first field. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.field input, .field textarea')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') || this.data === this.#said) return;
    this.#said = this.data;
    if (this.data !== '') Object.assign(this, readCodeText(this.data));
    else this.fields = {};
  }

  protected override render(): TemplateResult {
    const t = this.#use.t.codes;
    return html`${this.#choice('symbology', t.what, SYMBOLOGIES, this.symbology, t.symbologies, (symbology) => this.#tell({ symbology }))}
    ${
      this.symbology === 'qr'
        ? html`${this.#choice('kind', t.says, CODE_KINDS, this.kind, t.kinds, (kind) => this.#pick(kind))}
          ${CODE_FIELDS[this.kind].map((name, at) => this.#field(name, at === 0))}`
        : this.#line()
    }`;
  }

  #choice<T extends string>(
    name: string,
    label: string,
    values: readonly T[],
    value: T,
    words: Record<T, string>,
    pick: (value: T) => void,
  ): TemplateResult {
    return html`<div class="segments" role="radiogroup" aria-label=${label}>
      ${values.map(
        (each) =>
          html`<label
            ><input type="radio" name=${name} value=${each} .checked=${each === value} @change=${() => pick(each)} />${words[each]}</label
          >`,
      )}
    </div>`;
  }

  #field(name: CodeField, isFirst: boolean): TemplateResult {
    const t = this.#use.t.codes;
    const value = this.fields[name] ?? '';
    const isBad = name === 'url' && this.left && value.trim() !== '' && !asAddress(value.trim());
    const problem = isBad ? t.notAnAddress : isFirst ? this.problem : '';
    const act = (event: Event): void => {
      this.fields = { ...this.fields, [name]: (event.target as HTMLInputElement).value };
      this.left = false;
      this.#tell({ data: codeText(this.kind, this.fields) });
    };
    return this.#input(name, t.fields[name], value, problem, act, name === 'text');
  }

  #line(): TemplateResult {
    const t = this.#use.t.codes;
    const isDigits = this.symbology === 'ean13';
    const act = (event: Event): void => this.#tell({ data: (event.target as HTMLInputElement).value });
    return html`${this.#input(isDigits ? 'digits' : 'data', isDigits ? t.fields.digits : t.fields.data, this.data, this.problem, act)}
      <p class="note">${isDigits ? t.eanHint : t.barHint}</p>`;
  }

  #input(
    name: CodeField | 'data' | 'digits',
    label: string,
    value: string,
    problem: string,
    act: (event: Event) => void,
    isLong = false,
  ): TemplateResult {
    const { type = 'text', inputmode = 'text', autocomplete = 'off' } = ATTRIBUTES[name] ?? {};
    const placeholder = name === 'url' ? 'shop.example' : '';
    return html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      ${
        isLong
          ? html`<textarea
              id=${name}
              rows="2"
              maxlength="1000"
              dir="auto"
              aria-invalid=${problem ? 'true' : 'false'}
              aria-describedby="problem"
              .value=${value}
              @input=${act}
            ></textarea>`
          : html`<input
              id=${name}
              type=${type}
              inputmode=${inputmode}
              autocomplete=${autocomplete}
              autocapitalize="off"
              spellcheck="false"
              maxlength="400"
              dir=${name === 'name' || name === 'network' ? 'auto' : 'ltr'}
              placeholder=${placeholder}
              aria-invalid=${problem ? 'true' : 'false'}
              aria-describedby="problem"
              .value=${value}
              @input=${act}
              @blur=${() => (this.left = true)}
            />`
      }
      ${problem ? html`<p class="problem" id="problem" role="status">${problem}</p>` : nothing}
    </div>`;
  }

  #pick(kind: CodeKind): void {
    this.kind = kind;
    this.left = false;
    const data = codeText(kind, this.fields);
    if (data) this.#tell({ data });
  }

  #tell({ symbology = this.symbology, data = this.data }: Partial<CodeText>): void {
    this.#said = data;
    Object.assign(this, { symbology, data });
    this.dispatchEvent(new CustomEvent<CodeText>('code-change', { detail: { symbology, data } }));
  }
}

define('luneo-code-form', LuneoCodeForm);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-code-form': LuneoCodeForm;
  }
}
