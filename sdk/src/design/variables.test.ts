import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeLayer, createDocument, imageLayer, shapeLayer, textLayer } from './create.js';
import { applyEdit, invertEdit } from './edits.js';
import type { DesignDocument, Layer, Row } from './document.js';
import { LIMITS } from './limits.js';
import { preflight, remedyFor } from './preflight.js';
import { priceDesign } from './price.js';
import { readDocument } from './read.js';
import { ProductTemplate } from './template.js';
import { facts } from './testing/preflight-facts.js';
import { documentOfRow, resolveDesign } from './variables.js';
import { textOf } from './walk.js';

const line = (id: string, text: string, more: Partial<Layer> = {}): Layer =>
  textLayer({ id, name: id, text, font: 'fnt_a', size: 8, x: 10, y: 10, width: 60, height: 20, ...(more as object) });

/** A shirt with a name, a number, a colour and a crest. */
function team(more: Partial<ProductTemplate> = {}): ProductTemplate {
  return ProductTemplate.parse({
    schemaVersion: 1,
    currency: 'EUR',
    basePrice: 2_000,
    size: { width: 100, height: 100, depth: 1 },
    sides: [
      {
        id: 'back',
        name: 'Back',
        width: 100,
        height: 100,
        bleed: 0,
        safe: 0,
        process: 'print',
        palette: [],
        minStroke: 0,
        minTextHeight: 0,
        requiredDpi: 100,
        mockup: { url: '/m.png', width: 100, height: 100, place: { x: 0, y: 0, width: 100, height: 100, rotation: 0 }, variants: [] },
        zones: [],
      },
    ],
    options: [],
    variants: [],
    priceRules: [{ id: 'letters', label: 'Letters', per: { kind: 'character', free: 0 }, amount: 10 }],
    fonts: ['fnt_a'],
    start: [
      {
        id: 'back',
        layers: [
          line('name', '{{name}}', { locked: true }),
          line('number', 'No. {{ number }}', { locked: true }),
          shapeLayer({ id: 'stripe', locked: true }),
          imageLayer({ id: 'crest', asset: 'none', locked: true }),
        ],
      },
    ],
    required: [],
    variables: [
      { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 12, characters: 'letters', placeholder: 'YOUR NAME' },
      { kind: 'text', name: 'number', label: 'Number', required: false, maxLength: 2, characters: 'digits' },
      {
        kind: 'colour',
        name: 'colour',
        label: 'Colour',
        required: true,
        colours: [
          { name: 'Red', hex: '#cc0000' },
          { name: 'Blue', hex: '#0000cc' },
        ],
        default: 'Red',
      },
      { kind: 'picture', name: 'crest', label: 'Crest', required: false },
    ],
    layerRules: [
      { layer: 'stripe', may: [], colour: 'colour' },
      { layer: 'crest', may: [], picture: 'crest' },
    ],
    ...more,
  }) as ProductTemplate;
}

const made = (template: ProductTemplate, values: DesignDocument['values'] = {}): DesignDocument => ({
  ...createDocument('prd_1', template, []),
  values,
});
const layer = (document: DesignDocument, id: string): Layer => document.sides[0]!.layers.find((each) => each.id === id)!;
const says = (document: DesignDocument, id: string): string => {
  const found = layer(document, id);
  return found.type === 'text' ? textOf(found) : '';
};
const codes = (document: DesignDocument, template: ProductTemplate): string[] =>
  preflight(document, template, facts(document)).map(({ code }) => code);

test('values take the place of variables in words, colours and pictures; what holds none stays the same object', () => {
  const template = team();
  const crop = { x: 0, y: 0.1, width: 1, height: 0.8 };
  const document = made(template, { name: 'Zoë', number: '10', colour: 'Blue', crest: { asset: 'ast_1', crop } });
  const { document: resolved } = resolveDesign(document, template);
  assert.equal(says(resolved, 'name'), 'Zoë');
  assert.equal(says(resolved, 'number'), 'No. 10');
  assert.equal((layer(resolved, 'stripe') as { paths: { fill: unknown }[] }).paths[0]!.fill, '#0000cc');
  assert.deepEqual({ ...layer(resolved, 'crest'), id: '' }, { ...layer(document, 'crest'), id: '', asset: 'ast_1', crop });
  const again = applyEdit(document, { type: 'set-value', name: 'number', value: '11' });
  assert.equal(layer(resolveDesign(again, template).document, 'name'), layer(resolved, 'name'), 'another value leaves the layer as it was');
  const code = { ...document, sides: [{ id: 'back', layers: [codeLayer({ id: 'qr', data: 'https://shop.example/{{name}}' })] }] };
  assert.equal((layer(resolveDesign(code, template).document, 'qr') as { data: string }).data, 'https://shop.example/Zoë');
  const plain = team({ variables: [] });
  const free = made(plain);
  assert.equal(resolveDesign(free, plain).document, free);
});

test('a required field shows its placeholder and cannot be made; an optional one is left empty', () => {
  const template = team();
  const document = made(template);
  const { document: resolved } = resolveDesign(document, template);
  assert.equal(says(resolved, 'name'), 'YOUR NAME');
  assert.equal(says(resolved, 'number'), 'No. ');
  assert.equal(layer(resolved, 'crest').hidden, true);
  assert.deepEqual(codes(document, template), ['field-empty']);
  assert.deepEqual(codes(made(template, { name: 'Ana' }), template), []);
});

test('what a shopper writes is never taken for a variable, however it is written or resolved again', () => {
  const template = team({
    variables: [
      { kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 60 },
      { kind: 'text', name: 'number', label: 'Number', required: false, maxLength: 60 },
    ],
  });
  const wide = { ...template, layerRules: [] };
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('{{number}}', '\\{{number}}', '$&', '$1', '{{name}}', '{{')),
      (value) => {
        const once = resolveDesign(made(wide, { name: value, number: '7' }), wide);
        assert.equal(says(once.document, 'name'), value);
        const twice = resolveDesign(once.document, once.template);
        assert.equal(says(twice.document, 'name'), value);
      },
    ),
  );
  const escaped = {
    ...made(wide, { name: 'Ana' }),
    sides: [{ id: 'back', layers: [line('a', '\\{{name}} {{name}} {{other}} {{ 1 }} {{}}')] }],
  };
  assert.equal(says(resolveDesign(escaped, wide).document, 'a'), '{{name}} Ana {{other}} {{ 1 }} {{}}');
  assert.deepEqual(
    codes(escaped, { ...wide, start: [] }).filter((code) => code === 'variable-unknown'),
    ['variable-unknown'],
  );
});

test('one value written a thousand times is refused, not laid out', () => {
  const template = team({
    variables: [{ kind: 'text', name: 'name', label: 'Name', required: true, maxLength: 500 }],
    layerRules: [],
    start: [],
  });
  const many = Array.from({ length: 40 }, (_, at) => line(`l${at}`, '{{name}}'.repeat(10)));
  const document = { ...made(template, { name: 'x'.repeat(500) }), sides: [{ id: 'back', layers: many }] };
  const { document: resolved } = resolveDesign(document, template);
  assert.ok(resolved.sides[0]!.layers.reduce((sum, { id }) => sum + says(resolved, id).length, 0) <= LIMITS.textPerDocument);
  assert.ok(codes(document, template).includes('field-invalid'));
});

test('values of the wrong form, of choices that are gone and of fields that are gone are told, and one button mends the latter', () => {
  const template = team();
  const issues = (values: DesignDocument['values']) => {
    const document = made(template, values);
    return preflight(document, template, facts(document)).map((finding) => {
      const edit = remedyFor(finding, document, template);
      return `${finding.code} ${finding.values['field']} ${finding.values['issue']} ${edit ? codes(applyEdit(document, edit), template).join() || 'mended' : 'by hand'}`;
    });
  };
  assert.deepEqual(issues({ name: 'R2D2' }), ['field-invalid name letters by hand']);
  assert.deepEqual(issues({ name: 'Ana', number: '123' }), ['field-invalid number too-long by hand']);
  assert.deepEqual(issues({ name: '👨‍👩‍👧‍👦'.repeat(13) }), ['field-invalid name too-long by hand']);
  assert.deepEqual(issues({ name: 'Ana', colour: 'Mauve' }), ['field-invalid colour not-a-choice mended']);
  assert.deepEqual(issues({ name: 'Ana', crest: 'text' }), ['field-invalid crest wrong-kind mended']);
  assert.deepEqual(issues({ name: 'Ana', motto: 'old' }), ['field-invalid motto gone mended']);
});

test('price counts what the values say, row by row', () => {
  const template = team();
  const document = made(template, { name: 'Ana' });
  const row = { id: 'r1', quantity: 1, values: { name: 'Maximilian', number: '7' } };
  const letters = (design: DesignDocument) => priceDesign(design, template).lines.find(({ id }) => id === 'letters')!.count;
  assert.equal(letters(document), 'No.'.length + 'Ana'.length);
  assert.equal(letters(documentOfRow(document, row)), 'No.7Maximilian'.length);
});

test('rows are told apart by what is wrong with them', () => {
  const template = team();
  const rows: Row[] = [
    { id: 'a', quantity: 1, values: { name: 'Ana', number: '1' } },
    { id: 'b', quantity: 1, values: { number: '2' } },
    { id: 'c', quantity: 1, values: { name: 'Cem', number: 'x' } },
  ];
  const document = applyEdit(made(template, {}), { type: 'set-rows', rows });
  const findings = preflight(document, template, facts(document)).filter(({ code }) => code === 'row-invalid');
  assert.deepEqual(
    findings.map(({ values }) => [values['row'], values['field'], values['issue']]),
    [
      [2, 'name', 'missing'],
      [3, 'number', 'digits'],
    ],
  );
});

test('values and rows are edits: undone exactly, read back from JSON, and refused when they cannot be', () => {
  const document = made(team());
  const edit = {
    type: 'batch' as const,
    edits: [
      { type: 'set-value' as const, name: 'name', value: 'Ana' },
      { type: 'set-rows' as const, rows: [{ id: 'a', quantity: 2, values: { name: 'B' } }] },
    ],
  };
  const after = applyEdit(document, edit);
  assert.deepEqual(readDocument(JSON.parse(JSON.stringify(after))), after);
  const { values, ...rest } = applyEdit(after, invertEdit(document, edit));
  assert.deepEqual({ ...rest, values: values ?? {} }, document);
  for (const name of ['__proto__', 'constructor', '1a', 'a b', '', 'a'.repeat(41)])
    assert.throws(() => applyEdit(document, { type: 'set-value', name, value: 'x' }), { code: /edit-invalid|limit-exceeded/ });
  assert.throws(() => applyEdit(document, { type: 'set-value', name: 'a', value: 'x'.repeat(501) }), { code: 'limit-exceeded' });
  const twice = [1, 2].map(() => ({ id: 'a', quantity: 1, values: {} }));
  assert.throws(() => applyEdit(document, { type: 'set-rows', rows: twice }), { code: 'edit-invalid' });
  assert.throws(() => readDocument({ ...document, rows: twice }), { code: 'document-invalid' });
  assert.throws(() => applyEdit(document, { type: 'set-rows', rows: [{ id: 'a', quantity: 0.5, values: {} }] }), { code: 'edit-invalid' });
});

test('a layer changes only as its rule allows; putting it back keeps what the shopper may change', () => {
  const rule = (may: string[]) => team({ variables: [], layerRules: [{ layer: 'name', may } as never], priceRules: [] });
  const template = rule(['text', 'colour']);
  const start = {
    ...createDocument('prd_1', template, []),
    sides: [{ id: 'back', layers: [line('name', 'Your name', { locked: true })] }],
  };
  const shop = { ...template, start: start.sides };
  const with_ = (patch: object): DesignDocument => ({
    ...start,
    sides: [{ id: 'back', layers: [{ ...start.sides[0]!.layers[0]!, ...patch } as Layer] }],
  });
  const [run] = (start.sides[0]!.layers[0] as { runs: object[] }).runs;
  assert.deepEqual(codes(with_({ runs: [{ ...run, text: 'Ana', fill: '#ff0000' }] }), shop), []);
  assert.deepEqual(
    codes(
      with_({
        runs: [
          { ...run, text: 'A' },
          { ...run, text: 'na' },
        ],
      }),
      shop,
    ),
    [],
  );
  for (const broken of [
    with_({ x: 3 }),
    with_({ runs: [{ ...run, size: 3 }] }),
    with_({ case: 'upper' }),
    { ...start, sides: [{ id: 'back', layers: [line('other', 'x')] }] },
  ]) {
    const [finding] = preflight(broken, shop, facts(broken));
    assert.equal(finding?.code, 'layer-locked');
    assert.ok(!codes(applyEdit(broken, remedyFor(finding!, broken, shop)!), shop).includes('layer-locked'));
  }
  const moved = with_({ x: 3, runs: [{ ...run, text: 'Ana' }] });
  const [finding] = preflight(moved, shop, facts(moved));
  assert.equal(says(applyEdit(moved, remedyFor(finding!, moved, shop)!), 'name'), 'Ana');
});

test('words that nobody wrote cannot be ordered', () => {
  const template = team({ variables: [], layerRules: [], start: [] });
  const document = {
    ...made(template),
    sides: [{ id: 'back', layers: [line('a', 'Your text', { placeholder: 'Your text' } as never), line('b', 'Ana')] }],
  };
  const [finding, ...rest] = preflight(document, template, facts(document));
  assert.deepEqual([finding!.code, finding!.severity, finding!.layerId, rest.length], ['placeholder-left', 'error', 'a', 0]);
  assert.deepEqual(codes(applyEdit(document, remedyFor(finding!, document, template)!), template), []);
});

test('chosen options choose the palette, and close choices with a reason', () => {
  const metal = {
    kind: 'choice' as const,
    id: 'metal',
    name: 'Metal',
    aliases: [],
    default: 'silver',
    choices: [
      { id: 'silver', name: 'Silver', aliases: [] },
      { id: 'gold', name: 'Gold', aliases: [] },
    ],
  };
  const finish = {
    kind: 'choice' as const,
    id: 'finish',
    name: 'Finish',
    aliases: [],
    default: 'matt',
    choices: [
      { id: 'matt', name: 'Matt', aliases: [], availableWhen: [{ option: 'metal', in: ['silver'] }], reason: 'Only in silver' },
      { id: 'gloss', name: 'Gloss', aliases: [] },
    ],
  };
  const silver = [{ name: 'Grey', hex: '#777777' }];
  const base = team({ variables: [], layerRules: [], options: [metal, finish] });
  const template = {
    ...base,
    sides: base.sides.map((side) => ({
      ...side,
      palette: silver,
      palettes: [{ when: [{ option: 'metal', in: ['gold'] }], palette: [{ name: 'Gold', hex: '#d4af37' }] }],
    })),
    start: [
      {
        id: 'back',
        layers: [line('a', 'Ana', { runs: [{ text: 'Ana', font: 'fnt_a', size: 8, fill: '#777777', tracking: 0 }] } as never)],
      },
    ],
  };
  const document = createDocument('prd_1', template, []);
  assert.deepEqual(codes(document, template), []);
  const gold = applyEdit(document, { type: 'set-option', option: 'metal', value: 'gold' });
  const findings = preflight(gold, template, facts(gold));
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['option-invalid'],
    'the grey that was chosen has become gold',
  );
  const fill = (design: DesignDocument) =>
    (layer(resolveDesign(design, template).document, 'a') as { runs: { fill: unknown }[] }).runs[0]!.fill;
  assert.deepEqual([fill(document), fill(gold)], ['#777777', '#d4af37']);
  assert.match(findings[0]!.message, /Only in silver/);
  const mended = applyEdit(gold, remedyFor(findings[0]!, gold, template)!);
  assert.deepEqual(codes(mended, template), []);
  assert.equal(mended.options['finish'], 'gloss');
  assert.equal(resolveDesign(gold, template).template, resolveDesign(mended, template).template, 'the same palette is the same object');
  const red = {
    ...gold,
    sides: [
      {
        id: 'back',
        layers: [line('a', 'Ana', { runs: [{ text: 'Ana', font: 'fnt_a', size: 8, fill: '#ff0000', tracking: 0 }] } as never)],
      },
    ],
  };
  const [, wrong] = preflight(red, template, facts(red));
  assert.equal(wrong?.code, 'colour-not-available');
  assert.equal(fill(applyEdit(red, remedyFor(wrong!, red, template)!)), '#d4af37');
});

test('an option value that no longer exists, and a rule that cannot count, leave the price a number and say what to do', () => {
  const number = {
    kind: 'number' as const,
    id: 'length',
    name: 'Length',
    aliases: [],
    unit: 'mm' as const,
    min: 0,
    max: 10,
    step: 1,
    default: 5,
  };
  assert.throws(() => team({ options: [{ ...number, step: 0 }] }));
  // Stored before steps were checked.
  const template = {
    ...team({ variables: [], layerRules: [] }),
    options: [{ ...number, step: 0 }],
    priceRules: [{ id: 'mm', label: 'mm', per: { kind: 'unit' as const, option: 'length', free: 0 }, amount: 3 }],
  };
  const document = { ...createDocument('prd_1', template, []), options: { length: 5, gone: 'old' } };
  assert.ok(Number.isSafeInteger(priceDesign(document, template).total));
  const findings = preflight(document, template, facts(document)).filter(({ code }) => code === 'option-invalid');
  const gone = findings.find(({ values }) => values['option'] === 'gone')!;
  assert.equal(applyEdit(document, remedyFor(gone, document, template)!).options['gone'], undefined);
});
