import * as z from 'zod/mini';
import { readerOf } from './contract-reader.js';
import { Problem } from './problem.js';

z.config(z.locales.en());

const MAX_ERRORS = 30;

/** Parses `input`; throws `invalid-request` with one entry per field. `place` is the first part of each path: body, query, params. */
export function parseInput<T extends z.ZodMiniType>(schema: T, input: unknown, place: 'body' | 'query' | 'params'): z.output<T> {
  const result = parseSafely(schema, input, place);
  if (result.success) return result.data as z.output<T>;
  const errors = fieldErrors(result.error.issues, place);
  const first = errors[0]!;
  throw new Problem('invalid-request', `The ${place === 'params' ? 'path' : place} is not valid: ${first.path}: ${first.message}`, {
    errors,
  });
}

/** Validation follows nested lists by recursion: what is deeper than the stack is refused, not a failure of ours. */
function parseSafely<T extends z.ZodMiniType>(schema: T, input: unknown, place: string) {
  try {
    const data = readerOf(schema)(input);
    return data === undefined ? schema.safeParse(input) : { success: true as const, data };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'is nested too deeply';
    throw new Problem('invalid-request', `The ${place} ${message}.`, { errors: [{ path: place, message }] });
  }
}

/** Flat list of what is wrong, unions opened to the member that came closest. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], prefix: string): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = [];
  for (const issue of issues) {
    const path = [prefix, ...issue.path.map(String)].join('.');
    const closest = issue.code === 'invalid_union' ? closestMember(issue.errors) : undefined;
    if (closest) found.push(...fieldErrors(closest, path));
    else found.push({ path, message: issue.message });
    if (found.length >= MAX_ERRORS) break;
  }
  return found.slice(0, MAX_ERRORS);
}

/** The union member whose complaints lie deepest: the one that the caller most likely meant. */
function closestMember(members: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map((issue) => issue.path.length));
  return members.filter((issues) => issues.length > 0).toSorted((a, b) => depth(b) - depth(a))[0];
}
