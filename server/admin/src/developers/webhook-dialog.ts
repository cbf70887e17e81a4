import { EVENT_TYPES, type EventType } from '@luneo/sdk/contracts/events.js';
import type { WebhookEndpoint } from '@luneo/sdk/contracts/webhooks.js';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/copy.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { fieldErrors, problem, sentence } from '../ui/failure.js';
import { checkField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

/** A new address or a change of one; afterwards, or with `secret` alone, the signing secret, once. Fires `saved`, `closed`. */
@customElement('luneo-webhook-dialog')
export class LuneoWebhookDialog extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) endpoint: WebhookEndpoint | null = null;
  @property() secret = '';
  @state() private url = 'https://';
  @state() private description = '';
  @state() private events: readonly EventType[] = [];
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private problem = '';
  @state() private isWorking = false;
  @query('luneo-dialog') private dialog!: LuneoDialog;
  private readonly key = crypto.randomUUID();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.endpoint) ({ url: this.url, description: this.description, events: this.events } = this.endpoint);
  }

  override render(): TemplateResult {
    const heading = this.secret ? words.secret : this.endpoint ? words.edit : words.newHook;
    return html`<luneo-dialog .heading=${heading} @closed=${() => this.dispatchEvent(new Event('closed'))}
      >${this.secret ? this.result() : this.form()}</luneo-dialog
    >`;
  }

  private form(): TemplateResult {
    const toggle = (type: EventType, isOn: boolean): void => {
      this.events = isOn ? [...this.events, type] : this.events.filter((each) => each !== type);
    };
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${textField({ name: 'url', label: words.url, type: 'url', value: this.url, error: this.errors.get('url'), onInput: (value) => (this.url = value) })}
      ${textField({ name: 'description', label: words.description, isOptional: true, maxlength: 200, value: this.description, error: this.errors.get('description'), onInput: (value) => (this.description = value) })}
      <fieldset class="stack tight">
        <legend>${words.events}</legend>
        <p class="hint">${words.eventsHint}</p>
        <div>
          ${(Object.keys(EVENT_TYPES) as EventType[]).map((type) => checkField({ name: type, label: html`<code>${type}</code>`, isOn: this.events.includes(type), onInput: (isOn) => toggle(type, isOn) }))}
        </div>
      </fieldset>
      ${problem(this.problem)}
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${this.endpoint ? ui.save : ui.add}</button
        ><button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private result(): TemplateResult {
    return html`<div class="stack">
      <p class="note" data-tone="warn">${icon('info')}<span>${words.secretOnce}</span></p>
      <code class="code" tabindex="0" aria-label=${words.secret}>${this.secret}</code>
      <div class="row">
        <luneo-copy .text=${this.secret} .what=${words.secret}></luneo-copy
        ><button class="primary" @click=${() => this.dialog.close()}>${ui.done}</button>
      </div>
    </div>`;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isWorking) return;
    this.isWorking = true;
    this.problem = '';
    this.errors = new Map();
    try {
      const { webhooks } = this.app.api;
      const body = { url: this.url.trim(), description: this.description, events: [...this.events] };
      if (this.endpoint) await webhooks.update(this.endpoint.id, body);
      else this.secret = (await webhooks.create(body, { idempotencyKey: `${this.key}-${body.url}` })).secret;
      this.dispatchEvent(new Event('saved'));
      if (!this.secret) this.dialog.close();
    } catch (error) {
      this.errors = fieldErrors(error);
      if (this.errors.size === 0) this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}
