import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, type Env } from './env.js';
import { readFiles } from './files.js';
import { readMail } from './mail.js';
import { readQueue } from './queue.js';

const refuses = (read: () => unknown, variable: string) =>
  assert.throws(
    read,
    (error) => error instanceof ConfigError && error.message.startsWith(`${variable} `) && error.message.endsWith('.'),
    variable,
  );
const files = (env: Env, production = false) => readFiles(env, '/data', production);
const mail = (env: Env, production = false) => readMail(env, '/data/outbox', 'https://api.example.com', production);

test('files are in the data folder, in a bucket or at Cloudinary', () => {
  assert.deepEqual(files({}), { kind: 'disk', folder: '/data/files' });
  const bucket = files({ S3_BUCKET: 'shop', S3_PREFIX: '/luneo/' });
  assert.deepEqual(bucket, {
    kind: 's3',
    bucket: 'shop',
    region: 'us-east-1',
    endpoint: null,
    credentials: null,
    pathStyle: false,
    prefix: 'luneo/',
  });
  const own = files({ S3_BUCKET: 'shop', S3_ENDPOINT: 'https://s3.example.com/', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' });
  assert.deepEqual([own.kind === 's3' && own.endpoint, own.kind === 's3' && own.pathStyle], ['https://s3.example.com', true]);
  const cloud = files({ CLOUDINARY_URL: 'cloudinary://123:s%2Fx@shop' });
  assert.deepEqual(cloud, {
    kind: 'cloudinary',
    cloudName: 'shop',
    apiKey: '123',
    apiSecret: 's/x',
    apiBase: 'https://api.cloudinary.com',
    folder: 'luneo',
  });
});

test('refuses file settings that are half, double or in the clear', () => {
  refuses(() => files({ S3_BUCKET: 'shop', CLOUDINARY_URL: 'cloudinary://1:2@shop' }), 'S3_BUCKET');
  refuses(() => files({ S3_BUCKET: 'Shop!' }), 'S3_BUCKET');
  refuses(() => files({ S3_ENDPOINT: 'https://s3.example.com' }), 'S3_ENDPOINT');
  refuses(() => files({ S3_BUCKET: 'shop', S3_ACCESS_KEY_ID: 'a' }), 'S3_SECRET_ACCESS_KEY');
  refuses(() => files({ S3_BUCKET: 'shop', S3_ENDPOINT: 's3.example.com' }), 'S3_ENDPOINT');
  refuses(() => files({ S3_BUCKET: 'shop', S3_ENDPOINT: 'http://s3.example.com' }, true), 'S3_ENDPOINT');
  refuses(() => files({ S3_BUCKET: 'shop', S3_PATH_STYLE: 'yes' }), 'S3_PATH_STYLE');
  refuses(() => files({ CLOUDINARY_URL: 'https://cloudinary.com' }), 'CLOUDINARY_URL');
  refuses(() => files({ CLOUDINARY_URL: 'cloudinary://1:2@shop?upload_prefix=http://api.example.com' }, true), 'CLOUDINARY_URL');
});

test('mails go into a folder or to one provider, from an address that is set', () => {
  assert.deepEqual(mail({}), { kind: 'outbox', folder: '/data/outbox', sender: 'no-reply@api.example.com' });
  const env = { LUNEO_MAIL_FROM: 'shop@example.com' };
  const smtp = mail({ ...env, SMTP_URL: 'smtp://shop%40x:p%3A@mail.example.com' }, true);
  assert.deepEqual(smtp, {
    kind: 'smtp',
    sender: 'shop@example.com',
    host: 'mail.example.com',
    port: 587,
    secure: false,
    requireTls: true,
    auth: { user: 'shop@x', pass: 'p:' },
  });
  assert.equal(mail({ ...env, SENDGRID_API_KEY: 'SG.x' }, true).kind, 'sendgrid');
  assert.equal(mail({ ...env, MAILGUN_API_KEY: 'x', MAILGUN_DOMAIN: 'mg.example.com' }, true).kind, 'mailgun');
});

test('refuses mail settings that are half, double or in the clear', () => {
  const env = { LUNEO_MAIL_FROM: 'shop@example.com' };
  refuses(() => mail({ SMTP_URL: 'smtp://mail.example.com' }), 'LUNEO_MAIL_FROM');
  refuses(() => mail({ LUNEO_MAIL_FROM: 'Shop <shop@example.com>' }), 'LUNEO_MAIL_FROM');
  refuses(() => mail({ ...env, SMTP_URL: 'smtp://x', SENDGRID_API_KEY: 'SG.x' }), 'SMTP_URL');
  refuses(() => mail({ ...env, SMTP_URL: 'mail.example.com' }), 'SMTP_URL');
  refuses(() => mail({ ...env, MAILGUN_API_KEY: 'x' }), 'MAILGUN_DOMAIN');
  refuses(() => mail({ ...env, SENDGRID_API_KEY: 'SG.x', SENDGRID_API_BASE: 'http://api.example.com' }, true), 'SENDGRID_API_BASE');
});

test('jobs are in the table, or brought by BullMQ where there is Redis', () => {
  assert.deepEqual(readQueue({}, null), { kind: 'table' });
  assert.deepEqual(readQueue({ LUNEO_QUEUE: 'bullmq' }, { url: 'redis://127.0.0.1', prefix: 'luneo' }), { kind: 'bullmq' });
  refuses(() => readQueue({ LUNEO_QUEUE: 'bullmq' }, null), 'LUNEO_QUEUE');
  refuses(() => readQueue({ LUNEO_QUEUE: 'kafka' }, null), 'LUNEO_QUEUE');
});
