import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The link with this text in the newest mail to the address, out of the folder that mails go to in development. */
export async function linkMailedTo(dataDir: string, address: string, part: string): Promise<string> {
  const folder = path.join(dataDir, 'outbox');
  for (;;) {
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
    // Ids of mails grow.
    for (const name of files.toSorted().toReversed()) {
      const mail = readMail(readFileSync(path.join(folder, name), 'latin1'));
      if (!mail.to.includes(address)) continue;
      const link = mail.body.match(/https?:\/\/[^\s"<>]+/g)?.find((each) => each.includes(part));
      if (link) return link.replaceAll('&amp;', '&');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Enough of MIME for our own mails: quoted-printable and base64 parts are decoded, the rest is taken as it is. */
function readMail(raw: string): { to: string; body: string } {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  const to = /^To: (.*)$/im.exec(head)?.[1] ?? '';
  const quoted = raw
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const encoded = [...raw.matchAll(/base64\r\n(?:[\w-]+:.*\r\n)*\r\n([\w+/=\r\n]+)/g)].map(([, text]) =>
    Buffer.from(text!, 'base64').toString('utf8'),
  );
  return { to, body: [quoted, ...encoded].join('\n') };
}
