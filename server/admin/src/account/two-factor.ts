import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/copy.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './account.words.js';

type Step = 'rest' | 'password' | 'code' | 'codes' | 'off' | 'renew';

/** Turns the second factor on, in three steps, or off, and makes new recovery codes. Fires `changed`. */
@customElement('luneo-two-factor')
export class LuneoTwoFactor extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .scan {
        display: grid;
        gap: 16px 24px;
        align-items: center;
      }
      .qr {
        display: block;
        inline-size: 200px;
        block-size: 200px;
        border-radius: 10px;
      }
      @media (min-width: 560px) {
        .scan {
          grid-template-columns: auto minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ type: Boolean }) isOn = false;
  @state() private step: Step = 'rest';
  @state() private secret = { secret: '', uri: '' };
  @state() private qr: TemplateResult | null = null;
  @state() private codes: readonly string[] = [];
  @state() private error = '';
  @state() private isWorking = false;

  override render(): TemplateResult {
    return html`<section class="card" aria-label=${words.twoFactor}>
      <h2>${words.twoFactor}</h2>
      ${{ rest: () => this.rest(), password: () => this.ask(words.turnOn), off: () => this.ask(words.turnOff), code: () => this.confirm(), renew: () => this.renew(), codes: () => this.recovery() }[this.step]()}
    </section>`;
  }

  private rest(): TemplateResult {
    return html`<p class="soft">${this.isOn ? words.twoFactorOn : words.twoFactorOff}</p>
      <div class="row">
        ${this.isOn ? html`<button @click=${() => this.to('renew')}>${words.newCodes}</button>` : nothing}
        <button @click=${() => this.to(this.isOn ? 'off' : 'password')}>${this.isOn ? words.turnOff : words.turnOn}</button>
      </div>`;
  }

  private ask(action: string): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${textField({ name: 'password', label: words.current, type: 'password', autocomplete: 'current-password', error: this.error || undefined })}
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${action}</button
        ><button type="button" @click=${() => this.to('rest')}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private renew(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      <p>${words.newCodesText}</p>
      ${textField({ name: 'code', label: words.code, autocomplete: 'one-time-code', error: this.error || undefined })}
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${words.makeCodes}</button
        ><button type="button" @click=${() => this.to('rest')}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private confirm(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      <p>${words.scan}</p>
      <div class="scan">
        ${this.qr ?? nothing}
        <div class="stack tight">
          <p class="soft small">${words.byHand}</p>
          <code class="code" tabindex="0" aria-label=${words.secret}>${this.secret.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          <div class="row">
            <luneo-copy .text=${this.secret.secret} .what=${words.secret}></luneo-copy><a href=${this.secret.uri}>${words.openApp}</a>
          </div>
        </div>
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

  private to(step: Step): void {
    this.step = step;
    this.error = '';
  }

  private finish(): void {
    this.step = 'rest';
    this.codes = [];
    this.secret = { secret: '', uri: '' };
    this.qr = null;
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
      this.error = !isWrong ? sentence(error) : this.step === 'code' || this.step === 'renew' ? words.wrongCode : words.wrongPassword;
    } finally {
      this.isWorking = false;
    }
  }

  private async next(given: string): Promise<void> {
    const { auth } = this.app.api;
    if (this.step === 'password') {
      const [secret, { qr }] = await Promise.all([auth.beginTotp(given), import('../ui/qr.js')]);
      this.secret = secret;
      this.qr = qr(secret.uri, words.qr);
      this.step = 'code';
    } else if (this.step === 'code') {
      this.codes = (await auth.confirmTotp(given.replaceAll(/\s/g, ''))).recoveryCodes;
      this.step = 'codes';
    } else if (this.step === 'renew') {
      this.codes = (await auth.newRecoveryCodes(given.replaceAll(/\s/g, ''))).recoveryCodes;
      this.step = 'codes';
    } else {
      await auth.disableTotp({ password: given });
      this.finish();
    }
  }
}
