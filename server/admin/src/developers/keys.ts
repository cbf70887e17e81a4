import type { ApiKey, ApiKeyCreated } from '@luneo/sdk/contracts/keys.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { problem, sentence } from '../ui/failure.js';
import { ago, day } from '../ui/format.js';
import { checkField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import './key-dialog.js';
import { words } from './words.js';

/** Keys of the brand: made, replaced, limited to origins, revoked. */
@customElement('luneo-keys')
export class LuneoKeys extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @state() private editing: ApiKey | 'new' | null = null;
  @state() private made: ApiKeyCreated | null = null;
  @state() private problem = '';
  @state() private showsRevoked = false;
  private readonly keys = new Load<ApiKey[]>(this, async () => (await this.app.api.keys.list(this.app.brandId)).items);

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.keys}</h1>
          <p class="soft">${words.keysIntro}</p>
        </div>
        <button class="primary" @click=${() => (this.editing = 'new')}>${icon('plus')} ${words.newKey}</button>
      </div>
      ${problem(this.problem)} ${this.keys.render((keys) => this.list(keys))}
      ${
        this.editing || this.made
          ? html`<luneo-key-dialog
              .app=${this.app}
              .apiKey=${this.editing === 'new' ? null : this.editing}
              .made=${this.made}
              @saved=${this.saved}
              @closed=${this.closed}
            ></luneo-key-dialog>`
          : nothing
      }
    </div>`;
  }

  private list(keys: readonly ApiKey[]): TemplateResult {
    if (keys.length === 0)
      return html`<div class="empty">
        ${icon('keys')}
        <h2>${words.noKeys}</h2>
        <p>${words.noKeysText}</p>
        <button class="primary" @click=${() => (this.editing = 'new')}>${words.newKey}</button>
      </div>`;
    const revoked = keys.filter(({ revokedAt }) => revokedAt);
    const shown = this.showsRevoked ? keys : keys.filter(({ revokedAt }) => !revokedAt);
    return html`<div class="stack">
      <ul class="list">
        ${shown.map((key) => this.row(key))}
      </ul>
      ${revoked.length > 0 ? checkField({ name: 'revoked', label: words.showRevoked, isOn: this.showsRevoked, onInput: (isOn) => (this.showsRevoked = isOn) }) : nothing}
    </div>`;
  }

  private row(key: ApiKey): TemplateResult {
    const facts = [
      words.endsWith(key.lastFour),
      key.lastUsedAt ? words.lastUsed(ago(key.lastUsedAt)) : words.neverUsed,
      key.expiresAt ? words.until(day(key.expiresAt)) : '',
    ].filter(Boolean);
    return html`<li class="item">
      <div class="row between">
        <div class="stack tight">
          <div class="row">
            <span class="strong">${key.name}</span>
            <span class="state" data-tone=${key.mode === 'live' ? 'good' : 'none'}>${words.modes[key.mode]}</span>
            <span class="state">${words.kinds[key.kind]}</span>
            ${key.revokedAt ? html`<span class="state" data-tone="bad">${words.revoked}</span>` : nothing}
          </div>
          <span class="soft small">${facts.join(' · ')}</span>
          ${key.kind === 'publishable' ? html`<span class="small mono">${key.origins.join(', ') || words.noOrigins}</span>` : key.scopes ? html`<span class="small mono">${key.scopes.join(', ')}</span>` : nothing}
        </div>
        ${key.revokedAt ? nothing : this.actions(key)}
      </div>
    </li>`;
  }

  private actions(key: ApiKey): TemplateResult {
    const of = html`<span class="visually-hidden"> ${key.name}</span>`;
    return html`<div class="row">
      <button @click=${() => (this.editing = key)}>${words.edit}${of}</button>
      <button @click=${() => this.rotate(key)}>${words.rotate}${of}</button>
      <button class="danger" @click=${() => this.revoke(key)}>${words.revoke}${of}</button>
    </div>`;
  }

  private async rotate(key: ApiKey): Promise<void> {
    if (!(await confirm({ ...words.rotateAsk, isDanger: false }))) return;
    await this.run(async () => {
      this.made = await this.app.api.keys.rotate(this.app.brandId, key.id);
    });
  }

  private async revoke(key: ApiKey): Promise<void> {
    if (!(await confirm(words.revokeAsk))) return;
    await this.run(async () => {
      await this.app.api.keys.revoke(this.app.brandId, key.id);
      this.app.say(words.keyRevoked);
    });
  }

  private async run(act: () => Promise<void>): Promise<void> {
    this.problem = '';
    try {
      await act();
      await this.keys.run();
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  private saved(): void {
    void this.keys.run();
  }

  private closed(): void {
    this.editing = this.made = null;
  }
}
