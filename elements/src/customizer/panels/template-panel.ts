import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import '../form/form-fields.js';
import { formWords } from '../form/words.js';
import '../team/team.js';

/** What a template with variables asks for, in the whole editor: its fields and its team list. */
export class LuneoTemplatePanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
        padding-block-end: 22px;
        margin-block-end: 4px;
        border-block-end: 1px solid var(--_line);
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['product']);

  protected override render(): TemplateResult {
    const { variables } = this.#use.state.product?.template ?? {};
    return html`<h3 ?hidden=${!variables?.length}>${formWords(this.#use.locale, this.#use.t.own).fields}</h3>
      <luneo-form-fields></luneo-form-fields>
      <luneo-team></luneo-team>`;
  }
}

define('luneo-template-panel', LuneoTemplatePanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-template-panel': LuneoTemplatePanel;
  }
}
