import type { Delivered } from './mail-suite.js';

/** Reads what our own mails are made of (RFC 2045 to 2047): enough for tests, not for mail of the world. */
export function readMime(raw: string): Delivered {
  const { headers, body } = split(raw);
  const get = (name: string): string => decodeWords(headers.find(([key]) => key === name)?.[1] ?? '');
  const parts = partsOf(headers, body);
  const of = (type: string): string => parts.find((part) => part.type === type)?.text ?? '';
  const from = /^(.*?)\s*<([^<>]*)>$/.exec(get('from'))!;
  return {
    messageId: get('message-id'),
    from: { name: unquote(from[1]!), address: from[2]! },
    to: get('to').split(/,\s*/),
    subject: get('subject'),
    text: of('text/plain'),
    html: of('text/html'),
    headers: headers.map(([key]) => key),
  };
}

type Header = [name: string, value: string];

function split(raw: string): { headers: Header[]; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, at).replaceAll(/\r\n[ \t]+/g, ' ');
  const headers = head.split('\r\n').map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers, body: raw.slice(at + 4) };
}

function partsOf(headers: Header[], body: string): { type: string; text: string }[] {
  const contentType = headers.find(([key]) => key === 'content-type')?.[1] ?? 'text/plain';
  const boundary = /boundary="([^"]+)"/.exec(contentType)?.[1];
  if (boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => {
        const inner = split(part.replace(/^\r\n/, ''));
        return partsOf(inner.headers, inner.body);
      });
  const encoding = headers.find(([key]) => key === 'content-transfer-encoding')?.[1] ?? '7bit';
  const text = decode(encoding.toLowerCase(), body).toString('utf8').replaceAll('\r\n', '\n');
  return [{ type: contentType.split(';')[0]!, text }];
}

function decode(encoding: string, body: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'utf8');
  const soft = body.replaceAll(/=\r\n/g, '');
  return Buffer.from(
    soft.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      decode(
        kind.toLowerCase() === 'b' ? 'base64' : 'quoted-printable',
        word.replaceAll('_', kind.toLowerCase() === 'q' ? ' ' : '_'),
      ).toString('latin1'),
    )
    .replace(/[\u0080-\u00ff]{2,}/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));

const unquote = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll(/\\(.)/g, '$1') : name);
