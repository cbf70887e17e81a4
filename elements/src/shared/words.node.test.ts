import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ar } from './strings.ar.js';
import { en as core, loadStrings } from './strings.js';
import { panelWords } from './use-panel.js';
import { posterStrings } from './poster-strings.js';
import { filled, wordsFrom } from './words.js';

const en = panelWords(core);
const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'ar'];

/** Every text of a table by its way, functions called with names that show where each figure goes. */
function* texts(table: object, way = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(table)) {
    const here = `${way}${key}`;
    if (typeof value === 'function') {
      const figures = new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? () => '‹0›' : `‹${String(name)}›`) });
      yield [here, String((value as (...all: unknown[]) => string)(figures, '‹1›', '‹2›', '‹3›'))];
    } else if (typeof value === 'string') yield [here, value];
    else yield* texts(value as object, `${here}.`);
  }
}

test('a brand’s word takes the place of ours, and leaves the others', () => {
  const table = filled(en, { addToCart: 'Buy now', save: { saved: 'Kept' } });
  assert.equal(table.addToCart, 'Buy now');
  assert.equal(table.save.saved, 'Kept');
  assert.equal(table.save.saving, en.save.saving);
  assert.equal(en.addToCart, 'Add to cart');
});

test('a sentence with figures is written with their places or names', () => {
  const table = filled(en, { moved: '{0} is number {1} ({2})', finding: { 'low-dpi': 'Only {dpi} dpi, {nothing}' } });
  assert.equal(table.moved('Jo', 2, 3), 'Jo is number 2 (3)');
  assert.equal(table.finding['low-dpi']!({ dpi: 90 }), 'Only 90 dpi, {nothing}');
});

test('what does not fit takes nothing away', () => {
  const own = JSON.parse('{"addToCart":3,"save":"x","unknown":"y","promptExamples":"z","__proto__":{"a":"b"},"moved":{"a":"b"}}') as object;
  assert.deepEqual([...texts(filled(en, own))], [...texts(en)]);
  for (const json of ['', '{', '[]', 'null', '"x"']) assert.deepEqual(wordsFrom(json), {});
});

test('every language has every sentence, with the same figures in it, in words of its own', async () => {
  const figures = (text: string) => [...new Set(text.match(/‹\w+›/g))].toSorted().join();
  const english = new Map(texts(en));
  for (const language of LANGUAGES.slice(1)) {
    const table = await loadStrings(`${language}-XX`);
    const own = new Map(texts(table));
    assert.deepEqual([...own.keys()].toSorted(), [...english.keys()].toSorted(), language);
    for (const [way, text] of own) {
      assert.ok(text !== '' || english.get(way) === '', `${language}: ${way} is empty`);
      const [given, expected] = [figures(text), figures(english.get(way)!)];
      assert.ok(
        given.split(',').every((one) => one === '' || expected.includes(one)),
        `${language}: ${way} has ${given}, not ${expected}`,
      );
    }
    const same = [...own].filter(([way, text]) => text === english.get(way) && (text.match(/\p{L}{2,}/gu) ?? []).length > 2);
    assert.deepEqual(same, [], `${language}: English sentences`);
  }
  assert.equal(await loadStrings('ar'), ar);
  assert.equal(await loadStrings('tlh'), core);
  assert.equal(await loadStrings('constructor'), core);
});

test('the poster speaks every language, and a brand’s words too', () => {
  const words = LANGUAGES.map((language) => posterStrings(language, {}).personalise);
  assert.equal(new Set(words).size, LANGUAGES.length);
  assert.equal(posterStrings('de-AT', { poster: { personalise: 'Loslegen' } }).personalise, 'Loslegen');
  assert.equal(posterStrings('constructor', {}).personalise, 'Personalise');
});
