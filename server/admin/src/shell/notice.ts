import type { Brand } from '@luneo/sdk/contracts/brands.js';
import type { Me } from '@luneo/sdk/contracts/accounts.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { day } from '../ui/format.js';
import { sentence } from '../ui/failure.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import type { App } from './app.js';
import { words } from './words.js';

interface Facts {
  brand: Brand;
  me: Me;
}

/** What stands in the way of the whole brand, above every section: an address that is not confirmed, a suspension. */
@customElement('luneo-brand-notice')
export class LuneoBrandNotice extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .note {
        margin-block-end: 16px;
        max-inline-size: 1040px;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  /** Another section: what stands in the way may be done by now. */
  @property() section = '';
  @state() private facts: Facts | null = null;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const isOpen = this.facts && this.facts.brand.status !== 'active' && this.facts.brand.status !== 'verified';
    if (changed.has('app') || (changed.has('section') && isOpen)) void this.find();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.facts) return nothing;
    const { brand, me } = this.facts;
    if (brand.status === 'suspended') return this.note(words.suspended);
    if (brand.confirmBy === null) return nothing;
    const isOverdue = Date.parse(brand.confirmBy) <= Date.now();
    if (me.emailVerified) return this.note(words.unconfirmedOther(day(brand.confirmBy)));
    const again = html` <button class="link" @click=${this.resend}>${words.resend}</button>`;
    return this.note(isOverdue ? words.overdue : words.unconfirmed(day(brand.confirmBy)), again);
  }

  private note(text: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<p class="note" data-tone="warn">${icon('warn')}<span>${text}${action}</span></p>`;
  }

  /** Without an answer nothing else will load either; the section says so. */
  private async find(): Promise<void> {
    const { api, brandId, user } = this.app;
    if (!brandId || !this.app.can('brand:read') || user.role === 'platform_admin') return;
    try {
      const [brand, me] = await Promise.all([api.brands.get(brandId), api.auth.me()]);
      this.facts = { brand, me };
    } catch {
      this.facts = null;
    }
  }

  private async resend(): Promise<void> {
    try {
      await this.app.api.auth.resendVerification(this.app.user.email);
      this.app.say(words.resent);
    } catch (error) {
      this.app.say(sentence(error));
    }
  }
}
