/** What a QR code can hold, as the fields that a shopper fills in. `data` of the code layer is the truth. */
export const CODE_KINDS = ['link', 'text', 'wifi', 'contact'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export const CODE_FIELDS = {
  link: ['url'],
  text: ['text'],
  wifi: ['network', 'password'],
  contact: ['name', 'phone', 'email'],
} as const satisfies Record<CodeKind, readonly string[]>;
export type CodeField = (typeof CODE_FIELDS)[CodeKind][number];

export type CodeFields = Partial<Record<CodeField, string>>;

/** Which kind a code's text is, and what its fields hold. */
export function readCodeText(data: string): { kind: CodeKind; fields: CodeFields } {
  if (/^https?:\/\//i.test(data)) return { kind: 'link', fields: { url: data } };
  if (data.startsWith('WIFI:')) {
    const part = (key: string): string => unescaped(new RegExp(`[:;]${key}:((?:\\\\.|[^;\\\\])*)`).exec(data)?.[1] ?? '');
    return { kind: 'wifi', fields: { network: part('S'), password: part('P') } };
  }
  if (data.startsWith('BEGIN:VCARD')) {
    const line = (key: string): string => unescaped(new RegExp(`^${key}:(.*)$`, 'm').exec(data)?.[1] ?? '');
    return { kind: 'contact', fields: { name: line('FN'), phone: line('TEL'), email: line('EMAIL') } };
  }
  return { kind: 'text', fields: { text: data } };
}

/** The text of a code; empty while what it needs most is missing. */
export function codeText(kind: CodeKind, fields: CodeFields): string {
  const field = (name: CodeField): string => (fields[name] ?? '').trim();
  switch (kind) {
    case 'link':
      return asAddress(field('url')) ?? field('url');
    case 'text':
      return fields.text ?? '';
    case 'wifi':
      return (
        field('network') &&
        `WIFI:T:${fields.password ? 'WPA' : 'nopass'};S:${escaped(field('network'))};P:${escaped(fields.password ?? '')};;`
      );
    case 'contact':
      return field('name') && vcard(field('name'), field('phone'), field('email'));
  }
}

/** Whether a phone would open it: `shop.example/page` becomes an https address. Null when it is none. */
export function asAddress(typed: string): string | null {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  try {
    const { protocol, hostname, username } = new URL(address);
    return /^https?:$/.test(protocol) && !username && /[^.]\.[^.]/.test(hostname) && !/\s/.test(typed) ? address : null;
  } catch {
    return null;
  }
}

/** vCard 3.0 (RFC 2426): what the cameras of phones offer to save. */
function vcard(name: string, phone: string, email: string): string {
  const words = name.split(/\s+/);
  const last = words.length > 1 ? words.at(-1)! : '';
  const first = words.slice(0, words.length > 1 ? -1 : undefined).join(' ');
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(last)};${escaped(first)}`,
    `FN:${escaped(name)}`,
    ...(phone ? [`TEL:${phone}`] : []),
    ...(email ? [`EMAIL:${email}`] : []),
    'END:VCARD',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,:"]/g, String.raw`\$&`);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1').trimEnd();
}
