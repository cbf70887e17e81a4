import type { Request } from 'express';
import { clientAddress } from './client-address.js';
import type { Scope } from './scope.js';

/** What an account does before it has a session, e.g. by a link from a mail: for its own rows and the audit log. */
export function accountScope(request: Request, userId: string, brandId: string | null): Scope {
  return {
    brandId: brandId ?? '',
    ownerId: null,
    role: 'brand_user',
    via: 'staff',
    mode: 'test',
    actorId: userId,
    keyId: null,
    from: { ip: clientAddress(request), requestId: request.id },
  };
}

/** Answers not before `ms`, so that the time does not tell which of two ways was gone. */
export async function notBefore<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), new Promise((done) => setTimeout(done, ms))]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
