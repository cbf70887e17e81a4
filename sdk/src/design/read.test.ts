import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { shapeLayer, textLayer } from './create.js';
import type { GroupLayer, Layer } from './document.js';
import { LIMITS, SCHEMA_VERSION } from './limits.js';
import { MIGRATIONS, type Migration, upgrade } from './migrations.js';
import { DocumentError, type DocumentErrorCode, readDocument } from './read.js';
import { deepFreeze, designed, document, fullDocument, template } from './testing/arbitraries.js';

const fixtures = new URL('./fixtures/', import.meta.url);
const fixture = (version: number): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`document-v${version}.json`, fixtures), 'utf8')) as Record<string, unknown>;

function refusal(input: unknown): DocumentError {
  try {
    readDocument(input);
  } catch (error) {
    assert(error instanceof DocumentError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: 'the document was accepted' });
}

test('every schema version has a fixture, and every fixture reads as the newest version', () => {
  const versions = readdirSync(fixtures).map((name) => Number(/^document-v(\d+)\.json$/.exec(name)?.[1]));
  assert.deepEqual(
    versions.toSorted((a, b) => a - b),
    Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1),
  );
  for (const version of versions) assert.equal(readDocument(fixture(version)).schemaVersion, SCHEMA_VERSION);
});

test('migrations are numbered without gaps', () => {
  assert.deepEqual(
    MIGRATIONS.map(({ to }) => to),
    Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 2),
  );
});

test('upgrades step by step from where a document is', () => {
  const steps: Migration[] = [
    { to: 2, up: (old) => ({ ...old, two: true }) },
    { to: 3, up: (old) => ({ ...old, three: old['two'] }) },
  ];
  const old = deepFreeze({ schemaVersion: 1 });
  assert.deepEqual(upgrade(old, 1, steps, 3), { schemaVersion: 3, two: true, three: true });
  assert.deepEqual(upgrade(deepFreeze({ schemaVersion: 2, two: 1 }), 2, steps, 3), { schemaVersion: 3, two: 1, three: 1 });
});

test('a valid document reads as itself, untouched and unshared', () => {
  fc.assert(
    fc.property(document, (input) => {
      const read = readDocument(deepFreeze(input));
      assert.deepEqual(read, input);
      assert.notEqual(read.sides[0]!.layers, input.sides[0]!.layers);
    }),
    { numRuns: 100 },
  );
});

test('whatever JSON comes, the answer is a document or a DocumentError', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue({ maxDepth: 6 }), fc.anything({ maxDepth: 4, withBigInt: true, withDate: true, withMap: true })),
      (input) => {
        assert.throws(() => readDocument(input), DocumentError);
      },
    ),
    { numRuns: 300 },
  );
});

test('one wrong value anywhere is refused with its path, or is still valid', () => {
  const junk = fc.oneof(fc.constantFrom(null, Number.NaN, Infinity, -1e9, '', 'x'.repeat(3_000), true, [], {}, '__proto__'), fc.integer());
  fc.assert(
    fc.property(fc.nat(), junk, (pick, value) => {
      const input = fixture(1);
      const paths = leaves(input);
      const path = paths[pick % paths.length]!;
      const holder = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, input);
      holder[path.at(-1)!] = value;
      try {
        assert.deepEqual(readDocument(input), input);
      } catch (error) {
        assert(error instanceof DocumentError, String(error));
        assert(error.issues.length > 0);
      }
    }),
    { numRuns: 300 },
  );
});

function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

type Json = Record<string, unknown>;

/** Sets one value, named by its dotted path. */
function set(path: string, value: unknown) {
  return (input: Json): void => {
    const keys = path.split('.');
    const holder = keys.slice(0, -1).reduce<Json>((at, key) => at[key] as Json, input);
    holder[keys.at(-1)!] = value;
  };
}

const invalid: [string, (input: Json) => unknown, DocumentErrorCode, string?][] = [
  ['no object', () => null, 'document-invalid'],
  ['a list', () => [], 'document-invalid'],
  ['a missing version', (d) => void delete d['schemaVersion'], 'document-invalid', 'schemaVersion'],
  ['version 0', set('schemaVersion', 0), 'document-invalid', 'schemaVersion'],
  ['version 1.5', set('schemaVersion', 1.5), 'document-invalid', 'schemaVersion'],
  ['a newer version', set('schemaVersion', SCHEMA_VERSION + 1), 'document-too-new', 'schemaVersion'],
  ['an unknown field', set('sides.0.layers.0.wings', 2), 'document-invalid', 'sides.0.layers.0'],
  ['an unknown field at the top', set('zoom', 2), 'document-invalid'],
  ['not a number', set('sides.0.layers.0.x', Number.NaN), 'document-invalid', 'sides.0.layers.0.x'],
  ['infinity', set('sides.0.layers.0.width', Infinity), 'document-invalid', 'sides.0.layers.0.width'],
  ['a width of nothing', set('sides.0.layers.0.width', 0), 'document-invalid', 'sides.0.layers.0.width'],
  ['an unknown kind of layer', set('sides.0.layers.0.type', 'video'), 'document-invalid', 'sides.0.layers.0.type'],
  ['a colour name', set('sides.0.layers.0.runs.0.fill', 'red'), 'document-invalid'],
  ['a script in path data', set('sides.0.layers.1.layers.0.paths.0.d', 'M0 0"/><script>'), 'document-invalid'],
  ['a data URL as picture', set('sides.0.layers.1.layers.1.asset', 'data:image/png;base64,AAAA'), 'document-invalid'],
  ['a crop outside the picture', set('sides.0.layers.1.layers.1.crop.x', 0.75), 'document-invalid'],
  ['two layers with one id', set('sides.0.layers.1.id', 'l_photo'), 'document-invalid'],
  ['two sides with one id', set('sides.1', { id: 'plate', layers: [] }), 'document-invalid', 'sides'],
  ['no side', set('sides', []), 'document-invalid', 'sides'],
  ['a prototype as option', set('options', JSON.parse('{"__proto__": {"polluted": true}}')), 'document-invalid', 'options.__proto__'],
  ['a prototype in a layer', set('sides.0.layers.0', JSON.parse('{"__proto__": {"x": 1}}')), 'document-invalid'],
  ['constructor as option', set('options.constructor', 'x'), 'document-invalid'],
  ['a date', set('options.when', new Date()), 'document-invalid', 'options.when'],
  ['a function', set('options.f', () => 1), 'document-invalid', 'options.f'],
  ['itself inside', (d) => void (d['options'] = d), 'document-too-large'],
  ['a 20 MB data URL', set('sides.0.layers.0.name', `data:image/png;base64,${'A'.repeat(20_000_000)}`), 'document-too-large'],
  ['101 options', set('options', Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`o${i}`, i]))), 'document-invalid', 'options'],
];
for (const [what, change, code, path] of invalid) {
  test(`refuses ${what}`, () => {
    const input = fixture(1);
    const replaced = change(input);
    const error = refusal(replaced === undefined ? input : replaced);
    assert.equal(error.code, code);
    if (path !== undefined) assert.equal(error.issues[0]?.path, path);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
}

test('reads as many layers as allowed and not one more', () => {
  assert.equal(readDocument(fullDocument()).sides[0]!.layers.length, LIMITS.layersPerDocument);
  assert.equal(refusal(fullDocument(LIMITS.layersPerDocument + 1)).code, 'document-too-large');
});

test('counts the characters of all texts together', () => {
  const of = template();
  const texts = (count: number) =>
    designed(of, ...Array.from({ length: count }, (_, n) => textLayer({ id: `t${n}`, font: 'f', text: 'W'.repeat(LIMITS.textLength) })));
  const most = LIMITS.textPerDocument / LIMITS.textLength;
  assert.equal(readDocument(texts(most)).sides[0]!.layers.length, most);
  assert.equal(refusal(texts(most + 1)).code, 'document-too-large');
});

test('counts layers over all sides and groups', () => {
  const half = fullDocument(LIMITS.layersPerDocument / 2).sides[0]!.layers;
  const group: GroupLayer = { ...shapeLayer({ id: 'g' }), type: 'group', layers: half } as unknown as GroupLayer;
  const other = half.map((layer) => ({ ...layer, id: `${layer.id}b` }));
  assert.equal(
    refusal({
      ...fullDocument(0),
      sides: [
        { id: 'a', layers: [group] },
        { id: 'b', layers: other },
      ],
    }).code,
    'document-too-large',
  );
});

test('10,000 layers are refused before they are looked at', () => {
  const layers = Array.from({ length: 10_000 }, () => ({
    get id(): string {
      throw new Error('looked at');
    },
  }));
  assert.equal(refusal({ ...fullDocument(0), sides: [{ id: 'front', layers }] }).code, 'document-too-large');
});

test('a million nested groups are refused without a stack overflow', () => {
  let layer: Layer = shapeLayer({ id: 'leaf' });
  for (let depth = 0; depth < 1_000_000; depth += 1) layer = { type: 'group', layers: [layer] } as unknown as Layer;
  assert.equal(refusal(designed(template(), layer)).code, 'document-too-large');
});

test('groups nest as deep as allowed and not deeper', () => {
  const nested = (depth: number): Layer =>
    depth === 0 ? shapeLayer({ id: 'leaf' }) : ({ ...frameOf(`g${depth}`), type: 'group', layers: [nested(depth - 1)] } as GroupLayer);
  assert.equal(readDocument(designed(template(), nested(LIMITS.groupDepth))).sides.length, 1);
  assert.equal(refusal(designed(template(), nested(LIMITS.groupDepth + 1))).code, 'document-too-large');
});

function frameOf(id: string): object {
  const { paths: _, viewBox: __, type: ___, ...frame } = shapeLayer({ id });
  return frame;
}

test('tells at most 20 issues', () => {
  const input = { ...fixture(1), options: Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`o ${index}`, 1])) };
  const { issues } = refusal(input);
  assert(issues.length > 1 && issues.length <= 20);
});

test('says what is wrong with a field in words', () => {
  const start = designed(template(), textLayer({ id: 'a', text: 'x', font: 'fnt_a' }));
  const saying = (change: object): string => {
    const [side] = start.sides;
    try {
      readDocument({ ...start, sides: [{ ...side, layers: [{ ...side!.layers[0], ...change }] }] });
      return '';
    } catch (error) {
      return (error as DocumentError).issues[0]!.message;
    }
  };
  assert.equal(saying({ colour: 'red' }), 'has no field colour');
  assert.equal(saying({ x: '1' }), 'must be number');
  assert.equal(saying({ width: 0 }), 'must be above 0');
  assert.equal(saying({ align: 'left' }), 'must be start or center or end');
  assert.equal(saying({ type: 'video' }), 'is of no known kind');
});
