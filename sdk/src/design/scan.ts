import { LIMITS } from './limits.js';

export interface ScanIssue {
  kind: 'limit' | 'not-json';
  path: string;
  message: string;
}

/** Deeper than any valid document: sides → layers in groups → runs → paint → numbers. */
const MAX_DEPTH = 8 + 2 * (LIMITS.groupDepth + 1);

interface Frame {
  value: unknown;
  path: string;
  depth: number;
  /** Number of `layers` lists around the value. */
  nesting: number;
}

/**
 * One cheap pass before validation: stops at the first thing over `LIMITS` (layers, nesting, text, bytes), so hostile input costs
 * no more than the largest valid document; refuses what JSON cannot say and keys that reach into prototypes.
 */
export function scanJson(root: object): ScanIssue | null {
  const stack: Frame[] = [{ value: root, path: '', depth: 0, nesting: 0 }];
  let bytes = 0;
  let layers = 0;
  let characters = 0;
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    const { value, path, depth, nesting } = frame;
    bytes += ownBytes(value);
    if (bytes > LIMITS.documentBytes) return limit(path, `at most ${LIMITS.documentBytes} bytes`);
    if (typeof value === 'string' && path.endsWith('.text')) characters += value.length;
    if (characters > LIMITS.textPerDocument) return limit(path, `at most ${LIMITS.textPerDocument} characters of text`);
    if (typeof value === 'number' && !Number.isFinite(value)) return notJson(path, 'must be a finite number');
    if (typeof value !== 'object' || value === null) {
      if (!isJsonPrimitive(value)) return notJson(path, `must be JSON, not ${typeof value}`);
      continue;
    }
    if (depth > MAX_DEPTH) return limit(path, 'nested too deeply');
    const isLayers = Array.isArray(value) && path.endsWith('layers');
    if (isLayers) layers += (value as unknown[]).length;
    if (layers > LIMITS.layersPerDocument) return limit(path, `at most ${LIMITS.layersPerDocument} layers`);
    const inside = nesting + (isLayers ? 1 : 0);
    if (inside > LIMITS.groupDepth + 1) return limit(path, `groups nest at most ${LIMITS.groupDepth} deep`);
    const issue = pushChildren(stack, value, { path, depth: depth + 1, nesting: inside });
    if (issue) return issue;
  }
  return null;
}

function pushChildren(stack: Frame[], value: object, base: Omit<Frame, 'value'>): ScanIssue | null {
  const { path, depth, nesting } = base;
  if (Array.isArray(value)) {
    if (value.length > LIMITS.documentBytes / 2) return limit(path, 'list too long');
    for (let index = value.length - 1; index >= 0; index -= 1) stack.push({ value: value[index], path: join(path, index), depth, nesting });
    return null;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return notJson(path, 'must be a plain object');
  for (const key of Object.keys(value).reverse()) {
    if (key === '__proto__') return notJson(join(path, key), 'is not a field');
    const child = (value as Record<string, unknown>)[key];
    if (child !== undefined) stack.push({ value: child, path: join(path, key), depth, nesting });
  }
  return null;
}

/** Bytes in compact JSON, without children: at least one per value, at least one per UTF-16 unit. */
function ownBytes(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 2;
  return Object.keys(value).reduce((sum, key) => sum + key.length + 3, 2);
}

function isJsonPrimitive(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function join(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

function limit(path: string, message: string): ScanIssue {
  return { kind: 'limit', path, message };
}

function notJson(path: string, message: string): ScanIssue {
  return { kind: 'not-json', path, message };
}
