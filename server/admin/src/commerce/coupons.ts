import type { Coupon, CouponCreate, Discount } from '@luneo/sdk/contracts/commerce.js';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { codeOf, fieldErrors, problem, sentence } from '../ui/failure.js';
import { day, decimals, money, percent } from '../ui/format.js';
import { segments, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

/** Codes that take something off. */
@customElement('luneo-coupons')
export class LuneoCoupons extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @state() private isCreating = false;
  @state() private kind: Discount['kind'] = 'percent';
  @state() private problem = '';
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private isWorking = false;
  @query('luneo-dialog') private dialog!: LuneoDialog;
  private readonly pages = new Pages<Coupon>(this, (cursor) =>
    this.app.api.coupons.list(this.app.brandId, { limit: 50, ...(cursor && { cursor }) }),
  );

  override render(): TemplateResult {
    const add = (): void => {
      this.isCreating = true;
    };
    const empty = html`<div class="empty">
      ${icon('commerce')}
      <h2>${words.noCoupons}</h2>
      <p>${words.noCouponsText}</p>
      <button class="primary" @click=${add}>${words.newCoupon}</button>
    </div>`;
    return html`<div class="stack">
      ${this.isCreating ? this.form() : problem(this.problem)}
      ${this.pages.render(() =>
        this.pages.items.length === 0
          ? empty
          : html`<div class="stack">
              <div><button class="primary" @click=${add}>${icon('plus')} ${words.newCoupon}</button></div>
              ${this.pages.list((coupon) => this.row(coupon))}
            </div>`,
      )}
    </div>`;
  }

  private row(coupon: Coupon): TemplateResult {
    const { discount } = coupon;
    const off = discount.kind === 'percent' ? percent(discount.percent / 100) : money(discount.amount, discount.currency);
    return html`<li class="item">
      <div class="row between">
        <div class="stack tight">
          <span class="row"
            ><code class="strong">${coupon.code}</code><bdi class="num">−${off}</bdi
            ><span class="state" data-tone=${coupon.isActive ? 'good' : 'none'}>${coupon.isActive ? words.active : words.ended}</span></span
          >
          <span class="soft small"
            >${[words.used(coupon.uses, coupon.maxUses === null ? '' : String(coupon.maxUses)), coupon.endsAt && words.until(day(coupon.endsAt))].filter(Boolean).join(' · ')}</span
          >
        </div>
        <button @click=${() => this.toggle(coupon)}>
          ${coupon.isActive ? words.endNow : words.startAgain}<span class="visually-hidden"> ${coupon.code}</span>
        </button>
      </div>
    </li>`;
  }

  private form(): TemplateResult {
    const error = (name: string): string | undefined => this.errors.get(name);
    return html`<luneo-dialog .heading=${words.newCoupon} @closed=${() => (this.isCreating = false)}>
      <form class="stack" novalidate @submit=${this.create}>
        ${textField({ name: 'code', label: words.code, hint: words.codeHint, maxlength: 40, error: error('code') })}
        <div class="stack tight">
          <span class="label">${words.kind}</span>${segments<Discount['kind']>(
            words.kind,
            this.kind,
            [
              ['percent', words.kinds.percent],
              ['amount', words.kinds.amount],
            ],
            (kind) => (this.kind = kind),
          )}
        </div>
        <div class="fields">
          ${textField({ name: 'value', label: this.kind === 'percent' ? `${words.kinds.percent} (%)` : words.amount, error: error('value') })}
          ${this.kind === 'amount' ? textField({ name: 'currency', label: words.currency, placeholder: 'EUR', maxlength: 3, error: error('discount.currency') }) : html``}
          ${textField({ name: 'maxUses', label: words.maxUses, hint: words.unlimited, isOptional: true, error: error('maxUses') })}
          ${textField({ name: 'maxPerShopper', label: words.perShopper, hint: words.unlimited, isOptional: true, error: error('maxPerShopper') })}
          ${textField({ name: 'endsAt', label: words.endsAt, type: 'date', isOptional: true, error: error('endsAt') })}
        </div>
        ${problem(this.problem)}
        <div class="row">
          <button class="primary" ?disabled=${this.isWorking}>${words.create}</button
          ><button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
        </div>
      </form>
    </luneo-dialog>`;
  }

  private async create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const read = (name: string): string => ((fields.get(name) as string | null) ?? '').trim();
    const value = Number(read('value').replace(',', '.'));
    const currency = read('currency').toUpperCase() || 'EUR';
    this.errors = new Map([
      ...(read('code') ? [] : [['code', ui.invalid.required] as const]),
      ...(value > 0 && (this.kind === 'amount' || value <= 100)
        ? []
        : [['value', this.kind === 'percent' ? words.percentRange : ui.invalid.number] as const]),
    ]);
    if (this.errors.size > 0) return;
    const uses = Number(read('maxUses'));
    const perShopper = Number(read('maxPerShopper'));
    await this.send({
      code: read('code'),
      discount:
        this.kind === 'percent'
          ? { kind: 'percent', percent: value }
          : { kind: 'amount', amount: Math.round(value * 10 ** decimals(currency)), currency },
      ...(uses > 0 && { maxUses: Math.round(uses) }),
      ...(perShopper > 0 && { maxPerShopper: Math.round(perShopper) }),
      ...(read('endsAt') && { endsAt: new Date(`${read('endsAt')}T23:59:59`).toISOString() }),
    });
  }

  private async send(body: CouponCreate): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    this.problem = '';
    try {
      await this.app.api.coupons.create(this.app.brandId, body);
      this.dialog.close();
      await this.pages.run();
    } catch (error) {
      this.errors = codeOf(error) === 'conflict' ? new Map([['code', words.conflict]]) : fieldErrors(error);
      if (this.errors.size === 0) this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }

  private async toggle(coupon: Coupon): Promise<void> {
    this.problem = '';
    try {
      await this.app.api.coupons.update(this.app.brandId, coupon.id, { isActive: !coupon.isActive });
      await this.pages.run();
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
