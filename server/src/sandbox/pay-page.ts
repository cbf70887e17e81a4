import type { LineItem, Session } from './objects.js';

export interface PayForm {
  email: string;
  card: string;
  expiry: string;
  cvc: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const esc = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!);

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: currency.toUpperCase() });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The page a shopper pays on. `problem` marks the field that has to be corrected. */
export function payPage(session: Session, form: PayForm, problem: { field: keyof PayForm; message: string } | null): string {
  const total = money(session.amount_total, session.currency);
  const shop = esc(session.branding_settings.display_name);
  return layout(
    `Pay ${total} · ${session.branding_settings.display_name}`,
    `<main class="pay">
  <section class="order" aria-labelledby="shop">
    ${session.cancel_url ? `<a class="back" href="${esc(session.cancel_url)}"><span aria-hidden="true">←</span> Back to ${shop}</a>` : ''}
    <p class="shop" id="shop">${shop}</p>
    <p class="total"><span class="label">To pay</span> <strong>${total}</strong></p>
    <ul class="lines">${session.line_items.map(lineItem).join('')}${extras(session)}</ul>
    <p class="sum"><span>Total</span> <span>${total}</span></p>
  </section>
  <section class="till" aria-labelledby="how">
    <h1 id="how">Pay by card</h1>
    <p class="test"><strong>Test payment.</strong> No money moves. <code>4242 4242 4242 4242</code> pays, <code>4000 0000 0000 0002</code> is declined, <code>4000 0000 0000 0259</code> is disputed; the bank account <code>000123456789</code> pays after a minute.</p>
    ${problem ? `<p class="problem" role="alert" id="problem">${esc(problem.message)}</p>` : ''}
    <form method="post" action="/pay/${esc(session.id)}">
      ${session.customer_email ? `<p class="known"><span class="label">E-mail</span> ${esc(session.customer_email)}</p>` : field('email', 'E-mail', form, problem, 'type="email" autocomplete="email" required')}
      ${field('card', 'Card number', form, problem, 'inputmode="numeric" autocomplete="cc-number" maxlength="24" required')}
      <div class="pair">
        ${field('expiry', 'Expires (MM/YY)', form, problem, 'inputmode="numeric" autocomplete="cc-exp" maxlength="7" required')}
        ${field('cvc', 'Security code', form, problem, 'inputmode="numeric" autocomplete="cc-csc" maxlength="4" required')}
      </div>
      <button type="submit">Pay ${total}</button>
      ${session.cancel_url ? `<a class="cancel" href="${esc(session.cancel_url)}">Cancel and keep my design</a>` : ''}
    </form>
  </section>
</main>`,
  );
}

/** A page that only says something; `session` gives the way back. */
export function messagePage(session: Session | null, title: string, sentence: string): string {
  const back = session?.cancel_url
    ? `<a class="button" href="${esc(session.cancel_url)}">Back to ${esc(session.branding_settings.display_name)}</a>`
    : '';
  return layout(title, `<main class="message"><h1>${esc(title)}</h1><p>${esc(sentence)}</p>${back}</main>`);
}

function lineItem(line: LineItem): string {
  const each = line.quantity > 1 ? `<span class="each">${line.quantity} × ${money(line.price.unit_amount, line.currency)}</span>` : '';
  return `<li><span class="name">${esc(line.description)}${each}</span> <span class="amount">${money(line.amount_total, line.currency)}</span></li>`;
}

function extras({ sandbox, shipping_cost, total_details, currency }: Session): string {
  const line = (name: string, amount: number): string =>
    `<li><span class="name">${esc(name)}</span> <span class="amount">${money(amount, currency)}</span></li>`;
  const { amount_discount: discount } = total_details;
  return [
    discount > 0 ? line(sandbox.discountName ?? 'Discount', -discount) : '',
    shipping_cost ? line(sandbox.shippingName ?? 'Shipping', shipping_cost.amount_total) : '',
  ].join('');
}

function field(name: keyof PayForm, label: string, form: PayForm, problem: { field: keyof PayForm } | null, attributes: string): string {
  const wrong = problem?.field === name ? ' aria-invalid="true" aria-describedby="problem" autofocus' : '';
  return `<label class="field"><span class="label">${label}</span><input name="${name}" value="${esc(form[name])}" ${attributes}${wrong}></label>`;
}

export function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${esc(title)}</title>
<link rel="stylesheet" href="/pay.css">
</head>
<body>
${body}
</body>
</html>
`;
}
