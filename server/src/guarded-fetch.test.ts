import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createGuardedFetch, GuardedFetchError, refusalOf, type GuardedFetchCode, type Resolve } from './guarded-fetch.js';
import { isPublicAddress } from './public-address.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return (server.address() as AddressInfo).port;
}
/** A server on loopback that counts, and a fetch that may call it by number and as `shop.test`. */
async function loopback(answer: RequestListener) {
  const seen: string[] = [];
  const port = await listen(
    createServer((request, response) => {
      seen.push(`${request.method} ${request.headers.host}${request.url}`);
      answer(request, response);
    }),
  );
  const rules = { allowHosts: [`127.0.0.1:${port}`, `shop.test:${port}`] };
  const fetch = createGuardedFetch(rules, leadsTo('127.0.0.1'));
  return { port, seen, fetch, url: `http://127.0.0.1:${port}/` };
}

const leadsTo =
  (...addresses: string[]): Resolve =>
  (_, found) =>
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const fails = (call: Promise<unknown>, code: GuardedFetchCode): Promise<void> =>
  assert.rejects(call, (error) => error instanceof GuardedFetchError && error.code === code);

describe('guarded fetch', () => {
  test('answers like fetch: status, headers, body, and sends what it is given', async () => {
    const { fetch, url } = await loopback((request, response) => {
      response.writeHead(201, { 'x-type': request.headers['content-type'], 'set-cookie': ['a=1', 'b=2'] });
      request.pipe(response);
    });
    const reply = await fetch(url, { method: 'POST', body: new URLSearchParams({ code: '1 2' }) });
    assert.ok(reply instanceof Response);
    assert.deepEqual([reply.status, await reply.text()], [201, 'code=1+2']);
    assert.match(reply.headers.get('x-type') ?? '', /^application\/x-www-form-urlencoded/);
    assert.deepEqual(reply.headers.getSetCookie(), ['a=1', 'b=2']);
  });

  test('refuses every address that is not public, before anything is sent', () => {
    const inside = `127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200
      192.0.0.192 192.0.2.1 198.18.0.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 fe80::1 fec0::1 fd00:ec2::254 fc00::1
      ff02::1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 2002:7f00:1:: 2002:808:808:: 2001:0:1::1
      2001:db8::1 ::7f00:1 ::808:808 100::1 5f00::1 4000::1`;
    for (const address of inside.trim().split(/\s+/)) assert.equal(isPublicAddress(address), false, address);
    for (const address of ['8.8.8.8', '93.184.216.34', '2606:4700::1', '::ffff:8.8.8.8', '64:ff9b::808:808'])
      assert.equal(isPublicAddress(address), true, address);
    for (const nonsense of ['', 'localhost', '2130706433', '0177.0.0.1', '0x7f.1', '127.1'])
      assert.equal(isPublicAddress(nonsense), false, nonsense);
  });

  test('knows loopback in every spelling of a URL', async () => {
    const { port, seen } = await loopback((_, response) => response.end());
    const fetch = createGuardedFetch({ allowHosts: [] });
    const hosts = `127.0.0.1 2130706433 0x7f000001 0177.0.0.1 017700000001 127.1 127.0.1 0 0.0.0.0 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1]
      [0:0:0:0:0:0:0:1] [64:ff9b::127.0.0.1] localhost LOCALHOST localhost. a.localhost 127。0。0。1 １２７.0.0.1 %31%32%37.0.0.1 169.254.169.254
      metadata.google.internal`;
    for (const host of hosts.trim().split(/\s+/)) await fails(fetch(`http://${host}:${port}/`), 'refused');
    assert.deepEqual(seen, []);
  });

  test('refuses other schemes, credentials, ports of other protocols, and http where https is asked for', () => {
    const rules = { allowHosts: ['127.0.0.1:4400'] };
    for (const url of ['file:///etc/passwd', 'ftp://example.com/', 'data:,x', 'gopher://example.com/', '/path', '', 'http://', 'blob:x'])
      assert.match(refusalOf(url, rules) ?? '', /absolute/, url);
    assert.match(refusalOf('https://user:secret@example.com/', rules) ?? '', /password/);
    for (const port of [22, 25, 110, 6379, 11_211]) assert.match(refusalOf(`http://example.com:${port}/`, rules) ?? '', /port/, `${port}`);
    for (const url of ['http://example.com/', 'https://example.com:8443/a?b', 'http://127.0.0.1:4400/'])
      assert.equal(refusalOf(url, rules), null);
    const httpsOnly = { ...rules, isHttpsOnly: true };
    assert.match(refusalOf('http://example.com/', httpsOnly) ?? '', /https/);
    assert.equal(refusalOf('http://127.0.0.1:4400/', httpsOnly), null);
    assert.match(refusalOf('http://127.0.0.1:4401/', rules) ?? '', /public/);
  });

  test('a name that leads inside is refused, though only one of its addresses does', async () => {
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['2606:4700::1', '::1'], ['::ffff:127.0.0.1'], []])
      await fails(createGuardedFetch({ allowHosts: [] }, leadsTo(...addresses))('http://shop.test/'), 'refused');
  });

  test('a name that changes its address between two questions leads nowhere inside', async () => {
    const { port, seen } = await loopback((_, response) => response.end());
    let asked = 0;
    const rebinding: Resolve = (_, found) => found(null, [{ address: asked++ === 0 ? '93.184.216.34' : '127.0.0.1', family: 4 }]);
    const fetch = createGuardedFetch({ allowHosts: [] }, rebinding);
    const first = await fetch(`http://shop.test:${port}/`, { timeoutMs: 200 }).catch((error: GuardedFetchError) => error.code);
    assert.ok(first === 'timeout' || first === 'unreachable');
    assert.equal(asked, 1);
    await fails(fetch(`http://shop.test:${port}/`), 'refused');
    assert.deepEqual(seen, []);
  });

  test('goes to the address that was checked and keeps the name in Host and in TLS', async () => {
    const { port, seen } = await loopback((_, response) => response.end());
    let asked = 0;
    const once: Resolve = (_, found) => found(asked++ === 0 ? null : new Error('asked twice'), [{ address: '127.0.0.1', family: 4 }]);
    await createGuardedFetch({ allowHosts: [`shop.test:${port}`] }, once)(`http://shop.test:${port}/a`);
    assert.deepEqual(seen, [`GET shop.test:${port}/a`]);
    const names: string[] = [];
    const tls = await listen(createTlsServer({ SNICallback: (name, done) => (names.push(name), done(null)) }) as unknown as Server);
    await fails(createGuardedFetch({ allowHosts: ['shop.test:*'] }, leadsTo('127.0.0.1'))(`https://shop.test:${tls}/`), 'unreachable');
    assert.deepEqual(names, ['shop.test']);
  });

  test('the allow-list opens this machine, not the network around it', async () => {
    const fetch = createGuardedFetch({ allowHosts: ['shop.test:*'] }, leadsTo('10.0.0.1'));
    await fails(fetch('http://shop.test/'), 'refused');
  });

  test('follows no redirect', async () => {
    const target = await loopback((_, response) => response.end('secret'));
    const { fetch, url } = await loopback((_, response) => response.writeHead(302, { location: target.url }).end());
    const reply = await fetch(url, { redirect: 'follow' });
    assert.deepEqual([reply.status, reply.headers.get('location'), await reply.text()], [302, target.url, '']);
    assert.deepEqual(target.seen, []);
  });

  test('gives up on a body that does not end, and on an answer that does not begin', async () => {
    const slow = await loopback((_, response) => response.write('a'));
    await fails(slow.fetch(slow.url, { timeoutMs: 100 }), 'timeout');
    const silent = await loopback(() => {});
    await fails(silent.fetch(silent.url, { timeoutMs: 100 }), 'timeout');
    await fails(silent.fetch(silent.url, { signal: AbortSignal.timeout(50) }), 'aborted');
  });

  test('refuses or cuts a body that is too large', async () => {
    const endless: RequestListener = (_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(65_536, 'a')));
      };
      response.on('drain', more);
      more();
    };
    const { fetch, url } = await loopback(endless);
    await fails(fetch(url, { maxBytes: 100_000 }), 'too-large');
    const cut = await fetch(url, { maxBytes: 1_000, isCut: true });
    assert.equal((await cut.arrayBuffer()).byteLength, 1_000);
  });

  test('reads compressed answers, and counts what comes out of them', async () => {
    const small = await loopback((_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('hello')));
    assert.equal(await (await small.fetch(small.url)).text(), 'hello');
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const large = await loopback((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
    assert.ok(bomb.length < 100_000);
    await fails(large.fetch(large.url), 'too-large');
    assert.equal((await (await large.fetch(large.url, { maxBytes: 10, isCut: true })).arrayBuffer()).byteLength, 10);
    const twice = await loopback((_, response) => response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(bomb)));
    await fails(twice.fetch(twice.url), 'unreachable');
    const broken = await loopback((_, response) => response.setHeader('content-encoding', 'gzip').end('not gzip'));
    await fails(broken.fetch(broken.url), 'unreachable');
  });

  test('says unreachable for a refused connection and a name that does not exist', async () => {
    const { port, fetch } = await loopback((_, response) => response.end());
    for (const close of closing.splice(0)) await close();
    await fails(fetch(`http://127.0.0.1:${port}/`), 'unreachable');
    const nowhere: Resolve = (_, found) => found(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    await fails(createGuardedFetch({ allowHosts: [] }, nowhere)('https://shop.test/'), 'unreachable');
  });
});
