import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Message } from '../drivers/mail/mail.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const esc = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!);

/** `€184.00` from minor units. */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The message that a shopper gets once their order is paid. Names from outside are escaped in HTML and kept to one line. */
export function confirmationMail(order: Order, brandName: string): Omit<Message, 'id' | 'to'> {
  const brand = oneLine(brandName);
  const lines = order.items.map(({ productName, quantity, quote }) => ({
    name: oneLine(quantity > 1 ? `${quantity} × ${productName}` : productName),
    amount: formatMoney(quote.total, order.currency),
  }));
  const total = formatMoney(order.total, order.currency);
  return { from: brand, subject: `${brand}: your order ${order.number}`, ...bodies(order.number, brand, lines, total) };
}

interface Line {
  name: string;
  amount: string;
}

function bodies(number: string, brand: string, lines: readonly Line[], total: string): Pick<Message, 'text' | 'html'> {
  const thanks = 'Thank you for your order.';
  const next = 'We are making it now, exactly as you designed it.';
  const text = [
    `${thanks} ${next}`,
    '',
    `Order ${number}`,
    ...lines.map(({ name, amount }) => `- ${name}: ${amount}`),
    `Total: ${total}`,
    '',
    brand,
    '',
  ].join('\n');
  const cell = 'padding:12px 0;border-top:1px solid #e2ddd3;';
  const rows = lines.map(
    ({ name, amount }) => `<tr><td style="${cell}">${esc(name)}</td><td style="${cell}text-align:right">${esc(amount)}</td></tr>`,
  );
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${esc(number)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f5f2ec;color:#1d1b18;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#fffefb;border-radius:10px">
<p style="margin:0 0 24px;font-weight:600">${esc(brand)}</p>
<h1 style="margin:0 0 8px;font-size:24px;line-height:1.25">${thanks}</h1>
<p style="margin:0 0 24px">${next}</p>
<p style="margin:0 0 8px;color:#6a655c">Order ${esc(number)}</p>
<table role="presentation" style="width:100%;border-collapse:collapse">${rows.join('')}
<tr><td style="${cell}font-weight:600">Total</td><td style="${cell}font-weight:600;text-align:right">${esc(total)}</td></tr></table>
</div></body></html>
`;
  return { text, html };
}

/** No line break may start a new header. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
