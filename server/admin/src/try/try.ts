import type { Product } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keepMode } from '../shell/mode.js';
import { Session } from '../shell/session.js';
import { problem, sentence } from '../ui/failure.js';
import { segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { LANGUAGES, language } from '../ui/locale.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { onSaved } from './saved.js';
import { forgetTrial, trialKey } from './trial.js';
import { words } from './words.js';

type Width = keyof typeof words.sizes;

/**
 * A product, draft or published, in the real customizer, for its staff: `try.html?product=prd_…`. A page of its own, because the
 * bundle needs a wider policy than the staff page has, and because a shopper's page has nothing else on it.
 * @attr api-url - Origin of the API; default: the page's own
 */
@customElement('luneo-try')
export class LuneoTry extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        min-block-size: 100dvh;
      }
      header {
        display: grid;
        gap: 8px;
        padding: 10px 16px;
        border-block-end: 1px solid var(--line);
        background: var(--panel);
      }
      h1 {
        font-size: 16px;
        flex: 1 1 200px;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      select {
        inline-size: auto !important;
      }
      main {
        display: grid;
        align-content: start;
        gap: 16px;
        padding: 16px;
      }
      ::slotted(luneo-customizer) {
        inline-size: 100%;
        margin-inline: auto;
      }
      [data-width='phone'] ::slotted(luneo-customizer) {
        max-inline-size: 390px;
      }
      @media (max-width: 600px) {
        main {
          padding: 0;
        }
        main > :not(slot, .area) {
          margin: 12px;
        }
        .wide {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: 'api-url' }) apiUrl = '';
  @state() private product: Product | null = null;
  @state() private problem: TemplateResult | typeof nothing = nothing;
  @state() private width: Width = 'full';
  @state() private isChanged = false;
  private session!: Session;
  private readonly query = new URLSearchParams(location.search);

  override connectedCallback(): void {
    super.connectedCallback();
    this.session = new Session(this.apiUrl || location.origin);
    this.session.addEventListener('expired', () => this.fail(words.signIn, 'index.html', words.toSignIn));
    void this.open();
  }

  override render(): TemplateResult {
    const { product } = this;
    return html`<header>
        <div class="row">
          <h1>${product ? words.title(product.name) : words.loading}</h1>
          ${product ? this.tools(product) : nothing}
        </div>
        <p class="soft small">${words.test}</p>
      </header>
      <main>
        ${this.problem} ${this.isChanged ? this.change() : nothing} ${this.query.get('luneo-order') ? this.ordered() : nothing}
        <div class="area" data-width=${this.width}><slot></slot></div>
      </main>`;
  }

  private tools({ id, status }: Product): TemplateResult {
    return html`<span class="state" data-tone=${status === 'published' ? 'good' : 'none'}>${words[status]}</span>
      <span class="wide"
        >${segments<Width>(
          words.size,
          this.width,
          [
            ['full', words.sizes.full],
            ['phone', words.sizes.phone],
          ],
          (width) => (this.width = width),
        )}</span
      >
      <label
        ><span class="visually-hidden">${words.language}</span>
        <select @change=${this.speak}>
          ${Object.entries(LANGUAGES).map(([tag, name]) => html`<option value=${tag} lang=${tag} .selected=${tag === language}>${name}</option>`)}
        </select></label
      >
      <button @click=${this.afresh}>${icon('refresh')} ${words.afresh}</button>
      <a class="button" href="index.html#/products/${id}">${words.back}</a>`;
  }

  private change(): TemplateResult {
    return html`<p class="note" role="status">
      ${icon('info')}<span>${words.changed} <button class="link" @click=${this.afresh}>${words.reload}</button></span>
    </p>`;
  }

  private ordered(): TemplateResult {
    const id = this.query.get('luneo-order')!;
    return html`<p class="note" data-tone="good" role="status">
      ${icon('check')}<span
        >${words.ordered} <a href="index.html#/orders/${encodeURIComponent(id)}" @click=${this.inTestMode}>${words.openOrder}</a></span
      >
    </p>`;
  }

  private async open(): Promise<void> {
    const wanted = this.query.get('product');
    if (!wanted) return this.fail(words.noProduct, 'index.html#/products', words.toProducts);
    try {
      if (!(await this.session.resume())) return this.fail(words.signIn, 'index.html', words.toSignIn);
      const { api } = this.session;
      const product = await api.products.get(wanted);
      const key = await trialKey(api, product.brandId, product.id);
      this.product = product;
      document.title = words.title(product.name);
      onSaved(product.id, () => (this.isChanged = true));
      await this.show(product, key);
    } catch (error) {
      this.fail(sentence(error));
    }
  }

  /** The bundle comes from where the snippet takes it from. */
  private async show({ slug }: Product, key: string): Promise<void> {
    const { apiUrl } = this.session;
    const customizer = document.createElement('luneo-customizer');
    const page = new URL(location.href);
    page.searchParams.delete('luneo-order');
    const attributes = { 'api-url': apiUrl, 'publishable-key': key, product: slug, locale: language, 'success-url': page.href };
    for (const [name, value] of Object.entries(attributes)) customizer.setAttribute(name, value);
    this.replaceChildren(customizer);
    const bundle = `${apiUrl}/cdn/v1/luneo.js`;
    await import(bundle).catch(() => this.fail(words.noBundle));
  }

  private fail(text: string, href = '', action = ui.again): void {
    this.replaceChildren();
    this.problem = html`${problem(text)}
      <p>
        ${href ? html`<a class="button" href=${href}>${action}</a>` : html`<button @click=${() => location.reload()}>${action}</button>`}
      </p>`;
  }

  private readonly afresh = (): void => {
    forgetTrial(this.product!.id);
    const page = new URL(location.href);
    page.searchParams.delete('luneo-order');
    location.replace(page);
  };

  private readonly inTestMode = (): void => {
    if (this.session.user) keepMode(this.session.user, 'test');
  };

  private speak(event: Event): void {
    this.querySelector('luneo-customizer')?.setAttribute('locale', (event.target as HTMLSelectElement).value);
  }
}
