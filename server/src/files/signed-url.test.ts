import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signedFileUrl, verifyFileUrl } from './signed-url.js';

const config = { publicUrl: 'https://api.example.com', secret: 'a secret' };
const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const verify = (url: string, now: number, secret = config.secret) =>
  verifyFileUrl(secret, new URL(url).pathname.slice('/files/'.length), new URL(url).searchParams, now);

describe('signed file URLs', () => {
  test('are the same within a window and differ in the next', () => {
    const first = signedFileUrl(config, 'a.pdf', { now: NOON });
    assert.equal(signedFileUrl(config, 'a.pdf', { now: NOON + 29 * MINUTE }), first);
    assert.notEqual(signedFileUrl(config, 'a.pdf', { now: NOON + 31 * MINUTE }), first);
  });

  test('work for 30 to 60 minutes', () => {
    const url = signedFileUrl(config, 'a.pdf', { now: NOON + 29 * MINUTE, download: 'Bracelet « Zoé ».pdf' });
    assert.equal(verify(url, NOON + 59 * MINUTE).download, 'Bracelet « Zoé ».pdf');
    assert.throws(() => verify(url, NOON + 60 * MINUTE), { code: 'token-expired' });
  });

  test('refuse every change', () => {
    const url = signedFileUrl(config, 'a.pdf', { now: NOON });
    const later = url.replace(/expires=(\d+)/, (_, at: string) => `expires=${Number(at) + 3600}`);
    for (const forged of [url.replace('a.pdf', 'b.pdf'), later, `${url}x`, `${url}&download=x.exe`, url.replace(/signature=.*/, '')])
      assert.throws(() => verify(forged, NOON), { code: 'invalid-signature' }, forged);
    assert.throws(() => verify(url, NOON, 'another secret'), { code: 'invalid-signature' });
  });
});
