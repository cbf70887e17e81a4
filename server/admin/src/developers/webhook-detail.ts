import type { WebhookDelivery, WebhookEndpoint } from '@luneo/sdk/contracts/webhooks.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { Every } from '../ui/every.js';
import { problem, sentence } from '../ui/failure.js';
import { ago, count, time } from '../ui/format.js';
import { segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import './replay-dialog.js';
import './webhook-dialog.js';
import { words } from './words.js';

type Status = 'all' | WebhookDelivery['status'];
const TONES = { pending: 'work', delivered: 'good', failed: 'bad', skipped: 'none' } as const;
const DAY_MS = 86_400_000;

const PAGE = 30;
const REFRESH_MS = 3_000;

/** One address: what it is told, what was sent to it, and how it answered. */
@customElement('luneo-webhook-detail')
export class LuneoWebhookDetail extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      summary {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        cursor: pointer;
      }
      summary > :last-child {
        margin-inline-start: auto;
      }
      .more {
        display: grid;
        gap: 12px;
        padding-block: 12px 4px;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property() endpointId = '';
  @state() private status: Status = 'all';
  @state() private problem = '';
  @state() private secret = '';
  @state() private isEditing = false;
  @state() private isReplaying = false;
  private readonly endpoint = new Load<WebhookEndpoint>(this, () => this.app.api.webhooks.get(this.endpointId));
  private readonly deliveries = new Pages<WebhookDelivery>(this, (cursor) =>
    this.app.api.webhooks.deliveries(this.endpointId, {
      limit: PAGE,
      ...(this.status !== 'all' && { status: this.status }),
      ...(cursor && { cursor }),
    }),
  );

  constructor() {
    super();
    new Every(this, REFRESH_MS, () => this.refresh());
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="stack tight">
        <a href="#/webhooks">${words.allHooks}</a
        >${this.endpoint.value ? nothing : html`<h1>${words.webhooks}</h1>`}${this.endpoint.render((endpoint) => this.head(endpoint))}
      </div>
      ${problem(this.problem)}
      <section class="stack" aria-label=${words.deliveries}>
        <div class="row between">
          <h2>${words.deliveries}</h2>
          <span class="row">
            <button @click=${this.replayMissed}>${icon('refresh')} ${words.replayMissed}</button>
            <button @click=${() => (this.isReplaying = true)}>${words.replayRange} …</button>
          </span>
        </div>
        ${segments<Status>(words.filter, this.status, [['all', ui.all], ...(['pending', 'delivered', 'failed', 'skipped'] as const).map((each) => [each, words.deliveryStates[each]] as const)], (status) => this.show(status))}
        ${this.deliveries.render(() => this.log())}
      </section>
      ${
        this.secret || this.isEditing
          ? html`<luneo-webhook-dialog
              .app=${this.app}
              .endpoint=${this.isEditing ? (this.endpoint.value ?? null) : null}
              .secret=${this.secret}
              @saved=${this.endpoint.run}
              @closed=${this.closed}
            ></luneo-webhook-dialog>`
          : nothing
      }
      ${
        this.isReplaying
          ? html`<luneo-replay-dialog
              .app=${this.app}
              .endpointId=${this.endpointId}
              @replayed=${() => this.deliveries.run()}
              @closed=${() => (this.isReplaying = false)}
            ></luneo-replay-dialog>`
          : nothing
      }
    </div>`;
  }

  private head(endpoint: WebhookEndpoint): TemplateResult {
    const { webhooks } = this.app.api;
    const isOn = endpoint.status === 'enabled';
    return html`<div class="stack">
      <h1 class="mono">${endpoint.url}</h1>
      <div class="row">
        <span class="state" data-tone=${isOn ? 'good' : 'none'}>${words.hookStates[endpoint.status]}</span>
        <span class="state">${words.modes[endpoint.mode]}</span>
        ${endpoint.disabledReason ? html`<span class="soft small">${words.disabled[endpoint.disabledReason]}</span>` : nothing}
        ${endpoint.failingSince ? html`<span class="state" data-tone="warn">${words.failingSince(ago(endpoint.failingSince))}</span>` : nothing}
      </div>
      <div class="row">
        <button @click=${() => this.run(() => webhooks.test(endpoint.id), words.testSent)}>${words.sendTest}</button>
        <button @click=${() => (this.isEditing = true)}>${words.edit}</button>
        <button @click=${() => this.run(() => (isOn ? webhooks.disable(endpoint.id) : webhooks.enable(endpoint.id)), words.saved)}>
          ${isOn ? words.disable : words.enable}
        </button>
        <button @click=${this.rotate}>${words.rotateSecret}</button>
        <button class="danger" @click=${this.drop}>${words.removeHook}</button>
      </div>
    </div>`;
  }

  private log(): TemplateResult {
    if (this.deliveries.items.length === 0) return html`<p class="soft">${words.noDeliveries}</p>`;
    return html`<div class="stack">
      <ul class="list">
        ${repeat(
          this.deliveries.items,
          ({ id }) => id,
          (delivery) => this.row(delivery),
        )}
      </ul>
      ${this.deliveries.button()}
    </div>`;
  }

  private row(delivery: WebhookDelivery): TemplateResult {
    return html`<li class="item">
      <details>
        <summary>
          <span class="state" data-tone=${TONES[delivery.status]}>${words.deliveryStates[delivery.status]}</span>
          <code>${delivery.type}</code>
          <span class="soft small"
            >${[words.tries(delivery.attempts), delivery.responseStatus, delivery.nextAttemptAt && words.nextTry(ago(delivery.nextAttemptAt))].filter(Boolean).join(' · ')}</span
          >
          <time class="soft small num" datetime=${delivery.createdAt}>${time(delivery.createdAt)}</time>
        </summary>
        <div class="more">
          <div class="stack tight">
            <h3>${words.response}</h3>
            <code class="code" tabindex="0">${delivery.responseBody || delivery.error || words.noAnswer}</code>
          </div>
          ${delivery.log.length > 1 ? this.tries(delivery) : nothing}
          <div class="stack tight">
            <h3>${words.payload}</h3>
            <code class="code" tabindex="0">${JSON.stringify(delivery.payload, null, 2)}</code>
          </div>
          <div>
            <button @click=${() => this.run(() => this.app.api.webhooks.replay(delivery.id), words.replayed)}>
              ${icon('refresh')} ${words.replay}
            </button>
          </div>
        </div>
      </details>
    </li>`;
  }

  private tries({ log }: WebhookDelivery): TemplateResult {
    return html`<div class="stack tight">
      <h3>${words.allTries}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.allTries}>
        <table>
          <thead>
            <tr>
              <th>${words.tryAt}</th>
              <th>${words.tryAnswer}</th>
              <th class="end">${words.tryTook}</th>
            </tr>
          </thead>
          <tbody>
            ${log.map(
              ({ at, responseStatus, durationMs, error }) =>
                html`<tr>
                  <td><time datetime=${at}>${time(at)}</time></td>
                  <td>${responseStatus ?? error ?? words.noAnswer}</td>
                  <td class="end">${words.ms(count(durationMs))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  /** What is on its way arrives by itself; whoever has read on in the log is left alone. */
  private refresh(): void {
    const { items, isBusy } = this.deliveries;
    if (isBusy || items.length > PAGE || !items.some(({ status }) => status === 'pending')) return;
    void Promise.all([this.endpoint.run(), this.deliveries.run()]);
  }

  private show(status: Status): void {
    this.status = status;
    void this.deliveries.run();
  }

  private closed(): void {
    this.secret = '';
    this.isEditing = false;
  }

  private async replayMissed(): Promise<void> {
    const since = new Date(Date.now() - DAY_MS).toISOString();
    await this.run(async () => {
      const { count } = await this.app.api.webhooks.replayRange(this.endpointId, { since });
      this.app.say(words.replayedMany(count));
    });
  }

  private async rotate(): Promise<void> {
    await this.run(async () => {
      this.secret = (await this.app.api.webhooks.rotate(this.endpointId)).secret;
    });
  }

  private async drop(): Promise<void> {
    if (!(await confirm(words.removeAsk))) return;
    try {
      await this.app.api.webhooks.delete(this.endpointId);
      this.app.go('#/webhooks');
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  private async run(act: () => Promise<unknown>, said?: string): Promise<void> {
    this.problem = '';
    try {
      await act();
      if (said) this.app.say(said);
      await Promise.all([this.endpoint.run(), this.deliveries.run()]);
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
