import { createHmac, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

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
  /** Signs tokens and file URLs and keys the hashes of API keys. */
  secret: string;
  database: { filename: string };
  stripe: StripeConfig;
  mailDir: string;
  /** Built element bundles, served at `/cdn/v1/`. */
  cdnDir: string;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Number of proxies in front of us whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
  /** Check every reply against its schema: everywhere but in production. */
  checkReplies: boolean;
}

/** With `sandbox`, `apiBase` is the local stand-in and both secrets are derived from the installation's secret. */
export interface StripeConfig {
  sandbox: boolean;
  secretKey: string;
  webhookSecret: string;
  /** `null`: Stripe itself. */
  apiBase: string | null;
  sandboxPort: number;
}

/** Names the variable and what it must be; `main.ts` prints it and exits with 1. */
export class ConfigError extends Error {
  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}.`);
    this.name = 'ConfigError';
  }
}

/** The folder that holds `elements/` and `server/`, found from source and from `dist` alike. */
export const REPOSITORY = repositoryFolder(dirname(fileURLToPath(import.meta.url)));

function repositoryFolder(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, 'elements', 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Throws `ConfigError` for a wrong value; makes the data folder and, outside production, the secret. */
export function readConfig(env: Env = process.env): Config {
  const mode = oneOf(env, 'NODE_ENV', ['development', 'test', 'production'], 'development');
  const production = mode === 'production';
  const port = integer(env, 'PORT', 4400, 1, 65_533);
  const dataDir = folder('LUNEO_DATA_DIR', resolve(env['LUNEO_DATA_DIR'] || '.luneo'));
  if (production && !env['LUNEO_PUBLIC_URL'])
    throw new ConfigError('LUNEO_PUBLIC_URL', 'must be set in production, e.g. https://api.example.com');
  const secret = readSecret(env, dataDir, production);
  return {
    env: mode,
    host: env['HOST'] || (production ? '0.0.0.0' : '127.0.0.1'),
    port,
    dataDir,
    publicUrl: url(env, 'LUNEO_PUBLIC_URL', `http://127.0.0.1:${port}`),
    shopUrl: url(env, 'LUNEO_SHOP_URL', `http://127.0.0.1:${port + 1}`),
    secret,
    database: { filename: databaseFile(env, dataDir) },
    stripe: readStripe(env, secret, port, production),
    mailDir: folder('LUNEO_MAIL_DIR', resolve(env['LUNEO_MAIL_DIR'] || join(dataDir, 'outbox'))),
    cdnDir: bundleFolder(env),
    logLevel: oneOf(env, 'LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], mode === 'test' ? 'silent' : 'info'),
    trustedProxies: integer(env, 'LUNEO_TRUSTED_PROXIES', 0, 0, 10),
    checkReplies: !production,
  };
}

function readStripe(env: Env, secret: string, port: number, production: boolean): StripeConfig {
  const secretKey = env['STRIPE_SECRET_KEY'];
  const sandboxPort = port + 2;
  if (!secretKey) {
    if (production) throw new ConfigError('STRIPE_SECRET_KEY', 'must be set in production: the payment sandbox is for development only');
    const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('hex').slice(0, 32);
    const apiBase = url(env, 'STRIPE_API_BASE', `http://127.0.0.1:${sandboxPort}`);
    if (!isLoopback(new URL(apiBase).hostname))
      throw new ConfigError('STRIPE_API_BASE', 'must be a loopback address: the sandbox is never remote');
    const webhookSecret = env['STRIPE_WEBHOOK_SECRET'] || `whsec_${derive('stripe-webhook')}`;
    return { sandbox: true, secretKey: `sk_test_${derive('stripe-key')}`, webhookSecret, apiBase, sandboxPort };
  }
  if (!/^(sk|rk)_(test|live)_\w+$/.test(secretKey)) throw new ConfigError('STRIPE_SECRET_KEY', 'must begin with sk_test_ or sk_live_');
  if (env['STRIPE_API_BASE']) {
    if (production) throw new ConfigError('STRIPE_API_BASE', 'must not be set in production: payments go to Stripe itself');
    if (secretKey.includes('_live_')) throw new ConfigError('STRIPE_API_BASE', 'must not be set together with a live key');
  }
  const webhookSecret = env['STRIPE_WEBHOOK_SECRET'];
  if (!webhookSecret?.startsWith('whsec_'))
    throw new ConfigError('STRIPE_WEBHOOK_SECRET', 'must be the signing secret of the endpoint, whsec_…');
  const apiBase = env['STRIPE_API_BASE'] ? url(env, 'STRIPE_API_BASE', '') : null;
  return { sandbox: false, secretKey, webhookSecret, apiBase, sandboxPort };
}

/** Whether a host name or address can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}

function readSecret(env: Env, dataDir: string, production: boolean): string {
  const given = env['LUNEO_SECRET'];
  if (given) {
    if (given.length < 32) throw new ConfigError('LUNEO_SECRET', 'must have at least 32 characters');
    return given;
  }
  if (production) throw new ConfigError('LUNEO_SECRET', 'must be set in production to at least 32 random characters');
  return generatedSecret(join(dataDir, 'secret'));
}

/** Several processes may start at once: the file appears whole, and the first one wins. */
function generatedSecret(path: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new ConfigError('LUNEO_DATA_DIR', `cannot keep the generated secret (${(error as Error).message})`);
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

function databaseFile(env: Env, dataDir: string): string {
  const given = env['DATABASE_URL'];
  if (!given) return join(dataDir, 'luneo.sqlite');
  const match = /^sqlite:(?:\/\/)?(.+)$/.exec(given);
  if (!match) throw new ConfigError('DATABASE_URL', 'must be sqlite:PATH');
  return resolve(match[1]!);
}

/** The default may be built later; one that is named must be there. */
function bundleFolder(env: Env): string {
  const named = env['LUNEO_CDN_DIR'];
  if (named && !existsSync(join(named, 'luneo.js')))
    throw new ConfigError('LUNEO_CDN_DIR', `is ${named}, where there is no luneo.js; \`npm run build\` makes one`);
  return resolve(named || join(REPOSITORY, 'elements', 'cdn'));
}

/** As `mkdir -p`; Node's own `recursive` never returns where a parent exists and takes no folders, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function folder(variable: string, path: string): string {
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK | constants.X_OK);
    return path;
  } catch (error) {
    throw new ConfigError(variable, `is ${path}, which cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

function oneOf<const T extends readonly string[]>(env: Env, variable: string, values: T, fallback: T[number]): T[number] {
  const value = env[variable] || fallback;
  if (!values.includes(value)) throw new ConfigError(variable, `must be one of ${values.join(', ')}, not "${value}"`);
  return value;
}

function integer(env: Env, variable: string, fallback: number, min: number, max: number): number {
  const text = env[variable];
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ConfigError(variable, `must be a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}

function url(env: Env, variable: string, fallback: string): string {
  const text = env[variable] || fallback;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.pathname !== '/' || parsed.search || parsed.hash || parsed.username)
    throw new ConfigError(variable, `must be an origin such as https://api.example.com, not "${text}"`);
  return parsed.origin;
}
