import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../contracts/quote.js';
import { encodeCode } from '../../layout/encode-code.js';
import { layoutSide } from '../../layout/layout.js';
import type { Shaper } from '../../layout/shape.js';
import { codeLayer } from '../create.js';
import type { CodeLayer, DesignDocument } from '../document.js';
import { preflight } from '../preflight.js';
import type { ProductTemplate } from '../template.js';
import { designed, template } from '../testing/arbitraries.js';
import { card, mend, shape } from '../testing/preflight-facts.js';

const code = (more: Partial<CodeLayer> = {}): CodeLayer => codeLayer({ id: 'c', data: 'https://luneo.example', x: 10, y: 10, ...more });

/** Findings with what the true layout measures. */
function check(of: ProductTemplate, document: DesignDocument): Finding[] {
  const ctx = { shaper: null as unknown as Shaper, images: new Map(), codes: encodeCode };
  const metrics = new Map(of.sides.map(({ id }) => [id, layoutSide(document, of, id, ctx).metrics]));
  return preflight(document, of, { metrics, images: new Map(), fonts: new Set(['fnt_a', 'fnt_b']) });
}

/** The one finding, and what is left of it after its remedy. */
function only(of: ProductTemplate, document: DesignDocument, findingCode: Finding['code']): { finding: Finding; mended: DesignDocument } {
  const findings = check(of, document);
  assert.deepEqual(
    findings.map((each) => each.code),
    [findingCode],
  );
  const mended = mend(of, document, findings[0]!);
  assert.deepEqual(check(of, mended), []);
  return { finding: findings[0]!, mended };
}
const first = (document: DesignDocument): CodeLayer => document.sides[0]!.layers.find(({ id }) => id === 'c') as CodeLayer;

describe('codes', () => {
  test('a good code is good', () => {
    const of = card();
    assert.deepEqual(check(of, designed(of, code())), []);
    assert.deepEqual(check(of, designed(of, code({ symbology: 'code128', data: 'A-42', width: 40 }))), []);
  });

  test('one too fine to be read is made as large as it must be', () => {
    const of = card();
    const { finding, mended } = only(of, designed(of, code({ width: 8, height: 8 })), 'code-too-small');
    assert.equal(finding.severity, 'warning');
    assert.equal(finding.values['required'], 0.35);
    assert.match(finding.message, /Make it 1\.2 cm wide/);
    assert.ok(first(mended).width > 11 && first(mended).width < 12);
  });

  test('what a needle or a blade cannot make is an error, and so is what no phone reads', () => {
    const sewn = card({ process: 'embroider' });
    assert.equal(
      only(sewn, designed(sewn, code({ x: 32, y: 15, width: 20, height: 20, data: 'L' })), 'code-too-small').finding.severity,
      'error',
    );
    const printed = card();
    assert.equal(only(printed, designed(printed, code({ width: 4, height: 4 })), 'code-too-small').finding.severity, 'error');
  });

  test('light on dark and pale on pale become dark on light', () => {
    const of = card();
    const inverted = only(of, designed(of, code({ fill: '#ffffff', background: '#102030' })), 'code-contrast');
    assert.equal(inverted.finding.values['reason'], 'inverted');
    const pale = only(of, designed(of, code({ fill: '#e8c8c8', background: '#fff0f0' })), 'code-contrast');
    assert.equal(pale.finding.values['reason'], 'low');
    assert.deepEqual([first(pale.mended).fill, first(pale.mended).background], ['#000000', '#ffffff']);
  });

  test('without a ground of its own the chosen colour of the product counts', () => {
    const shirt = template({
      options: [
        {
          kind: 'choice',
          id: 'colour',
          name: 'Colour',
          default: 'black',
          choices: [
            { id: 'black', name: 'Black', swatch: '#101010' },
            { id: 'white', name: 'White', swatch: '#fafafa' },
          ],
        },
      ] as ProductTemplate['options'],
    });
    const { background: _, ...bare } = code();
    const onBlack = designed(shirt, bare);
    assert.equal(only(shirt, onBlack, 'code-contrast').finding.values['reason'], 'low');
    assert.deepEqual(check(shirt, { ...onBlack, options: { colour: 'white' } }), []);
  });

  test('in a palette the darkest ink goes on the lightest', () => {
    const of = card({
      palette: [
        { name: 'Navy', hex: '#102040', spot: 'Navy' },
        { name: 'Cream', hex: '#fff8e8', spot: 'Cream' },
      ],
    });
    const { mended } = only(of, designed(of, code({ fill: { spot: 'Cream' }, background: { spot: 'Navy' } })), 'code-contrast');
    assert.deepEqual([first(mended).fill, first(mended).background], [{ spot: 'Navy' }, { spot: 'Cream' }]);
  });

  test('what lies over the code or its light edge goes behind it', () => {
    const of = card();
    const { finding } = only(of, designed(of, code(), shape({ x: 34, y: 12, width: 10, height: 10 })), 'code-covered');
    assert.equal(finding.values['where'], 'over');
    assert.deepEqual(check(of, designed(of, shape({ x: 34, y: 12, width: 10, height: 10 }), code())), []);
    const { background: _, ...bare } = code();
    const under = only(of, designed(of, shape({ x: 34, y: 12, width: 10, height: 10 }), bare), 'code-covered');
    assert.equal(under.finding.values['where'], 'under');
    assert.equal(first(under.mended).background, '#ffffff');
  });

  test('what a code cannot say is told, with the digit that is wrong or a code that can', () => {
    const of = card();
    const ean = { symbology: 'ean13' as const, width: 40 };
    const typo = only(of, designed(of, code({ ...ean, data: '4006381333932' })), 'code-invalid');
    assert.equal(first(typo.mended).data, '4006381333931');
    const words = only(of, designed(of, code({ symbology: 'code128', width: 40, data: 'Café' })), 'code-invalid');
    assert.deepEqual([words.finding.values['reason'], first(words.mended).symbology], ['characters', 'qr']);
    const [empty] = check(of, designed(of, code({ data: '' }), shape()));
    assert.deepEqual([empty!.code, empty!.values['reason']], ['code-invalid', 'empty']);
    assert.equal(mend(of, designed(of, code({ data: '' }), shape()), empty!).sides[0]!.layers.length, 1);
  });

  test('nothing is found while the encoder is not loaded', () => {
    const of = card();
    const document = designed(of, code({ data: '' }));
    const ctx = { shaper: null as unknown as Shaper, images: new Map(), codes: null };
    const metrics = new Map([['front', layoutSide(document, of, 'front', ctx).metrics]]);
    assert.deepEqual(preflight(document, of, { metrics, images: new Map(), fonts: new Set() }), []);
  });
});
