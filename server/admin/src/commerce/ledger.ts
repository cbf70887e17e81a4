import type { LedgerPage } from '@luneo/sdk/contracts/commerce.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { money, time } from '../ui/format.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { words } from './words.js';

type Entry = LedgerPage['items'][number];

/** Every movement of money, and what each account holds; the sum of all is zero. */
@customElement('luneo-ledger')
export class LuneoLedger extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      td > a {
        white-space: nowrap;
      }
      @media (max-width: 560px) {
        .accounts {
          display: none;
        }
        .card.scroll {
          padding-inline: 10px;
        }
        th,
        td {
          padding-inline: 6px;
        }
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  private readonly totals = new Load(this, async () => (await this.app.api.commerce.ledger(this.app.brandId, { limit: 1 })).totals);
  private readonly pages = new Pages<Entry>(this, (cursor) =>
    this.app.api.commerce.ledger(this.app.brandId, { limit: 50, ...(cursor && { cursor }) }),
  );

  override render(): TemplateResult {
    return html`<div class="stack">
      ${this.totals.render(
        (totals) =>
          totals.length === 0
            ? html``
            : html`<section class="card" aria-label=${words.totals}>
                <h2>${words.totals}</h2>
                <dl class="facts">
                  ${totals.map(
                    ({ account, amount, currency }) =>
                      html`<dt>${words.accounts[account]}</dt>
                        <dd>${money(amount, currency)}</dd>`,
                  )}
                </dl>
              </section>`,
        html``,
      )}
      ${this.pages.render(() => this.entries())}
    </div>`;
  }

  private entries(): TemplateResult {
    if (this.pages.items.length === 0) return html`<p class="soft">${words.noEntries}</p>`;
    return html`<div class="stack">
      <div class="card scroll" tabindex="0" role="region" aria-label=${words.entries}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.when}</th>
              <th scope="col">${words.what}</th>
              <th scope="col" class="accounts">${words.fromTo}</th>
              <th scope="col">${words.order}</th>
              <th scope="col" class="end">${words.amount}</th>
            </tr>
          </thead>
          <tbody>
            ${this.pages.items.map(
              (entry) =>
                html`<tr>
                  <td>${time(entry.createdAt)}</td>
                  <td>${words.entryKinds[entry.kind]}</td>
                  <td class="soft accounts">${words.accounts[entry.from]}, ${words.accounts[entry.to]}</td>
                  <td>
                    ${entry.orderId ? html`<a class="mono small" href="#/orders/${entry.orderId}">${entry.orderId.slice(-8)}</a>` : ''}
                  </td>
                  <td class="end">${money(entry.amount, entry.currency)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.pages.button()}
    </div>`;
  }
}
