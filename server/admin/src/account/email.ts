import type { Me } from '@luneo/sdk/contracts/accounts.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { codeOf, fieldErrors, sentence } from '../ui/failure.js';
import { textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './account.words.js';
import { proofFields, proofOf } from './proof.js';

/** One's address: another one counts once the link in the mail to it was opened. */
@customElement('luneo-account-email')
export class LuneoAccountEmail extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) me!: Me;
  @state() private isOpen = false;
  @state() private sentTo = '';
  @state() private errors: { email?: string; proof?: string } = {};
  @state() private isWorking = false;

  override render(): TemplateResult {
    return html`<section class="card" aria-label=${words.email}>
      <h2>${words.email}</h2>
      <p class="soft">${words.emailText(this.me.email)}</p>
      ${this.sentTo ? html`<p class="note" role="status">${icon('mail')}<span>${words.emailSent(this.sentTo)}</span></p>` : nothing}
      ${this.isOpen ? this.form() : html`<div><button @click=${this.open}>${words.changeEmail}</button></div>`}
    </section>`;
  }

  private form(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      <div class="fields">
        ${textField({ name: 'email', label: words.newEmail, type: 'email', autocomplete: 'off', error: this.errors.email })}
        ${proofFields('email', this.me.twoFactor, this.errors.proof)}
      </div>
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${words.changeEmail}</button>
        <button type="button" @click=${() => (this.isOpen = false)}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private async open(): Promise<void> {
    this.isOpen = true;
    this.sentTo = '';
    this.errors = {};
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const email = (new FormData(form).get('email') as string).trim();
    const proof = proofOf(form, 'email');
    const isAddress = email !== '' && form.querySelector<HTMLInputElement>('#email')!.validity.valid;
    this.errors = {
      ...(!isAddress && { email: email ? ui.invalid.format : ui.invalid.required }),
      ...(!proof.password && { proof: ui.invalid.required }),
    };
    if (Object.keys(this.errors).length > 0 || this.isWorking) return;
    this.isWorking = true;
    try {
      await this.app.api.auth.changeEmail({ email, ...proof });
      this.sentTo = email;
      this.isOpen = false;
    } catch (error) {
      if (codeOf(error) === 'conflict') this.errors = { email: words.sameEmail };
      else if (codeOf(error) === 'invalid-credentials') this.errors = { proof: words.wrongProof };
      else if (fieldErrors(error).has('email')) this.errors = { email: ui.invalid.format };
      else this.errors = { proof: sentence(error) };
    } finally {
      this.isWorking = false;
    }
  }
}
