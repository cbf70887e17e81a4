import type { AuditEntry } from '@luneo/sdk/contracts/brands.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { time } from '../ui/format.js';
import { selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { words } from './words.js';

/** Nouns that actions are about, as the API names them. */
const NOUNS = [
  'account',
  'brand',
  'commerce',
  'coupon',
  'identity',
  'invitation',
  'job',
  'key',
  'member',
  'order',
  'privacy',
  'product',
  'session',
  'webhook',
];

/** `#/audit?action=key.*&from=2026-11-21`: who did what. */
@customElement('luneo-audit')
export class LuneoAudit extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      pre {
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        direction: ltr;
        text-align: start;
      }
      summary {
        cursor: pointer;
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  private asked: string | null = null;
  private readonly pages = new Pages<AuditEntry>(this, (cursor) => {
    const from = this.place.query.get('from');
    const noun = this.place.query.get('noun');
    return this.app.api.audit.list(this.app.brandId, {
      limit: 50,
      ...(cursor && { cursor }),
      ...(noun && { action: `${noun}.*` }),
      ...(from && { from: `${from}T00:00:00.000Z` }),
    });
  });

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('place')) return;
    const question = String(this.place.query);
    if (this.asked !== null && this.asked !== question) void this.pages.run();
    this.asked = question;
  }

  override render(): TemplateResult {
    const { query } = this.place;
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.title}</h1>
          <p class="soft">${words.intro}</p>
        </div>
      </div>
      <div class="fields">
        ${selectField({ name: 'noun', label: words.what, value: query.get('noun') ?? '', choices: [['', words.allNouns], ...NOUNS.map((noun) => [noun, noun] as const)], onInput: (value) => this.ask('noun', value) })}
        ${textField({ name: 'from', label: words.from, type: 'date', value: query.get('from') ?? '', isLazy: true, onInput: (value) => this.ask('from', value) })}
      </div>
      ${this.pages.render(() => this.list())}
    </div>`;
  }

  private list(): TemplateResult {
    const { items } = this.pages;
    if (items.length === 0)
      return this.place.query.size > 0
        ? html`<p class="soft" role="status">${words.noneFit}</p>`
        : html`<div class="empty">
            ${icon('audit')}
            <h2>${words.empty}</h2>
            <p>${words.emptyText}</p>
          </div>`;
    return this.pages.list((entry) => this.row(entry));
  }

  private row(entry: AuditEntry): TemplateResult {
    const hasMore = Object.keys(entry.data).length > 0;
    return html`<li class="item">
      <div class="row between">
        <span class="row"
          ><code class="strong">${entry.action}</code
          >${entry.target ? html`<span class="soft mono small">${entry.target}</span>` : nothing}</span
        >
        <time class="soft small num" datetime=${entry.createdAt}>${time(entry.createdAt)}</time>
      </div>
      <span class="soft small"
        >${words.actors[entry.actor.kind]}: ${entry.actor.name || entry.actor.id}${entry.ip ? html` · ${entry.ip}` : nothing}</span
      >
      ${
        hasMore
          ? html`<details>
              <summary class="small">${words.details}</summary>
              <pre class="mono">${JSON.stringify(entry.data, null, 2)}</pre>
            </details>`
          : nothing
      }
    </li>`;
  }

  private ask(name: string, value: string): void {
    const query = new URLSearchParams(this.place.query);
    if (value) query.set(name, value);
    else query.delete(name);
    this.app.replace(`#/audit${query.size > 0 ? `?${query}` : ''}`);
    this.place = { ...this.place, query };
  }
}
