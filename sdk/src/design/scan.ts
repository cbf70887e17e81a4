import { LIMITS } from './limits.js';

export interface ScanIssue {
  kind: 'limit' | 'not-json';
  path: string;
  message: string;
}

/** Deeper than any valid document: sides → layers in groups → runs → paint → numbers. */
const MAX_DEPTH = 8 + 2 * (LIMITS.groupDepth + 1);

/** What was seen so far. */
interface Counts {
  bytes: number;
  layers: number;
  characters: number;
}

/**
 * One cheap pass before validation: stops at the first thing over `LIMITS` (layers, nesting, text, bytes), so hostile input costs
 * no more than the largest valid document; refuses what JSON cannot say and keys that reach into prototypes.
 */
export function scanJson(root: object): ScanIssue | null {
  return scan(root, '', { bytes: 0, layers: 0, characters: 0 }, 0, 0);
}

/** `nesting`: number of `layers` lists around the value. The path is put together only when there is something to say. */
function scan(value: unknown, key: string, counts: Counts, depth: number, nesting: number): ScanIssue | null {
  counts.bytes += ownBytes(value);
  if (counts.bytes > LIMITS.documentBytes) return limit(`at most ${LIMITS.documentBytes} bytes`);
  if (typeof value === 'string') {
    if (key === 'text' || key === 'data') counts.characters += value.length;
    return counts.characters > LIMITS.textPerDocument ? limit(`at most ${LIMITS.textPerDocument} characters of text`) : null;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? null : notJson('must be a finite number');
  if (typeof value === 'boolean' || value === null) return null;
  if (typeof value !== 'object') return notJson(`must be JSON, not ${typeof value}`);
  if (depth > MAX_DEPTH) return limit('nested too deeply');
  if (!Array.isArray(value)) return scanFields(value as Record<string, unknown>, counts, depth, nesting);
  const isLayers = key === 'layers';
  if (isLayers) counts.layers += value.length;
  if (counts.layers > LIMITS.layersPerDocument) return limit(`at most ${LIMITS.layersPerDocument} layers`);
  const inside = nesting + (isLayers ? 1 : 0);
  if (inside > LIMITS.groupDepth + 1) return limit(`groups nest at most ${LIMITS.groupDepth} deep`);
  if (value.length > LIMITS.documentBytes / 2) return limit('list too long');
  for (let index = 0; index < value.length; index += 1) {
    const issue = scan(value[index], '', counts, depth + 1, inside);
    if (issue) return within(index, issue);
  }
  return null;
}

function scanFields(value: Record<string, unknown>, counts: Counts, depth: number, nesting: number): ScanIssue | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return notJson('must be a plain object');
  if (Object.hasOwn(value, '__proto__')) return within('__proto__', notJson('is not a field'));
  for (const key of Object.keys(value)) {
    const child = value[key];
    const issue = child === undefined ? null : scan(child, key, counts, depth + 1, nesting);
    if (issue) return within(key, issue);
  }
  return null;
}

/** Bytes in compact JSON, without children: at least one per value, at least one per UTF-16 unit. */
function ownBytes(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 2;
  let bytes = 2;
  for (const key of Object.keys(value)) bytes += key.length + 3;
  return bytes;
}

const within = (key: string | number, issue: ScanIssue): ScanIssue => ({
  ...issue,
  path: issue.path === '' ? String(key) : `${key}.${issue.path}`,
});

const limit = (message: string): ScanIssue => ({ kind: 'limit', path: '', message });

const notJson = (message: string): ScanIssue => ({ kind: 'not-json', path: '', message });
