import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 bits for a link or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How secrets of 256 bits are stored: found by their hash, readable by nobody. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()];
  return timingSafeEqual(left, right);
}
