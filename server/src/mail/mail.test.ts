import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createOutboxMail } from '../drivers/mail/outbox.js';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { mailHandler } from './job.js';
import { RENDERERS, type MailContext, type MailKind, type Mails, type Renderer } from './kinds.js';
import type { MailLocale } from './locale.js';
import { queueMail, sealForMail } from './store.js';
import { WORDS } from './words.js';

const EVIL = 'Ana\r\nBcc: victim@example.com\u2028\u202Etxt <script>alert(1)</script> "&';
let app: TestApp;
let brand: TestBrand;
let folder = '';
before(async () => {
  app = await startTestApp((deps) => {
    folder = join(deps.config.dataDir, 'outbox');
    return { mail: createOutboxMail(folder, 'no-reply@shop.example') };
  });
  brand = await app.brand();
  await app.deps
    .db('brands')
    .where({ id: brand.brandId })
    .update({ name: EVIL.slice(0, 100) });
  const now = new Date().toISOString();
  await app.deps.db('orders').insert({
    id: 'ord_mail',
    brand_id: brand.brandId,
    owner_id: 'shp_mail',
    mode: 'test',
    number: 'L-1',
    status: 'paid',
    payment_status: 'succeeded',
    print_status: 'queued',
    currency: 'EUR',
    total: 4_900,
    success_url: 'http://localhost/',
    cancel_url: 'http://localhost/',
    payment_checked_at: now,
    created_at: now,
    updated_at: now,
  });
});
after(() => app.close());

const token = 'T'.repeat(43);
const sealed = () => sealForMail(app.deps.config.secret, token);
const samples = (): Mails => ({
  'order-confirmation': { orderId: 'ord_mail' },
  'order-shipped': { orderId: 'ord_mail', carrier: EVIL, trackingNumber: EVIL, trackingUrl: 'javascript:alert(1)' },
  'order-refunded': { orderId: 'ord_mail', amount: 1_250, currency: 'EUR' },
  'verify-email': { name: EVIL, sealedToken: sealed() },
  'reset-password': { name: EVIL, sealedToken: sealed() },
  'change-email': { name: EVIL, sealedToken: sealed() },
  'account-notice': { name: EVIL, event: 'password-changed' },
  invitation: { inviter: EVIL, role: 'brand_user', sealedToken: sealed() },
  'sign-in-code': { sealedCode: sealForMail(app.deps.config.secret, '012345'), minutes: 10 },
  'budget-alert': { spent: 750, budget: 1_000, currency: 'USD', percent: 75, day: '2026-11-21' },
  'webhook-disabled': { endpointId: 'whk_1', url: 'https://shop.example/hooks', reason: 'failing' },
});

const contextOf = (brandId: string, locale: MailLocale = 'en'): MailContext => ({
  db: app.deps.db,
  brandId,
  sender: 'Luneo',
  adminUrl: 'https://admin.example/',
  locale,
  words: WORDS[locale],
  open: () => token,
});

async function deliver(): Promise<void> {
  const send = mailHandler(app.deps);
  for (const { name, payload } of app.jobs.splice(0)) if (name === 'mail') await send(payload as { mailId: string; brandId: string });
}

test('every kind goes out as text and HTML with headers of one line, whatever a name holds', async () => {
  for (const [kind, data] of Object.entries(samples()) as [MailKind, never][]) {
    const to = `${kind}@example.com`;
    await queueMail(app.deps.queue, app.deps.db, { brandId: brand.brandId, kind, to, data });
    const [{ id }] = (await app.deps.db('mails').where({ recipient: to }).select('id')) as [{ id: string }];
    await deliver();
    const eml = await readFile(join(folder, `${id}.eml`), 'utf8');
    const [head = ''] = eml.split('\r\n\r\n', 1);
    assert.doesNotMatch(head, /^bcc:/im, kind);
    assert.equal(head.match(/^to:/gim)?.length, 1, kind);
    assert.equal(head.match(/^subject:/gim)?.length, 1, kind);
    assert.match(eml, /Content-Type: text\/plain/);
    assert.match(eml, /Content-Type: text\/html/);
    const [, html = ''] = eml.replaceAll('=\r\n', '').split('Content-Type: text/html');
    assert.ok(html.length > 100);
    assert.doesNotMatch(html, /<script|href=3D"javascript/i, kind);
    const row = await app.deps.db('mails').where({ id }).first();
    assert.ok(row.sent_at);
    assert.doesNotMatch(row.data, /sealed/);
  }
  assert.equal((await readdir(folder)).length, Object.keys(RENDERERS).length);
});

test('a link is whole in the text, and the token nowhere but in the link', async () => {
  const context = contextOf(brand.brandId);
  for (const [kind, place] of [
    ['verify-email', '#/verify?token='],
    ['change-email', '#/verify?token='],
    ['reset-password', '#/reset-password?token='],
    ['invitation', '#/invitation?token='],
  ] as const) {
    const { subject, text, html } = await (RENDERERS[kind] as Renderer<MailKind>)(samples()[kind] as never, context);
    assert.ok(text.includes(`https://admin.example/${place}${token}\n`), kind);
    assert.ok(html.includes(`href="https://admin.example/${place}${token}"`), kind);
    assert.ok(!subject.includes(token));
  }
});

test("a stranger's name sends no link", async () => {
  const context = contextOf('');
  for (const name of ['http://evil.example', 'visit evil.example now', 'evil.example/x', 'a@evil.example', 'x'.repeat(120)]) {
    const { text, html } = await RENDERERS['verify-email']({ name, sealedToken: '' }, context);
    assert.ok(!text.includes('evil') && !html.includes('evil'), name);
    assert.ok(text.length < 500);
  }
  const { text } = await RENDERERS['verify-email']({ name: 'Zoé O’Brien-Łuk', sealedToken: '' }, context);
  assert.match(text, /Hello Zoé O’Brien-Łuk,/);
});

test('a key makes one mail, and none when the transaction fails', async () => {
  const mail = {
    brandId: null,
    kind: 'account-notice',
    to: 'once@example.com',
    data: { name: 'A', event: 'exists' },
    key: 'once',
  } as const;
  await Promise.all([1, 2, 3].map(() => app.deps.db.transaction((tx) => queueMail(app.deps.queue, tx, mail))));
  const rows = () => app.deps.db('mails').where({ recipient: 'once@example.com' });
  assert.equal((await rows()).length, 1);
  const failing = app.deps.db.transaction(async (tx) => {
    await queueMail(app.deps.queue, tx, { ...mail, key: 'other' });
    throw new Error('rolled back');
  });
  await assert.rejects(failing, /rolled back/);
  assert.equal((await rows()).length, 1);
});

test('a mail under another brand is not found', async () => {
  const other = await app.brand();
  await queueMail(app.deps.queue, app.deps.db, {
    brandId: brand.brandId,
    kind: 'budget-alert',
    to: 'b@example.com',
    data: samples()['budget-alert'],
  });
  const [{ id }] = (await app.deps.db('mails').where({ recipient: 'b@example.com' }).select('id')) as [{ id: string }];
  app.jobs.length = 0;
  await mailHandler(app.deps)({ mailId: id, brandId: other.brandId });
  assert.equal((await app.deps.db('mails').where({ id }).first('sent_at')).sent_at, null);
});

test('links lead to the admin where it has an origin of its own, else to the one that the API serves', async () => {
  const { config, db, queue } = app.deps;
  for (const [adminUrl, expected] of [
    ['https://admin.shop.example', `https://admin.shop.example/#/verify?token=${token}`],
    [null, `${config.publicUrl}/admin/#/verify?token=${token}`],
  ] as const) {
    config.adminUrl = adminUrl;
    const to = `links-${adminUrl === null ? 'api' : 'own'}@example.com`;
    await queueMail(queue, db, { brandId: null, kind: 'verify-email', to, data: { name: 'Ana', sealedToken: sealed() } });
    const { id } = await db('mails').where({ recipient: to }).first();
    await deliver();
    const eml = (await readFile(join(folder, `${id}.eml`), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=');
    assert.ok(eml.includes(`: ${expected}`), eml);
  }
});
