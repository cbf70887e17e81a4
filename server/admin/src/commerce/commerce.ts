import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { showCurrentTab } from '../ui/tabs.js';
import './coupons.js';
import './ledger.js';
import './payments.js';
import './settings.js';
import { words } from './words.js';

type Tab = keyof typeof words.tabs;
const TABS: readonly Tab[] = ['shipping', 'payments', 'coupons', 'ledger'];

/** `#/commerce/shipping`, `…/payments`, `…/coupons`, `…/ledger`. */
@customElement('luneo-commerce')
export class LuneoCommerce extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;

  override render(): TemplateResult {
    const wanted = this.place.rest[0] as Tab | undefined;
    const tab = wanted && TABS.includes(wanted) ? wanted : 'shipping';
    return html`<div class="page">
      <h1>${words.title}</h1>
      <nav class="tabs" aria-label=${words.parts}>
        ${TABS.map((each) => html`<a href="#/commerce/${each}" aria-current=${each === tab ? 'page' : nothing}>${words.tabs[each]}</a>`)}
      </nav>
      ${
        tab === 'shipping'
          ? html`<luneo-commerce-settings .app=${this.app}></luneo-commerce-settings>`
          : tab === 'payments'
            ? html`<luneo-payments .app=${this.app}></luneo-payments>`
            : tab === 'coupons'
              ? html`<luneo-coupons .app=${this.app}></luneo-coupons>`
              : html`<luneo-ledger .app=${this.app}></luneo-ledger>`
      }
    </div>`;
  }

  override updated(): void {
    showCurrentTab(this.renderRoot);
  }
}
