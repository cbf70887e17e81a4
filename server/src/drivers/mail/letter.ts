import { Lru } from '../../lru.js';
import { Problem } from '../../problem.js';
import type { Message } from './mail.js';

/** A message with its sender, checked: no part of it can begin another header or name another recipient. */
export interface Letter {
  /** With its angle brackets; the same for every try, so that whoever gets it twice can tell. */
  messageId: string;
  from: { name: string; address: string };
  to: { name: ''; address: string };
  subject: string;
  text: string;
  html: string;
}

/** One address, without a name, a list, a route or anything quoted. */
const ADDRESS = /^[^\s@<>()[\],;:"\\\p{C}]{1,64}@[^\s@<>()[\],;:"\\\p{C}]{1,190}$/u;

export function toLetter({ id, from, to, subject, text, html }: Message, sender: string): Letter {
  if (!/^\w{1,60}$/.test(id)) throw new Error(`not a message id: ${JSON.stringify(id.slice(0, 80))}`);
  if (!ADDRESS.test(to)) throw refused('The address is not one that mail can be sent to.');
  return {
    messageId: `<${id}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    from: { name: oneLine(from), address: sender },
    to: { name: '', address: to },
    subject: oneLine(subject),
    text,
    html,
  };
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Nobody will ever take it. */
export const refused = (detail: string, cause?: unknown): Problem => new Problem('invalid-request', detail, { cause });

/** It may be taken later; a wrong password too, for somebody will mend it. */
export const later = (who: string, cause: unknown): Problem =>
  new Problem('unavailable', `${who} did not take the message over.`, { cause });

/** What was taken over in this process is not sent again, should noting it have failed. */
export function once(send: (message: Message) => Promise<void>): (message: Message) => Promise<void> {
  const sent = new Lru<string, true>(2_000);
  return async (message) => {
    if (sent.get(message.id)) return;
    await send(message);
    sent.set(message.id, true);
  };
}
