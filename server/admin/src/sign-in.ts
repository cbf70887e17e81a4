import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Luneo } from '@luneo/sdk';
import type { LoginReply } from '@luneo/sdk/contracts/accounts.js';
import { styles } from './styles.js';
import { sentence } from './words.js';

/** E-mail and password. Fires `signed-in` with the reply as `detail`. */
@customElement('luneo-sign-in')
export class LuneoSignIn extends LitElement {
  static override styles = [
    styles,
    css`
      :host {
        display: grid;
        min-height: 100vh;
        place-items: center;
        padding: 24px;
      }
      main {
        width: min(360px, 100%);
      }
      form {
        display: grid;
        gap: 16px;
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 600;
      }
      button {
        justify-content: center;
      }
    `,
  ];

  @property({ attribute: false }) luneo!: Luneo;
  @property() message = '';
  @state() private isWorking = false;
  @state() private problem = '';

  override render(): TemplateResult {
    return html`
      <main>
        <form @submit=${this.submit}>
          <h1>Sign in</h1>
          ${this.message ? html`<p class="soft">${this.message}</p>` : nothing}
          <label>E-mail <input name="email" type="email" autocomplete="username" required autofocus /></label>
          <label>Password <input name="password" type="password" autocomplete="current-password" required /></label>
          <p class="problem" role="alert">${this.problem}</p>
          <button ?disabled=${this.isWorking}>${this.isWorking ? 'Signing in …' : 'Sign in'}</button>
        </form>
      </main>
    `;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    this.isWorking = true;
    this.problem = '';
    try {
      const reply = await this.luneo.auth.login(fields.get('email') as string, fields.get('password') as string);
      this.dispatchEvent(new CustomEvent<LoginReply>('signed-in', { detail: reply }));
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}
