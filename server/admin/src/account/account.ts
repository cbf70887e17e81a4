import type { Me, StaffSession } from '@luneo/sdk/contracts/accounts.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { ago } from '../ui/format.js';
import { textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './account.words.js';
import { deviceOf } from './device.js';
import './email.js';
import './identities.js';
import './leave.js';
import './two-factor.js';

/** One's own address, password, ways to sign in, sessions and brands. */
@customElement('luneo-account')
export class LuneoAccount extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @state() private problem = '';
  @state() private errors: Record<string, string> = {};
  @state() private isWorking = false;
  private readonly me = new Load<Me>(this, () => this.app.api.auth.me());
  private readonly sessions = new Load<StaffSession[]>(this, async () => (await this.app.api.auth.sessions()).items);

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${words.title}</h1>
      ${problem(this.problem)}
      ${this.me.render(
        (me) =>
          html`<div class="stack">
            ${this.brands(me)}<luneo-account-email .app=${this.app} .me=${me}></luneo-account-email> ${this.password()}
            <luneo-two-factor .app=${this.app} .isOn=${me.twoFactor} @changed=${this.me.run}></luneo-two-factor>
            <luneo-account-identities .app=${this.app}></luneo-account-identities>
          </div>`,
      )}
      <section class="stack tight" aria-label=${words.sessions}>
        <h2>${words.sessions}</h2>
        ${this.sessions.render(
          (sessions) =>
            html`<ul class="list">
              ${sessions.map((session) => this.session(session))}
            </ul>`,
        )}
      </section>
      ${this.me.value ? html`<luneo-account-leave .app=${this.app} .me=${this.me.value}></luneo-account-leave>` : nothing}
    </div>`;
  }

  private brands({ brands }: Me): TemplateResult | typeof nothing {
    if (brands.length < 2) return nothing;
    return html`<section class="stack tight" aria-label=${words.brands}>
      <h2>${words.brands}</h2>
      <ul class="list">
        ${brands.map(
          ({ id, name }) =>
            html`<li class="item">
              <div class="row between">
                <span class="strong">${name}</span>
                ${id === this.app.brandId ? html`<span class="state" data-tone="work">${words.currentBrand}</span>` : html`<button @click=${() => this.app.session.switchTo(id)}>${words.switch}<span class="visually-hidden"> ${name}</span></button>`}
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private password(): TemplateResult {
    return html`<form class="card" novalidate @submit=${this.change}>
      <h2>${words.password}</h2>
      <div class="fields">
        ${textField({ name: 'current', label: words.current, type: 'password', autocomplete: 'current-password', error: this.errors['current'] })}
        ${textField({ name: 'next', label: words.next, type: 'password', autocomplete: 'new-password', hint: words.passwordHint, error: this.errors['next'] })}
      </div>
      <div><button ?disabled=${this.isWorking}>${words.change}</button></div>
    </form>`;
  }

  private session(session: StaffSession): TemplateResult {
    return html`<li class="item">
      <div class="row between">
        <div class="stack tight">
          <span title=${session.userAgent}>${deviceOf(session.userAgent) || words.unknownDevice}</span>
          <span class="soft small">${session.ip} · ${words.used(ago(session.usedAt))}</span>
        </div>
        ${session.isCurrent ? html`<span class="state" data-tone="work">${words.here}</span>` : html`<button @click=${() => this.end(session)}>${words.end}</button>`}
      </div>
    </li>`;
  }

  private async change(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const [current, next] = [fields.get('current') as string, fields.get('next') as string];
    this.errors = { ...(!current && { current: ui.invalid.required }), ...(next.length < 10 && { next: words.passwordHint }) };
    if (Object.keys(this.errors).length > 0 || this.isWorking) return;
    this.isWorking = true;
    try {
      await this.app.api.auth.changePassword(current, next);
      form.reset();
      this.app.say(words.changed);
      await this.sessions.run();
    } catch (error) {
      this.errors = codeOf(error) === 'invalid-credentials' ? { current: words.wrongPassword } : { next: sentence(error) };
    } finally {
      this.isWorking = false;
    }
  }

  private async end(session: StaffSession): Promise<void> {
    try {
      await this.app.api.auth.endSession(session.id);
      this.app.say(words.ended);
      await this.sessions.run();
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
