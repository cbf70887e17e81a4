import type { Me } from '@luneo/sdk/contracts/accounts.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './account.words.js';
import { proofFields, proofOf } from './proof.js';

/** The end of one's account. */
@customElement('luneo-account-leave')
export class LuneoAccountLeave extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) me!: Me;
  @state() private isAsking = false;
  @state() private error = '';
  @state() private problem = '';
  @state() private isWorking = false;
  @query('luneo-dialog') private dialog!: LuneoDialog;

  override render(): TemplateResult {
    return html`<section class="card" aria-label=${words.leave}>
        <h2>${words.leave}</h2>
        <p class="soft">${words.leaveText}</p>
        <div><button class="danger" @click=${() => (this.isAsking = true)}>${words.leaveAction}</button></div>
      </section>
      ${this.isAsking ? this.ask() : nothing}`;
  }

  private ask(): TemplateResult {
    return html`<luneo-dialog .heading=${words.leaveHeading} @closed=${this.closed}>
      <form class="stack" novalidate @submit=${this.submit}>
        <p>${words.leaveText}</p>
        ${proofFields('leave', this.me.twoFactor, this.error || undefined)} ${problem(this.problem)}
        <div class="row">
          <button class="primary danger" ?disabled=${this.isWorking}>${words.leaveAction}</button>
          <button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
        </div>
      </form>
    </luneo-dialog>`;
  }

  private closed(): void {
    this.isAsking = false;
    this.error = this.problem = '';
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const proof = proofOf(event.target as HTMLFormElement, 'leave');
    this.error = proof.password ? '' : ui.invalid.required;
    if (this.error || this.isWorking) return;
    this.isWorking = true;
    this.problem = '';
    try {
      await this.app.api.auth.deleteAccount(proof);
      this.app.say(words.left);
      await this.app.session.leave();
    } catch (error) {
      const code = codeOf(error);
      if (code === 'invalid-credentials') this.error = words.wrongProof;
      else this.problem = code === 'conflict' ? words.lastAdmin : sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}
