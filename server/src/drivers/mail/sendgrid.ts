import sendgrid from '@sendgrid/mail';
import type { SendgridConfig } from '../../config/mail.js';
import { later, once, refused, toLetter } from './letter.js';
import type { Mail } from './mail.js';

const ANSWER_MS = 20_000;

/** Sends by SendGrid's Web API v3, without tracking in links or pictures. */
export function createSendgridMail({ apiKey, apiBase, sender }: SendgridConfig): Mail {
  // Its module is one shared instance; ours has its own key and address.
  const service = new (sendgrid.constructor as new () => typeof sendgrid)();
  service.setApiKey(apiKey);
  service.setTimeout(ANSWER_MS);
  clientOf(service).setDefaultRequest('baseUrl', `${apiBase}/`);
  return {
    send: once(async (message) => {
      const { messageId, from, to, subject, text, html } = toLetter(message, sender);
      try {
        await service.send({
          to: to.address,
          from: { name: from.name, email: from.address },
          subject,
          text,
          html,
          headers: { 'Message-ID': messageId, 'Auto-Submitted': 'auto-generated' },
          customArgs: { message: message.id },
          trackingSettings: { clickTracking: { enable: false, enableText: false }, openTracking: { enable: false } },
        });
      } catch (error) {
        const status = (error as { code?: unknown }).code;
        throw status === 400 || status === 413
          ? refused('SendGrid refuses this message or its recipient.', error)
          : later('SendGrid', error);
      }
    }),
  };
}

/** The types leave it out. */
const clientOf = (service: object) => (service as { client: { setDefaultRequest(key: 'baseUrl', value: string): void } }).client;
