import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startTestApp, type TestApp, type TestBrand } from '../testing.js';
import { keyPairOf, publicKeyText } from './key-pair.js';
import { keyOf, signature, signedHeaders } from './sign.js';

let app: TestApp;
let brand: TestBrand;
before(async () => {
  app = await startTestApp();
  brand = await app.brand();
});
after(() => app.close());

const create = (body: unknown, token = brand.secretKey, headers = {}) =>
  app.request('POST', '/v1/webhooks/endpoints', { token, body, headers });

describe('webhook endpoints', () => {
  test('the secret is shown when it is made, never again, and lies sealed in the database', async () => {
    const { status, body, headers } = await create({ url: 'https://shop.example/hooks', events: ['order.updated'], description: 'ERP' });
    assert.equal(status, 201);
    assert.match(body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.deepEqual([body.status, body.mode, body.events, body.description], ['enabled', 'test', ['order.updated'], 'ERP']);
    assert.equal(headers.get('location'), `/v1/webhooks/endpoints/${body.id}`);
    const { secret: _, ...shown } = body;
    assert.deepEqual((await app.request('GET', `/v1/webhooks/endpoints/${body.id}`, { token: brand.staffToken })).body, shown);
    const listed = await app.request('GET', '/v1/webhooks/endpoints', { token: brand.secretKey });
    assert.ok(listed.body.items.some(({ id }: { id: string }) => id === body.id) && !JSON.stringify(listed.body).includes('whsec_'));
    const stored = JSON.stringify(await app.deps.db('webhook_endpoints'));
    assert.ok(!stored.includes(body.secret) && !stored.includes(body.secret.slice(6)));
    const [noted] = await app.deps.db('audit_log').where({ target: body.id });
    assert.deepEqual([noted.action, noted.brand_id], ['webhook.created', brand.brandId]);
  });

  test('refuses addresses inside, of other schemes, and with credentials', async () => {
    const bad = `http://localhost/ http://127.0.0.1:4400/ http://2130706433/ http://[::1]/ http://10.0.0.1/ http://169.254.169.254/latest/meta-data/
      http://metadata.google.internal/ http://[fd00:ec2::254]/ https://user:pass@shop.example/ https://shop.example:22/ ftp://shop.example/`;
    for (const url of bad.trim().split(/\s+/)) {
      const { status, body } = await create({ url });
      assert.deepEqual([status, body.code], [400, 'invalid-request'], url);
      if (!url.startsWith('ftp')) assert.equal(body.errors[0].path, 'url', url);
    }
    const { body } = await create({ url: 'https://shop.example/' });
    const changed = await app.request('PATCH', `/v1/webhooks/endpoints/${body.id}`, {
      token: brand.secretKey,
      body: { url: 'http://127.0.0.1/' },
    });
    assert.equal(changed.status, 400);
    for (const wrong of [{}, { url: 'https://a.example', events: ['order.exploded'] }, { url: 'https://a.example', more: 1 }])
      assert.equal((await create(wrong)).status, 400);
  });

  test('belongs to one brand and one mode', async () => {
    const { body } = await create({ url: 'https://shop.example/' });
    const other = await app.brand('Another');
    const calls: [string, string, unknown?][] = [
      ['GET', ''],
      ['PATCH', '', {}],
      ['DELETE', ''],
      ['POST', '/rotate', {}],
      ['POST', '/enable', {}],
      ['POST', '/disable', {}],
      ['POST', '/test', {}],
      ['GET', '/deliveries'],
      ['POST', '/replay', { since: new Date(0).toISOString() }],
    ];
    for (const [method, path, sent] of calls) {
      const call = (headers: Record<string, string>, token: string) =>
        app.request(method, `/v1/webhooks/endpoints/${body.id}${path}`, { token, headers, ...(sent !== undefined && { body: sent }) });
      assert.equal((await call({}, other.secretKey)).status, 404, `${method} ${path}`);
      assert.equal((await call({ 'luneo-mode': 'live' }, brand.staffToken)).status, 404, `${method} ${path}`);
      assert.equal((await call({}, (await brand.shopper()).token)).status, 403, `${method} ${path}`);
      assert.equal((await call({}, brand.publishableKey)).status, 403, `${method} ${path}`);
    }
    assert.equal((await app.request('GET', `/v1/webhooks/endpoints/${body.id}`, { token: brand.secretKey })).status, 200);
  });

  test('is made once for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'hook-1' };
    const [first, second] = [
      await create({ url: 'https://once.example/' }, brand.secretKey, headers),
      await create({ url: 'https://once.example/' }, brand.secretKey, headers),
    ];
    assert.deepEqual(first.body, second.body);
    assert.equal((await app.deps.db('webhook_endpoints').where({ url: 'https://once.example/' })).length, 1);
  });

  test('there are twenty at most', async () => {
    const full = await app.brand('Full');
    const made = await Promise.all(Array.from({ length: 25 }, (_, n) => create({ url: `https://shop.example/${n}` }, full.secretKey)));
    assert.equal(made.filter(({ status }) => status === 201).length, 20);
    assert.equal((await create({ url: 'https://shop.example/21' }, full.secretKey)).body.code, 'conflict');
  });

  test('goes with its deliveries when it is deleted', async () => {
    const { body } = await create({ url: 'https://shop.example/' });
    const path = `/v1/webhooks/endpoints/${body.id}`;
    assert.equal((await app.request('POST', `${path}/test`, { token: brand.secretKey, body: {} })).status, 202);
    assert.equal((await app.request('DELETE', path, { token: brand.secretKey })).status, 204);
    assert.equal((await app.request('GET', path, { token: brand.secretKey })).status, 404);
    assert.deepEqual(await app.deps.db('webhook_deliveries').where({ endpoint_id: body.id }), []);
  });

  test('a disabled endpoint is neither tested nor replayed', async () => {
    const { body } = await create({ url: 'https://shop.example/' });
    const path = `/v1/webhooks/endpoints/${body.id}`;
    const call = (action: string, sent = {}) => app.request('POST', `${path}/${action}`, { token: brand.secretKey, body: sent });
    const { body: delivery } = await call('test');
    const disabled = await call('disable');
    assert.deepEqual([disabled.body.status, disabled.body.disabledReason], ['disabled', 'asked']);
    const replay = () => app.request('POST', `/v1/webhooks/deliveries/${delivery.id}/replay`, { token: brand.secretKey, body: {} });
    for (const refused of [await call('test'), await call('replay', { since: new Date(0).toISOString() }), await replay()])
      assert.deepEqual([refused.status, refused.body.code], [409, 'conflict']);
    assert.equal((await app.request('GET', `/v1/webhooks/deliveries/${delivery.id}`, { token: brand.secretKey })).body.status, 'skipped');
    assert.equal((await call('enable')).body.disabledReason, null);
    assert.equal((await replay()).body.status, 'pending');
  });
});

describe('webhooks.verify', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const payload = '{"type":"order.updated"}';
  const signed = (at = Date.now(), body = payload, key = secret) => {
    const timestamp = Math.floor(at / 1000);
    return {
      'webhook-id': 'dlv_1',
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': signature(keyOf(key)!, { id: 'dlv_1', timestamp, body }),
    };
  };
  const verify = async (sent: object) => {
    const { status, body } = await app.request('POST', '/v1/webhooks/verify', {
      token: brand.secretKey,
      body: { payload, secret, ...sent },
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body as { valid: boolean; reason: string | null; detail: string };
  };
  const reason = async (sent: object): Promise<string | null> => (await verify(sent)).reason;

  test('signs as the official library does, byte for byte', () => {
    const at = new Date(1_700_000_000_000);
    assert.equal(
      signature(keyOf(secret)!, { id: 'msg_1', timestamp: 1_700_000_000, body: payload }),
      new Webhook(secret).sign('msg_1', at, payload),
    );
  });

  test('says that a signature is good, with several, with other letters in header names, and by the id of the endpoint', async () => {
    assert.deepEqual(await verify({ headers: signed() }), { valid: true, reason: null, detail: 'The signature is right and fresh.' });
    const headers = signed();
    const mixed = {
      'Webhook-Id': headers['webhook-id'],
      'WEBHOOK-TIMESTAMP': headers['webhook-timestamp'],
      'Webhook-Signature': `v1a,xyz ${headers['webhook-signature']}`,
    };
    assert.equal((await verify({ headers: mixed })).valid, true);
    const { body } = await create({ url: 'https://shop.example/' });
    assert.equal((await verify({ headers: signed(Date.now(), payload, body.secret), secret: undefined, endpointId: body.id })).valid, true);
  });

  test('says what is wrong: headers, secret, clock both ways, body', async () => {
    const { 'webhook-id': _, ...without } = signed();
    assert.equal(await reason({ headers: without }), 'missing-header');
    assert.equal(await reason({ headers: {} }), 'missing-header');
    assert.equal(await reason({ headers: signed(), secret: 'not base64!' }), 'secret-malformed');
    assert.equal(await reason({ headers: { ...signed(), 'webhook-timestamp': '2026-11-21' } }), 'timestamp-malformed');
    assert.equal(await reason({ headers: { ...signed(), 'webhook-signature': 'abc' } }), 'signature-malformed');
    assert.equal(await reason({ headers: signed(Date.now() - 310_000) }), 'timestamp-too-old');
    assert.equal(await reason({ headers: signed(Date.now() + 310_000) }), 'timestamp-too-new');
    assert.equal(await reason({ headers: signed(Date.now() - 290_000) }), null);
    assert.equal(await reason({ headers: signed(Date.now() + 290_000) }), null);
    assert.equal(await reason({ headers: signed(), secret: `whsec_${Buffer.alloc(32, 8).toString('base64')}` }), 'no-match');
    const formatted = await verify({ headers: signed(), payload: '{ "type": "order.updated" }' });
    assert.deepEqual([formatted.reason, /raw body/.test(formatted.detail)], ['no-match', true]);
    const stale = createHmac('sha256', keyOf(secret)!).update('x').digest('base64');
    assert.equal(await reason({ headers: { ...signed(Date.now() - 900_000), 'webhook-signature': `v1,${stale}` } }), 'no-match');
  });

  test('takes a public key in the place of the secret', async () => {
    const pair = keyPairOf('an installation', 'whk_1', 'sealed');
    const timestamp = Math.floor(Date.now() / 1000);
    const [headers] = [{ id: 'dlv_1', timestamp, body: payload }].map((message) => ({
      ...signed(),
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': signedHeaders([{ secret: keyOf(secret)!, privateKey: pair }], message)['webhook-signature'],
    }));
    assert.equal((await verify({ headers, secret: publicKeyText(pair) })).valid, true);
    assert.equal((await verify({ headers })).valid, true);
    assert.equal(await reason({ headers, secret: publicKeyText(keyPairOf('an installation', 'whk_2', 'sealed')) }), 'no-match');
    assert.equal(await reason({ headers: signed(), secret: publicKeyText(pair) }), 'no-match', 'without a v1a signature');
    assert.equal(await reason({ headers, secret: 'whpk_short' }), 'secret-malformed');
  });

  test('needs exactly one of secret and endpoint, and only of the own brand', async () => {
    const ask = (sent: object) =>
      app.request('POST', '/v1/webhooks/verify', { token: brand.secretKey, body: { payload, headers: {}, ...sent } });
    assert.equal((await ask({})).status, 400);
    assert.equal((await ask({ secret, endpointId: 'whk_1' })).status, 400);
    const foreign = await create({ url: 'https://shop.example/' }, (await app.brand('Another')).secretKey);
    assert.equal((await ask({ endpointId: foreign.body.id })).status, 404);
  });
});
