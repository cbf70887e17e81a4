import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
let lastTime = 0;
let counter = 0;

/**
 * New id `prefix_…`: 10 characters of time in ms, 4 of a counter within that ms, 12 random (60 bits). Sorts by creation within
 * one process, so the newest row has the greatest id.
 */
export function newId(prefix: string): string {
  const now = Math.max(Date.now(), lastTime);
  counter = now === lastTime ? (counter + 1) & 0xfffff : 0;
  lastTime = now;
  return `${prefix}_${base32(now, 10)}${base32(counter, 4)}${randomText(12)}`;
}

/** `length` characters of 5 random bits each, lower case without i, l, o, u. */
export const randomText = (length: number): string => textOf(randomBytes(length));

/** 5 bits of each byte as one such character. */
export function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += ALPHABET[byte & 31];
  return text;
}

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32] + text;
  return text;
}
