import * as z from 'zod/mini';
import { name, prefixed, Time } from './common.js';
import { PERMISSIONS } from './permissions.js';

export const KeyId = prefixed('key');

/** `https://shop.example`, with a port where it is not the usual one: exactly what browsers send as `Origin`. */
const Origin = z.string().check(z.maxLength(300), z.regex(/^https?:\/\/[^/\s?#@]+$/, 'must be an origin such as https://shop.example'));
const Origins = z.array(Origin).check(z.maxLength(50));

/** What a secret key is limited to. */
export const KeyScope = z.enum(PERMISSIONS);

export const ApiKey = z.object({
  id: z.string(),
  kind: z.enum(['publishable', 'secret']),
  mode: z.enum(['test', 'live']),
  name: z.string(),
  /** Shop origins that may use a publishable key. */
  origins: z.array(z.string()),
  /** Of a secret key; null: everything that a brand's servers may do. */
  scopes: z.optional(z.nullable(z.array(KeyScope))),
  lastFour: z.string(),
  createdAt: Time,
  expiresAt: z.nullable(Time),
  revokedAt: z.nullable(Time),
  /** Within a minute; null: never. */
  lastUsedAt: z.optional(z.nullable(Time)),
  /** The key that took its place by rotation. */
  replacedBy: z.optional(z.nullable(z.string())),
});
export const ApiKeyCreate = z.strictObject({
  kind: z.enum(['publishable', 'secret']),
  name: name(80, 1),
  /** Shop origins that may use a publishable key. Those of a live key are https. */
  origins: z.optional(Origins),
  /** Limits a secret key; left out, it may do everything that a brand's servers may. */
  scopes: z.optional(z.array(KeyScope).check(z.minLength(1), z.maxLength(PERMISSIONS.length))),
  expiresAt: z.optional(Time),
});
export const ApiKeyUpdate = z.strictObject({ name: z.optional(name(80, 1)), origins: z.optional(Origins) });
/** For `overlapHours` (default 24, at most a week) both keys work; 0 ends the old one at once. */
export const ApiKeyRotate = z.strictObject({
  overlapHours: z.optional(z.number().check(z.gte(0), z.lte(168))),
  expiresAt: z.optional(Time),
});
/** `key` is shown once, in this answer. */
export const ApiKeyCreated = z.object({ ...ApiKey.shape, key: z.string() });

export type ApiKey = z.infer<typeof ApiKey>;
export type ApiKeyCreate = z.infer<typeof ApiKeyCreate>;
export type ApiKeyUpdate = z.infer<typeof ApiKeyUpdate>;
export type ApiKeyRotate = z.infer<typeof ApiKeyRotate>;
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;
