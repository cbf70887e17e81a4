export type EditErrorCode = 'edit-invalid' | 'side-not-found' | 'layer-not-found' | 'limit-exceeded';

/** An edit that cannot be made on this document. The document is as it was. */
export class EditError extends Error {
  readonly code: EditErrorCode;
  constructor(code: EditErrorCode, message: string) {
    super(message);
    this.name = 'EditError';
    this.code = code;
  }
}

/** Throws `EditError` when `value`, which messages call `what`, is not what it must be. */
export type Check = (value: unknown, what: string) => void;

export function refuse(message: string): never {
  throw new EditError('edit-invalid', message);
}

/** `min` to `max`, both included. */
export function number(min: number, max: number): Check {
  return (value, what) => {
    if (typeof value !== 'number' || !(value >= min && value <= max)) refuse(`${what} ${say(value)} is not ${min} to ${max}`);
  };
}

/** Above 0, up to `max`. */
export function above0(max: number): Check {
  return (value, what) => {
    if (typeof value !== 'number' || !(value > 0 && value <= max)) refuse(`${what} ${say(value)} is not above 0 and up to ${max}`);
  };
}

export const flag: Check = (value, what) => {
  if (typeof value !== 'boolean') refuse(`${what} is true or false`);
};

export function oneOf(...values: readonly (string | number | boolean)[]): Check {
  return (value, what) => {
    if (!values.includes(value as string)) refuse(`${what} is one of ${values.join(', ')}, not ${say(value)}`);
  };
}

/** A string of `min` to `max` UTF-16 units, and of the given form. */
export function text(max: number, { min = 0, form, means = 'text' }: { min?: number; form?: RegExp; means?: string } = {}): Check {
  return (value, what) => {
    if (typeof value !== 'string' || value.length < min) return refuse(`${what} is ${means}`);
    atMost(value.length, max, `characters in ${what}`);
    if (form && !form.test(value)) refuse(`${what} is ${means}, not ${say(value)}`);
  };
}

/** A list of `min` to `max` entries that `entry` lets pass. */
export function list(entry: Check, min: number, max: number): Check {
  return (value, what) => {
    if (!Array.isArray(value) || value.length < min) return refuse(`${what} is a list${min > 0 ? ` of at least ${min}` : ''}`);
    atMost(value.length, max, what);
    for (let at = 0; at < value.length; at += 1) entry(value[at], `${what}.${at}`);
  };
}

export function tuple(entry: Check, length: number): Check {
  return (value, what) => {
    if (!Array.isArray(value) || value.length !== length) return refuse(`${what} is a list of ${length}`);
    for (const [at, one] of value.entries()) entry(one, `${what}.${at}`);
  };
}

/** An object with all of these fields and no other; those made by `optional` may be missing. */
export function object(fields: Record<string, Check>): Check {
  return (value, what) => {
    const found = plain(value, what);
    for (const key of Object.keys(found)) if (!Object.hasOwn(fields, key)) refuse(`${what} has no field ${key}`);
    for (const [key, check] of Object.entries(fields)) check(found[key], what ? `${what}.${key}` : key);
  };
}

export function optional(check: Check): Check {
  return (value, what) => {
    if (value !== undefined) check(value, what);
  };
}

/** The value as a record; refuses lists, class instances and what is no object. */
export function plain(value: unknown, what: string): Record<string, unknown> {
  const prototype: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined;
  return prototype === Object.prototype || prototype === null ? (value as Record<string, unknown>) : refuse(`${what} is a plain object`);
}

export function atMost(length: number, max: number, what: string): void {
  if (length > max) throw new EditError('limit-exceeded', `at most ${max} ${what}`);
}

function say(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : typeof value;
}
