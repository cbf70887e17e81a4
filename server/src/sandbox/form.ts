import { invalid } from './refusal.js';

/** A decoded body: `line_items[0][price_data][currency]=eur` becomes nested plain objects, lists by their index. */
export interface Form {
  [key: string]: string | Form;
}

const DEPTH = 8;

/** Decodes Stripe's `application/x-www-form-urlencoded` nesting. Throws a `RangeError` for keys nested deeper than 8. */
export function parseForm(body: string): Form {
  const root: Form = Object.create(null);
  for (const [key, value] of new URLSearchParams(body)) {
    const path = keyPath(key);
    if (path.length > DEPTH) throw new RangeError(`Parameter nested too deeply: ${key.slice(0, 80)}`);
    let node = root;
    for (const part of path.slice(0, -1)) {
      const next = node[part];
      node = typeof next === 'object' ? next : (node[part] = Object.create(null) as Form);
    }
    const last = path.at(-1)!;
    node[last === '' ? String(Object.keys(node).length) : last] = value;
  }
  return root;
}

function keyPath(key: string): string[] {
  const open = key.indexOf('[');
  if (open < 0) return [key];
  return [
    key.slice(0, open),
    ...key
      .slice(open + 1)
      .replace(/\]$/, '')
      .split(']['),
  ];
}

/** The value at `path`, when it is text. */
export function text(form: Form, ...path: string[]): string | null {
  const value = at(form, path);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The object at `path`; empty when there is none. */
export function branch(form: Form, ...path: string[]): Form {
  const value = at(form, path);
  return typeof value === 'object' ? value : {};
}

/** The entries of a list at `path`, in order of their index. */
export function list(form: Form, ...path: string[]): (string | Form)[] {
  const node = branch(form, ...path);
  return Object.keys(node)
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => node[index]!);
}

/** A flat copy of the texts at `path`, e.g. `metadata`. */
export function record(form: Form, ...path: string[]): Record<string, string> {
  const texts = Object.entries(branch(form, ...path)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}

function at(form: Form, path: string[]): string | Form | undefined {
  let node: string | Form | undefined = form;
  for (const part of path) node = typeof node === 'object' ? node[part] : undefined;
  return node;
}

/** A whole number of at least `least`; throws as Stripe does. */
export function integer(value: string | null, param: string, least: number): number {
  if (value === null) throw invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
  if (!/^\d{1,12}$/.test(value) || Number(value) < least)
    throw invalid(`Invalid integer: ${value.slice(0, 40)}`, param, 'parameter_invalid_integer');
  return Number(value);
}
