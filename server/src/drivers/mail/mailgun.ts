import Mailgun from 'mailgun.js';
import type { MailgunConfig } from '../../config/mail.js';
import { later, once, refused, toLetter } from './letter.js';
import type { Mail } from './mail.js';

const ANSWER_MS = 20_000;

/** Sends by Mailgun's HTTP API, without tracking. `apiBase` is `https://api.eu.mailgun.net` for domains in Europe. */
export function createMailgunMail({ apiKey, apiBase, domain, sender }: MailgunConfig): Mail {
  const client = new Mailgun(FormData).client({ username: 'api', key: apiKey, url: apiBase, timeout: ANSWER_MS });
  return {
    send: once(async (message) => {
      const { messageId, from, to, subject, text, html } = toLetter(message, sender);
      try {
        await client.messages.create(domain, {
          from: `"${from.name.replaceAll(/["\\]/g, '\\$&')}" <${from.address}>`,
          to: to.address,
          subject,
          text,
          html,
          'h:Message-Id': messageId,
          'h:Auto-Submitted': 'auto-generated',
          'v:message': message.id,
          'o:tracking': 'no',
        });
      } catch (error) {
        throw isLasting(error) ? refused('Mailgun refuses this message or its recipient.', error) : later('Mailgun', error);
      }
    }),
  };
}

/** Its client says 400 also where there was no answer at all; then the message is the code of the network's error. */
function isLasting(error: unknown): boolean {
  const { status, message } = error as { status?: unknown; message?: string };
  return (status === 400 || status === 413) && !/^E[A-Z_]+$/.test(message ?? '');
}
