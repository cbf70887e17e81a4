import type { Order, RefundCreate } from '@luneo/sdk/contracts/orders.js';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { fieldErrors, problem, sentence } from '../ui/failure.js';
import { decimals, money } from '../ui/format.js';
import { numberField, selectField, textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

type Reason = 'none' | NonNullable<RefundCreate['reason']>;

/** All or a part of what was paid. Sent with one key, so that a second press cannot give it back twice. Fires `refunded`, `closed`. */
@customElement('luneo-refund')
export class LuneoRefund extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) order!: Order;
  @state() private amount = 0;
  @state() private reason: Reason = 'none';
  @state() private note = '';
  @state() private problem = '';
  @state() private isWorking = false;
  @query('luneo-dialog') private dialog!: LuneoDialog;
  private readonly key = crypto.randomUUID();

  override connectedCallback(): void {
    super.connectedCallback();
    this.amount = this.left;
  }

  override render(): TemplateResult {
    const { currency } = this.order;
    const factor = 10 ** decimals(currency);
    const isFine = this.amount > 0 && this.amount <= this.left;
    return html`<luneo-dialog .heading=${words.refundHeading} @closed=${() => this.dispatchEvent(new Event('closed'))}>
      <form class="stack" @submit=${this.submit}>
        ${numberField({ name: 'amount', label: words.refundAmount, unit: currency, min: 0, max: this.left / factor, step: 1 / factor, value: this.amount / factor, hint: words.refundLeft(money(this.left, currency)), error: isFine ? undefined : words.refundLeft(money(this.left, currency)), onInput: (value) => (this.amount = Math.round(value * factor)) })}
        ${selectField<Reason>({ name: 'reason', label: words.refundReason, value: this.reason, choices: (Object.keys(words.reasons) as Reason[]).map((each) => [each, words.reasons[each]] as const), onInput: (value) => (this.reason = value) })}
        ${textField({ name: 'note', label: words.refundNote, isOptional: true, maxlength: 500, value: this.note, onInput: (value) => (this.note = value) })}
        ${problem(this.problem)}
        <div class="row">
          <button class="primary danger" ?disabled=${!isFine || this.isWorking}>${words.refundAction(money(this.amount, currency))}</button>
          <button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
        </div>
      </form>
    </luneo-dialog>`;
  }

  private get left(): number {
    return this.order.total - this.order.refunded;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.isWorking = true;
    this.problem = '';
    try {
      const body = { amount: this.amount, ...(this.reason !== 'none' && { reason: this.reason }), ...(this.note && { note: this.note }) };
      await this.app.api.orders.refund(this.order.id, body, { idempotencyKey: `${this.key}-${this.amount}` });
      this.dispatchEvent(new Event('refunded'));
      this.dialog.close();
    } catch (error) {
      this.problem = fieldErrors(error).get('amount') ?? sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}
