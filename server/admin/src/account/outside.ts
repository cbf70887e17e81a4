import type { InvitationSeen } from '@luneo/sdk/contracts/brands.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Place } from '../shell/app.js';
import type { Session } from '../shell/session.js';
import { codeOf, fieldErrors, problem, sentence } from '../ui/failure.js';
import { textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { tag } from '../ui/locale.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { goTo, providers, type Provider } from './oauth.js';
import { words } from './outside.words.js';

type Kind = 'register' | 'verify' | 'invitation' | 'reset-password' | 'forgot';

/** Every way in but the password: a new brand, the links of our mails, a forgotten password. */
@customElement('luneo-outside')
export class LuneoOutside extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      form {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) place!: Place;
  @state() private isWorking = false;
  @state() private problem = '';
  @state() private errors: ReadonlyMap<string, string> = new Map();
  /** Set when the step is done: the address that it is about. */
  @state() private done = '';
  @state() private note = '';
  @state() private isBroken = false;
  @state() private invitation: InvitationSeen | null = null;
  private providers: readonly Provider[] = [];
  private shown = '';

  override willUpdate(): void {
    const { section, query } = this.place;
    const key = `${section}?${query}`;
    if (key === this.shown) return;
    this.shown = key;
    this.done = this.problem = this.note = '';
    this.isBroken = false;
    this.errors = new Map();
    if (section === 'verify') void this.verify();
    if (section === 'invitation') void this.read();
  }

  override render(): TemplateResult {
    if (this.isBroken) return this.end(words.linkBroken, words.linkBrokenText, this.place.section === 'reset-password' ? '#/forgot' : '#/');
    return {
      register: () => this.register(),
      verify: () => this.verified(),
      invitation: () => this.invited(),
      'reset-password': () => this.reset(),
      forgot: () => this.forgot(),
    }[this.place.section as Kind]();
  }

  private get token(): string {
    return this.place.query.get('token') ?? '';
  }

  private get auth(): Session['api']['auth'] {
    return this.session.api.auth;
  }

  private field(name: string, label: string, more: Partial<Parameters<typeof textField>[0]> = {}): TemplateResult {
    return textField({ name, label, isRequired: true, error: this.errors.get(name), ...more });
  }

  private password(label = words.password): TemplateResult {
    return this.field('password', label, { type: 'password', autocomplete: 'new-password', hint: words.passwordHint });
  }

  private form(
    heading: string,
    text: string,
    fields: TemplateResult,
    action: string,
    submit: (fields: Record<string, string>) => Promise<void>,
  ): TemplateResult {
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.submit(event, submit)}>
        <h1>${heading}</h1>
        ${text ? html`<p class="soft">${text}</p>` : nothing} ${fields} ${problem(this.problem)}
        <button class="primary" ?disabled=${this.isWorking}>${this.isWorking ? words.working : action}</button>
      </form>
      <a href="#/">${words.toSignIn}</a>`;
  }

  private end(heading: string, text: string, href = '#/', label = words.signIn): TemplateResult {
    return html`<div class="stack" role="status">
        <h1>${heading}</h1>
        <p class="soft">${text}</p>
      </div>
      <a class="button primary" href=${href}>${href === '#/forgot' ? words.forgot : label}</a>`;
  }

  private register(): TemplateResult {
    if (this.done)
      return html`<div class="stack" role="status">
          ${icon('mail')}
          <h1>${words.mailHeading}</h1>
          <p class="soft">${words.mailText(this.done)}</p>
          ${this.note ? html`<p>${this.note}</p>` : nothing} ${problem(this.problem)}
        </div>
        <button @click=${this.resend}>${words.mailAgain}</button>
        <a href="#/">${words.toSignIn}</a>`;
    const fields = html`${this.field('brandName', words.brandName, { autocomplete: 'organization', maxlength: 120 })}
    ${this.field('name', words.yourName, { autocomplete: 'name', maxlength: 120 })}
    ${this.field('email', words.email, { type: 'email', autocomplete: 'username' })} ${this.password()}
    ${this.field('shopUrl', words.shopUrl, { type: 'url', autocomplete: 'url', isRequired: false, isOptional: true, placeholder: 'https://' })}`;
    return this.form(
      words.register,
      words.registerText,
      fields,
      words.create,
      async ({ brandName = '', name = '', email = '', password = '', shopUrl }) => {
        await this.auth.register({ brandName, name, email, password, locale: tag.split('-u-')[0]!, ...(shopUrl && { shopUrl }) });
        this.done = email;
      },
    );
  }

  private verified(): TemplateResult {
    if (this.done && this.session.user) return this.end(words.verified, words.verifiedIn, '#/', words.goOn);
    if (this.done) return this.end(words.verified, words.verifiedText);
    return html`<p role="status">${words.verifying}</p>
      ${problem(this.problem)}`;
  }

  private forgot(): TemplateResult {
    if (this.done) return this.end(words.mailHeading, words.forgotSent(this.done));
    const fields = this.field('email', words.email, { type: 'email', autocomplete: 'username' });
    return this.form(words.forgot, words.forgotText, fields, words.sendLink, async ({ email = '' }) => {
      await this.auth.forgotPassword(email);
      this.done = email;
    });
  }

  private reset(): TemplateResult {
    if (this.done) return this.end(words.resetDone, words.resetDoneText);
    return this.form(words.reset, '', this.password(words.newPassword), words.resetAction, async ({ password = '' }) => {
      await this.auth.resetPassword(this.token, password);
      this.done = 'yes';
    });
  }

  /** Without a password: whoever reads the mail joins with an account elsewhere. */
  private invited(): TemplateResult {
    const { invitation } = this;
    if (this.done) return this.end(words.accepted, words.acceptedText);
    if (!invitation)
      return html`<p role="status">${words.working}</p>
        ${problem(this.problem)}`;
    const fields = invitation.hasAccount
      ? html`<p>${words.invitationHas}</p>`
      : html`${this.field('name', words.yourName, { autocomplete: 'name', maxlength: 120 })} ${this.password()}`;
    const text = `${invitation.email}. ${words.invitationRole[invitation.role]}`;
    const form = this.form(words.invitation(invitation.brandName), text, fields, words.accept, async ({ name, password }) => {
      await this.auth.acceptInvitation({ token: this.token, ...(name && { name }), ...(password && { password }) });
      this.done = invitation.email;
    });
    if (invitation.hasAccount || this.providers.length === 0) return form;
    return html`${form}
      <div class="stack tight">
        ${this.providers.map((each) => html`<button type="button" @click=${() => this.run(() => goTo(each, this.session, this.token))}>${words.joinWith(each.name)}</button>`)}
      </div>`;
  }

  private async submit(event: SubmitEvent, send: (fields: Record<string, string>) => Promise<void>): Promise<void> {
    event.preventDefault();
    const inputs = [...(event.target as HTMLFormElement).querySelectorAll('input')];
    const fields = Object.fromEntries(inputs.map(({ name, value }) => [name, value.trim()]));
    this.errors = new Map(
      inputs
        .filter((input) => !input.validity.valid)
        .map((input) => [input.name, input.validity.valueMissing ? ui.invalid.required : ui.invalid.format]),
    );
    if (fields['password'] && fields['password'].length < 10) this.errors = new Map([...this.errors, ['password', words.passwordHint]]);
    if (this.errors.size > 0) return inputs.find(({ name }) => this.errors.has(name))?.focus();
    await this.run(() => send(fields));
  }

  private async run(work: () => Promise<void>): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    this.problem = '';
    try {
      await work();
    } catch (error) {
      if (codeOf(error) === 'link-invalid') this.isBroken = true;
      else if (codeOf(error) === 'password-weak') this.errors = new Map([['password', sentence(error)]]);
      else if (fieldErrors(error).size > 0) this.errors = fieldErrors(error);
      else this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }

  private resend(): Promise<void> {
    return this.run(async () => {
      await this.auth.resendVerification(this.done);
      this.note = words.mailSent;
    });
  }

  private verify(): Promise<void> {
    return this.run(async () => {
      const { email } = await this.auth.verify(this.token);
      // Another address ends every session; whoever confirms their first one goes on.
      if (this.session.user && !(await this.session.resume(true))) await this.session.leave();
      this.done = email;
    });
  }

  private read(): Promise<void> {
    return this.run(async () => {
      [this.invitation, this.providers] = await Promise.all([this.auth.readInvitation(this.token), providers(this.session)]);
    });
  }
}
