import type { MailConfig } from '../../config/mail.js';
import type { Mail } from './mail.js';
import { createOutboxMail } from './outbox.js';

/** The driver that the configuration names; the libraries of the others are not loaded. */
export async function openMail(config: MailConfig): Promise<Mail> {
  if (config.kind === 'smtp') return (await import('./smtp.js')).createSmtpMail(config);
  if (config.kind === 'sendgrid') return (await import('./sendgrid.js')).createSendgridMail(config);
  if (config.kind === 'mailgun') return (await import('./mailgun.js')).createMailgunMail(config);
  return createOutboxMail(config.folder, config.sender);
}
