import fc from 'fast-check';
import type { JsonSchema } from '../openapi.js';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** What people and attackers type. */
export const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '../../etc/passwd',
  '%2e%2e%2f',
  '<script>alert(1)</script>',
  "' or 1=1 --",
  '\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  '\uD800',
  '\u202Etxt.exe',
  '👨‍👩‍👧‍👦',
  'ﷺ'.repeat(50),
  'x'.repeat(5_000),
  'null',
  'NaN',
  '-1',
  '1e999',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:22/',
  'javascript:alert(1)',
] as const;

export const NUMBERS = [0, -0, -1, 0.1, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, -(2 ** 53)] as const;

export const junkText = (): fc.Arbitrary<string> => fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 40, unit: 'binary' }));

/** Any JSON, with what breaks readers in it. */
export const junk = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    junkText(),
    fc.constantFrom<unknown>(...NUMBERS, null, true, [], {}, [[[]]], { constructor: { prototype: 1 } }, { toString: 1 }, { length: 1e9 }),
  );

/** Values that a schema allows, mostly: patterns that cannot be generated give junk instead. */
export function valuesOf(schema: JsonSchema, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> {
  const { $ref, type } = schema;
  if (depth > 6) return fc.constantFrom<unknown>(null, [], {});
  if ($ref) return valuesOf(schemas[$ref.split('/').at(-1)!] ?? {}, schemas, depth + 1);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const union = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined;
  if (union) return fc.oneof(...union.map((one) => valuesOf(one, schemas, depth + 1)));
  if (type === 'object') return objectOf(schema, schemas, depth);
  if (type === 'array') return fc.array(valuesOf((schema['items'] as JsonSchema | undefined) ?? {}, schemas, depth + 1), { maxLength: 3 });
  if (type === 'string') return textOf(schema);
  if (type === 'integer') return fc.oneof(fc.integer(rangeOf(schema)), fc.constantFrom(...NUMBERS));
  if (type === 'number') return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(rangeOf(schema)));
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  return junk();
}

function objectOf({ properties = {}, required = [], ...schema }: JsonSchema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one, schemas, depth + 1)]));
  const named = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  const rest = schema['additionalProperties'];
  if (typeof rest !== 'object' || rest === null) return named;
  const more = fc.dictionary(junkText(), valuesOf(rest as JsonSchema, schemas, depth + 1), { maxKeys: 3 });
  return fc.tuple(named, more).map(([known, others]) => ({ ...others, ...known }));
}

function rangeOf(schema: JsonSchema): { min: number; max: number } {
  const min = Math.max(Math.ceil(Number(schema['minimum'] ?? -1_000)), -(2 ** 30));
  return { min, max: Math.max(min, Math.min(Math.floor(Number(schema['maximum'] ?? 1_000)), 2 ** 30)) };
}

function textOf(schema: JsonSchema): fc.Arbitrary<string> {
  const pattern = schema['pattern'];
  if (schema['format'] === 'date-time')
    return fc.oneof(fc.constantFrom('2026-11-21T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-02-30T00:00:00Z'), junkText());
  const length = {
    minLength: Math.min(Number(schema['minLength'] ?? 0), 300),
    maxLength: Math.min(Number(schema['maxLength'] ?? 60), 300),
  };
  const plain = fc.oneof(fc.string(length), fc.string({ ...length, unit: 'grapheme' }));
  if (typeof pattern !== 'string') return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: junkText() });
  // Classes of all of Unicode take seconds to generate from; those patterns are of names and of e-mail addresses.
  if (pattern.includes('\\p{')) return fc.oneof(plain, junkText(), pattern.includes('@') ? fc.emailAddress() : plain);
  if (/\(\?[=!<]/.test(pattern)) return fc.oneof(plain, junkText());
  return fc.oneof(
    { weight: 4, arbitrary: fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 100 }) },
    { weight: 1, arbitrary: junkText() },
  );
}
