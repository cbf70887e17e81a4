import * as z from 'zod/mini';
import { prefixed, Time } from './common.js';

/** Name of a provider in the configuration: `google`, `github`, or one of the installation's own. */
export const ProviderId = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/));
export const IdentityId = prefixed('idn');

/** Where the admin goes on afterwards: a path of its own, never another origin. */
const ReturnTo = z.string().check(z.maxLength(500), z.regex(/^\/(?![/\\])[^\\\p{C}]*$/u, 'must be a path such as /admin/'));

export const OauthProvider = z.object({ id: ProviderId, name: z.string() });
/** `invitation`: the token of a mailed invitation, which makes the account that the identity is linked to. */
export const OauthStart = z.strictObject({
  returnTo: z.optional(ReturnTo),
  invitation: z.optional(z.string().check(z.minLength(20), z.maxLength(200))),
});
/** `password`: of the account, where it has one. */
export const OauthLink = z.strictObject({
  returnTo: z.optional(ReturnTo),
  password: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});
/** Send the browser to `url`, as a page and not by `fetch`. */
export const OauthRedirect = z.object({ url: z.string() });
/** As providers send it: everything else in it is left alone. */
export const OauthCallback = z.object({
  code: z.optional(z.string()),
  state: z.optional(z.string()),
  error: z.optional(z.string()),
  iss: z.optional(z.string()),
});
/** Six digits of the authenticator, or a recovery code. */
export const OauthSecondFactor = z.strictObject({ code: z.string().check(z.minLength(6), z.maxLength(40)) });
export const Identity = z.object({
  id: IdentityId,
  provider: ProviderId,
  /** As the provider told it last: an e-mail address or a name. */
  label: z.string(),
  createdAt: Time,
  usedAt: z.nullable(Time),
});

export type OauthProvider = z.infer<typeof OauthProvider>;
export type OauthStart = z.infer<typeof OauthStart>;
export type OauthLink = z.infer<typeof OauthLink>;
export type OauthRedirect = z.infer<typeof OauthRedirect>;
export type Identity = z.infer<typeof Identity>;
