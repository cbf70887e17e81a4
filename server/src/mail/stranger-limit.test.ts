import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brandStandingsOf } from '../brands/standing.js';
import { readConfig } from '../config.js';
import { newAddress, startAccountApp, type AccountApp } from '../auth/testing.js';
import type { TestBrand } from '../testing.js';
import { queueMail, sealForMail, type MailRow } from './store.js';
import { mayBeSent, pruneMailDays } from './stranger-limit.js';

const LIMIT = 3;
let app: AccountApp;
before(async () => {
  app = await startAccountApp();
  app.deps.config.testMailsPerDay = LIMIT;
});
after(() => app.close());

/** Queues a code for a stranger and says whether it arrived. */
async function arrives(brand: Pick<TestBrand, 'brandId'>, mode: 'test' | 'live', to = newAddress()): Promise<boolean> {
  const { db, queue, config } = app.deps;
  const data = { sealedCode: sealForMail(config.secret, '012345'), minutes: 10 };
  const before = (await app.mails(to)).length;
  await queueMail(queue, db, { brandId: brand.brandId, kind: 'sign-in-code', to, data, mode });
  return (await app.mails(to)).length > before;
}
const setStatus = async ({ brandId }: TestBrand, status: string): Promise<void> => {
  await app.deps.db('brands').where({ id: brandId }).update({ status });
  brandStandingsOf(app.deps.db).clear();
};

test('test mode writes to a few strangers a day, live mode to everybody, and the team always hears', async () => {
  const brand = await app.brand();
  const answers: boolean[] = [];
  for (let n = 0; n < LIMIT + 2; n++) answers.push(await arrives(brand, 'test'));
  assert.deepEqual(answers, [true, true, true, false, false]);
  assert.equal(await arrives(brand, 'live'), true);
  assert.equal(await arrives(brand, 'test', brand.staff.email), true);
  const member = await brand.member('brand_user');
  await app.deps.db('users').where({ id: member.userId }).update({ email_verified_at: null });
  assert.equal(await arrives(brand, 'test', member.email), false, 'an address that nobody confirmed is a stranger');
  assert.equal(await arrives(await app.brand(), 'test'), true, 'each brand has its own');
});

test('what was not sent is listed, with its reason, by mode', async () => {
  const brand = await app.brand();
  for (let n = 0; n < LIMIT + 1; n++) await arrives(brand, 'test');
  const path = `/v1/brands/${brand.brandId}/mails`;
  const all = await app.request('GET', `${path}?limit=2`, { token: brand.staffToken });
  assert.equal(all.status, 200);
  assert.deepEqual([all.body.items.length, all.body.items[0].withheld, all.body.items[0].sentAt], [2, 'test-mail-limit', null]);
  assert.deepEqual([all.body.items[1].withheld, typeof all.body.items[1].sentAt], [null, 'string']);
  const next = await app.request('GET', `${path}?cursor=${all.body.nextCursor}`, { token: brand.staffToken });
  assert.equal(next.body.items.length, LIMIT - 1);
  const withheld = await app.request('GET', `${path}?withheld=true`, { token: brand.secretKey });
  assert.deepEqual(
    withheld.body.items.map(({ id }: { id: string }) => id),
    [all.body.items[0].id],
  );
  const live = await app.request('GET', path, { token: brand.staffToken, headers: { 'luneo-mode': 'live' } });
  assert.deepEqual(live.body.items, []);
  assert.ok(!JSON.stringify(all.body).includes('sealed'));
});

test('a brand that nobody confirmed writes to fewer, also invitations, and its guests count when they come at once', async () => {
  app.deps.config.testMailsPerDay = 1_000;
  const brand = await app.brand();
  await setStatus(brand, 'pending_verification');
  const { db, queue, config } = app.deps;
  for (let n = 0; n < 12; n++) {
    const data = { inviter: 'Eve', role: 'brand_user' as const, sealedToken: sealForMail(config.secret, 't') };
    await queueMail(queue, db, { brandId: brand.brandId, kind: 'invitation', to: newAddress(), data });
  }
  app.jobs.splice(0);
  const rows = (await db<MailRow>('mails').where({ brand_id: brand.brandId })) as MailRow[];
  const answers = await Promise.all(rows.map((row) => mayBeSent(db, config, row)));
  assert.equal(answers.filter(Boolean).length, 5);
  app.deps.config.testMailsPerDay = LIMIT;
});

test('a mail that is tried again keeps its place, and yesterday is forgotten', async () => {
  const brand = await app.brand();
  await arrives(brand, 'test');
  const { db, config } = app.deps;
  const row = (await db<MailRow>('mails').where({ brand_id: brand.brandId }).first())!;
  for (let n = 0; n < 10; n++) assert.equal(await mayBeSent(db, config, row), true);
  const day = () => db('mail_days').where({ brand_id: brand.brandId }).first();
  assert.equal((await day()).sent, 1);
  await pruneMailDays(db, new Date(Date.now() + 86_400_000));
  assert.equal(await day(), undefined);
});

test('the limit is there where somebody sends the mails', () => {
  const env = { LUNEO_DATA_DIR: app.dataDir, LUNEO_SECRET: 'a secret for tests, long enough 123' };
  assert.equal(readConfig(env).testMailsPerDay, null);
  assert.equal(readConfig({ ...env, SMTP_URL: 'smtp://127.0.0.1:25', LUNEO_MAIL_FROM: 'a@example.com' }).testMailsPerDay, 50);
  assert.equal(readConfig({ ...env, LUNEO_TEST_MAILS_PER_DAY: '7' }).testMailsPerDay, 7);
});
