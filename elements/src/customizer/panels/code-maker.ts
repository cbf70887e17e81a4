import { codeLayer } from '@luneo/sdk/design/create.js';
import { readablePaints } from '@luneo/sdk/design/preflight.js';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { addLayer, placeApart } from '../adding.js';
import { defaultPaint } from '../placing.js';
import type { CodeText } from './code-form.js';
import './code-form.js';

/** Asks what a new code shall say and adds it once it can be made. */
export class LuneoCodeMaker extends LitElement {
  static override properties = { text: { state: true }, isTried: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  declare text: CodeText;
  /** The button was pressed: what is wrong is said from now on. */
  declare isTried: boolean;
  readonly #use = new UsePanel(this, []);

  constructor() {
    super();
    this.text = { symbology: 'qr', data: '' };
    this.isTried = false;
  }

  protected override render(): TemplateResult {
    const { codes: t } = this.#use.t;
    return html`<luneo-code-form
        .symbology=${this.text.symbology}
        .data=${this.text.data}
        .problem=${this.isTried ? this.#problem() : ''}
        @code-change=${(event: CustomEvent<CodeText>) => (this.text = event.detail)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && !(event.composedPath()[0] instanceof HTMLTextAreaElement) && this.#add()}
      ></luneo-code-form>
      <button class="primary" type="button" @click=${() => this.#add()}>${icon('plus')} ${t.add}</button>
      <p class="note">${t.added}</p>`;
  }

  /** What is wrong with it, in words; empty when it can be made. */
  #problem(): string {
    const { t } = this.#use;
    if (this.text.data.trim() === '') return t.codes.empty;
    const made = encodeCode(this.text);
    return 'reason' in made ? (t.finding['code-invalid']?.({ ...made, expected: made.expected ?? '' }) ?? '') : '';
  }

  #add(): void {
    this.isTried = true;
    if (this.#problem()) {
      this.renderRoot.querySelector('luneo-code-form')?.focus();
      return;
    }
    const { symbology, data } = this.text;
    const isSquare = symbology === 'qr';
    const { editor, t } = this.#use;
    addLayer(editor, 'add-code', (place) => {
      const { side, document, template } = place;
      const { background: _, ...layer } = codeLayer({
        ...placeApart(place, isSquare ? [1, 1] : [2, 1]),
        name: t.codes.symbologies[symbology],
        symbology,
        data,
        fill: defaultPaint(side, template, document),
      });
      // Phones read dark on light. What is burnt or sewn is as dark as it is.
      return { ...layer, ...(side.process === 'print' && readablePaints({ layer, side, document, template })) };
    });
  }
}

define('luneo-code-maker', LuneoCodeMaker);
