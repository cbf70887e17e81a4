import { errors, jwtVerify, SignJWT } from 'jose';
import { Problem } from '../problem.js';
import type { Scope } from './scope.js';

/** Seconds. */
export const STAFF_TOKEN_LIFE = 15 * 60;
export const REFRESH_LIFE = 7 * 24 * 3600;
export const SHOPPER_TOKEN_LIFE = 30 * 60;
/** How long after its end a shopper token can still be renewed: the design is there when they come back next week. */
export const SHOPPER_RENEWAL_LIFE = 30 * 24 * 3600;

const ISSUER = 'luneo';

export interface StaffClaims {
  kind: 'staff';
  userId: string;
  /** The role is the membership's at the time of the call: what changes there counts without a new token. */
  sessionId: string;
  brandId: string | null;
  expiresAt: number;
}
export interface ShopperClaims {
  kind: 'shopper';
  ownerId: string;
  brandId: string;
  /** The publishable key that started the session: revoked, it ends it. */
  keyId: string;
  /** The session, the same through all its renewals. */
  sessionId?: string;
  /** Of a trial: `keyId` is the trial's, and the session of this member of staff stands for a key. */
  trialOf?: string;
  mode: Scope['mode'];
  expiresAt: number;
}
/** Stands for a publishable key while a member of staff tries products. */
export interface TrialClaims {
  kind: 'trial';
  id: string;
  brandId: string;
  staffSessionId: string;
  expiresAt: number;
}
export type Claims = StaffClaims | ShopperClaims | TrialClaims;

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(`token:${secret}`);

/** `expiresAt` in seconds since 1970. */
export function signToken(secret: string, claims: Claims): Promise<string> {
  const { kind, expiresAt, ...rest } = claims;
  return new SignJWT(rest)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(kind)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
}

/** Checks signature, issuer and time. Throws `token-expired` or `unauthenticated`; `lateBy` seconds after the end are forgiven. */
export async function readToken(secret: string, token: string, lateBy = 0): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      clockTolerance: lateBy,
      requiredClaims: ['exp', 'aud'],
    });
    return { ...payload, kind: payload.aud, expiresAt: payload.exp } as unknown as Claims;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Problem('token-expired', 'The session has expired. Renew it or sign in again.');
    throw new Problem('unauthenticated', 'The token is not one of ours.', { cause: error });
  }
}
