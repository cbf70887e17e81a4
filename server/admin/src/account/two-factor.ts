import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/copy.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './account.words.js';

type Step = 'rest' | 'password' | 'code' | 'codes' | 'off';

/** Turns the second factor on, in three steps, or off. Fires `changed`. */
@customElement('luneo-two-factor')
export class LuneoTwoFactor extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ type: Boolean }) isOn = false;
  @state() private step: Step = 'rest';
  @state() private secret = { secret: '', uri: '' };
  @state() private codes: readonly string[] = [];
  @state() private error = '';
  @state() private isWorking = false;

  override render(): TemplateResult {
    return html`<section class="card" aria-label=${words.twoFactor}>
      <h2>${words.twoFactor}</h2>
      ${{ rest: () => this.rest(), password: () => this.ask(words.turnOn), off: () => this.ask(words.turnOff), code: () => this.confirm(), codes: () => this.recovery() }[this.step]()}
    </section>`;
  }

  private rest(): TemplateResult {
    return html`<p class="soft">${this.isOn ? words.twoFactorOn : words.twoFactorOff}</p>
      <div><button @click=${() => (this.step = this.isOn ? 'off' : 'password')}>${this.isOn ? words.turnOff : words.turnOn}</button></div>`;
  }

  private ask(action: string): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${textField({ name: 'password', label: words.current, type: 'password', autocomplete: 'current-password', error: this.error || undefined })}
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${action}</button
        ><button type="button" @click=${() => (this.step = 'rest')}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private confirm(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      <p>${words.scan}</p>
      <code class="code" tabindex="0" aria-label=${words.secret}>${this.secret.secret}</code>
      <div class="row">
        <luneo-copy .text=${this.secret.secret} .what=${words.secret}></luneo-copy><a href=${this.secret.uri}>${words.openApp}</a>
      </div>
      ${textField({ name: 'code', label: words.code, autocomplete: 'one-time-code', error: this.error || undefined })}
      <div><button class="primary" ?disabled=${this.isWorking}>${words.confirm}</button></div>
    </form>`;
  }

  private recovery(): TemplateResult {
    const text = this.codes.join('\n');
    return html`<h3>${words.recovery}</h3>
      <p>${words.recoveryText}</p>
      <code class="code" tabindex="0" aria-label=${words.recovery}>${text}</code>
      <div class="row">
        <luneo-copy .text=${text} .what=${words.recovery}></luneo-copy><button class="primary" @click=${this.finish}>${ui.done}</button>
      </div>
      ${this.error ? problem(this.error) : nothing}`;
  }

  private finish(): void {
    this.step = 'rest';
    this.codes = [];
    this.dispatchEvent(new Event('changed'));
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const given = ((fields.get('password') ?? fields.get('code')) as string).trim();
    this.error = given ? '' : ui.invalid.required;
    if (!given || this.isWorking) return;
    this.isWorking = true;
    try {
      await this.next(given);
    } catch (error) {
      const isWrong = codeOf(error) === 'invalid-credentials' || codeOf(error) === 'invalid-request' || codeOf(error) === 'link-invalid';
      this.error = !isWrong ? sentence(error) : this.step === 'code' ? words.wrongCode : words.wrongPassword;
    } finally {
      this.isWorking = false;
    }
  }

  private async next(given: string): Promise<void> {
    const { auth } = this.app.api;
    if (this.step === 'password') {
      this.secret = await auth.beginTotp(given);
      this.step = 'code';
    } else if (this.step === 'code') {
      this.codes = (await auth.confirmTotp(given.replaceAll(/\s/g, ''))).recoveryCodes;
      this.step = 'codes';
    } else {
      await auth.disableTotp({ password: given });
      this.finish();
    }
  }
}
