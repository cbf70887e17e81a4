import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRACELET } from '../drivers/ai/local/prompts/bracelet.js';
import { CHANGES } from '../drivers/ai/local/prompts/changes.js';
import { TSHIRT } from '../drivers/ai/local/prompts/tshirt.js';
import { readImageWish } from './image-wish.js';

test('leaves every description of texts, motifs and changes to the composer', () => {
  const prompts = [...BRACELET, ...TSHIRT].map(([prompt]) => prompt).concat(CHANGES.flatMap(([, each]) => each));
  assert.ok(prompts.length > 400);
  assert.deepEqual(
    prompts.filter((prompt) => readImageWish(prompt) !== null),
    [],
  );
});

for (const prompt of [
  'a watercolour fox',
  'A watercolor of two dolphins jumping',
  'une aquarelle d’un renard endormi',
  'Une photo de la tour Eiffel sous la neige',
  'oil painting of a lighthouse in a storm',
  'photorealistic golden retriever puppy',
  'an owl in the style of a woodcut',
  'ein Aquarell von einem Fuchs',
  'ein Foto von einem Segelboot',
  'una acuarela de un zorro',
  'un acquerello di una volpe',
  'لوحة مائية لثعلب',
])
  test(`sees a picture in: ${prompt}`, () => {
    const wish = readImageWish(prompt);
    assert.deepEqual([wish?.subject, wish?.rest, wish?.isPainterly], [prompt, '', true]);
  });

for (const prompt of [
  'an illustration of a fox',
  'dessin d’un renard',
  'a drawing of a heart',
  'ein Bild von einem Fuchs',
  'un dibujo de un zorro',
])
  test(`a motif may do for: ${prompt}`, () => assert.equal(readImageWish(prompt)?.isPainterly, false));

for (const prompt of [
  'Write "photo of the year"',
  "Écris « aquarelle d'été »",
  'move the photo to the left',
  'supprime la photo',
  'make the picture bigger',
  'Draw a heart',
  'dessine un chat',
  'Photo',
  '',
])
  test(`is no picture: ${prompt}`, () => assert.equal(readImageWish(prompt), null));

test('keeps the words for a text apart from the picture', () => {
  assert.deepEqual(readImageWish('a watercolour fox with the text "Anna" below'), {
    subject: 'a watercolour fox',
    rest: 'with the text "Anna" below',
    isPainterly: true,
    isCutOut: false,
    isAboutPhoto: false,
  });
  const french = readImageWish('Une aquarelle de renard et écris « Léa » en cursif');
  assert.deepEqual([french?.subject, french?.rest], ['Une aquarelle de renard', 'et écris « Léa » en cursif']);
  const after = readImageWish('Write "Anna" and a watercolour of a fox');
  assert.deepEqual([after?.subject, after?.rest], ['a watercolour of a fox', 'Write "Anna"']);
});

test('knows a wish about a picture that is there', () => {
  assert.equal(readImageWish('turn my photo into a watercolour')?.isAboutPhoto, true);
  assert.equal(readImageWish('transforme ma photo en aquarelle')?.isAboutPhoto, true);
  assert.equal(readImageWish('a watercolour fox')?.isAboutPhoto, false);
});

test('knows a motif without a ground', () => {
  assert.equal(readImageWish('watercolour fox, no background')?.isCutOut, true);
  assert.equal(readImageWish('aquarelle de renard sans fond')?.isCutOut, true);
});
