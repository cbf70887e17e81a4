import type { MailRecord } from '@luneo/sdk/contracts/mails.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { time } from '../ui/format.js';
import { segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { walk } from '../ui/walk.js';
import { words } from './words.js';

type Which = 'all' | 'withheld';

/** `#/mails` and `#/mails?which=withheld`: what was mailed in the brand's name, without what it says, and what was not sent. */
@customElement('luneo-mails')
export class LuneoMails extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .item {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .item > :last-child {
        justify-items: end;
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  private readonly pages = new Pages<MailRecord>(this, (cursor) =>
    this.app.api.mails.list(this.app.brandId, {
      limit: 50,
      ...(this.which === 'withheld' && { withheld: 'true' as const }),
      ...(cursor && { cursor }),
    }),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('place')) void this.pages.run();
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.mails}</h1>
          <p class="soft">${words.mailsIntro}</p>
        </div>
      </div>
      ${segments<Which>(
        words.filter,
        this.which,
        [
          ['all', ui.all],
          ['withheld', words.mailWithheld],
        ],
        (which) => this.app.go(which === 'all' ? '#/mails' : '#/mails?which=withheld'),
      )}
      ${this.pages.render(() => (this.pages.items.length === 0 ? this.none() : this.pages.list((mail) => this.row(mail))))}
    </div>`;
  }

  private get which(): Which {
    return this.place.query.get('which') === 'withheld' ? 'withheld' : 'all';
  }

  private none(): TemplateResult {
    const isWithheld = this.which === 'withheld';
    return html`<div class="empty">
      ${icon('mail')}
      <h2>${isWithheld ? words.noWithheld : words.noMails}</h2>
      <p>${isWithheld ? words.noWithheldText : words.noMailsText}</p>
    </div>`;
  }

  private row({ kind, to, orderId, mode, createdAt, sentAt, withheld }: MailRecord): TemplateResult {
    const name = words.mailKinds[kind as keyof typeof words.mailKinds] ?? kind;
    return html`<li class="item">
      <div class="stack tight">
        <span class="row"
          ><span class="strong">${name}</span>${mode === 'test' ? html`<span class="state">${words.modes.test}</span>` : nothing}</span
        >
        <span class="soft small"><bdi>${to}</bdi></span>
        ${withheld ? html`<span class="problem small">${words.withheldWhy[withheld]}</span>` : nothing}
        ${orderId ? html`<a class="small" data-row href="#/orders/${orderId}" @keydown=${walk}>${words.toOrder}</a>` : nothing}
      </div>
      <div class="stack tight">
        ${this.chip(withheld !== null, sentAt !== null)}
        <time class="soft small num" datetime=${sentAt ?? createdAt}>${time(sentAt ?? createdAt)}</time>
      </div>
    </li>`;
  }

  private chip(isWithheld: boolean, isSent: boolean): TemplateResult {
    const state = isWithheld ? 'withheld' : isSent ? 'sent' : 'waiting';
    return html`<span class="state" data-tone=${{ withheld: 'warn', sent: 'good', waiting: 'work' }[state]}
      >${words.mailStates[state]}</span
    >`;
  }
}
