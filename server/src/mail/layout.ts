import { intlLocale, type MailLocale } from './locale.js';

/** A mail as a renderer gives it. Nothing is escaped yet, and every text may come from outside. */
export interface MailContent {
  locale: MailLocale;
  subject: string;
  /** First line of the page, e.g. the brand. */
  sender: string;
  heading: string;
  paragraphs: readonly string[];
  /** Large and on its own, e.g. a code to copy. */
  code?: string | undefined;
  button?: { label: string; url: string } | undefined;
  table?: { caption: string; rows: readonly (readonly [name: string, amount: string])[]; total?: readonly [string, string] } | undefined;
  /** Small print. */
  footer?: string | undefined;
}
export interface MailText {
  from: string;
  subject: string;
  text: string;
  html: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const esc = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!);
/** No line break may start a new header, and no control or direction character change what is read. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu, '')
    .trim();

/** A person's name for a greeting; what reads like an address on the web is none: a stranger may have typed it to send a link. */
export const personName = (text: string): string | null => {
  const name = oneLine(text).slice(0, 60);
  return name === '' || /[:/@\\]|\S\.\S/.test(name) ? null : name;
};

/** From `YYYY-MM-DD`. */
export const formatDay = (day: string, locale: MailLocale): string =>
  new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

/** `€184.00` from minor units. */
export function formatMoney(minor: number, currency: string, locale: MailLocale): string {
  const format = new Intl.NumberFormat(intlLocale(locale), { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The same words as plain text and as HTML, escaped, with headers of one line. A link is always shown in full in the text. */
export function layout(content: MailContent): MailText {
  const lined: MailContent = {
    ...content,
    sender: oneLine(content.sender),
    heading: oneLine(content.heading),
    paragraphs: content.paragraphs.map(oneLine),
  };
  return { from: lined.sender, subject: oneLine(content.subject).slice(0, 200), text: plain(lined), html: page(lined) };
}

function plain({ sender, heading, paragraphs, code, button, table, footer }: MailContent): string {
  const rows = table?.rows.map(([name, amount]) => `- ${oneLine(name)}: ${amount}`) ?? [];
  return [
    [heading, ...paragraphs].join(' '),
    '',
    ...(code ? [code, ''] : []),
    ...(button ? [`${button.label}: ${button.url}`, ''] : []),
    ...(table ? [table.caption, ...rows, ...(table.total ? [`${table.total[0]}: ${table.total[1]}`] : []), ''] : []),
    ...(footer ? [footer, ''] : []),
    sender,
    '',
  ].join('\n');
}

const CELL = 'padding:12px 0;border-top:1px solid #e2ddd3;text-align:start';
const AMOUNT = `${CELL};text-align:end`;

function page({ locale, subject, sender, heading, paragraphs, code, button, table, footer }: MailContent): string {
  const parts = [
    ...paragraphs.map((text) => `<p style="margin:0 0 24px">${esc(text)}</p>`),
    code && `<p style="margin:0 0 24px;font-size:32px;letter-spacing:6px;font-weight:600" dir="ltr">${esc(code)}</p>`,
    button &&
      `<p style="margin:0 0 24px"><a href="${esc(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1d1b18;color:#fffefb;text-decoration:none">${esc(button.label)}</a></p>`,
    table && tableOf(table),
    footer && `<p style="margin:24px 0 0;color:#6a655c;font-size:13px">${esc(footer)}</p>`,
  ].filter(Boolean);
  return `<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${esc(oneLine(subject))}</title></head>
<body style="margin:0;padding:32px 16px;background:#f5f2ec;color:#1d1b18;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#fffefb;border-radius:10px">
<p style="margin:0 0 24px;font-weight:600">${esc(sender)}</p>
<h1 style="margin:0 0 8px;font-size:24px;line-height:1.25">${esc(heading)}</h1>
${parts.join('\n')}
</div></body></html>
`;
}

function tableOf({ caption, rows, total }: NonNullable<MailContent['table']>): string {
  const cells = rows.map(
    ([name, amount]) => `<tr><td style="${CELL}">${esc(oneLine(name))}</td><td style="${AMOUNT}">${esc(amount)}</td></tr>`,
  );
  const last =
    total &&
    `<tr><td style="${CELL};font-weight:600">${esc(total[0])}</td><td style="${AMOUNT};font-weight:600">${esc(total[1])}</td></tr>`;
  return `<p style="margin:0 0 8px;color:#6a655c">${esc(caption)}</p>
<table role="presentation" style="width:100%;border-collapse:collapse">${cells.join('')}
${last ?? ''}</table>`;
}
