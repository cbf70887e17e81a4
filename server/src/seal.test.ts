import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal, unseal } from './seal.js';

const SECRET = 'an installation secret of some length';

test('opens for the same installation and purpose only', () => {
  const sealed = seal(SECRET, 'mail', 'tökén');
  assert.equal(unseal(SECRET, 'mail', sealed), 'tökén');
  assert.throws(() => unseal(SECRET, 'totp', sealed));
  assert.throws(() => unseal('another installation', 'mail', sealed));
});

test('looks different each time and says nothing', () => {
  const [a, b] = [seal(SECRET, 'mail', 'token'), seal(SECRET, 'mail', 'token')];
  assert.notEqual(a, b);
  assert.ok(!Buffer.from(a.slice(3), 'base64url').includes('token'));
});

test('refuses what was changed, cut or never sealed', () => {
  const sealed = seal(SECRET, 'mail', 'token');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    assert.throws(() => unseal(SECRET, 'mail', `s1.${changed.toString('base64url')}`), `byte ${at}`);
  }
  for (const wrong of ['', 'token', 's1.', sealed.slice(0, 20), sealed.slice(3)]) assert.throws(() => unseal(SECRET, 'mail', wrong));
});
