import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError, isLoopback, readConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'luneo-config-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const base = { LUNEO_DATA_DIR: folder };
const production = {
  ...base,
  NODE_ENV: 'production',
  LUNEO_PUBLIC_URL: 'https://api.example.com',
  LUNEO_SECRET: 'thirty-two characters or more, please',
  STRIPE_SECRET_KEY: 'sk_live_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
};
const refuses = (env: Record<string, string | undefined>, variable: string) =>
  assert.throws(
    () => readConfig(env),
    (error) => error instanceof ConfigError && error.message.startsWith(`${variable} `) && error.message.endsWith('.'),
    JSON.stringify(env),
  );

test('needs nothing in development, and takes the next two ports for shop and sandbox', () => {
  const config = readConfig({ ...base, PORT: '5000' });
  assert.deepEqual([config.env, config.publicUrl, config.shopUrl], ['development', 'http://127.0.0.1:5000', 'http://127.0.0.1:5001']);
  assert.deepEqual([config.stripe.sandbox, config.stripe.apiBase, config.host], [true, 'http://127.0.0.1:5002', '127.0.0.1']);
});

test('makes a secret once, readable by its owner alone', () => {
  const { secret } = readConfig(base);
  assert.equal(readConfig(base).secret, secret);
  assert.equal(readFileSync(join(folder, 'secret'), 'utf8'), secret);
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600);
});

test('names the variable that is wrong', () => {
  refuses({ ...base, LUNEO_CDN_DIR: join(folder, 'nothing') }, 'LUNEO_CDN_DIR');
  refuses({ ...base, NODE_ENV: 'prod' }, 'NODE_ENV');
  refuses({ ...base, PORT: 'http' }, 'PORT');
  refuses({ ...base, PORT: '70000' }, 'PORT');
  refuses({ ...base, LUNEO_PUBLIC_URL: 'api.example.com' }, 'LUNEO_PUBLIC_URL');
  refuses({ ...base, LUNEO_PUBLIC_URL: 'https://example.com/api' }, 'LUNEO_PUBLIC_URL');
  refuses({ ...base, LUNEO_SECRET: 'short' }, 'LUNEO_SECRET');
  refuses({ ...base, DATABASE_URL: 'mysql://localhost/luneo' }, 'DATABASE_URL');
  refuses({ ...base, LOG_LEVEL: 'loud' }, 'LOG_LEVEL');
  refuses({ ...base, LUNEO_ALLOW_HOSTS: 'http://127.0.0.1:4400' }, 'LUNEO_ALLOW_HOSTS');
  refuses({ ...production, LUNEO_ALLOW_HOSTS: '127.0.0.1:4400' }, 'LUNEO_ALLOW_HOSTS');
  refuses({ ...base, STRIPE_SECRET_KEY: 'pk_test_1' }, 'STRIPE_SECRET_KEY');
  refuses({ ...base, STRIPE_SECRET_KEY: 'sk_test_1' }, 'STRIPE_WEBHOOK_SECRET');
  refuses({ ...base, STRIPE_API_BASE: 'http://payments.example.com' }, 'STRIPE_API_BASE');
});

test('names the folder that cannot be written', () => {
  writeFileSync(join(folder, 'file'), '');
  refuses({ LUNEO_DATA_DIR: join(folder, 'file', 'inside') }, 'LUNEO_DATA_DIR');
  if (process.getuid?.() === 0) return;
  chmodSync(folder, 0o500);
  refuses({ LUNEO_DATA_DIR: join(folder, 'data') }, 'LUNEO_DATA_DIR');
  chmodSync(folder, 0o700);
});

test('refuses in production what is for development', () => {
  assert.equal(readConfig(production).stripe.sandbox, false);
  refuses({ ...production, LUNEO_SECRET: undefined }, 'LUNEO_SECRET');
  refuses({ ...production, LUNEO_PUBLIC_URL: undefined }, 'LUNEO_PUBLIC_URL');
  refuses({ ...production, STRIPE_SECRET_KEY: undefined }, 'STRIPE_SECRET_KEY');
  refuses({ ...production, STRIPE_WEBHOOK_SECRET: undefined }, 'STRIPE_WEBHOOK_SECRET');
  refuses({ ...production, STRIPE_API_BASE: 'http://127.0.0.1:4402' }, 'STRIPE_API_BASE');
});

test('knows which hosts are this machine', () => {
  for (const host of ['localhost', 'shop.localhost', '127.0.0.1', '127.1.2.3', '[::1]']) assert.ok(isLoopback(host), host);
  for (const host of ['example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', '']) assert.ok(!isLoopback(host), host);
});
