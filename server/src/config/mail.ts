import { ConfigError, integer, isLoopback, url, type Env } from './env.js';

/** Address that mails come from; the name beside it is the brand's. */
interface Sender {
  sender: string;
}
export interface SmtpConfig extends Sender {
  kind: 'smtp';
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, which `requireTls` insists on. */
  secure: boolean;
  requireTls: boolean;
  auth: { user: string; pass: string } | null;
}
export interface SendgridConfig extends Sender {
  kind: 'sendgrid';
  apiKey: string;
  apiBase: string;
}
export interface MailgunConfig extends Sender {
  kind: 'mailgun';
  apiKey: string;
  domain: string;
  apiBase: string;
}
export type MailConfig = (Sender & { kind: 'outbox'; folder: string }) | SmtpConfig | SendgridConfig | MailgunConfig;

const PROVIDERS = ['SMTP_URL', 'SENDGRID_API_KEY', 'MAILGUN_API_KEY'] as const;

/** One of the three providers; without any, mails are written into a folder. Throws `ConfigError`. */
export function readMail(env: Env, folder: string, publicUrl: string, production: boolean): MailConfig {
  const chosen = PROVIDERS.filter((name) => env[name]);
  if (chosen.length > 1) throw new ConfigError(chosen[0]!, `and ${chosen[1]} exclude each other: set one`);
  const { hostname } = new URL(publicUrl);
  if (chosen.length === 0) {
    return { kind: 'outbox', folder, sender: readSender(env) ?? `no-reply@${isName(hostname) ? hostname : 'luneo.localhost'}` };
  }
  const sender = readSender(env);
  if (!sender) throw new ConfigError('LUNEO_MAIL_FROM', `must be set with ${chosen[0]}: the address that mails come from`);
  if (chosen[0] === 'SMTP_URL') return readSmtp(env['SMTP_URL']!, sender, production);
  if (chosen[0] === 'SENDGRID_API_KEY')
    return {
      kind: 'sendgrid',
      sender,
      apiKey: env['SENDGRID_API_KEY']!,
      apiBase: base(env, 'SENDGRID_API_BASE', 'https://api.sendgrid.com', production),
    };
  const domain = env['MAILGUN_DOMAIN'] ?? '';
  if (!/^[a-z0-9.-]+\.[a-z]{2,}$/i.test(domain))
    throw new ConfigError('MAILGUN_DOMAIN', 'must be set with MAILGUN_API_KEY, e.g. mg.example.com');
  return {
    kind: 'mailgun',
    sender,
    domain,
    apiKey: env['MAILGUN_API_KEY']!,
    apiBase: base(env, 'MAILGUN_API_BASE', 'https://api.mailgun.net', production),
  };
}

/** Without a provider nobody gets a mail, so nothing has to be limited. */
export function readTestMails(env: Env): number | null {
  const hasProvider = PROVIDERS.some((name) => env[name]);
  if (!hasProvider && !env['LUNEO_TEST_MAILS_PER_DAY']) return null;
  return integer(env, 'LUNEO_TEST_MAILS_PER_DAY', 50, 0, 100_000);
}

/** An IP address is no domain of a sender. */
const isName = (host: string): boolean => /[a-z]/i.test(host) && !host.includes(':');

function readSender(env: Env): string | null {
  const given = env['LUNEO_MAIL_FROM'];
  if (!given) return null;
  if (!/^[\w.+-]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(given))
    throw new ConfigError('LUNEO_MAIL_FROM', 'must be an address such as shop@example.com');
  return given;
}

function readSmtp(given: string, sender: string, production: boolean): SmtpConfig {
  const parsed = URL.canParse(given) ? new URL(given) : null;
  if (!parsed || !/^smtps?:$/.test(parsed.protocol) || !parsed.hostname)
    throw new ConfigError('SMTP_URL', 'must be smtp://USER:PASSWORD@HOST:PORT, or smtps:// for TLS from the start');
  const secure = parsed.protocol === 'smtps:';
  const auth = parsed.username ? { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) } : null;
  return {
    kind: 'smtp',
    sender,
    host: parsed.hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(parsed.port) || (secure ? 465 : 587),
    secure,
    requireTls: !secure && production && !isLoopback(parsed.hostname),
    auth,
  };
}

function base(env: Env, variable: string, fallback: string, production: boolean): string {
  const origin = url(env, variable, fallback);
  if (production && !origin.startsWith('https:'))
    throw new ConfigError(variable, 'must be https in production: the key would cross the network in the clear');
  return origin;
}
