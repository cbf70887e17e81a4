import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { signWith } from './key-pair.js';

/** Seconds that a sender's and a receiver's clock may differ, either way. */
export const TOLERANCE_S = 300;
const PREFIX = 'whsec_';

/** A new signing secret: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/** The bytes of a secret; null for text that is none. The prefix may be left out, as the standard says. */
export function keyOf(secret: string): Buffer | null {
  const text = secret.trim().replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length === 0 || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '') ? null : key;
}

export interface Message {
  /** `webhook-id`: the same for every try. */
  id: string;
  /** Seconds since 1970, as sent. */
  timestamp: number | string;
  body: string;
}

/** One signature of Standard Webhooks: `v1,` and HMAC-SHA256 over id, timestamp and body in base64. */
export function signature(key: Buffer, message: Message): string {
  return `v1,${createHmac('sha256', key).update(contentOf(message)).digest('base64')}`;
}

/** What is signed. */
export const contentOf = ({ id, timestamp, body }: Message): string => `${id}.${timestamp}.${body}`;

/** One secret of an endpoint, and the private key beside it. */
export interface SigningKey {
  secret: Buffer;
  privateKey: KeyObject;
}

/**
 * Headers of a signed message: for each key `v1`, then for each `v1a`. With several, as during a rotation, a receiver that knows any of
 * them is content.
 */
export function signedHeaders(keys: readonly SigningKey[], message: Message): Record<string, string> {
  const symmetric = keys.map(({ secret }) => signature(secret, message));
  const asymmetric = keys.map(({ privateKey }) => signWith(privateKey, contentOf(message)));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': [...symmetric, ...asymmetric].join(' '),
  };
}

/** Compares without telling by time how much was right. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
