import type { WebhookEndpoint } from '@luneo/sdk/contracts/webhooks.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { ago } from '../ui/format.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { walk } from '../ui/walk.js';
import './webhook-detail.js';
import './webhook-dialog.js';
import { words } from './words.js';

/** `#/webhooks` and `#/webhooks/whk_…`: addresses that are told of events. */
@customElement('luneo-webhooks')
export class LuneoWebhooks extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private isCreating = false;
  private readonly endpoints = new Load<WebhookEndpoint[]>(this, async () => (await this.app.api.webhooks.list()).items);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('place') as Place | undefined;
    if (before?.rest[0] && !this.place.rest[0]) void this.endpoints.run();
  }

  override render(): TemplateResult {
    const [id] = this.place.rest;
    if (id) return html`<luneo-webhook-detail .app=${this.app} .endpointId=${id}></luneo-webhook-detail>`;
    const add = (): void => {
      this.isCreating = true;
    };
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.webhooks}</h1>
          <p class="soft">${words.hooksIntro}</p>
        </div>
        <button class="primary" @click=${add}>${icon('plus')} ${words.newHook}</button>
      </div>
      ${this.endpoints.render((endpoints) =>
        endpoints.length === 0
          ? html`<div class="empty">
              ${icon('webhooks')}
              <h2>${words.noHooks}</h2>
              <p>${words.noHooksText}</p>
              <button class="primary" @click=${add}>${words.newHook}</button>
            </div>`
          : html`<ul class="list">
              ${endpoints.map((endpoint) => this.row(endpoint))}
            </ul>`,
      )}
      ${this.isCreating ? html`<luneo-webhook-dialog .app=${this.app} @saved=${this.endpoints.run} @closed=${() => (this.isCreating = false)}></luneo-webhook-dialog>` : nothing}
    </div>`;
  }

  private row(endpoint: WebhookEndpoint): TemplateResult {
    const isOn = endpoint.status === 'enabled';
    return html`<li>
      <a class="item" data-row href="#/webhooks/${endpoint.id}" @keydown=${walk}>
        <span class="row between"
          ><span class="mono">${endpoint.url}</span
          ><span class="state" data-tone=${isOn ? (endpoint.failingSince ? 'warn' : 'good') : 'none'}
            >${words.hookStates[endpoint.status]}</span
          ></span
        >
        <span class="soft small">
          ${[endpoint.description, words.modes[endpoint.mode], endpoint.events.length > 0 ? endpoint.events.join(', ') : words.allEvents, endpoint.failingSince && words.failingSince(ago(endpoint.failingSince))].filter(Boolean).join(' · ')}
        </span>
      </a>
    </li>`;
  }
}
