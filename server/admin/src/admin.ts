import { Luneo } from '@luneo/sdk';
import type { LoginReply, User } from '@luneo/sdk/contracts/accounts.js';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import './order-detail.js';
import './order-list.js';
import './sign-in.js';
import { styles } from './styles.js';
import { sentence } from './words.js';

const TOKEN = 'luneo-staff';
const REFRESH = 4_000;
const apiUrl = location.origin;

/** The staff page: signs in, keeps the list fresh, and shows the order that the address names (`#/orders/ord_…`). */
@customElement('luneo-admin')
export class LuneoAdmin extends LitElement {
  static override styles = [
    styles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
        align-items: center;
        justify-content: space-between;
        padding: 12px 24px;
        border-bottom: 1px solid var(--line);
      }
      header p {
        display: flex;
        gap: 12px;
        align-items: center;
      }
      main {
        display: grid;
        gap: 32px;
        padding: 24px;
        max-width: 1400px;
      }
      .back {
        display: none;
      }
      @media (min-width: 900px) {
        main {
          grid-template-columns: minmax(320px, 2fr) minmax(0, 3fr);
        }
        luneo-order-detail {
          position: sticky;
          top: 24px;
          align-self: start;
        }
      }
      @media (max-width: 899px) {
        main[data-open] luneo-order-list {
          display: none;
        }
        main[data-open] .back {
          display: block;
        }
      }
    `,
  ];

  private luneo = new Luneo({ apiUrl });
  private timer: ReturnType<typeof setInterval> | undefined;
  private pages = 1;
  @state() private user: User | null = null;
  @state() private orders: readonly Order[] = [];
  @state() private hasMore = false;
  @state() private hasLoaded = false;
  @state() private selected = '';
  @state() private message = '';
  @state() private problem = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.route);
    this.route();
    const kept = sessionStorage.getItem(TOKEN);
    if (kept) void this.enter(kept);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.route);
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    if (!this.user) return html`<luneo-sign-in .luneo=${this.luneo} .message=${this.message} @signed-in=${this.signedIn}></luneo-sign-in>`;
    const order = this.orders.find((one) => one.id === this.selected);
    return html`
      <header>
        <h1>Orders</h1>
        <p><span class="soft">${this.user.name}</span> <button class="plain" @click=${() => this.leave('')}>Sign out</button></p>
      </header>
      <main ?data-open=${Boolean(order)}>
        <p class="problem" role="alert" ?hidden=${!this.problem}>${this.problem}</p>
        ${
          this.hasLoaded
            ? html`<luneo-order-list
                .orders=${this.orders}
                .selected=${this.selected}
                .hasMore=${this.hasMore}
                @more=${this.more}
              ></luneo-order-list>`
            : html`<p class="soft">Loading …</p>`
        }
        <a class="back" href="#/">All orders</a>
        ${order ? html`<luneo-order-detail .luneo=${this.luneo} .order=${order}></luneo-order-detail>` : nothing}
      </main>
    `;
  }

  private readonly route = (): void => {
    this.selected = /^#\/orders\/(ord_\w+)$/.exec(location.hash)?.[1] ?? '';
  };

  private signedIn(event: CustomEvent<LoginReply>): void {
    sessionStorage.setItem(TOKEN, event.detail.accessToken);
    void this.enter(event.detail.accessToken);
  }

  private async enter(accessToken: string): Promise<void> {
    this.luneo = new Luneo({ apiUrl, accessToken });
    try {
      this.user = await this.luneo.auth.me();
    } catch {
      return this.leave('');
    }
    await this.refresh();
    this.timer = setInterval(() => void this.refresh(), REFRESH);
  }

  private leave(message: string): void {
    clearInterval(this.timer);
    sessionStorage.removeItem(TOKEN);
    this.luneo = new Luneo({ apiUrl });
    this.user = null;
    this.orders = [];
    this.hasLoaded = false;
    this.message = message;
  }

  private more(): void {
    this.pages += 1;
    void this.refresh();
  }

  /** Unchanged orders stay the same objects, so that an open order does not ask for its files again. */
  private async refresh(): Promise<void> {
    if (document.hidden && this.hasLoaded) return;
    try {
      const found: Order[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < this.pages && (page === 0 || cursor); page++) {
        const reply = await this.luneo.orders.list({ limit: 50, ...(cursor ? { cursor } : {}) });
        found.push(...reply.items);
        cursor = reply.nextCursor;
      }
      const known = new Map(this.orders.map((order) => [order.id, order]));
      this.orders = found.map((order) => (known.get(order.id)?.updatedAt === order.updatedAt ? known.get(order.id)! : order));
      this.hasMore = cursor !== null;
      this.hasLoaded = true;
      this.problem = '';
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === 'unauthenticated' || code === 'token-expired') this.leave('You were signed out after a while. Please sign in again.');
      else this.problem = sentence(error);
    }
  }
}
