import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { describeTables } from '../privacy/tables.js';
import type { TestBrand } from '../testing.js';
import { makeCatalogue, type TestCatalogue } from '../testing-catalogue.js';
import { createKey } from './keys.js';
import { adoptStragglers, GUEST_TABLES } from './shopper-accounts.js';
import { newAddress, startAccountApp, type AccountApp } from './testing.js';
import { readToken, signToken } from './tokens.js';

let app: AccountApp;
let brand: TestBrand;
let catalogue: TestCatalogue;
before(async () => {
  app = await startAccountApp();
  brand = await app.brand();
  catalogue = await makeCatalogue(app.deps, brand.scope);
});
after(() => app.close());

const post = (path: string, token: string, body: unknown = {}) => app.request('POST', path, { token, body });
const newGuest = async (of = brand): Promise<{ token: string; ownerId: string }> => (await post('/v1/sessions', of.publishableKey)).body;
const ask = (token: string, email: string) => post('/v1/sessions/email', token, { email });
const confirm = (token: string, email: string, code: string) => post('/v1/sessions/email/confirm', token, { email, code });
const codeFor = async (email: string): Promise<string> => /^\d{6}$/m.exec((await app.mails(email)).at(-1)!.text)![0];
const newDesign = async (token: string): Promise<string> => (await post('/v1/designs', token, { productId: catalogue.product.id })).body.id;
const designsOf = async (token: string): Promise<string[]> =>
  (await app.request('GET', '/v1/designs', { token })).body.items.map(({ id }: { id: string }) => id);
const link = (body: object, key = brand.secretKey) => post('/v1/sessions/link', key, body);

async function newAccount(email = newAddress()): Promise<{ email: string; token: string; ownerId: string }> {
  const guest = await newGuest();
  await ask(guest.token, email);
  const { body } = await confirm(guest.token, email, await codeFor(email));
  return { email, ...body };
}

test("a guest's designs become the account's by a code from the mail", async () => {
  const guest = await newGuest();
  const design = await newDesign(guest.token);
  const finalized = await post(`/v1/designs/${design}/finalize`, guest.token);
  const email = newAddress();
  const sent = await ask(guest.token, email);
  assert.equal(sent.status, 202);
  assert.ok(Date.parse(sent.body.expiresAt) - Date.now() <= 600_000);
  const account = await confirm(guest.token, email, await codeFor(email));
  assert.equal(account.status, 200);
  assert.notEqual(account.body.ownerId, guest.ownerId);
  assert.deepEqual(await designsOf(account.body.token), [design]);
  if (finalized.status === 201) {
    const row = await app.deps.db('design_snapshots').where({ id: finalized.body.id }).first();
    assert.equal(row.owner_id, account.body.ownerId);
  }
  assert.equal((await app.deps.db('events').where({ owner_id: guest.ownerId })).length, 0);
});

test('the same address on another device finds the same designs, and brings its own', async () => {
  const first = await newAccount();
  const one = await newDesign(first.token);
  const guest = await newGuest();
  const two = await newDesign(guest.token);
  await ask(guest.token, first.email.toUpperCase());
  const second = await confirm(guest.token, first.email, await codeFor(first.email));
  assert.equal(second.body.ownerId, first.ownerId);
  assert.deepEqual((await designsOf(second.body.token)).toSorted(), [one, two].toSorted());
});

test('confirming again gives the account again, for an answer that was lost', async () => {
  const guest = await newGuest();
  const email = newAddress();
  await ask(guest.token, email);
  const code = await codeFor(email);
  const replies = [
    ...(await Promise.all([confirm(guest.token, email, code), confirm(guest.token, email, code)])),
    await confirm(guest.token, email, code),
  ];
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(replies.map(({ body }) => body.ownerId)).size, 1);
});

test("a guest's old session is over once it has become an account, and is never the account's", async () => {
  const guest = await newGuest();
  const email = newAddress();
  await ask(guest.token, email);
  await confirm(guest.token, email, await codeFor(email));
  const late = await app.request('GET', '/v1/designs', { token: guest.token });
  assert.deepEqual([late.status, late.body.code], [401, 'token-expired']);
  const renewed = await post('/v1/sessions', brand.publishableKey, { renew: guest.token });
  assert.deepEqual([renewed.status, renewed.body.code], [401, 'token-expired']);
});

test('five wrong guesses and the right code is worth nothing', async () => {
  const guest = await newGuest();
  const email = newAddress();
  await ask(guest.token, email);
  const code = await codeFor(email);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const guesses = await Promise.all(Array.from({ length: 5 }, () => confirm(guest.token, email, wrong)));
  for (const { status, body } of guesses) assert.deepEqual([status, body.code], [422, 'link-invalid']);
  assert.equal((await confirm(guest.token, email, code)).body.code, 'link-invalid');
  await ask(guest.token, email);
  assert.equal((await confirm(guest.token, email, await codeFor(email))).status, 200);
});

test('a code is for its session, its address, its ten minutes, and is replaced by the next', async () => {
  const guest = await newGuest();
  const other = await newGuest();
  const email = newAddress();
  await ask(guest.token, email);
  const code = await codeFor(email);
  assert.equal((await confirm(other.token, email, code)).body.code, 'link-invalid');
  assert.equal((await confirm(guest.token, newAddress(), code)).body.code, 'link-invalid');
  const past = new Date(Date.now() - 1).toISOString();
  await app.deps.db('email_codes').where({ owner_id: guest.ownerId }).update({ expires_at: past });
  assert.equal((await confirm(guest.token, email, code)).body.code, 'link-invalid');
  await ask(guest.token, email);
  const next = await codeFor(email);
  if (next !== code) assert.equal((await confirm(guest.token, email, code)).body.code, 'link-invalid');
  assert.equal((await confirm(guest.token, email, next)).status, 200);
  for (const wrong of ['12345', '1234567', '12345a', '']) assert.equal((await confirm(other.token, email, wrong)).status, 400);
});

test('keeps codes hashed under the secret, out of subjects, and sealed in the mail until it is sent', async () => {
  const guest = await newGuest();
  const email = newAddress();
  await ask(guest.token, email);
  const stored = JSON.stringify([
    await app.deps.db('email_codes').select('*'),
    await app.deps.db('mails').where({ recipient: email }),
    app.jobs,
  ]);
  const code = await codeFor(email);
  assert.ok(!stored.includes(`"${code}"`));
  const mail = (await app.mails(email)).at(-1)!;
  assert.equal(mail.from, 'Test brand');
  assert.ok(!mail.subject.includes(code));
});

test('accounts are not merged: a session of one cannot become another', async () => {
  const account = await newAccount();
  const design = await newDesign(account.token);
  const email = newAddress();
  await ask(account.token, email);
  const reply = await confirm(account.token, email, await codeFor(email));
  assert.deepEqual([reply.status, reply.body.code], [409, 'conflict']);
  assert.deepEqual(await designsOf(account.token), [design]);
});

test('the same address at another brand, or in live mode, is somebody else', async () => {
  const account = await newAccount();
  await newDesign(account.token);
  const other = await app.brand();
  const strangers = await newGuest(other);
  await ask(strangers.token, account.email);
  const there = await confirm(strangers.token, account.email, await codeFor(account.email));
  assert.notEqual(there.body.ownerId, account.ownerId);
  assert.deepEqual(await designsOf(there.body.token), []);
  const live = await createKey(app.deps.db, { ...brand.scope, mode: 'live' }, app.deps.config.secret, {
    kind: 'publishable',
    name: 'live',
  });
  const guest = (await post('/v1/sessions', live.key)).body;
  await ask(guest.token, account.email);
  const inLive = await confirm(guest.token, account.email, await codeFor(account.email));
  assert.notEqual(inLive.body.ownerId, account.ownerId);
  assert.deepEqual(await designsOf(inLive.body.token), []);
});

test("a merchant's server gives its own customer a session, the same shopper each time", async () => {
  const first = await link({ customerId: 'customer 42' });
  assert.equal(first.status, 200);
  const design = await newDesign(first.body.token);
  const second = await link({ customerId: 'customer 42' });
  assert.equal(second.body.ownerId, first.body.ownerId);
  assert.deepEqual(await designsOf(second.body.token), [design]);
  assert.notEqual((await link({ customerId: 'Customer 42' })).body.ownerId, first.body.ownerId);
  const both = await Promise.all([link({ customerId: 'new one' }), link({ customerId: 'new one' })]);
  assert.equal(new Set(both.map(({ body }) => body.ownerId)).size, 1);
  const { keyId } = (await readToken(app.deps.config.secret, first.body.token)) as { keyId: string };
  assert.match(keyId, /^key_/);
});

test("brings a guest's designs to the merchant's customer, once, and leaves accounts alone", async () => {
  const guest = await newGuest();
  const design = await newDesign(guest.token);
  const customer = await link({ customerId: 'with guest', guestToken: guest.token });
  assert.deepEqual(await designsOf(customer.body.token), [design]);
  assert.equal((await link({ customerId: 'with guest', guestToken: guest.token })).status, 200);
  assert.equal((await link({ customerId: 'somebody else', guestToken: guest.token })).body.code, 'conflict');
  const account = await newAccount();
  const own = await newDesign(account.token);
  assert.deepEqual(await designsOf((await link({ customerId: 'third', guestToken: account.token })).body.token), []);
  assert.deepEqual(await designsOf(account.token), [own]);
});

test('takes no guest of another brand or mode, no invented one, and no publishable key', async () => {
  const other = await app.brand();
  const foreign = await newGuest(other);
  assert.equal((await link({ customerId: 'x', guestToken: foreign.token })).status, 404);
  const { secret } = app.deps.config;
  const claims = {
    kind: 'shopper',
    ownerId: 'shp_x',
    brandId: brand.brandId,
    keyId: 'key_x',
    mode: 'live',
    expiresAt: Math.floor(Date.now() / 1000) + 60,
  } as const;
  assert.equal((await link({ customerId: 'x', guestToken: await signToken(secret, claims) })).status, 404);
  assert.equal((await link({ customerId: 'x', guestToken: 'a.b.c' })).status, 401);
  assert.equal((await link({ customerId: 'x', guestToken: await signToken('another installation, another secret', claims) })).status, 401);
  for (const key of [brand.publishableKey, (await brand.shopper()).token, brand.staffToken])
    assert.equal((await link({ customerId: 'x' }, key)).status, 403);
  for (const body of [{}, { customerId: '' }, { customerId: 'a\u0000b' }, { customerId: 'x', ownerId: 'shp_x' }])
    assert.equal((await link(body)).status, 400);
  assert.equal((await ask(brand.publishableKey, newAddress())).status, 403);
});

test('the same picture of guest and account stays two, each where a design refers to it', async () => {
  const { db } = app.deps;
  const account = await newAccount();
  const guest = await newGuest();
  const asset = (id: string, owner_id: string) => ({
    id,
    brand_id: brand.brandId,
    owner_id,
    mode: 'test',
    name: 'cat.png',
    mime: 'image/png',
    bytes: 1,
    width: 1,
    height: 1,
    has_alpha: false,
    hash: 'a'.repeat(64),
    file_key: 'f',
    preview_key: 'p',
    preview_mime: 'image/png',
    created_at: new Date().toISOString(),
  });
  await db('assets').insert([asset('ast_account', account.ownerId), asset('ast_guest', guest.ownerId)]);
  await ask(guest.token, account.email);
  assert.equal((await confirm(guest.token, account.email, await codeFor(account.email))).status, 200);
  assert.equal((await db('assets').where({ owner_id: account.ownerId })).length, 2);
});

test('every table that names an owner says how a guest comes to an account', async () => {
  const tables = await describeTables(app.deps.db);
  const owned = [...tables].filter(([, columns]) => columns.has('owner_id')).map(([table]) => table);
  assert.deepEqual(new Set(owned), new Set(Object.keys(GUEST_TABLES)));
});

test('what another tab saved while the designs were moving is taken along later', async () => {
  const guest = await newGuest();
  const email = newAddress();
  await ask(guest.token, email);
  const account = (await confirm(guest.token, email, await codeFor(email))).body;
  const design = await newDesign(account.token);
  await app.deps.db('designs').where({ id: design }).update({ owner_id: guest.ownerId });
  assert.deepEqual(await designsOf(account.token), []);
  await adoptStragglers(app.deps.db, new Date(Date.now() - 60_000));
  assert.deepEqual(await designsOf(account.token), [design]);
});
