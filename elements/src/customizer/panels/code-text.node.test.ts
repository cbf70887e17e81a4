import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAddress, codeText, readCodeText } from './code-text.js';

test('what was filled in is read back from the text of the code', () => {
  for (const [kind, fields] of [
    ['link', { url: 'https://shop.example/a?b=c' }],
    ['text', { text: 'Two lines\nof text' }],
    ['wifi', { network: 'Café; "Lune"', password: 'a\\b,c:d' }],
    ['wifi', { network: 'Open', password: '' }],
    ['contact', { name: 'Ana María; López', phone: '+34 600 000 000', email: 'ana@shop.example' }],
    ['contact', { name: 'Cher', phone: '', email: '' }],
  ] as const)
    assert.deepEqual(readCodeText(codeText(kind, fields)), { kind, fields });
});

test('an address without a scheme becomes one that a phone opens', () => {
  assert.equal(codeText('link', { url: ' shop.example/page ' }), 'https://shop.example/page');
  for (const typed of ['hello', 'two words.example', 'javascript:alert(1)', 'https://', 'mailto:a@b.example', ''])
    assert.equal(asAddress(typed), null);
});

test('a network or a person without a name is not a code yet', () => {
  assert.equal(codeText('wifi', { password: 'secret' }), '');
  assert.equal(codeText('contact', { phone: '1' }), '');
});
