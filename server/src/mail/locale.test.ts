import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Message } from '../drivers/mail/mail.js';
import { newAddress, PASSWORD, startAccountApp, type AccountApp } from '../auth/testing.js';
import { startTestShop } from '../orders/testing.js';
import { mailHandler } from './job.js';
import type { Mails, MailKind } from './kinds.js';
import { acceptedLocale, LOCALES, localeOf } from './locale.js';
import { queueMail, sealForMail } from './store.js';
import { WORDS } from './words.js';

let app: AccountApp;
before(async () => {
  app = await startAccountApp();
});
after(() => app.close());

test('the language that somebody likes best among ours is chosen', () => {
  const cases: [string | undefined, string | null][] = [
    ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
    ['de, en;q=0.2, ar;q=0.7', 'ar'],
    ['en;q=0, AR', 'ar'],
    ['fr;q=0', null],
    ['de-DE', null],
    ['*', null],
    ['', null],
    [undefined, null],
    [',;q=;;q=x,fr;q=abc', 'fr'],
    ['x'.repeat(10_000), null],
  ];
  for (const [header, expected] of cases) assert.equal(acceptedLocale(header), expected, header?.slice(0, 40));
  assert.deepEqual(['fr-CH', 'EN', 'de', '', null].map(localeOf), ['fr', 'en', null, null, null]);
});

test('every language says everything, in its own words', () => {
  const leaves = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'function' ? [String(value)] : Object.values(value as object).flatMap(leaves);
  const english = new Set(leaves(WORDS.en));
  for (const locale of ['fr', 'ar'] as const) {
    // `Total` is French too.
    const same = leaves(WORDS[locale]).filter((text) => english.has(text) && text !== 'Total');
    assert.deepEqual(same, [], locale);
  }
});

test('every kind of mail goes out in English, French and Arabic, from right to left where that is read so, and escaped', async () => {
  const { db, config, queue } = app.deps;
  const brand = await app.brand('<b>Lune</b>');
  const sealed = () => sealForMail(config.secret, 'T'.repeat(43));
  const name = 'Zoé <script>';
  const data: Omit<Mails, 'order-confirmation' | 'order-shipped' | 'order-refunded'> = {
    'verify-email': { name, sealedToken: sealed() },
    'change-email': { name, sealedToken: sealed() },
    'reset-password': { name, sealedToken: sealed() },
    'account-notice': { name, event: 'email-changed' },
    invitation: { inviter: name, role: 'fabricator', sealedToken: sealed() },
    'sign-in-code': { sealedCode: sealForMail(config.secret, '012345'), minutes: 10 },
    'budget-alert': { spent: 1_000, budget: 1_000, currency: 'USD', percent: 100, day: '2026-11-21' },
    'webhook-disabled': { endpointId: 'whk_1', url: 'https://shop.example/<hooks>', reason: 'gone' },
  };
  for (const kind of Object.keys(data) as (keyof typeof data)[]) {
    const bodies: Message[] = [];
    for (const locale of LOCALES) {
      const to = newAddress();
      await queueMail(queue, db, { brandId: brand.brandId, kind, to, data: data[kind] as Mails[MailKind] as never, locale });
      const [message] = await app.mails(to);
      assert.match(message!.html, new RegExp(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`));
      assert.doesNotMatch(message!.html, /<script|<b>|<hooks>/, kind);
      bodies.push(message!);
    }
    for (const part of ['subject', 'text', 'html'] as const)
      assert.equal(new Set(bodies.map((each) => each[part])).size, 3, `${kind} ${part}`);
  }
});

test('a budget alert speaks of the month', async () => {
  const to = newAddress();
  const data = { spent: 1_000, budget: 1_000, currency: 'USD', percent: 100, day: '2026-11-21' };
  const { brandId } = await app.brand();
  await queueMail(app.deps.queue, app.deps.db, { brandId, kind: 'budget-alert', to, data, locale: 'fr' });
  const [{ text }] = (await app.mails(to)) as [Message];
  assert.match(text, /Au 21 novembre 2026, 10,00\s\$US sur les 10,00\s\$US du mois/);
  assert.match(text, /jusqu’à la fin du mois/);
});

test('an account is written to in the language of the browser that registered it, or that joined the team', async () => {
  const email = newAddress();
  const headers = { 'accept-language': 'fr-FR,fr;q=0.9' };
  await app.request('POST', '/v1/auth/register', {
    headers,
    body: { brandName: 'Maison', name: 'Ana', email, password: PASSWORD, locale: 'en' },
  });
  assert.equal((await app.mails(email)).at(-1)!.subject, WORDS.fr.verify.subject);
  await app.request('POST', '/v1/auth/password/forgot', { body: { email } });
  assert.equal((await app.mails(email)).at(-1)!.subject, WORDS.fr.reset.subject);
  const owner = await app.register();
  const guest = newAddress();
  await app.request('POST', `/v1/brands/${owner.brandId}/invitations`, { token: owner.token, body: { email: guest, role: 'brand_user' } });
  const token = await app.linkToken(guest);
  await app.request('POST', '/v1/auth/invitations/accept', {
    headers: { 'accept-language': 'ar' },
    body: { token, name: 'Bo', password: PASSWORD },
  });
  await app.request('POST', '/v1/auth/password/forgot', { body: { email: guest } });
  assert.equal((await app.mails(guest)).at(-1)!.subject, WORDS.ar.reset.subject);
});

test("a shopper's mails are in the language of the order: named, else the browser's, else the brand's", async () => {
  const sent: Message[] = [];
  const shop = await startTestShop(() => ({ mail: { send: async (message) => void sent.push(message) } }));
  const { db } = shop.app.deps;
  try {
    await db('brands').where({ id: shop.brand.brandId }).update({ locale: 'ar' });
    const item = async () => ({ items: [{ snapshotId: (await shop.snapshot()).id, quantity: 1 }] });
    const orders = [
      await shop.order({ locale: 'fr-CH' }, { 'accept-language': 'en' }),
      await shop.order({}, { 'accept-language': 'fr' }),
      await shop.order({}, { 'accept-language': 'de' }),
      // A server's own language says nothing of the shopper.
      await shop.order(await item(), { 'accept-language': 'fr' }, shop.brand.secretKey),
    ];
    const handle = mailHandler(shop.app.deps);
    for (const { body: order } of orders) {
      await shop.pay(order);
      await shop.webhook(order);
      const mail = await db('mails').where({ order_id: order.id }).first();
      await handle({ mailId: mail.id, brandId: shop.brand.brandId });
    }
    const thanks = [WORDS.fr, WORDS.fr, WORDS.ar, WORDS.ar].map((words) => words.confirmation.heading);
    sent.forEach(({ text }, at) => assert.ok(text.startsWith(thanks[at]!), `${at}: ${text}`));
    assert.equal(sent.length, 4);
    assert.match(sent[0]!.text, /49,00\s€/);
  } finally {
    await shop.close();
  }
});
