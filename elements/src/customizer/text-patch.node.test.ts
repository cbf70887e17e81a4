import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextRun } from '@luneo/sdk/design/document.js';
import { sampleText } from './testing/product.js';
import { retype, textPatch } from './text-patch.js';

const run = (text: string, font = 'a'): TextRun => ({ text, font, size: 5, fill: '#000000', tracking: 0 });
const said = (runs: readonly TextRun[]): string => runs.map(({ text, font }) => `${font}:${text}`).join(' ');

test('typed characters take the style before them, the others keep theirs', () => {
  const runs = [run('Hello ', 'a'), run('world', 'b')];
  assert.equal(said(retype(runs, 'Hello dear world')), 'a:Hello dear  b:world');
  assert.equal(said(retype(runs, 'Hello worlds')), 'a:Hello  b:worlds');
  assert.equal(said(retype(runs, 'Hi world')), 'a:Hi  b:world');
});

test('an emptied run goes, an emptied text keeps one run for its style', () => {
  const runs = [run('ab', 'a'), run('cd', 'b')];
  assert.equal(said(retype(runs, 'cd')), 'b:cd');
  assert.equal(said(retype(runs, '')), 'a:');
  assert.equal(said(retype([run('', 'a')], 'x')), 'a:x');
});

test('style goes to every run, curve and outline can be taken away', () => {
  const layer = sampleText({
    id: 't',
    runs: [{ ...run('a'), outline: { width: 1, paint: '#ffffff' } }, run('b')],
    curve: { kind: 'arc', radius: 20 },
  });
  const patch = textPatch(layer, { font: 'z', outline: null, curve: null, align: 'end' });
  assert.deepEqual(patch.runs, [run('a', 'z'), run('b', 'z')]);
  assert.equal(patch.align, 'end');
  assert.ok('curve' in patch && patch.curve === undefined);
});
