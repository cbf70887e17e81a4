import { createTransport } from 'nodemailer';
import type { SmtpConfig } from '../../config/mail.js';
import { later, once, refused, toLetter } from './letter.js';
import type { Mail } from './mail.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const CONNECTIONS = 3;

interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
}

/** Hands messages to a mail server; connections are kept for the next ones. */
export function createSmtpMail({ host, port, secure, requireTls, auth, sender }: SmtpConfig): Mail {
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    ...(auth && { auth }),
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    tls: { minVersion: 'TLSv1.2' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: once(async (message) => {
      const letter = toLetter(message, sender);
      try {
        await transport.sendMail({ ...letter, headers: { 'Auto-Submitted': 'auto-generated' } });
      } catch (error) {
        throw isLasting(error as SmtpError)
          ? refused('The mail server refuses this message or its recipient.', error)
          : later('The mail server', error);
      }
    }),
    close: async () => transport.close(),
  };
}

/** 5xx is the server's word about this message or its recipient (RFC 5321 §4.2.1); about our account it is for us to mend. */
const isLasting = ({ code, responseCode = 0, command = '' }: SmtpError): boolean =>
  responseCode >= 500 && responseCode < 600 && code !== 'EAUTH' && /^(RCPT TO|DATA)$/.test(command);
