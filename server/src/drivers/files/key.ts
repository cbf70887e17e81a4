const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Throws for a key that we cannot have made: keys never come from callers, but nothing may leave its place even then. */
export function checkKey(key: string): string {
  if (!KEY.test(key) || key.length > 300 || key.endsWith('.type')) throw new Error(`not a file key: ${JSON.stringify(key.slice(0, 80))}`);
  return key;
}
