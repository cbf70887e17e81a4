import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from 'qrcode';
import { qrPath } from './qr.js';

const URI = 'otpauth://totp/Luneo:mina%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Luneo';

test('draws every dark module and no light one, four modules away from the edge', () => {
  const { modules } = create(URI, { errorCorrectionLevel: 'M' });
  const { size, path } = qrPath(URI);
  assert.equal(size, modules.size + 8);
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let at = 0; at < Number(width); at++) dark.add(`${Number(x) + at - 4} ${Number(y) - 4}`);
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) assert.equal(dark.has(`${x} ${y}`), Boolean(modules.get(y, x)), `${x} ${y}`);
  assert.equal(path.replaceAll(/M\d+ \d+h\d+v1h-\d+z/g, ''), '');
});
