import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { GlyphItem } from './display-list.js';
import type { TextLayer } from '../design/document.js';
import type { Shaper } from './shape.js';
import { FRAME, lay, testShaper, text } from './testing.js';

let shaper: Shaper;
before(async () => {
  shaper = await testShaper();
});

const items = (layer: TextLayer) => lay(layer, shaper).items as GlyphItem[];
const glyphs = (layer: TextLayer) => items(layer).flatMap((item) => item.glyphs);
const metrics = (layer: TextLayer) => lay(layer, shaper).metrics[0]!;
const width = (layer: TextLayer) => metrics(layer).bounds!.width;

describe('shaping', () => {
  test('kerns', () => {
    const alone = glyphs(text('A')).length && shaper.shape('sans', 'A', 0, 1, false, true)[0]!.advance * 6;
    assert.ok(glyphs(text('AV'))[1]!.x < alone);
  });

  test('joins ligatures, and takes them apart when letters are spaced', () => {
    assert.equal(glyphs(text('ffi', { font: 'serif' })).length < 3, true);
    assert.equal(glyphs(text('ffi', { font: 'serif', tracking: 0.1 })).length, 3);
  });

  test('tracking widens between letters only', () => {
    const wider = width(text('abc', { tracking: 0.5 })) - width(text('abc'));
    assert.ok(Math.abs(wider - 2 * 0.5 * 6) < 0.05);
  });

  test('joins Arabic letters and lays them from right to left', () => {
    const joined = glyphs(text('سلام', { font: 'naskh' }));
    const apart = ['س', 'ل', 'ا', 'م'].flatMap((letter) => glyphs(text(letter, { font: 'naskh' })));
    const isolated = new Set(apart.map((g) => g.id));
    assert.ok(joined.some((g) => !isolated.has(g.id)));
    assert.ok(joined.at(-1)!.x > joined[0]!.x);
  });

  test('tracking does not tear Arabic words apart', () => {
    assert.deepEqual(glyphs(text('سلام', { font: 'naskh', tracking: 0.5 })), glyphs(text('سلام', { font: 'naskh' })));
  });

  test('numbers inside right-to-left text read from left to right', () => {
    const digits = shaper.shape('naskh', '12', 0, 2, false, true).map((g) => g.id);
    const line = glyphs(text('سلام 12', { font: 'naskh' }));
    const at = digits.map((id) => line.find((g) => g.id === id)!.x);
    assert.ok(at[0]! < at[1]!);
    assert.ok(at[1]! < line.at(-1)!.x, 'the number stands left of the word before it');
  });

  test('changes case without touching the typed text', () => {
    assert.deepEqual(glyphs(text('straße', {}, { case: 'upper' })), glyphs(text('STRASSE')));
    assert.deepEqual(glyphs(text('LUNEO', {}, { case: 'lower' })), glyphs(text('luneo')));
  });

  test('kerns across runs that differ in colour only', () => {
    const layer = text('');
    const style = layer.runs[0]!;
    const two = {
      ...layer,
      runs: [
        { ...style, text: 'A' },
        { ...style, text: 'V', fill: '#ff0000' },
      ],
    };
    assert.deepEqual(glyphs(two), glyphs(text('AV')));
    assert.deepEqual(
      items(two).map((item) => item.fill.hex),
      ['#102030', '#ff0000'],
    );
  });
});

describe('placing', () => {
  test('aligns to start, centre and end, by the direction of the text', () => {
    const left = (layer: TextLayer) => metrics(layer).bounds!.x;
    const [start, centre, end] = (['start', 'center', 'end'] as const).map((align) => left(text('name', {}, { align })));
    assert.ok(start! < centre! && centre! < end!);
    assert.ok(left(text('سلام', { font: 'naskh' })) > FRAME.x + FRAME.width / 2);
    assert.ok(left(text('سلام', { font: 'naskh' }, { direction: 'ltr' })) < FRAME.x + FRAME.width / 2);
  });

  test('spaces at the end do not move centred text', () => {
    assert.deepEqual(metrics(text('name  ', {}, { align: 'center' })).bounds, metrics(text('name', {}, { align: 'center' })).bounds);
  });

  test('puts lines apart by the line height and keeps empty ones', () => {
    const [a, b] = glyphs(text('A\n\nA'));
    assert.ok(Math.abs(b!.y - a!.y - 2 * 1.2 * 6) < 1e-9);
    assert.equal(metrics(text('A\r\nA')).lines, 2);
  });

  test('puts the block at the top, in the middle or at the bottom', () => {
    const [top, middle, bottom] = (['top', 'middle', 'bottom'] as const).map(
      (verticalAlign) => glyphs(text('A', {}, { verticalAlign }))[0]!.y,
    );
    assert.ok(Math.abs(middle! - (top! + bottom!) / 2) < 1e-9);
    const { ascender, descender } = shaper.metrics('sans');
    assert.ok(Math.abs(top! - ascender * 6) < 1e-9);
    assert.ok(Math.abs(bottom! - (30 - descender * 6)) < 1e-9);
  });
});

describe('fitting', () => {
  const long = 'To the moon and back, with all my love, for ever and ever';

  test('says when text does not fit', () => {
    assert.equal(metrics(text('ok')).overflow, false);
    assert.equal(metrics(text(long)).overflow, true);
    assert.equal(metrics(text('a\nb\nc\nd\ne\nf')).overflow, true);
  });

  test('shrinks to the frame and tells the factor', () => {
    const shrunk = metrics(text(long, {}, { fit: 'shrink' }));
    assert.ok(shrunk.scale < 1 && shrunk.textSize === 6 * shrunk.scale);
    assert.equal(shrunk.overflow, false);
    assert.ok(shrunk.bounds!.x >= FRAME.x - 0.1 && shrunk.bounds!.width <= FRAME.width + 0.1);
    assert.equal(metrics(text('ok', {}, { fit: 'shrink' })).scale, 1);
  });

  test('wraps inside the frame, at spaces', () => {
    const wrapped = metrics(text(long, {}, { fit: 'wrap' }));
    assert.ok(wrapped.lines > 1);
    assert.ok(wrapped.bounds!.width <= FRAME.width + 0.2);
    assert.equal(wrapped.overflow, false);
  });

  test('breaks a word that is longer than a line', () => {
    const wrapped = metrics(text('m'.repeat(30), {}, { fit: 'wrap' }));
    assert.ok(wrapped.lines > 1 && wrapped.bounds!.width <= FRAME.width + 0.2);
  });

  test('a frame narrower than one letter still ends', () => {
    assert.equal(metrics(text('abc', {}, { fit: 'wrap', width: 0.5 })).lines, 3);
  });
});

describe('arcs', () => {
  const arc = (radius: number, layer: Partial<TextLayer> = {}) =>
    text('AROUND', {}, { align: 'center', verticalAlign: 'middle', curve: { kind: 'arc', radius }, ...layer });

  test('every letter stands on the circle, upright to it', () => {
    const placed = glyphs(arc(20));
    const apex = Math.min(...placed.map((g) => g.y));
    for (const { x, y } of placed) assert.ok(y >= apex && Math.abs(x - 30) <= 20);
    assert.ok(placed[0]!.angle < 0 && placed.at(-1)!.angle > 0);
  });

  test('a negative radius bends the other way', () => {
    const placed = glyphs(arc(-20));
    assert.ok(placed[0]!.angle > 0 && placed.at(-1)!.angle < 0);
  });

  test('shrinks until the arc is inside the frame', () => {
    const bent = metrics(arc(12, { fit: 'shrink', width: 20, height: 10 }));
    assert.ok(bent.scale < 1 && !bent.overflow);
    assert.ok(bent.bounds!.width <= 20 && bent.bounds!.height <= 10);
  });
});

describe('waves and paths', () => {
  const on = (curve: TextLayer['curve'], layer: Partial<TextLayer> = {}, content = 'AROUND') =>
    text(content, {}, { align: 'start', verticalAlign: 'bottom', ...(curve && { curve }), ...layer });
  const wave = { kind: 'wave', amplitude: 4, length: 40 } as const;
  const path = (d: string) => ({ kind: 'path', d }) as const;

  test('text on a straight path stands where straight text stands', () => {
    const level = glyphs(on(path('M0 .5H1')));
    const plain = glyphs(on(undefined));
    for (const [i, glyph] of level.entries()) {
      assert.ok(Math.abs(glyph.x - plain[i]!.x) < 1e-6 && glyph.angle === 0);
      // The frame is 30 mm high; the last line's descent lies above the path.
      assert.ok(Math.abs(glyph.y - (15 - (30 - plain[i]!.y))) < 1e-6);
    }
  });

  test('a wave rises first, then falls; its mirror image the other way round', () => {
    const up = glyphs(on(wave, {}, 'waves waves waves'));
    const down = glyphs(on({ ...wave, amplitude: -4 }, {}, 'waves waves waves'));
    assert.ok(up[0]!.angle < -20 && down[0]!.angle > 20);
    for (const [i, glyph] of up.entries()) assert.ok(Math.abs(glyph.angle + down[i]!.angle) < 1e-9);
    assert.ok(up.some((g) => g.angle > 20));
  });

  test('further lines of a wave are the same wave further down', () => {
    const [first, second] = [0, 1].map((n) => glyphs(on(wave, { lineHeight: 1 }, 'mmmm\nmmmm')).slice(n * 4, n * 4 + 4));
    for (const [i, glyph] of first!.entries()) {
      assert.ok(Math.abs(second![i]!.x - glyph.x) < 1e-9 && Math.abs(second![i]!.angle - glyph.angle) < 1e-9);
      assert.ok(second![i]!.y > glyph.y + 1);
    }
  });

  test('text on a path shrinks to its length, on a wave to the frame too', () => {
    const long = 'a very long line of words that has no room';
    const [along, flat] = [metrics(on(path('M0 0L1 1'), { fit: 'shrink' }, long)), metrics(on(undefined, { fit: 'shrink' }, long))];
    assert.ok(Math.abs(along.scale / flat.scale - Math.hypot(60, 30) / 60) < 1e-4);
    const high = metrics(on({ ...wave, amplitude: 12 }, { fit: 'shrink' }, 'MMM'));
    assert.ok(high.scale < 1 && !high.overflow && high.bounds!.height <= 30);
  });

  test('text goes round a closed path and on straight beyond an open one', () => {
    const round = glyphs(on(path('M.5 0A.5.5 0 0 1 .5 1A.5.5 0 0 1 .5 0Z'), { width: 10, height: 10, align: 'center' }, 'mmmmmmmmmmmmmmm'));
    for (const { x, y } of round) assert.ok(Math.hypot(x - 5, y - 5) < 9);
    const beyond = glyphs(on(path('M0 .5H.2'), {}, 'mmmmmm'));
    assert.ok(beyond.at(-1)!.x > 12 && beyond.every((g) => g.angle === 0));
  });

  test('a path that goes nowhere is a straight line', () => {
    const d = ['M0 0', 'M.5 .5Z', 'M1 1L1 1'];
    for (const one of d) assert.ok(glyphs(on(path(one))).every((g) => g.angle === 0 && Number.isFinite(g.x)));
  });
});

describe('shadows', () => {
  test('the same letters in one ink, behind and moved within the turned frame', () => {
    const outline = { width: 0.5, paint: '#ff0000' };
    const layer = text('ab', { outline }, { rotation: 90, shadow: { x: 2, y: 0, paint: '#00ff00' } });
    const [shadow, letters] = items(layer);
    assert.deepEqual([shadow!.fill.hex, shadow!.stroke!.ink.hex, shadow!.stroke!.width], ['#00ff00', '#00ff00', 1]);
    assert.deepEqual(shadow!.glyphs, letters!.glyphs);
    assert.ok(Math.abs(shadow!.matrix[5] - letters!.matrix[5] - 2) < 1e-9 && Math.abs(shadow!.matrix[4] - letters!.matrix[4]) < 1e-9);
  });
});

describe('what is missing', () => {
  test('reports characters without a glyph and draws none for them', () => {
    const layer = text('a字b字');
    assert.deepEqual(metrics(layer).missing, [{ font: 'sans', character: '字' }]);
    assert.equal(glyphs(layer).length, 2);
    assert.ok(glyphs(layer).every((g) => g.id !== 0));
  });

  test('line feeds, tabs and joiners are not missing', () => {
    assert.deepEqual(metrics(text('a\n\tb\u200d\u0007')).missing, []);
  });

  test('an unknown font draws nothing and is reported', () => {
    const layer = text('abc', { font: 'nowhere' });
    assert.deepEqual(items(layer), []);
    assert.equal(metrics(layer).missing[0]!.font, 'nowhere');
    assert.equal(metrics(layer).bounds, null);
  });

  test('empty text and lone surrogates are laid out', () => {
    assert.deepEqual(items(text('')), []);
    assert.equal(metrics(text('')).lines, 1);
    assert.equal(metrics(text('\ud800\udc00\udc00')).lines, 1);
  });
});

test('the outline shows its full width around the letters', () => {
  const plain = metrics(text('o')).bounds!;
  const outlined = metrics(text('o', { outline: { width: 0.5, paint: '#ff0000' } })).bounds!;
  assert.ok(Math.abs(outlined.width - plain.width - 1) < 1e-9);
});
