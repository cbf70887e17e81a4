import * as z from 'zod/mini';
import { BrandId, Email, name, Time, UserId } from './common.js';

export const Role = z.enum(['consumer', 'brand_user', 'brand_admin', 'fabricator', 'platform_admin']);
export const LoginRequest = z.strictObject({ email: Email, password: z.string().check(z.minLength(1), z.maxLength(200)) });
export const User = z.object({ id: UserId, brandId: z.nullable(BrandId), email: Email, name: z.string(), role: Role });
/** `accessToken`: JWT for `Authorization: Bearer`, valid `expiresIn` seconds. */
export const LoginReply = z.object({ accessToken: z.string(), expiresIn: z.int(), user: User });

/** Body of `POST /v1/sessions`: nothing for a new shopper, or a still valid or lately expired token to renew it. */
export const SessionCreate = z.strictObject({ renew: z.optional(z.string().check(z.maxLength(4_000))) });
export const Session = z.object({ token: z.string(), ownerId: z.string(), brandId: BrandId, expiresAt: Time });

/** `key` is shown once, at creation. */
export const ApiKey = z.object({
  id: z.string(),
  kind: z.enum(['publishable', 'secret']),
  mode: z.enum(['test', 'live']),
  name: z.string(),
  origins: z.array(z.string()),
  lastFour: z.string(),
  createdAt: Time,
  expiresAt: z.nullable(Time),
  revokedAt: z.nullable(Time),
});
export const ApiKeyCreate = z.strictObject({
  kind: z.enum(['publishable', 'secret']),
  name: name(80, 1),
  /** Shop origins that may use a publishable key. */
  origins: z.optional(z.array(z.string().check(z.regex(/^https?:\/\/[^/\s]+$/))).check(z.maxLength(50))),
  expiresAt: z.optional(Time),
});
export const ApiKeyCreated = z.object({ ...ApiKey.shape, key: z.string() });

export type Role = z.infer<typeof Role>;
export type User = z.infer<typeof User>;
export type LoginReply = z.infer<typeof LoginReply>;
export type Session = z.infer<typeof Session>;
export type ApiKey = z.infer<typeof ApiKey>;
export type ApiKeyCreate = z.infer<typeof ApiKeyCreate>;
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;
