import type { PaymentAccount } from '@luneo/sdk/contracts/commerce.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { problem, sentence } from '../ui/failure.js';
import { ago } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { asksOf } from './asks.js';
import { words } from './payments.words.js';

/** The Stripe account that live orders are charged on: how it stands, what Stripe still asks for, and the way to Stripe's page. */
@customElement('luneo-payments')
export class LuneoPayments extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      p {
        max-inline-size: 72ch;
        text-wrap: pretty;
      }
      .asks {
        display: grid;
        gap: 4px;
        padding-inline-start: 20px;
        list-style: disc;
      }
      .asks code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private problem = '';
  @state() private isWorking = false;
  @state() private returned = '';
  private readonly found = new Load<PaymentAccount>(this, () => this.app.api.commerce.paymentAccount(this.app.brandId));

  override connectedCallback(): void {
    super.connectedCallback();
    this.returned = takeOnboarding();
  }

  override render(): TemplateResult {
    return html`<section class="card" aria-label=${words.title}>
      <h2>${words.title}</h2>
      ${problem(this.problem)} ${this.found.render((account) => this.account(account))}
    </section>`;
  }

  private account(account: PaymentAccount): TemplateResult {
    const { status, accountId, connectedBy, checkedAt } = account;
    if (accountId === null)
      return html`<p>${words.none}</p>
        ${this.onward(words.connect)}`;
    return html`<div class="stack">
      <div class="row">
        <span class="state" data-tone=${status === 'ready' ? 'good' : 'warn'}>${words.states[status]}</span>
        ${checkedAt ? html`<span class="soft small">${words.asked(ago(checkedAt))}</span>` : nothing}
      </div>
      <p>${status === 'ready' ? words.ready : words.setup}</p>
      ${this.news(account)} ${this.asks(account)}
      <dl class="facts">
        <dt>${words.accountId}</dt>
        <dd><code>${accountId}</code></dd>
        <dt>${words.connectedBy}</dt>
        <dd>${connectedBy === 'platform' ? words.byPlatform : words.byBrand}</dd>
      </dl>
      ${connectedBy === 'platform' && status === 'setup' ? html`<p class="soft">${words.platformSetup}</p>` : nothing}
      ${connectedBy === 'brand' && (status === 'setup' || account.requirements.length > 0) ? this.onward(words.goOn) : nothing}
      <div class="row">
        <button ?disabled=${this.found.isBusy} @click=${this.found.run}>${icon('refresh')} ${words.again}</button>
        <button class="danger" ?disabled=${this.isWorking} @click=${this.disconnect}>${words.disconnect}</button>
      </div>
    </div>`;
  }

  /** What somebody who comes back from Stripe, or whom Stripe refuses, has to know. */
  private news({ status, disabledReason, payoutsEnabled, requirements }: PaymentAccount): TemplateResult {
    const note = (tone: string, text: string): TemplateResult =>
      html`<p class="note" data-tone=${tone}>${icon(tone === 'good' ? 'check' : 'info')}<span>${text}</span></p>`;
    if (this.returned === 'again') return note('warn', words.expired);
    if (status === 'ready') {
      if (!payoutsEnabled) return note('warn', words.noPayouts);
      return this.returned === 'done' ? note('good', words.done) : html``;
    }
    const reason = disabledReason === null ? null : words.reason(disabledReason);
    if (reason) return note('warn', reason);
    return requirements.length === 0 ? note('warn', words.checking) : html``;
  }

  private asks({ requirements, status }: PaymentAccount): TemplateResult | typeof nothing {
    const { known, others } = asksOf(requirements);
    if (requirements.length === 0) return nothing;
    return html`<div class="stack tight">
      <h3>${status === 'ready' ? words.asksSoon : words.asks}</h3>
      <ul class="asks">
        ${known.map((kind) => html`<li>${words.kinds[kind]}</li>`)} ${others.map((each) => html`<li><code dir="ltr">${each}</code></li>`)}
      </ul>
    </div>`;
  }

  private onward(label: string): TemplateResult {
    if (!this.app.can('billing:manage')) return html`<p class="soft">${words.notYours}</p>`;
    return html`<div class="stack tight">
      <div><button class="primary" ?disabled=${this.isWorking} @click=${this.toStripe}>${label}</button></div>
      <p class="hint">${words.leaves}</p>
    </div>`;
  }

  private readonly toStripe = async (): Promise<void> => {
    this.isWorking = true;
    this.problem = '';
    try {
      const { url } = await this.app.api.commerce.onboard(this.app.brandId, { returnTo: location.pathname + location.hash });
      location.assign(url);
    } catch (error) {
      this.problem = sentence(error);
      this.isWorking = false;
    }
  };

  private readonly disconnect = async (): Promise<void> => {
    if (!(await confirm({ heading: words.disconnectAsk, text: words.disconnectText, action: words.disconnect }))) return;
    const { api, brandId } = this.app;
    this.isWorking = true;
    this.problem = '';
    try {
      const { brandId: _, platformFeePercent: _fee, updatedAt: _at, ...settings } = await api.commerce.get(brandId);
      await api.commerce.replace(brandId, { ...settings, stripeAccountId: null });
      this.returned = '';
      await this.found.run();
      this.app.say(words.disconnected);
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  };
}

/** What Stripe's page came to: `done` or `again`; the address forgets it. */
function takeOnboarding(): string {
  const address = new URL(location.href);
  const outcome = address.searchParams.get('onboarding') ?? '';
  if (outcome) {
    address.searchParams.delete('onboarding');
    history.replaceState(null, '', address);
  }
  return outcome;
}
