import fc from 'fast-check';
import { junk, junkText } from './schema-values.js';

/** A good value with one thing wrong: another value somewhere, a missing or an unknown field, a list that is too long. */
export function broken(good: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(good);
  return fc
    .record({
      place: fc.constantFrom(...places),
      what: fc.constantFrom('replace', 'remove', 'add', 'repeat'),
      value: junk(),
      name: junkText(),
    })
    .map(({ place, what, value, name }) => change(structuredClone(good), place, what, value, name));
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...at, Array.isArray(value) ? Number(key) : key]))].slice(
    0,
    300,
  );
}

function change(whole: unknown, place: Place, what: string, value: unknown, name: string): unknown {
  if (place.length === 0) return what === 'add' && isObject(whole) ? { ...whole, [name]: value } : value;
  let parent = whole as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = place.at(-1)!;
  const old = parent[last];
  if (what === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  } else if (what === 'repeat' && Array.isArray(old)) parent[last] = Array.from({ length: 200 }, () => old[0] as unknown);
  else if (what === 'add' && isObject(old)) Object.defineProperty(old, name, { value, enumerable: true });
  else parent[last] = value;
  return whole;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON that is none, or that hides something from readers. */
export const BOMBS: readonly string[] = [
  '',
  '{',
  '{"a":1,}',
  'NaN',
  '"\\ud800"',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"email":"a@b.cd","email":"c@d.ef","password":"x","password":"y"}',
  `{"a":${'9'.repeat(400)}}`,
  '{"a":1e99999}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  `{"a":"${'\\u0000'.repeat(2_000)}"}`,
  `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  '\uFEFF{}',
];
