import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { readIndexedPng } from './pdf-indexed.js';

function chunk(name: string, data: readonly number[] | Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(name, 'latin1'), Buffer.from(data), Buffer.alloc(4)]);
}

/** Four colours of two bits a pixel, the last two translucent. */
function png(width: number, height: number, rows: number[], { interlaced = 0, kind = 3 } = {}): Uint8Array {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', [0, 0, 0, width, 0, 0, 0, height, 2, kind, 0, 0, interlaced]),
    chunk('PLTE', [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]),
    chunk('tRNS', [255, 255, 128, 0]),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', []),
  ]);
}

test('unpacks pixels smaller than a byte, with their transparency', () => {
  const image = readIndexedPng(png(5, 1, [0, 0b00011011, 0b01000000]))!;
  assert.deepEqual([...image.indices], [0, 1, 2, 3, 1]);
  assert.deepEqual([...image.alpha], [255, 255, 128, 0, 255]);
});

test('undoes row filters', () => {
  const image = readIndexedPng(png(4, 3, [0, 0b00011011, 2, 0, 1, 0b11100100]))!;
  assert.deepEqual([...image.indices], [0, 1, 2, 3, 0, 1, 2, 3, 3, 2, 1, 0]);
});

test('puts interlaced pixels in their places', () => {
  // 2 × 2 uses passes 1, 6 and 7 only.
  const image = readIndexedPng(png(2, 2, [0, 0b00000000, 0, 0b01000000, 0, 0b10110000], { interlaced: 1 }))!;
  assert.deepEqual([...image.indices], [0, 1, 2, 3]);
});

test('leaves other pictures alone and throws at damage', () => {
  assert.equal(readIndexedPng(png(4, 1, [0, 0], { kind: 0 })), null);
  assert.throws(() => readIndexedPng(png(4, 9, [0, 0])), /end too early/);
});
