import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Adjustments } from '../design/document.js';
import { adjustPixels, pictureKey } from './adjust.js';

const none: Adjustments = { brightness: 0, contrast: 0, saturation: 0 };
const adjusted = (pixel: number[], change: Partial<Adjustments>): number[] => {
  const rgba = Uint8ClampedArray.from(pixel);
  adjustPixels(rgba, { ...none, ...change });
  return [...rgba];
};
const pixels = fc.uint8Array({ minLength: 4, maxLength: 64 }).map((bytes) => bytes.subarray(0, bytes.length & ~3));
const slight = fc.double({ min: -1, max: 1, noNaN: true });

describe('adjustments of a picture', () => {
  test('neutral ones change nothing', () => {
    fc.assert(
      fc.property(pixels, (rgba) => {
        const after = rgba.slice();
        adjustPixels(after, none);
        assert.deepEqual(after, rgba);
      }),
    );
  });

  test('do what they are called', () => {
    const sand = [200, 150, 100, 77];
    assert.deepEqual(adjusted(sand, { brightness: 0.2 }), [226, 176, 126, 77]);
    assert.deepEqual(adjusted(sand, { brightness: 1 }), [255, 255, 228, 77]);
    assert.deepEqual(adjusted(sand, { contrast: -1 }), [128, 128, 128, 77]);
    assert.deepEqual(adjusted(sand, { contrast: 1 }), [255, 218, 18, 77]);
    assert.deepEqual(adjusted(sand, { saturation: -1 }), [159, 159, 159, 77]);
    assert.deepEqual(adjusted(sand, { saturation: 0.5 }), [241, 141, 41, 77]);
    assert.deepEqual(adjusted(sand, { tone: { kind: 'greyscale' } }), [159, 159, 159, 77]);
  });

  test('a threshold leaves one ink, in whole dots', () => {
    const tone = { kind: 'threshold', level: 0.5, dark: '#3a322c' } as const;
    assert.deepEqual(adjusted([100, 100, 100, 255], { tone }), [0x3a, 0x32, 0x2c, 255]);
    assert.equal(adjusted([200, 200, 200, 255], { tone })[3], 0);
    assert.equal(adjusted([100, 100, 100, 90], { tone })[3], 0);
    assert.deepEqual(adjusted([200, 200, 200, 200], { tone: { ...tone, light: '#ffffff' } }), [255, 255, 255, 255]);
    for (const [level, alpha] of [
      [1, 255],
      [0, 0],
    ] as const)
      for (const grey of [0, 255]) assert.equal(adjusted([grey, grey, grey, 255], { tone: { ...tone, level } })[3], alpha);
  });

  test('two tones reach from the dark to the light one', () => {
    const tone = { kind: 'duotone', dark: '#102030', light: '#f0e0d0' } as const;
    assert.deepEqual(adjusted([0, 0, 0, 9], { tone }), [0x10, 0x20, 0x30, 9]);
    assert.deepEqual(adjusted([255, 255, 255, 255], { tone }), [0xf0, 0xe0, 0xd0, 255]);
    assert.deepEqual(adjusted([128, 128, 128, 255], { tone }), [128, 128, 128, 255]);
  });

  test('bytes do not depend on how the array clamps, nor on how the picture is cut into pieces', () => {
    fc.assert(
      fc.property(pixels, slight, slight, slight, (rgba, brightness, contrast, saturation) => {
        const change = { brightness, contrast, saturation };
        const [whole, clamped, pieces] = [rgba.slice(), Uint8ClampedArray.from(rgba), rgba.slice()];
        adjustPixels(whole, change);
        adjustPixels(clamped, change);
        for (let at = 0; at < pieces.length; at += 4) adjustPixels(pieces.subarray(at, at + 4), change);
        assert.deepEqual([...clamped], [...whole]);
        assert.deepEqual(pieces, whole);
      }),
    );
  });

  test('a picture has one name for each way it is painted', () => {
    const tone = { kind: 'duotone', dark: '#000000', light: '#ffffff' } as const;
    const names = [undefined, none, { ...none, brightness: 0.1 }, { ...none, tone }].map((each) => pictureKey('ast_1', each));
    assert.equal(new Set(names).size, 4);
    assert.equal(
      pictureKey('a', { ...none, tone: { light: '#ffffff', dark: '#000000', kind: 'duotone' } }),
      pictureKey('a', { ...none, tone }),
    );
  });
});
