import type { Brand } from '@luneo/sdk/contracts/brands.js';
import type { ProductSummary } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { problem, sentence } from '../ui/failure.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load, skeleton } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { words } from './words.js';

type Step = keyof typeof words.steps;
interface Facts {
  brand: Brand;
  done: ReadonlySet<Step>;
  product: ProductSummary | undefined;
}

/** The way from an empty brand to the first order, each step found out from what is there. */
@customElement('luneo-start')
export class LuneoStart extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .step {
        display: grid;
        grid-template-columns: 28px 1fr auto;
        gap: 4px 14px;
        align-items: center;
        padding: 16px;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 28px;
        block-size: 28px;
        border-radius: 50%;
        border: 1.5px solid var(--edge);
        color: var(--soft);
        font-weight: 600;
        font-size: 13px;
      }
      .step[data-done] .mark {
        border-color: transparent;
        background: var(--good-soft);
        color: var(--good);
      }
      .step[data-done] h2 {
        font-weight: 500;
        color: var(--soft);
      }
      @media (max-width: 560px) {
        .step {
          grid-template-columns: 28px 1fr;
        }
        .step > :last-child:not(.text) {
          grid-column: 2;
          justify-self: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private problem = '';
  private readonly facts = new Load<Facts>(this, () => this.find());

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.title}</h1>
          <p class="soft">${words.intro}</p>
        </div>
      </div>
      ${problem(this.problem)} ${this.facts.render((facts) => this.list(facts), skeleton(6))}
    </div>`;
  }

  private list({ brand, done, product }: Facts): TemplateResult {
    const steps = Object.keys(words.steps) as Step[];
    // There is no test card where money is real.
    const isLiveOrder = (step: Step): boolean => step === 'order' && this.app.mode === 'live';
    return html`<div class="stack">
      <p class="soft num" role="status">${words.progress(done.size, steps.length)}</p>
      <ol class="list">
        ${steps.map(
          (step, at) =>
            html`<li class="step" ?data-done=${done.has(step)}>
              <span class="mark" aria-hidden="true">${done.has(step) ? icon('check') : at + 1}</span>
              <div class="text">
                <h2>
                  ${isLiveOrder(step) ? words.liveOrder.step : words.steps[step]}${done.has(step) ? html`<span class="visually-hidden"> (${words.done})</span>` : nothing}
                </h2>
                <p class="soft">${isLiveOrder(step) ? words.liveOrder.text : words.texts[step]}</p>
              </div>
              ${done.has(step) ? nothing : this.action(step, product, step === steps.find((each) => !done.has(each)))}
            </li>`,
        )}
      </ol>
      ${this.live(brand, done.size === steps.length)}
    </div>`;
  }

  private action(step: Step, product: ProductSummary | undefined, isNext: boolean): TemplateResult {
    const kind = isNext ? 'primary' : '';
    if (step === 'verify') return html`<button class=${kind} @click=${this.resend}>${words.actions.verify}</button>`;
    const href = {
      product: '#/products',
      publish: product ? `#/products/${product.id}/share` : '#/products',
      key: '#/keys',
      paste: product ? `#/products/${product.id}/share` : '#/keys',
      order: '#/orders',
    }[step];
    return html`<a class="button ${kind}" href=${href}>${words.actions[step]}</a>`;
  }

  private live(brand: Brand, isReady: boolean): TemplateResult | typeof nothing {
    if (brand.status === 'active')
      return isReady
        ? html`<div class="card">
            <h2>${words.live}</h2>
            <p class="soft">${words.liveText}</p>
          </div>`
        : nothing;
    if (!isReady || brand.status !== 'verified' || !this.app.can('brand:manage')) return nothing;
    return html`<div class="card">
      <h2>${words.allDone}</h2>
      <p class="soft">${words.allDoneText} ${words.goLiveText}</p>
      <div><button class="primary" @click=${this.goLive}>${words.goLive}</button></div>
    </div>`;
  }

  private async find(): Promise<Facts> {
    const { api, brandId } = this.app;
    const [brand, me, products, keys, designs, orders] = await Promise.all([
      api.brands.get(brandId),
      api.auth.me(),
      api.products.list({ limit: 100 }),
      this.app.can('keys:manage') ? api.keys.list(brandId) : { items: [] },
      api.designs.list({ limit: 1 }),
      api.orders.list({ limit: 1 }),
    ]);
    const published = products.items.find(({ status }) => status === 'published');
    const shopKeys = keys.items.filter(({ kind, revokedAt }) => kind === 'publishable' && !revokedAt);
    // Designs that staff try make no shop; who may not see the keys has only these to go by.
    const isPasted = this.app.can('keys:manage') ? shopKeys.some(({ lastUsedAt }) => Boolean(lastUsedAt)) : designs.items.length > 0;
    const done = Object.entries({
      verify: me.emailVerified,
      product: products.items.length > 0,
      publish: published !== undefined,
      key: shopKeys.length > 0,
      paste: isPasted,
      order: orders.items.length > 0,
    }).flatMap(([step, isDone]) => (isDone ? [step as Step] : []));
    return { brand, done: new Set(done), product: published ?? products.items[0] };
  }

  private async resend(): Promise<void> {
    try {
      await this.app.api.auth.resendVerification(this.app.user.email);
      this.app.say(words.mailSent);
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  private async goLive(): Promise<void> {
    if (!(await confirm({ ...words.liveAsk, isDanger: false }))) return;
    try {
      await this.app.api.brands.update(this.app.brandId, { status: 'active' });
      await this.facts.run();
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
