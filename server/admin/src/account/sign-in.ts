import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Place } from '../shell/app.js';
import type { Session } from '../shell/session.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { goTo, providers, secondFactor, type Provider } from './oauth.js';
import { signInStyles } from './sign-in.styles.js';
import { words } from './words.js';

/** E-mail and password, then a code where the account asks for one. Other ways in are a file that is fetched when needed. */
@customElement('luneo-sign-in')
export class LuneoSignIn extends LitElement {
  static override styles = [base, layout, signInStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) place!: Place;
  /** Inside the page of somebody whose session ended. */
  @property({ type: Boolean, reflect: true }) again = false;
  /** What a provider sent the browser back with: `second-factor`, or the code of a problem. */
  @property() cameFrom = '';
  @state() private isWorking = false;
  @state() private problem = '';
  @state() private step: 'password' | 'code' | 'recovery' = 'password';
  @state() private isOutsideReady = false;
  @state() private providers: readonly Provider[] = [];
  private given = { email: '', password: '' };

  override connectedCallback(): void {
    super.connectedCallback();
    this.given.email = this.session.user?.email ?? '';
    void providers(this.session).then((found) => (this.providers = found));
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('cameFrom') && this.cameFrom === 'second-factor') this.step = 'code';
    else if (changed.has('cameFrom') && this.cameFrom)
      this.problem = this.cameFrom === 'identity-not-linked' ? words.notLinked : words.providerFailed;
    if (this.other && !this.isOutsideReady) void import('./outside.js').then(() => (this.isOutsideReady = true));
  }

  override render(): TemplateResult {
    if (this.again) return html`<div class="box">${this.form()}</div>`;
    return html`<main>
      <div class="moon">${MOON} Luneo</div>
      ${this.other ? html`<luneo-outside class="box" .session=${this.session} .place=${this.place}></luneo-outside>` : html`<div class="box">${this.form()}</div>`}
      ${
        this.other || this.step !== 'password'
          ? nothing
          : html`<p class="foot">${words.newHere} <a href="#/register">${words.registerBrand}</a></p>`
      }
    </main>`;
  }

  /** Whether the address names another way in. */
  private get other(): boolean {
    return ['register', 'verify', 'invitation', 'reset-password', 'forgot', 'oauth'].includes(this.place.section);
  }

  private form(): TemplateResult {
    return this.step === 'password' ? this.passwordForm() : this.codeForm();
  }

  private passwordForm(): TemplateResult {
    return html`<form @submit=${this.submit} novalidate>
        ${this.again ? nothing : html`<h1>${words.signIn}</h1>`}
        ${textField({ name: 'email', label: words.email, type: 'email', autocomplete: 'username', isRequired: true, value: this.given.email, isReadonly: this.again, onInput: (value) => (this.given.email = value) })}
        ${textField({ name: 'password', label: words.password, type: 'password', autocomplete: 'current-password', isRequired: true })}
        ${problem(this.problem)}
        <button class="primary" ?disabled=${this.isWorking}>${this.isWorking ? words.signingIn : words.signIn}</button>
        ${this.again ? html`<button type="button" class="link" @click=${() => this.session.leave()}>${words.otherAccount}</button>` : html`<a href="#/forgot">${words.forgot}</a>`}
      </form>
      ${
        this.providers.length > 0
          ? html`<p class="foot">${words.or}</p>
              <div class="stack tight">
                ${this.providers.map((each) => html`<button type="button" @click=${() => this.through(each)}>${words.with(each.name)}</button>`)}
              </div>`
          : nothing
      }`;
  }

  private codeForm(): TemplateResult {
    const isRecovery = this.step === 'recovery';
    return html`<form @submit=${this.submit} novalidate>
      <h1>${words.codeHeading}</h1>
      <p class="soft">${isRecovery ? words.recoveryText : words.codeText}</p>
      ${textField({ name: 'code', label: isRecovery ? words.recoveryCode : words.code, autocomplete: 'one-time-code', isRequired: true, value: '' })}
      ${problem(this.problem)}
      <button class="primary" ?disabled=${this.isWorking}>${this.isWorking ? words.signingIn : words.verify}</button>
      <button type="button" class="link" @click=${() => this.to(isRecovery ? 'code' : 'recovery')}>
        ${isRecovery ? words.useCode : words.useRecovery}
      </button>
    </form>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('step') && !changed.has('isWorking')) return;
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const wanted = this.step === 'password' ? (this.given.email ? 'password' : 'email') : 'code';
    if (!focused || changed.get('step') !== undefined) this.renderRoot.querySelector<HTMLElement>(`#${wanted}`)?.focus();
  }

  private to(step: LuneoSignIn['step']): void {
    this.step = step;
    this.problem = '';
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (!form.reportValidity()) return;
    const fields = new FormData(form);
    const code = (fields.get('code') as string | null)?.replaceAll(/\s/g, '');
    if (code === undefined) this.given = { email: fields.get('email') as string, password: fields.get('password') as string };
    await this.login(code);
  }

  private async through(provider: Provider): Promise<void> {
    try {
      await goTo(provider, this.session);
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  private async login(code: string | undefined): Promise<void> {
    this.isWorking = true;
    this.problem = '';
    try {
      const reply =
        code && this.cameFrom === 'second-factor'
          ? await secondFactor(code, this.session)
          : await this.session.api.auth.login(this.given.email, this.given.password, code ? { code } : {});
      this.given.password = '';
      this.session.accept(reply);
      if (this.other) location.hash = '#/';
    } catch (error) {
      if (codeOf(error) === 'second-factor-required') this.to('code');
      else this.problem = code && codeOf(error) === 'invalid-credentials' ? words.wrongCode : sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}

const MOON = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="7" fill="#1d2440" />
  <path d="M19.6 6.2a10.2 10.2 0 1 0 6.300 13.900A8.600 8.600 0 0 1 19.600 6.200Z" fill="#f6f2ea" />
</svg>`;
