import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENDPOINTS, type Endpoint } from '@luneo/sdk/contracts/endpoints.js';
import { DesignDocument } from '@luneo/sdk/design/document.js';
import { DocumentError, readDocument } from '@luneo/sdk/design/read.js';
import { ProductTemplate } from '@luneo/sdk/design/template.js';
import { document } from '@luneo/sdk/design/testing/arbitraries.js';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { readerOf, type Reader } from './contract-reader.js';
import { broken } from './fuzz/broken.js';
import { junk, valuesOf } from './fuzz/schema-values.js';
import type { JsonSchema } from './openapi.js';

const SEED = Number(process.env['LUNEO_FUZZ_SEED'] ?? 20_261_121);
const settings = { seed: SEED, endOnFailure: true };

/** What a reader accepts is what zod makes of it, to the order of the fields. */
function assertAgrees(schema: z.ZodMiniType, value: unknown, what = ''): void {
  const read = readerOf(schema)(value);
  if (read === undefined) return;
  const parsed = schema.safeParse(value);
  assert.ok(parsed.success, `${what} accepts what the contract refuses: ${JSON.stringify(parsed.error?.issues)}`);
  assert.deepEqual(read, parsed.data, what || undefined);
  assert.equal(JSON.stringify(read), JSON.stringify(parsed.data));
}

test('reads every valid document itself, as its contract does', () => {
  const property = fc.property(document, (valid) => {
    assert.notEqual(readerOf(DesignDocument)(valid), undefined);
    assertAgrees(DesignDocument, valid);
  });
  fc.assert(property, { ...settings, numRuns: 100 });
});

test('accepts no broken document that the contract refuses, and refuses in the same words', () => {
  const quickly = readerOf(DesignDocument) as (input: unknown) => DesignDocument | undefined;
  const property = fc.property(document.chain(broken), (value) => {
    assertAgrees(DesignDocument, value);
    assert.deepEqual(outcome(value, quickly), outcome(value));
  });
  fc.assert(property, { ...settings, numRuns: 400 });
});

function outcome(value: unknown, quickly?: (input: unknown) => DesignDocument | undefined): unknown {
  try {
    return readDocument(value, quickly);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { code: error.code, message: error.message, issues: error.issues };
  }
}

const contracts: [string, z.ZodMiniType][] = [['ProductTemplate', ProductTemplate]];
for (const [name, endpoint] of Object.entries(ENDPOINTS as Record<string, Endpoint>))
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part];
    if (schema && !('raw' in schema)) contracts.push([`${name} ${part}`, schema]);
  }

test('reads what is sent to any endpoint as its contract does', () => {
  for (const [name, schema] of contracts) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    const valid = valuesOf(json, json.$defs ?? {});
    const values = fc.oneof(valid, valid.chain(broken), junk());
    fc.assert(
      fc.property(values, (value) => assertAgrees(schema, value, name)),
      { ...settings, numRuns: 25 },
    );
  }
});

const cases: Record<string, [z.ZodMiniType, unknown][]> = {
  'a text of two-unit characters within its lengths': [
    [z.string().check(z.maxLength(2)), '😀😀'],
    [z.string().check(z.minLength(2)), '😀'],
    [z.string().check(z.minLength(2)), '😀😀'],
  ],
  'the first member of a union that accepts, though it is not certain': [
    [z.union([z.object({ a: z.string().check(z.maxLength(1)) }), z.object({ b: z.number() })]), { a: '😀', b: 1 }],
    [z.union([z.object({ a: z.optional(z.string()) }), z.object({ b: z.number() })]), { b: 1 }],
  ],
  'what fills in, changes or formats a value': [
    [z.object({ a: z._default(z.number(), 3) }), {}],
    [
      z.object({
        a: z.pipe(
          z.string(),
          z.transform((text) => text.length),
        ),
      }),
      { a: 'abc' },
    ],
    [z.coerce.number().check(z.gte(1)), '7'],
    [z.string().check(z.trim(), z.minLength(1)), '  a '],
    [z.email(), 'a@b.cd'],
    [z.int(), 1.5],
    [z.object({ a: z.unknown() }), {}],
    [z.looseObject({ a: z.number() }), { a: 1, b: 2 }],
    [z.record(z.enum(['a', 'b']), z.number()), { a: 1 }],
    [z.tuple([z.string()], z.number()), ['a', 1, 2]],
    [z.array(z.string().check(z.regex(/a/y))), ['ab', 'ba']],
    [z.nullable(z.optional(z.string())), null],
    [z.object({ a: z.optional(z.optional(z.string())) }), {}],
  ],
  'names that JavaScript objects have of their own': [
    [z.strictObject({ a: z.number() }), JSON.parse('{"a":1,"__proto__":{"b":1}}')],
    [z.object({ a: z.number() }), JSON.parse('{"a":1,"__proto__":{"b":1}}')],
    [z.record(z.string(), z.unknown()), JSON.parse('{"__proto__":{"b":1},"constructor":{"prototype":{}}}')],
    [z.record(z.string(), z.number()), JSON.parse('{"toString":1}')],
    [z.strictObject({ a: z.optional(z.string()) }), { toString: 1 }],
  ],
};
for (const [what, pairs] of Object.entries(cases))
  test(`agrees with zod about ${what}`, () => {
    for (const [schema, value] of pairs) assertAgrees(schema, value);
  });

test('follows a contract that is made stricter', () => {
  const reads = (read: Reader, value: unknown): boolean => read(value) !== undefined;
  const before = z.strictObject({ a: z.number() });
  const after = z.extend(before, { b: z.optional(z.literal('x')) }).check(z.refine((value) => value.a > 0));
  assert.deepEqual([reads(readerOf(before), { a: -1 }), reads(readerOf(before), { a: 1, b: 'x' })], [true, false]);
  assert.deepEqual([reads(readerOf(after), { a: -1 }), reads(readerOf(after), { a: 1, b: 'x' })], [false, true]);
});
