import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { loadPanel } from '../panels/load-panel.js';
import type {} from './team-panel.js';
import { teamWords } from './words.js';

/** The way to the team list where the product takes one: its code comes when the shopper wants it, or when there is a list already. */
export class LuneoTeam extends LitElement {
  static override properties = { isWanted: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      button {
        inline-size: 100%;
        min-block-size: 48px;
        border-style: dashed;
        border-color: var(--_edge);
      }
    `,
  ];

  declare isWanted: boolean;
  readonly #use = new UsePanel(this, ['product', 'document']);
  #isLoading = false;

  constructor() {
    super();
    this.isWanted = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { product, document } = this.#use.state;
    this.hidden = product?.template.team !== true;
    if (this.hidden) return nothing;
    if (this.isWanted) return html`<luneo-team-panel></luneo-team-panel>`;
    if ((document.rows?.length ?? 0) > 0) void this.#load(false);
    return html`<button type="button" data-action="team" @click=${() => void this.#load(true)}>
      ${icon('plus')} ${teamWords(this.#use.locale, this.#use.t.own).open}
    </button>`;
  }

  /** `isAsked`: the keyboard goes on in what the button opened. */
  async #load(isAsked: boolean): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      await loadPanel('team');
      this.isWanted = true;
      await this.updateComplete;
      const panel = this.renderRoot.querySelector('luneo-team-panel');
      await panel?.updateComplete;
      if (isAsked) panel?.start();
    } catch {
      if (isAsked) this.#use.shell.say?.(this.#use.t.panelFailed);
    } finally {
      this.#isLoading = false;
    }
  }
}

define('luneo-team', LuneoTeam);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-team': LuneoTeam;
  }
}
