import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Scope } from './auth/scope.js';
import { Problem } from './problem.js';

/** `key`: unique among all callers and endpoints. `requestHash`: of what was asked for. Both SHA-256 in hex. */
export interface Idempotency {
  key: string | null;
  requestHash: string;
}

/**
 * Reads `Idempotency-Key`, with which a caller may repeat a request whose answer was lost. Keys of different callers never meet.
 * Throws `invalid-request` for one that is longer than 200 characters.
 */
export function readIdempotency(request: Request, scope: Scope, endpoint: string, body: unknown): Idempotency {
  const sent = request.headers['idempotency-key'];
  const requestHash = hash(['request', body]);
  if (typeof sent !== 'string' || sent === '') return { key: null, requestHash };
  if (sent.length > 200) throw new Problem('invalid-request', 'Idempotency-Key may have 200 characters at most.');
  return { key: hash([scope.brandId, scope.mode, scope.ownerId ?? scope.actorId, endpoint, sent]), requestHash };
}

/** What a repeated request must be: the same. Throws `conflict`. */
export function checkSameRequest(idempotency: Idempotency, stored: string): void {
  if (idempotency.requestHash === stored) return;
  throw new Problem('conflict', 'This Idempotency-Key was used for another request. Use a new key for a new request.');
}

const hash = (parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
