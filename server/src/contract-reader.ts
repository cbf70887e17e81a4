import type * as z from 'zod/mini';

/**
 * The value as its contract returns it: a copy, with the fields in the order of the schema. Undefined when it is refused, or when it is
 * not certain what zod would say: then zod is asked, and says what is wrong.
 */
export type Reader = (value: unknown) => unknown;

type Schema = z.core.$ZodType;
/** What zod knows of a schema; each kind has its own part of it. */
interface Definition {
  type: string;
  format?: unknown;
  coerce?: boolean;
  checks?: readonly { _zod: { def: CheckDefinition } }[];
  shape: Record<string, Schema>;
  catchall?: Schema;
  element: Schema;
  innerType: Schema;
  items: Schema[];
  rest: Schema | null;
  options: Schema[];
  discriminator?: string;
  values: unknown[];
  entries: Record<string, unknown>;
  keyType: Schema;
  valueType: Schema;
  getter: () => Schema;
}
interface CheckDefinition {
  check: string;
  format?: unknown;
  value: number;
  maximum: number;
  minimum: number;
  inclusive: boolean;
  pattern: RegExp;
  fn?: (value: unknown) => unknown;
  when?: unknown;
}

const readers = new WeakMap<Schema, Reader>();

/**
 * Reads JSON some five times as fast as zod does. It is made of the very schema, so a contract is written once; what is not known here
 * (formats, defaults, transformations) is left to zod, that part alone.
 */
export function readerOf(schema: Schema): Reader {
  const known = readers.get(schema);
  if (known) return known;
  const made = make(definitionOf(schema)) ?? byZod(schema);
  readers.set(schema, made);
  return made;
}

const definitionOf = (schema: Schema): Definition => schema._zod.def as unknown as Definition;

const byZod =
  (schema: Schema): Reader =>
  (value) => {
    const { issues, value: read } = schema._zod.run({ value, issues: [] }, { async: false }) as z.core.ParsePayload;
    return issues.length === 0 ? read : undefined;
  };

function make(definition: Definition): Reader | null {
  // A format (an address, a date, a whole number) is a check of its own.
  if (definition.coerce || definition.format !== undefined) return null;
  const read = KINDS[definition.type]?.(definition) ?? null;
  const checks = (definition.checks ?? []).map(({ _zod: { def } }) => checkOf(def));
  if (!read || checks.length === 0) return read;
  return checks.includes(null) ? null : checked(read, checks as Check[]);
}

type Check = (value: never) => boolean;

function checked(read: Reader, checks: readonly Check[]): Reader {
  return (value) => {
    const result = read(value);
    if (result === undefined) return undefined;
    for (let i = 0; i < checks.length; i++) if (!checks[i]!(result as never)) return undefined;
    return result;
  };
}

/** zod counts code points, at most as many as UTF-16 units and at least half of them: accepted is what is within in either case. */
function checkOf({ check, format, value: bound, inclusive, maximum, minimum, pattern, fn, when }: CheckDefinition): Check | null {
  if (check === 'less_than') return inclusive ? (value: number) => value <= bound : (value: number) => value < bound;
  if (check === 'greater_than') return inclusive ? (value: number) => value >= bound : (value: number) => value > bound;
  if (check === 'max_length') return (value: ArrayLike<unknown>) => value.length <= maximum;
  if (check === 'min_length')
    return (value: ArrayLike<unknown>) => value.length >= (typeof value === 'string' && minimum > 1 ? 2 * minimum : minimum);
  if (check === 'string_format' && format === 'regex') {
    return (value: string) => {
      pattern.lastIndex = 0;
      return pattern.test(value);
    };
  }
  if (check === 'custom' && fn && !when) return (value: unknown) => fn(value) === true;
  return null;
}

const KINDS: Record<string, (definition: Definition) => Reader | null> = {
  unknown: () => (value) => value,
  string: () => (value) => (typeof value === 'string' ? value : undefined),
  number: () => (value) => (Number.isFinite(value) ? value : undefined),
  boolean: () => (value) => (typeof value === 'boolean' ? value : undefined),
  literal: ({ values }) => oneOf(values),
  enum: ({ entries }) => oneOf(Object.values(entries)),
  nullable: ({ innerType }) => {
    const read = readerOf(innerType);
    return (value) => (value === null ? null : read(value));
  },
  lazy: ({ getter }) => {
    let read: Reader | undefined;
    return (value) => (read ??= readerOf(getter()))(value);
  },
  array: ({ element }) => arrayReader(readerOf(element)),
  tuple: ({ items, rest }) => (rest ? null : tupleReader(items.map(readerOf))),
  record: ({ keyType, valueType }) => (keyType._zod.values ? null : recordReader(readerOf(keyType), readerOf(valueType))),
  union: ({ options, discriminator }) => (discriminator === undefined ? unionReader(options) : taggedReader(options, discriminator)),
  object: objectReader,
};

function oneOf(values: readonly unknown[]): Reader | null {
  const all = new Set(values);
  // An enum of numbers holds its own names as well.
  if (values.some((value) => typeof value !== 'string' && typeof value !== 'boolean') && values.length !== 1) return null;
  return (value) => (all.has(value) ? value : undefined);
}

function arrayReader(read: Reader): Reader {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const copy: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      const item = read(value[i]);
      if (item === undefined) return undefined;
      copy.push(item);
    }
    return copy;
  };
}

function tupleReader(items: readonly Reader[]): Reader {
  return (value) => {
    if (!Array.isArray(value) || value.length !== items.length) return undefined;
    const copy: unknown[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!(value[i]);
      if (item === undefined) return undefined;
      copy.push(item);
    }
    return copy;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function recordReader(readKey: Reader, read: Reader): Reader {
  return (value) => {
    if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || key === 'constructor' || readKey(key) !== key) return undefined;
      const item = read(value[key]);
      if (item === undefined) return undefined;
      copy[key] = item;
    }
    return copy;
  };
}

/** The first that accepts counts, so each before it must have refused for certain. */
function unionReader(schemas: readonly Schema[]): Reader {
  const options = schemas.map((schema) => ({ read: readerOf(schema), ask: byZod(schema), type: primitiveOf(definitionOf(schema)) }));
  return (value) => {
    for (let i = 0; i < options.length; i++) {
      const { read, ask, type } = options[i]!;
      if (type !== null && typeof value !== type) continue;
      const result = read(value) ?? ask(value);
      if (result !== undefined) return result;
    }
    return undefined;
  };
}

const primitiveOf = ({ type, coerce }: Definition): string | null =>
  !coerce && ['string', 'number', 'boolean'].includes(type) ? type : null;

function taggedReader(options: readonly Schema[], tag: string): Reader | null {
  const byTag = new Map<unknown, Reader>();
  for (const option of options)
    for (const value of option._zod.propValues?.[tag] ?? []) {
      if (byTag.has(value)) return null;
      byTag.set(value, readerOf(option));
    }
  return (value) => (isObject(value) ? byTag.get(value[tag])?.(value) : undefined);
}

function objectReader({ shape, catchall }: Definition): Reader | null {
  const isStrict = catchall?._zod.def.type === 'never';
  if (catchall && !isStrict) return null;
  const fields = Object.entries(shape).map(([key, schema]) => {
    const isOptional = schema._zod.def.type === 'optional' && !definitionOf(schema).checks;
    const present = isOptional ? definitionOf(schema).innerType : schema;
    return { key, isOptional, present, read: readerOf(present) };
  });
  // A default fills in what is not there.
  if (fields.some(({ present }) => present._zod.optin !== undefined)) return null;
  const known = new Set(Object.keys(shape));
  return (value) => {
    if (!isObject(value)) return undefined;
    const copy: Record<string, unknown> = {};
    for (let i = 0; i < fields.length; i++) {
      const { key, isOptional, read } = fields[i]!;
      if (isOptional && !(key in value)) continue;
      const item = read(value[key]);
      if (item === undefined) return undefined;
      copy[key] = item;
    }
    if (isStrict) for (const key in value) if (!known.has(key)) return undefined;
    return copy;
  };
}
