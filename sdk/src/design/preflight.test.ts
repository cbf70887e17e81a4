import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { textLayer } from './create.js';
import type { ImageLayer, ShapeLayer, TextLayer } from './document.js';
import { applyEdit } from './edits.js';
import { preflight, remedyFor } from './preflight.js';
import type { ProductTemplate } from './template.js';
import { deepFreeze, designed, document as anyDocument, template } from './testing/arbitraries.js';
import { card, check, codes, facts, mend, PHOTO, photo, shape, text } from './testing/preflight-facts.js';
import { findLayer } from './walk.js';

test('finds nothing wrong with a good design', () => {
  const of = card();
  assert.deepEqual(check(of, designed(of, photo({ width: 40, height: 30, y: 10, x: 5 }), text({ x: 50 }), shape({ x: 50 }))), []);
});

describe('pictures', () => {
  const of = card();

  test('tells the resolution that is reached and how large the picture may be', () => {
    const document = designed(of, photo({ x: 10, y: 6, width: 80, height: 38 }));
    const big = facts(document, {}, { ast_photo: { width: 630, height: 300, hasAlpha: false } });
    const [finding] = preflight(document, of, big);
    assert.equal(finding?.code, 'low-dpi');
    assert.equal(finding?.severity, 'warning');
    assert.deepEqual(finding?.values, { dpi: 200, required: 300, width: 53.34, height: 25.34 });
    assert.match(finding?.message ?? '', /soft at this size \(200 dpi\)\. Make it 5\.3 cm wide/);
    const better = mend(of, document, finding!);
    assert.deepEqual(preflight(better, of, { ...facts(better), images: big.images }), []);
  });

  test('counts the cropped part only', () => {
    const document = designed(of, photo({ crop: { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }, width: 40, height: 30 }));
    assert.deepEqual(codes(check(of, document)), ['low-dpi warning']);
  });

  test('a hopeless picture is an error', () => {
    const document = designed(of, photo());
    assert.deepEqual(codes(check(of, document, facts(document, {}, { ast_photo: { ...PHOTO, width: 90, height: 60 } }))), [
      'low-dpi error',
    ]);
  });

  test('a vector picture is sharp at every size', () => {
    const document = designed(of, photo());
    assert.deepEqual(
      check(of, document, facts(document, {}, { ast_photo: { width: 20, height: 15, hasAlpha: true, isVector: true } })),
      [],
    );
  });

  test('a missing picture can be taken away', () => {
    const document = designed(of, photo({ asset: 'ast_gone' }), text({ x: 30 }));
    const [finding] = check(of, document);
    assert.equal(finding?.code, 'asset-missing');
    assert.deepEqual(check(of, mend(of, document, finding!)), []);
  });

  test('see-through parts over the cut are told', () => {
    const document = designed(of, photo({ x: -3, y: -3, width: 60, height: 40 }));
    const clear = facts(document, {}, { ast_photo: { width: 3_000, height: 2_000, hasAlpha: true } });
    assert.deepEqual(codes(preflight(document, of, clear)), ['transparent-edge warning']);
  });
});

describe('text', () => {
  test('too small: a warning in print, an error in metal, and mended by growing', () => {
    for (const [process, severity] of [
      ['print', 'warning'],
      ['engrave', 'error'],
    ] as const) {
      const of = card({ process });
      const document = designed(of, text({ size: 1.5 }));
      const [finding] = check(of, document);
      assert.deepEqual(codes([finding!]), [`text-too-small ${severity}`]);
      assert.deepEqual(finding?.values, { size: 1.5, required: 2 });
      assert.deepEqual(check(of, mend(of, document, finding!)), []);
    }
  });

  test('the size after shrinking counts', () => {
    const of = card();
    const document = designed(of, text({ fit: 'shrink' }));
    assert.deepEqual(codes(check(of, document, facts(document, { t: { textSize: 1.2, scale: 0.2 } }))), ['text-too-small warning']);
  });

  test('missing glyphs are named and can be taken out', () => {
    const of = card();
    const document = designed(of, text({ text: 'Hi 🙂🦊!' }));
    const missing = ['🙂', '🦊'].map((character) => ({ font: 'fnt_a', character }));
    const [finding] = check(of, document, facts(document, { t: { missing } }));
    assert.equal(finding?.code, 'glyph-missing');
    assert.deepEqual(finding?.values, { characters: '🙂🦊', font: 'fnt_a' });
    assert.match(finding?.message ?? '', /“🙂” “🦊”/);
    const layer = mend(of, document, finding!).sides[0]!.layers[0] as TextLayer;
    assert.equal(layer.runs[0]!.text, 'Hi !');
  });

  test('a family of emoji goes wholly, a letter whose accent is missing stays', () => {
    const of = card();
    const document = designed(of, text({ text: 'Zoe\u0308 👩\u200d👧\ufe0f👍🏽!' }));
    const missing = ['\u0308', '👩', '👧', '👍', '🏽'].map((character) => ({ font: 'fnt_a', character }));
    const [finding] = check(of, document, facts(document, { t: { missing } }));
    assert.equal((mend(of, document, finding!).sides[0]!.layers[0] as TextLayer).runs[0]!.text, 'Zoe !');
  });

  test('a font that is not the product’s is exchanged for its first', () => {
    const of = card();
    const document = designed(of, textLayer({ id: 't', font: 'fnt_zz', text: 'Hi', size: 6, x: 30, y: 15 }));
    const [finding] = check(of, document);
    assert.equal(finding?.code, 'font-unknown');
    assert.deepEqual(check(of, mend(of, document, finding!)), []);
  });

  test('text that does not fit its box is told where the box counts', () => {
    const of = card();
    for (const [fit, expected] of [
      ['none', []],
      ['wrap', ['text-overflow warning']],
    ] as const) {
      const document = designed(of, text({ fit }));
      assert.deepEqual(codes(check(of, document, facts(document, { t: { overflow: true } }))), [...expected]);
    }
  });

  test('empty text is told and can be taken away', () => {
    const of = card();
    const document = designed(of, text({ text: '  ' }), shape());
    const [finding] = check(of, document);
    assert.deepEqual(codes([finding!]), ['empty-text warning']);
    assert.deepEqual(check(of, mend(of, document, finding!)), []);
  });
});

describe('lines and colours', () => {
  test('a line thinner than the process can make is widened', () => {
    const of = card({ minStroke: 0.25, process: 'engrave' });
    const thin = { width: 0.05, paint: '#000000' };
    const runs = [{ ...text().runs[0]!, outline: thin }];
    const document = designed(of, text({ runs }), shape({ x: 70, paths: [{ d: 'M0 0H100', fill: null, stroke: thin }] }));
    const findings = check(of, document);
    assert.deepEqual(codes(findings), ['stroke-too-thin error', 'stroke-too-thin error']);
    const mended = findings.reduce((each, finding) => mend(of, each, finding), document);
    assert.deepEqual(check(of, mended), []);
  });

  const palette = [
    { name: 'Night', hex: '#101830' },
    { name: 'Rose', hex: '#e06080', spot: 'PANTONE 204 C' },
  ];

  test('colours outside the palette become the nearest', () => {
    const of = card({ palette });
    const document = designed(
      of,
      text(),
      shape({
        x: 70,
        paths: [
          { d: 'M0 0H9V9Z', fill: '#ff0000' },
          { d: 'M0 0H9V9Z', fill: { spot: 'PANTONE 204 C' } },
        ],
      }),
    );
    const findings = check(of, document);
    assert.deepEqual(
      findings.map(({ code, severity, values }) => [code, severity, values['nearest']]),
      [
        ['colour-not-available', 'error', 'Night'],
        ['colour-not-available', 'error', 'Rose'],
      ],
    );
    const mended = findings.reduce((each, finding) => mend(of, each, finding), document);
    assert.deepEqual(check(of, mended), []);
    assert.deepEqual((mended.sides[0]!.layers[1] as ShapeLayer).paths[0]!.fill, { spot: 'PANTONE 204 C' });
  });

  test('without a palette every colour goes but unknown spot colours', () => {
    const of = card();
    assert.deepEqual(check(of, designed(of, shape({ paths: [{ d: 'M0 0H9', fill: { cmyk: [0, 1, 1, 0] } }] }))), []);
    assert.deepEqual(codes(check(of, designed(of, shape({ paths: [{ d: 'M0 0H9', fill: { spot: 'Gold' } }] })))), [
      'colour-not-available error',
    ]);
  });

  test('a photo cannot be cut or stitched', () => {
    for (const process of ['cut', 'embroider'] as const) {
      const of = card({ palette, process });
      const document = designed(of, photo());
      const findings = check(of, document);
      assert.deepEqual(codes(findings), ['colour-not-available error']);
      assert.equal(remedyFor(findings[0]!, document, of), null);
    }
  });

  test('a photo is engraved or foiled in the darkest ink, as bright as the shopper made it', () => {
    for (const [process, severity] of [
      ['foil', 'error'],
      ['engrave', 'warning'],
      ['print', 'warning'],
    ] as const) {
      const of = card({ palette, process });
      for (const adjustments of [undefined, { brightness: 0.3, contrast: -0.2, saturation: 0 }]) {
        const document = designed(of, photo(adjustments && { adjustments }));
        const findings = check(of, document);
        assert.deepEqual(codes(findings), [`colour-not-available ${severity}`]);
        const mended = mend(of, document, findings[0]!);
        assert.deepEqual(check(of, mended), []);
        const [layer] = mended.sides[0]!.layers as ImageLayer[];
        assert.equal(layer!.adjustments!.brightness, adjustments?.brightness ?? 0);
        assert.deepEqual(layer!.adjustments!.tone, { kind: 'threshold', level: 0.5, dark: '#101830' });
      }
      const tone = { kind: 'threshold', level: 0.5, dark: '#00ff00' } as const;
      const elsewhere = designed(of, photo({ adjustments: { brightness: 0, contrast: 0, saturation: 0, tone } }));
      assert.deepEqual(codes(check(of, elsewhere)), [`colour-not-available ${severity}`]);
    }
  });
});

describe('the whole document', () => {
  const options: ProductTemplate['options'] = [
    {
      kind: 'choice',
      id: 'metal',
      name: 'Metal',
      aliases: [],
      default: 'silver',
      choices: [{ id: 'silver', name: 'Silver', aliases: [] }],
    },
    { kind: 'number', id: 'depth', name: 'Depth', aliases: [], unit: 'mm', min: 0.2, max: 1, step: 0.1, default: 0.3 },
  ];

  test('options must be ones that the product has', () => {
    const of = template({ options });
    for (const [option, value] of [
      ['metal', 'uranium'],
      ['depth', 0.25],
      ['depth', 1.1],
      ['depth', 'deep'],
      ['colour', 'red'],
    ] as const) {
      const start = designed(of, text());
      const document = { ...start, options: { ...start.options, [option]: value } };
      const findings = check(of, document);
      assert.deepEqual(codes(findings), ['option-invalid error'], `${option} ${value}`);
      assert.deepEqual(check(of, mend(of, document, findings[0]!)), []);
    }
  });

  test('every step of a number option is accepted', () => {
    const of = template({ options });
    for (let step = 2; step <= 10; step += 1) {
      const start = designed(of, text());
      assert.deepEqual(check(of, { ...start, options: { ...start.options, depth: step * 0.1 } }), []);
    }
  });

  test('a variant must go with the options', () => {
    const of = template({ options, variants: [{ id: 'v', sku: 'V', name: 'Golden', options: { metal: 'gold' }, amount: 0 }] });
    for (const variantId of ['v', 'w']) {
      const document = { ...designed(of, text()), variantId };
      const [finding] = check(of, document);
      assert.equal(finding?.code, 'option-invalid');
      assert.deepEqual(check(of, mend(of, document, finding!)), []);
    }
  });

  test('sides that the product has not are taken out', () => {
    const of = card();
    const start = designed(of, text());
    const document = { ...start, sides: [...start.sides, { id: 'inside', layers: [] }] };
    const [finding] = check(of, document);
    assert.equal(finding?.code, 'side-unknown');
    assert.deepEqual(check(of, mend(of, document, finding!)), []);
  });

  test('nothing designed is nothing to make', () => {
    const of = card();
    for (const layers of [[], [text({ hidden: true })]])
      assert.deepEqual(codes(check(of, designed(of, ...layers))), ['nothing-designed error']);
    assert.deepEqual(codes(check(of, designed(of, text({ text: ' \u200b\n' })))), ['nothing-designed error', 'empty-text warning']);
  });

  const logo = shape({ id: 'logo', name: 'Logo', locked: true });
  const name = text({ id: 'name', name: 'Your name' });
  const of = template({ start: [{ id: 'front', layers: [name, logo] }], required: ['name'] });

  test('what the brand locked may not be changed or removed, and can be put back', () => {
    const start = designed(of, name, logo);
    assert.deepEqual(check(of, start), []);
    assert.deepEqual(check(of, designed(of, name, { ...logo, name: 'Renamed' })), []);
    for (const document of [designed(of, name), designed(of, name, { ...logo, x: 41 }), designed(of, { ...logo, locked: false }, name)]) {
      const findings = check(of, document).filter(({ code }) => code === 'layer-locked');
      assert.equal(findings.length, 1);
      assert.equal(findings[0]?.layerId, 'logo');
      assert.deepEqual(check(of, mend(of, document, findings[0]!)), []);
    }
  });

  test('the brand’s own locked layers offer no remedy that would change them', () => {
    const outside = { ...logo, x: 200 };
    const locked = template({ start: [{ id: 'front', layers: [outside] }] });
    const document = designed(locked, outside);
    const [finding] = check(locked, document);
    assert.equal(finding?.code, 'outside-print-area');
    assert.equal(remedyFor(finding!, document, locked), null);
  });

  test('what must be filled in is asked for', () => {
    for (const [document, canMend] of [
      [designed(of, logo), true],
      [designed(of, { ...name, hidden: true }, logo), true],
      [designed(of, { ...name, runs: [{ ...name.runs[0]!, text: ' ' }] }, logo), false],
    ] as const) {
      const findings = check(of, document);
      assert.deepEqual(codes(findings), ['required-empty error']);
      assert.equal(findings[0]?.layerId, 'name');
      if (canMend) assert.deepEqual(check(of, mend(of, document, findings[0]!)), []);
      else assert.equal(remedyFor(findings[0]!, document, of), null);
    }
  });
});

test('errors come first', () => {
  const of = card();
  const document = designed(of, text({ x: 2 }), photo({ asset: 'ast_gone' }));
  assert.deepEqual(codes(check(of, document)), ['asset-missing error', 'outside-safe-zone warning']);
});

test('hidden layers are not checked', () => {
  const of = card();
  assert.deepEqual(check(of, designed(of, shape(), text({ id: 'h', x: -90, hidden: true }))), []);
});

test('layers that are not measured yet are checked as far as possible', () => {
  const of = card();
  const document = designed(of, text({ x: -50, size: 1 }));
  assert.deepEqual(codes(preflight(document, of, { metrics: new Map(), images: new Map(), fonts: new Set(['fnt_a']) })), [
    'text-too-small warning',
  ]);
});

test('any document is judged without throwing, and every remedy is an edit that can be made', () => {
  const palette = [{ name: 'Ink', hex: '#000000' }];
  const areas = ['M25 0H75A25 25 0 0 1 75 50H25A25 25 0 0 1 25 0Z', undefined, 'M0 0', 'M50 0L100 25L50 50L0 25Z'];
  fc.assert(
    fc.property(
      anyDocument,
      fc.constantFrom('print' as const, 'engrave' as const),
      fc.constantFrom(...areas),
      (document, process, area) => {
        const side = { id: document.sides[0]!.id, palette, process, minStroke: 0.3, ...(area !== undefined && { printArea: area }) };
        const of = template({}, side);
        const given = deepFreeze(facts(document));
        for (const finding of preflight(deepFreeze(document), of, given)) {
          assert(finding.message.length > 10 && finding.message.length < 600);
          const edit = remedyFor(finding, document, of);
          if (edit) applyEdit(document, edit);
          if (finding.layerId !== null && finding.side !== null) {
            const there = document.sides.find(({ id }) => id === finding.side);
            assert(there && findLayer(there, finding.layerId));
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});
