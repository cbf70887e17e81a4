import * as z from 'zod/mini';
import { TeamRole } from './accounts.js';
import { BrandId, Email, name, prefixed, Time, UserId } from './common.js';

/** Live keys and orders need `active`; `suspended` sells nothing at all. */
export const BrandStatus = z.enum(['pending_verification', 'verified', 'active', 'suspended']);
const ShopUrl = z.url({ protocol: /^https?$/ }).check(z.maxLength(300));
const Locale = z.string().check(z.maxLength(20), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/));

export const Brand = z.object({
  id: BrandId,
  name: z.string(),
  status: BrandStatus,
  shopUrl: z.nullable(z.string()),
  /** BCP 47. */
  locale: z.string(),
  /** Until when the address must be confirmed; null once it is. */
  confirmBy: z.nullable(Time),
  createdAt: Time,
  updatedAt: Time,
});
/** `status`: administrators make a verified brand `active`; suspending is the platform's. */
export const BrandPatch = z.strictObject({
  name: z.optional(name(120, 1)),
  shopUrl: z.optional(z.nullable(ShopUrl)),
  locale: z.optional(Locale),
  status: z.optional(z.enum(['active', 'suspended'])),
});

export const Member = z.object({
  userId: UserId,
  email: Email,
  name: z.string(),
  role: TeamRole,
  twoFactor: z.boolean(),
  joinedAt: Time,
});
export const MemberPatch = z.strictObject({ role: TeamRole });

export const InvitationId = prefixed('inv');
export const InvitationCreate = z.strictObject({ email: Email, role: TeamRole });
export const Invitation = z.object({ id: InvitationId, email: Email, role: TeamRole, createdAt: Time, expiresAt: Time });
const Token = z.string().check(z.minLength(20), z.maxLength(200));
export const InvitationRead = z.strictObject({ token: Token });
/** `hasAccount`: the address has one already, so that neither name nor password is needed. */
export const InvitationSeen = z.object({ brandId: BrandId, brandName: z.string(), email: Email, role: TeamRole, hasAccount: z.boolean() });
/** A new account needs `name` and `password`; one that exists keeps its own. */
export const InvitationAccept = z.strictObject({
  token: Token,
  name: z.optional(name(120, 1)),
  password: z.optional(z.string().check(z.minLength(10), z.maxLength(200))),
});
export const InvitationAccepted = z.object({ brandId: BrandId, email: Email, role: TeamRole });

export const AuditEntry = z.object({
  id: prefixed('aud'),
  actor: z.object({ kind: z.enum(['user', 'key', 'shopper', 'system']), id: z.string(), name: z.string() }),
  /** `noun.verb`, e.g. `key.created`. */
  action: z.string(),
  target: z.nullable(z.string()),
  data: z.record(z.string(), z.unknown()),
  mode: z.nullable(z.enum(['test', 'live'])),
  ip: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  createdAt: Time,
});
/** `action`: one, or all of a noun with `order.*`. */
export const AuditQuery = z.strictObject({
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.regex(/^\w{1,60}$/))),
  action: z.optional(z.string().check(z.regex(/^[a-z][a-z_-]{0,39}\.([a-z][a-z_-]{0,39}|\*)$/))),
  actor: z.optional(z.string().check(z.regex(/^\w{1,44}$/))),
  target: z.optional(z.string().check(z.regex(/^[\w:.-]{1,120}$/))),
  from: z.optional(Time),
  to: z.optional(Time),
});

export type BrandStatus = z.infer<typeof BrandStatus>;
export type Brand = z.infer<typeof Brand>;
export type BrandPatch = z.infer<typeof BrandPatch>;
export type Member = z.infer<typeof Member>;
export type Invitation = z.infer<typeof Invitation>;
export type InvitationSeen = z.infer<typeof InvitationSeen>;
export type InvitationAccepted = z.infer<typeof InvitationAccepted>;
export type AuditEntry = z.infer<typeof AuditEntry>;
