import fc from 'fast-check';
import type { OpenApi } from '../openapi.js';
import type { Operation } from '../isolation/operations.js';
import type { Sample } from '../isolation/row.js';
import { BOMBS, broken } from './broken.js';
import { junkText, TEXTS, valuesOf } from './schema-values.js';

/** A request that is good, nearly good or nonsense. `token`: whose credentials; `text`: a body as it is. */
export interface Attempt {
  params: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  token: 'right' | 'none' | 'nonsense' | 'other';
  body: { json: unknown } | { text: string } | null;
}

/** Values that may stand in a header: the rest no client can send. */
const headerText = (): fc.Arbitrary<string> => junkText().map((text) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '').trim());

export function attempts({ described }: Operation, sample: Sample, { components }: OpenApi): fc.Arbitrary<Attempt> {
  const parameters = described.parameters ?? [];
  const inPlace = (place: 'path' | 'query') => parameters.filter((one) => one.in === place);
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
  const params = fc.record(
    Object.fromEntries(
      inPlace('path').map(({ name, schema }) => {
        const good = fc.constant(sample.params?.[name] ?? 'x');
        return [
          name,
          fc.oneof(
            { weight: 5, arbitrary: good },
            { weight: 1, arbitrary: valuesOf(schema, components.schemas).map(text) },
            { weight: 1, arbitrary: junkText() },
          ),
        ];
      }),
    ),
  );
  const declared = inPlace('query').map(({ name, schema }) =>
    valuesOf(schema, components.schemas).map((value): [string, string] => [name, text(value)]),
  );
  const known = Object.entries(sample.query ?? {});
  const any = fc.tuple(junkText(), junkText());
  const query = fc.array(
    declared.length > 0 ? fc.oneof({ weight: 4, arbitrary: fc.oneof(...declared) }, { weight: 1, arbitrary: any }) : any,
    { maxLength: 2 },
  );
  return fc.record({
    params,
    query: fc.oneof({ weight: 2, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: query.map((more) => [...known, ...more]) }),
    headers: headers(sample),
    token: fc.oneof(
      { weight: 8, arbitrary: fc.constant('right' as const) },
      { weight: 1, arbitrary: fc.constantFrom('none' as const, 'nonsense' as const, 'other' as const) },
    ),
    body: bodies(described, sample, components.schemas),
  });
}

function headers(sample: Sample): fc.Arbitrary<Record<string, string>> {
  const odd = fc.record(
    {
      'if-match': fc.oneof(fc.constantFrom('"1"', '*', 'W/"1"', '"-1"', '"99999999999999999999"'), headerText()),
      'idempotency-key': fc.oneof(fc.constantFrom('same', 'x'.repeat(201)), headerText()),
      'luneo-mode': fc.oneof(fc.constantFrom('test', 'live', 'both'), headerText()),
      'content-type': fc.oneof(
        fc.constantFrom(
          'application/json',
          'text/plain',
          'image/png',
          'font/ttf',
          'application/json; charset=utf-16',
          'multipart/form-data; boundary=x',
        ),
        headerText(),
      ),
      'x-request-id': headerText(),
      accept: headerText(),
      origin: fc.oneof(fc.constantFrom('null', 'https://evil.example', 'http://localhost'), headerText()),
      'stripe-signature': headerText(),
      cookie: headerText(),
      'user-agent': headerText(),
    },
    { requiredKeys: [] },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(sample.headers ?? {}) },
    { weight: 1, arbitrary: odd.map((more) => ({ ...sample.headers, ...more })) },
  );
}

function bodies(
  described: Operation['described'],
  sample: Sample,
  schemas: OpenApi['components']['schemas'],
): fc.Arbitrary<Attempt['body']> {
  const content = described.requestBody?.content;
  if (!content)
    return fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...BOMBS).map((text) => ({ text })) },
    );
  const json = content['application/json']?.schema;
  if (!json || json['format'] === 'binary') {
    const bytes = Buffer.isBuffer(sample.body) || sample.body instanceof Uint8Array ? Buffer.from(sample.body).toString('latin1') : '';
    return fc
      .oneof(
        fc.constantFrom(...BOMBS, ...TEXTS),
        fc.constant(bytes),
        fc.nat(Math.max(bytes.length, 1)).map((at) => bytes.slice(0, at)),
      )
      .map((text) => ({ text }));
  }
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({ json: sample.body ?? {} }) },
    { weight: 5, arbitrary: broken(sample.body ?? {}).map((value) => ({ json: value })) },
    { weight: 3, arbitrary: valuesOf(json, schemas).map((value) => ({ json: value })) },
    { weight: 1, arbitrary: fc.constantFrom(...BOMBS).map((text) => ({ text })) },
  );
}
