import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAi, type AiConfig } from './config/ai.js';
import { readDatabase, type DatabaseConfig } from './config/database.js';
import { ConfigError, folder, integer, oneOf, url, type Env } from './config/env.js';
import { readOauth, type OauthProviderConfig } from './config/oauth.js';
import { readAllowHosts } from './config/outgoing.js';
import { readFiles, type FilesConfig } from './config/files.js';
import { readMail, readTestMails, type MailConfig } from './config/mail.js';
import { readQueue, type QueueConfig } from './config/queue.js';
import { readRedis, type RedisConfig } from './config/redis.js';
import { readMetrics, readReports, type MetricsConfig, type ReportConfig } from './config/observe.js';
import { readSecret } from './config/secret.js';
import { readStripe, type StripeConfig } from './config/stripe.js';

export { ConfigError, isLoopback, type Env } from './config/env.js';
export type { RedisConfig } from './config/redis.js';
export type { StripeConfig } from './config/stripe.js';

/** Everything the environment decides, read once at start. No other file reads `process.env`. */
export interface Config {
  env: 'development' | 'test' | 'production';
  host: string;
  /** API and bundles; the shop and the payment sandbox take the next two. */
  port: number;
  dataDir: string;
  /** Origin of the API without a trailing slash, as clients see it. */
  publicUrl: string;
  shopUrl: string;
  /** Origin of the admin where it is another than the API's; `null`: the API serves it at `/admin/`. */
  adminUrl: string | null;
  /** Signs tokens and file URLs and keys the hashes of API keys. */
  secret: string;
  database: DatabaseConfig;
  /** `null`: this installation runs without Redis. */
  redis: RedisConfig | null;
  /** Hosts on this machine that outgoing requests may reach, in development. */
  allowHosts: string[];
  /** Where staff may sign in beside their password. */
  oauth: OauthProviderConfig[];
  stripe: StripeConfig;
  ai: AiConfig;
  queue: QueueConfig;
  files: FilesConfig;
  mail: MailConfig;
  /** Mails that a brand's test mode may send to strangers on a day; `null`: as many as it likes. */
  testMailsPerDay: number | null;
  /** Where mails are written that nobody is configured to send. */
  mailDir: string;
  /** Built element bundles, served at `/cdn/v1/`. */
  cdnDir: string;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Number of proxies in front of us whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
  /** Multiplies every rate limit. */
  rateLimitScale: number;
  metrics: MetricsConfig;
  reports: ReportConfig;
  /** Check every reply against its schema: everywhere but in production. */
  checkReplies: boolean;
}

/** The folder that holds `elements/` and `server/`, found from source and from `dist` alike. */
export const REPOSITORY = repositoryFolder(dirname(fileURLToPath(import.meta.url)));

function repositoryFolder(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, 'elements', 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Reads the environment. Throws `ConfigError` for a wrong value; makes the data folder and, outside production, the secret. */
export function readConfig(env: Env = process.env): Config {
  const mode = oneOf(env, 'NODE_ENV', ['development', 'test', 'production'], 'development');
  const production = mode === 'production';
  const port = integer(env, 'PORT', 4400, 1, 65_533);
  const dataDir = folder('LUNEO_DATA_DIR', resolve(env['LUNEO_DATA_DIR'] || '.luneo'));
  if (production && !env['LUNEO_PUBLIC_URL'])
    throw new ConfigError('LUNEO_PUBLIC_URL', 'must be set in production, e.g. https://api.example.com');
  const secret = readSecret(env, dataDir, production);
  const publicUrl = url(env, 'LUNEO_PUBLIC_URL', `http://127.0.0.1:${port}`);
  const redis = readRedis(env, production);
  const mailDir = folder('LUNEO_MAIL_DIR', resolve(env['LUNEO_MAIL_DIR'] || join(dataDir, 'outbox')));
  return {
    env: mode,
    host: env['HOST'] || (production ? '0.0.0.0' : '127.0.0.1'),
    port,
    dataDir,
    publicUrl,
    shopUrl: url(env, 'LUNEO_SHOP_URL', `http://127.0.0.1:${port + 1}`),
    adminUrl: env['LUNEO_ADMIN_URL'] ? url(env, 'LUNEO_ADMIN_URL', '') : null,
    secret,
    database: readDatabase(env, dataDir),
    redis,
    allowHosts: readAllowHosts(env, production),
    oauth: readOauth(env, production),
    stripe: readStripe(env, secret, port, production),
    ai: readAi(env, production),
    queue: readQueue(env, redis),
    files: readFiles(env, dataDir, production),
    mail: readMail(env, mailDir, publicUrl, production),
    testMailsPerDay: readTestMails(env),
    mailDir,
    cdnDir: bundleFolder(env),
    logLevel: oneOf(env, 'LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], mode === 'test' ? 'silent' : 'info'),
    trustedProxies: integer(env, 'LUNEO_TRUSTED_PROXIES', 0, 0, 10),
    rateLimitScale: integer(env, 'LUNEO_RATE_LIMIT_SCALE', 1, 1, 1_000_000),
    metrics: readMetrics(env),
    reports: readReports(env),
    checkReplies: !production,
  };
}

/** The default may be built later; one that is named must be there. */
function bundleFolder(env: Env): string {
  const named = env['LUNEO_CDN_DIR'];
  if (named && !existsSync(join(named, 'luneo.js')))
    throw new ConfigError('LUNEO_CDN_DIR', `is ${named}, where there is no luneo.js; \`npm run build\` makes one`);
  return resolve(named || join(REPOSITORY, 'elements', 'cdn'));
}
