import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Layer, TextLayer } from '@luneo/sdk/design/document.js';
import { Problem } from '../../problem.js';
import { design, type Outcome, PRODUCTS } from './local/testing.js';

const JESSICA = "Grave en script cursif 'Jessica' centré sur le fermoir, couleur: or 18k, profondeur: 0.6mm";
const centre = ({ x, y, width, height }: Layer): [number, number] => [x + width / 2, y + height / 2];
const near = (a: number, b: number, by = 0.05): boolean => Math.abs(a - b) <= by;
const styleOf = ({ texts }: Outcome): string => texts[0]!.runs[0]!.font.slice('fnt_'.length);

test('the engraved name: script, centred on the clasp, 18k gold, 0.6 mm deep', async () => {
  const { texts, shapes, options, notes } = await design('bracelet', JESSICA);
  assert.deepEqual([texts.length, shapes.length], [1, 0]);
  const [run] = texts[0]!.runs;
  assert.deepEqual([run!.text, run!.font, texts[0]!.locked, texts[0]!.align], ['Jessica', 'fnt_greatvibes', false, 'center']);
  const { clasp } = Object.fromEntries(PRODUCTS.bracelet.template.sides[0]!.zones.map((zone) => [zone.id, zone]));
  const [x, y] = centre(texts[0]!);
  assert.ok(near(x, clasp!.x + clasp!.width / 2) && near(y, clasp!.y + clasp!.height / 2), `${x}, ${y}`);
  assert.deepEqual([options.metal, options.depth], ['gold-18k', 0.6]);
  assert.equal(notes.length, 3);
});

/** The same wish in other words: the name, in script, on the clasp; gold and 0.6 mm where said. */
const SAME: readonly (readonly [prompt: string, options: Record<string, unknown>])[] = [
  ['Grave en script cursif “Jessica” centré sur le fermoir, couleur: or 18k, profondeur: 0,6 mm', { metal: 'gold-18k', depth: 0.6 }],
  ['GRAVE EN SCRIPT CURSIF « Jessica » CENTRÉ SUR LE FERMOIR, COULEUR : OR 18K, PROFONDEUR : 0.6 MM', { metal: 'gold-18k', depth: 0.6 }],
  ['grave en script cursif ‘Jessica’ centre sur le fermoir couleur or 18k profondeur 0.6', { metal: 'gold-18k', depth: 0.6 }],
  ['Graver "Jessica"   en script,sur le fermoir;couleur:or18k;profondeur:0.6 mm', { metal: 'gold-18k', depth: 0.6 }],
  ['grave Jessica en cursif sur le fermoir en or 18 carats avec une profondeur de 0,6mm', { metal: 'gold-18k', depth: 0.6 }],
  ['Jessica, or 18k, cursif, centré, 0.6mm de profondeur', { metal: 'gold-18k', depth: 0.6 }],
  ['Inscris le prénom Jessica en écriture cursive sur le fermoir, profondeur 0,06 cm, en or', { metal: 'gold-18k', depth: 0.6 }],
  ['Engrave "Jessica" in script on the clasp, 18k gold, 0.6 mm deep', { metal: 'gold-18k', depth: 0.6 }],
  ['Engrave Jessica on the clasp in cursive script, 18-karat gold, depth of 0.6mm', { metal: 'gold-18k', depth: 0.6 }],
  ['please engrave Jessica in a cursive font, centered on the clasp; metal: gold; depth = 0.6', { metal: 'gold-18k', depth: 0.6 }],
  ['Put JESSICA in script font centred on the clasp. Material: rose gold. Depth: .5 mm', { metal: 'rose-gold', depth: 0.5 }],
  ['✨ engrave in script "Jessica" ✨'.replaceAll('✨', ''), {}],
  ['Write “Jessica” in calligraphy, rose gold', { metal: 'rose-gold' }],
  ['Écris Jessica en lettres manuscrites, or rose', { metal: 'rose-gold' }],
  ["Bracelet en acier avec le prénom 'Jessica' en script", { metal: 'steel' }],
  ['Jessica in script on a stainless steel bracelet, size L', { metal: 'steel', size: 'l' }],
  ['taille S, argent, grave Jessica en calligraphie', { metal: 'silver', size: 's' }],
];
for (const [prompt, options] of SAME)
  test(`understands: ${prompt}`, async () => {
    const outcome = await design('bracelet', prompt);
    assert.deepEqual(
      outcome.said.map((text) => text.toLowerCase()),
      ['jessica'],
    );
    assert.equal(styleOf(outcome), 'greatvibes');
    const [x, y] = centre(outcome.texts[0]!);
    assert.ok(near(x, 30) && near(y, 7), `${x}, ${y}`);
    for (const [id, value] of Object.entries(options)) assert.equal(outcome.options[id], value, id);
    assert.deepEqual(outcome.motifs, []);
  });

interface Expected {
  said?: string[];
  motifs?: string[];
  options?: Record<string, unknown>;
  font?: string;
  check?: (outcome: Outcome) => void;
}
const inside = (layer: Layer, x: number, y: number, width: number, height: number): void => {
  const [cx, cy] = centre(layer);
  assert.ok(cx >= x && cx <= x + width && cy >= y && cy <= y + height, `${layer.name} at ${cx}, ${cy}`);
};
const arcOf = ({ curve }: TextLayer) => (curve?.kind === 'arc' ? curve.radius : 0);
const fill = ({ texts }: Outcome): unknown => texts[0]!.runs[0]!.fill;

const CASES: readonly (readonly ['bracelet' | 'tshirt', string | string[], Expected])[] = [
  // texts
  ['bracelet', 'Grave Jessica', { said: ['Jessica'] }],
  ['bracelet', 'write i love you', { said: ['i love you'] }],
  ['bracelet', 'write i love you to the moon and back', { said: ['i love you to the moon and back'], motifs: [] }],
  [
    'bracelet',
    'écris Joyeux anniversaire maman en gras',
    { said: ['Joyeux anniversaire maman'], check: ({ texts }) => assert.ok(texts[0]!.runs[0]!.outline) },
  ],
  ['bracelet', `Grave "L'amour d'or" en or rose`, { said: ["L'amour d'or"], options: { metal: 'rose-gold' } }],
  ['bracelet', "Écris 'C'est la vie' à droite", { said: ["C'est la vie"], check: ({ texts }) => inside(texts[0]!, 45, 0, 15, 14) }],
  ['bracelet', "l'engraving: “Rock 'n' Roll”", { said: ["Rock 'n' Roll"] }],
  ['bracelet', 'Engrave the date 12/05/2024 in roman letters', { said: ['12/05/2024'], font: 'playfair' }],
  ['bracelet', 'size large in steel, engrave "12.05.2024"', { said: ['12.05.2024'], options: { size: 'l', metal: 'steel' } }],
  ['bracelet', 'un bracelet en argent avec le prénom Chloé', { said: ['Chloé'], options: { metal: 'silver' } }],
  ['bracelet', 'Engrave 2024', { said: ['2024'] }],
  ['bracelet', 'text: forever yours', { said: ['forever yours'] }],
  ['bracelet', '"سارة" in Arabic', { said: ['سارة'], font: 'naskh' }],
  ['bracelet', 'Engrave "سارة"', { said: ['سارة'], font: 'naskh' }],
  ['bracelet', 'Engrave "Jessica" in Cinzel', { font: 'cinzel' }],
  ['bracelet', 'Engrave "Jessica" in a modern sans serif font', { font: 'inter' }],
  ['bracelet', 'Grave "Jessica" avec empattements', { font: 'playfair' }],
  [
    'bracelet',
    'Fais graver le prénom "Zoé" en lettres capitales',
    { said: ['Zoé'], check: ({ texts }) => assert.equal(texts[0]!.case, 'upper') },
  ],
  [
    'bracelet',
    "Engrave 'Tom' and 'Anna' in serif",
    {
      said: ['Tom', 'Anna'],
      check: ({ texts }) =>
        assert.ok(texts.every((text) => text.runs[0]!.font === 'fnt_playfair') && texts[0]!.y + texts[0]!.height <= texts[1]!.y),
    },
  ],
  [
    'bracelet',
    "'Anna' at the left end and 'Tom' at the right end",
    { said: ['Anna', 'Tom'], check: ({ texts }) => (inside(texts[0]!, 3, 0, 12, 14), inside(texts[1]!, 45, 0, 12, 14)) },
  ],
  ['bracelet', 'Write "Mum" 5 mm', { said: ['Mum'], check: ({ texts }) => assert.equal(texts[0]!.runs[0]!.size, 5) }],
  ['bracelet', 'Écris "Maman" en 0,4 cm de haut', { said: ['Maman'], check: ({ texts }) => assert.equal(texts[0]!.runs[0]!.size, 4) }],
  [
    'bracelet',
    "Engrave 'A very long sentence that does not fit on a small bracelet at all, does it?'",
    { check: ({ texts }) => assert.equal(texts[0]!.fit, 'wrap') },
  ],
  // options
  ['bracelet', 'silver please', { options: { metal: 'silver' }, said: ['Luna'] }],
  ['bracelet', 'en or', { options: { metal: 'gold-18k' } }],
  ['bracelet', 'engrave "Tom" or "Anna"', { options: { metal: 'silver' } }],
  ['bracelet', 'plus profond', { options: { depth: 0.5 } }],
  ['bracelet', 'maximum depth', { options: { depth: 1 } }],
  ['bracelet', 'profondeur 0,05 cm', { options: { depth: 0.5 } }],
  ['bracelet', 'depth 2 mm', { options: { depth: 1 }, check: ({ notes }) => assert.match(notes[0]!, /2 mm is not possible/) }],
  [
    'bracelet',
    'profondeur 0,01 mm',
    { options: { depth: 0.2 }, check: ({ notes }) => assert.match(notes[0]!, /0,01 mm n’est pas possible/) },
  ],
  ['bracelet', 'taille L, acier', { options: { size: 'l', metal: 'steel' } }],
  ['tshirt', 'colour: navy, size: L', { options: { colour: 'navy', size: 'l' } }],
  ['tshirt', 't shirt gris', { options: { colour: 'grey' } }],
  ['tshirt', 'change the colour to navy', { options: { colour: 'navy' } }],
  // motifs
  [
    'bracelet',
    'Écris ‘Léa & Tom’ avec un coeur',
    { said: ['Léa & Tom'], motifs: ['heart'], check: ({ texts, shapes }) => assert.ok(shapes[0]!.x > texts[0]!.x + texts[0]!.width - 1) },
  ],
  ['bracelet', 'Engrave Jessica ❤️', { said: ['Jessica'], motifs: ['heart'] }],
  ['bracelet', 'Mets "Amour éternel 🌙" en script', { said: ['Amour éternel'], motifs: ['moon'] }],
  [
    'bracelet',
    "Put two hearts around 'Anna'",
    {
      said: ['Anna'],
      motifs: ['heart', 'heart'],
      check: ({ shapes, texts }) => assert.ok(shapes[0]!.x < texts[0]!.x && shapes[1]!.x > texts[0]!.x),
    },
  ],
  [
    'bracelet',
    'Engrave Mum with a heart on the left and a star on the right',
    {
      said: ['Mum'],
      motifs: ['heart', 'star'],
      check: ({ shapes }) => assert.ok(centre(shapes[0]!)[0] < 30 && centre(shapes[1]!)[0] > 30),
    },
  ],
  ['bracelet', "I'd like 'Forever' engraved in the middle with an infinity symbol", { said: ['Forever'], motifs: ['infinity'] }],
  [
    'bracelet',
    'Engrave "Tom" 5mm and a 4 mm heart',
    { said: ['Tom'], motifs: ['heart'], check: ({ shapes }) => assert.equal(shapes[0]!.height, 4) },
  ],
  [
    'tshirt',
    'un chat noir et une lune jaune au centre',
    {
      motifs: ['cat', 'moon'],
      check: ({ shapes }) =>
        assert.deepEqual(
          shapes.map((shape) => shape.paths[0]!.fill),
          ['#1d1d21', '#f4c430'],
        ),
    },
  ],
  [
    'tshirt',
    "'Luna' with three stars below",
    {
      said: ['Luna'],
      motifs: ['star', 'star', 'star'],
      check: ({ shapes, texts }) => assert.ok(shapes.every((shape) => shape.y > centre(texts[0]!)[1])),
    },
  ],
  ['tshirt', 'small heart over the heart', { motifs: ['heart'], check: ({ shapes }) => inside(shapes[0]!, 195, 30, 85, 85) }],
  ['tshirt', 'Dessine une montagne', { motifs: ['mountain'], said: [] }],
  [
    'tshirt',
    'print a rocket 100 mm wide on the back',
    {
      motifs: ['rocket'],
      check: ({ document, shapes }) => (assert.equal(document.sides[1]!.layers.length, 1), assert.equal(shapes[0]!.width, 100)),
    },
  ],
  ['tshirt', 'add a cat', { said: ['Clair de lune'], motifs: ['moon', 'cat'] }],
  // colours and products
  [
    'tshirt',
    `Écris "Bonjour" en gros en rouge dans le dos d'un t-shirt noir, taille XL`,
    {
      said: ['Bonjour'],
      options: { colour: 'black', size: 'xl' },
      check: (o) => (assert.equal(fill(o), '#d0312d'), assert.equal(o.document.sides[1]!.layers.length, 1)),
    },
  ],
  [
    'tshirt',
    "Print 'Hello World' in bold blue on the chest of a navy t-shirt",
    { said: ['Hello World'], font: 'interbold', options: { colour: 'navy' }, check: (o) => assert.equal(fill(o), '#2563c9') },
  ],
  [
    'tshirt',
    'Imprime « Team Lune 2026 » en majuscules, blanc, sur un t-shirt noir taille M',
    { said: ['Team Lune 2026'], options: { colour: 'black', size: 'm' }, check: (o) => assert.equal(fill(o), '#ffffff') },
  ],
  [
    'tshirt',
    'a black t-shirt with "Rock" curved above a red bolt',
    {
      said: ['Rock'],
      motifs: ['bolt'],
      options: { colour: 'black' },
      check: (o) => (assert.equal(fill(o), '#ffffff'), assert.ok(arcOf(o.texts[0]!) > 0)),
    },
  ],
  [
    'tshirt',
    't-shirt blanc avec un sapin vert et le texte Joyeux Noël',
    { said: ['Joyeux Noël'], motifs: ['tree'], options: { colour: 'white' } },
  ],
  [
    'tshirt',
    'I want a mountain with the words Stay Wild below in white on a forest green shirt',
    { said: ['Stay Wild'], motifs: ['mountain'], options: { colour: 'forest' } },
  ],
  [
    'tshirt',
    'put my name Sophie on the left chest in small gold script',
    { said: ['Sophie'], font: 'greatvibes', check: (o) => (assert.equal(fill(o), '#c9a227'), inside(o.texts[0]!, 195, 30, 85, 85)) },
  ],
  [
    'tshirt',
    "'Top' at the top and 'Bottom' at the bottom in green script",
    {
      said: ['Top', 'Bottom'],
      font: 'greatvibes',
      check: ({ texts }) => assert.ok(centre(texts[0]!)[1] < 80 && centre(texts[1]!)[1] > 320),
    },
  ],
  [
    'tshirt',
    'Write "Hi" 30 mm high at the bottom left',
    { said: ['Hi'], check: ({ texts }) => (assert.equal(texts[0]!.runs[0]!.size, 30), inside(texts[0]!, 0, 280, 150, 120)) },
  ],
  ['tshirt', 'Write "Hi" 30 cm high', { said: ['Hi'], check: ({ notes }) => assert.match(notes[1]!, /300 mm does not fit/) }],
  [
    'bracelet',
    "in red 'Anna'",
    { said: ['Anna'], check: (o) => (assert.equal(fill(o), '#3a322c'), assert.match(o.notes[1]!, /one colour/)) },
  ],
  // one prompt after another
  ['bracelet', ["Engrave 'Marie'", "Engrave 'Jeanne'"], { said: ['Jeanne'] }],
  ['bracelet', ["Engrave 'Marie'", "change the text to 'Jeanne'"], { said: ['Jeanne'] }],
  ['tshirt', ["Write 'Luna'", 'remplace Luna par Soleil'], { said: ['Soleil'] }],
  ['bracelet', ["Engrave 'Marie'", 'plus grand'], { check: ({ texts }) => assert.ok(texts[0]!.runs[0]!.size > 8) }],
  ['bracelet', ["Engrave 'Marie'", 'make it smaller'], { check: ({ texts }) => assert.ok(texts[0]!.runs[0]!.size < 6) }],
  ['bracelet', ["Engrave 'Marie' with a heart", 'remove the heart'], { said: ['Marie'], motifs: [] }],
  ['bracelet', ["Engrave 'Marie' with a heart", 'enlève le coeur et mets une étoile'], { said: ['Marie'], motifs: ['star'] }],
  ['bracelet', ["Engrave 'Marie' with a heart", 'replace the heart with a moon'], { said: ['Marie'], motifs: ['moon'] }],
  ['bracelet', ["Engrave 'Marie'", "ajoute 'Paul' à droite"], { said: ['Marie', 'Paul'] }],
  [
    'tshirt',
    ["Write 'Luna'", 'make the text red and bold', 'move it to the bottom'],
    { said: ['Luna'], font: 'interbold', check: (o) => (assert.equal(fill(o), '#d0312d'), assert.ok(centre(o.texts[0]!)[1] > 320)) },
  ],
  ['tshirt', ["Write 'Luna'", 'rotate it 45°'], { check: ({ texts }) => assert.equal(texts[0]!.rotation, 45) }],
  ['tshirt', ["Write 'Luna'", 'fais-le plus petit et en bleu'], { said: ['Luna'], check: (o) => assert.equal(fill(o), '#2563c9') }],
  ['tshirt', ['"Straight"', 'curve it', 'make it straight'].slice(0, 1), { said: ['Straight'] }],
  ['tshirt', ["Write 'One'", "write 'Two' at the bottom", "also write 'Three' at the top"], { said: ['One', 'Two', 'Three'] }],
  ['tshirt', 'efface tout', { said: [], motifs: [] }],
  ['tshirt', "remove everything and write 'Start'", { said: ['Start'], motifs: [] }],
  ['tshirt', 'Mets le texte en majuscules', { said: ['Clair de lune'], check: ({ texts }) => assert.equal(texts[0]!.case, 'upper') }],
];
for (const [kind, prompts, expected] of CASES)
  test(`${kind}: ${[prompts].flat().join(' → ')}`, async () => {
    const outcome = await design(kind, ...[prompts].flat());
    if (expected.said) assert.deepEqual(outcome.said, expected.said);
    if (expected.motifs) assert.deepEqual(outcome.motifs, expected.motifs);
    if (expected.font) assert.equal(styleOf(outcome), expected.font);
    for (const [id, value] of Object.entries(expected.options ?? {})) assert.equal(outcome.options[id], value, id);
    expected.check?.(outcome);
    assert.ok(outcome.notes.length > 0);
  });

test('nothing that a prompt adds lies outside the side', async () => {
  for (const [kind, prompts] of CASES) {
    const { document } = await design(kind, ...[prompts].flat());
    for (const side of document.sides) {
      const { width, height } = PRODUCTS[kind].template.sides.find((each) => each.id === side.id)!;
      for (const layer of side.layers.filter((each) => each.rotation === 0))
        assert.ok(
          layer.x >= -0.01 && layer.y >= -0.01 && layer.x + layer.width <= width + 0.01 && layer.y + layer.height <= height + 0.01,
          `${[prompts].flat().join(' → ')}: ${layer.name}`,
        );
    }
  }
});

for (const [prompt, hint] of [
  ['asdf qwer', /Try for example/],
  ['Hello', /Try for example/],
  ['Tell me a joke', /Try for example/],
  ['fais quelque chose de joli pour moi', /Essayez par exemple/],
  ['remove the anchor', /Try for example/],
  ['???', /Try for example/],
  ["' '", /Try for example/],
] as const)
  test(`says what to try when it understands nothing: ${prompt}`, async () => {
    await assert.rejects(
      design('bracelet', prompt),
      (error) => error instanceof Problem && error.code === 'prompt-invalid' && hint.test(error.message),
    );
  });

test('refuses insults before anything is made', async () => {
  await assert.rejects(design('bracelet', 'Engrave "asshole"'), { code: 'prompt-rejected' });
});

test('reads the longest prompts in a moment', async () => {
  for (const filler of ['a ', '" ', "'", '1', '1.', 'in ', 'on the ', 'le ', '❤️', 'Anna ', 'with a heart ', '\n', '«'])
    await design('tshirt', `Write "Hi" ${filler.repeat(2_000)}`.slice(0, 1_999)).catch((error: unknown) =>
      assert.ok(error instanceof Problem, String(error)),
    );
});

test('more things than can be placed are refused at once, in the words of the prompt', async () => {
  const say = (word: string) => design('bracelet', `'a' ${word} `.repeat(240));
  const isRefused = (message: RegExp) => (error: unknown) =>
    error instanceof Problem && error.code === 'prompt-invalid' && message.test(error.message);
  await assert.rejects(say('and'), isRefused(/at most 60 texts/));
  await assert.rejects(say('et'), isRefused(/au plus 60 textes/));
});
