import * as z from 'zod/mini';

/** Every error the API can answer with: code → HTTP status and short title. Each has a page in docs-site/errors. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  unauthenticated: { status: 401, title: 'Sign in or send a key' },
  'key-revoked': { status: 401, title: 'The key was revoked' },
  'token-expired': { status: 401, title: 'The session has expired' },
  'invalid-credentials': { status: 401, title: 'E-mail or password is wrong' },
  'second-factor-required': { status: 401, title: 'A code of your authenticator is needed' },
  'session-ended': { status: 401, title: 'The session was ended' },
  'sign-in-failed': { status: 401, title: 'The sign-in with the provider failed' },
  'identity-not-linked': { status: 403, title: 'This sign-in is not linked to an account' },
  'invalid-signature': { status: 401, title: 'The signature does not match' },
  forbidden: { status: 403, title: 'Not allowed' },
  'brand-not-active': { status: 403, title: 'The brand cannot sell' },
  'origin-not-allowed': { status: 403, title: 'This key is not for this origin' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Not possible in the current state' },
  'price-changed': { status: 409, title: 'The price is another one by now' },
  'idempotency-conflict': { status: 409, title: 'The first request with this key is still carried out' },
  'revision-stale': { status: 412, title: 'The design was changed meanwhile' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'This file type is not supported' },
  'document-invalid': { status: 422, title: 'The design document is not valid' },
  'document-too-new': { status: 422, title: 'The design was made by a newer version' },
  'document-too-large': { status: 422, title: 'The design is too large' },
  'preflight-failed': { status: 422, title: 'The design cannot be produced yet' },
  'image-invalid': { status: 422, title: 'The picture cannot be read' },
  'image-too-large': { status: 422, title: 'The picture has too many pixels' },
  'font-invalid': { status: 422, title: 'The file is not a usable font' },
  'password-weak': { status: 422, title: 'The password is too easy to guess' },
  'link-invalid': { status: 422, title: 'The link or code does not work' },
  'prompt-invalid': { status: 422, title: 'The description cannot be used' },
  'prompt-rejected': { status: 422, title: 'The description is not allowed' },
  'consent-required': { status: 422, title: 'The picture may not be sent without consent' },
  'idempotency-mismatch': { status: 422, title: 'This key was used for another request' },
  'coupon-invalid': { status: 422, title: 'The coupon cannot be used' },
  'price-too-large': { status: 422, title: 'The price is too large' },
  'payment-failed': { status: 402, title: 'The payment failed' },
  'revision-required': { status: 428, title: 'Send If-Match with the revision' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'budget-exhausted': { status: 429, title: 'The generation budget is used up' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'provider-failed': { status: 502, title: 'A service we depend on failed' },
  unavailable: { status: 503, title: 'Not available right now' },
  'storage-full': { status: 507, title: 'There is no space left to store this' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Body of every error answer: RFC 9457 `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  requestId: z.string(),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  /** Where the code promises more: the current design for `revision-stale`, findings for `preflight-failed`. */
  meta: z.optional(z.record(z.string(), z.unknown())),
});
export type Problem = z.infer<typeof Problem>;
