import * as z from 'zod/mini';
import { BrandId, Email, name, prefixed, Time, UserId } from './common.js';

export const Role = z.enum(['consumer', 'brand_user', 'brand_admin', 'fabricator', 'platform_admin']);
/** Roles that a brand can give; a shopper has no account here, and platform administrators are made by the installation. */
export const TeamRole = z.enum(['brand_user', 'brand_admin', 'fabricator']);
const Given = z.string().check(z.minLength(1), z.maxLength(200));
/** At least ten characters, and nothing that can be guessed from the account: `password-weak` says why. */
const NewPassword = z.string().check(z.minLength(10), z.maxLength(200));
const MailToken = z.string().check(z.minLength(20), z.maxLength(200));
/** Six digits of an authenticator, or a recovery code. */
const SecondFactor = z.string().check(z.minLength(6), z.maxLength(40));

/** `code`: of the authenticator, asked for by `second-factor-required`. `brandId`: which of several brands to act for. */
export const LoginRequest = z.strictObject({
  email: Email,
  password: Given,
  code: z.optional(SecondFactor),
  brandId: z.optional(BrandId),
});
/** A member of staff as they act now: `brandId` is null and the role `brand_user` for an account that is in no brand. */
export const User = z.object({ id: UserId, brandId: z.nullable(BrandId), email: Email, name: z.string(), role: Role });
export const Me = z.object({
  ...User.shape,
  emailVerified: z.boolean(),
  twoFactor: z.boolean(),
  /** Every brand that the account may act for. */
  brands: z.array(z.object({ id: BrandId, name: z.string(), role: TeamRole })),
});
export const RegisterRequest = z.strictObject({
  brandName: name(120, 1),
  name: name(120, 1),
  email: Email,
  password: NewPassword,
  shopUrl: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(300))),
  locale: z.optional(z.string().check(z.maxLength(20), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/))),
});
export const EmailRequest = z.strictObject({ email: Email });
export const VerifyRequest = z.strictObject({ token: MailToken });
export const VerifyReply = z.object({ email: Email });
/** `brandId`: go on for another brand of the same account. */
export const RefreshRequest = z.strictObject({ brandId: z.optional(BrandId) });
export const LogoutRequest = z.strictObject({ everywhere: z.optional(z.boolean()) });
export const PasswordReset = z.strictObject({ token: MailToken, password: NewPassword });
export const PasswordChange = z.strictObject({ currentPassword: Given, password: NewPassword });
/** `password` of today; `code` where the account has two factors. The same answer whether or not the new address has an account. */
export const EmailChange = z.strictObject({ email: Email, password: Given, code: z.optional(SecondFactor) });
export const AccountDelete = z.strictObject({ password: Given, code: z.optional(SecondFactor) });
export const TotpBegin = z.strictObject({ password: Given });
/** `uri`: `otpauth://…` for a QR code; `secret`: the same for typing. */
export const TotpSecret = z.object({ secret: z.string(), uri: z.string() });
export const TotpConfirm = z.strictObject({ code: z.string().check(z.regex(/^\d{6}$/)) });
/** Shown once. Each signs in once, in place of a code. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
/** One of the two. */
export const TotpDisable = z.strictObject({ password: z.optional(Given), code: z.optional(SecondFactor) });
export const SessionId = prefixed('ses');
export const StaffSession = z.object({
  id: SessionId,
  brandId: z.nullable(BrandId),
  userAgent: z.string(),
  ip: z.string(),
  isCurrent: z.boolean(),
  createdAt: Time,
  usedAt: Time,
  expiresAt: Time,
});
/** `accessToken`: JWT for `Authorization: Bearer`, valid `expiresIn` seconds. */
export const LoginReply = z.object({ accessToken: z.string(), expiresIn: z.int(), user: User });

/** Body of `POST /v1/sessions`: nothing for a new shopper, or a still valid or lately expired token to renew it. */
export const SessionCreate = z.strictObject({ renew: z.optional(z.string().check(z.maxLength(4_000))) });
export const Session = z.object({ token: z.string(), ownerId: z.string(), brandId: BrandId, expiresAt: Time });
/** `key` takes the place of a publishable key on the staff page until the session of its member of staff ends, at most until `expiresAt`. */
export const Trial = z.object({ key: z.string(), expiresAt: Time });
/** A code of six digits goes to the address. */
export const EmailCodeSent = z.object({ expiresAt: Time });
export const EmailConfirm = z.strictObject({ email: Email, code: z.string().check(z.regex(/^\d{6}$/)) });
/** `customerId`: the merchant's own. `guestToken`: session of the guest whose designs become the customer's. */
export const SessionLink = z.strictObject({
  customerId: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\p{Cs}]*$/u)),
  guestToken: z.optional(z.string().check(z.maxLength(4_000))),
});

export type Role = z.infer<typeof Role>;
export type TeamRole = z.infer<typeof TeamRole>;
export type Me = z.infer<typeof Me>;
export type StaffSession = z.infer<typeof StaffSession>;
export type User = z.infer<typeof User>;
export type LoginReply = z.infer<typeof LoginReply>;
export type Session = z.infer<typeof Session>;
export type Trial = z.infer<typeof Trial>;
