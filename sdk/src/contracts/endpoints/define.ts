import * as z from 'zod/mini';
import type { Permission } from '../permissions.js';

/** Who may call: `public`; `pk` publishable key; `shopper` session token; `staff` access token; `sk` secret key. */
export type Caller = 'public' | 'pk' | 'shopper' | 'staff' | 'sk';

/** The stricter limits that an endpoint may be under, beside the general one. */
export type LimitName =
  | 'login'
  | 'refresh'
  | 'registration'
  | 'codes'
  | 'sessions'
  | 'uploads'
  | 'prompts'
  | 'orders'
  | 'coupons'
  | 'oauth'
  | 'privacy';

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Express and OpenAPI both derive from `{name}` segments. */
  path: string;
  summary: string;
  callers: readonly Caller[];
  /** What the caller's role and, for a secret key, its scopes must allow. Left out only where everybody of `callers` may. */
  needs?: Permission;
  /** Counted under this limit before its body is read. */
  limit?: LimitName;
  params?: z.ZodMiniType;
  query?: z.ZodMiniType;
  /** Request headers that the endpoint reads, beside the usual ones: name → what to send. */
  headers?: Readonly<Record<string, string>>;
  /** JSON body, or the content types of a raw one. */
  body?: z.ZodMiniType | { raw: readonly string[]; maxBytes: number };
  /** Status → reply schema (`null`: no body). */
  replies: Readonly<Record<number, z.ZodMiniType | null>>;
}

export const define = <const T extends Record<string, Endpoint>>(table: T): T => table;
export const by = <K extends string, T extends z.ZodMiniType>(key: K, schema: T) => z.strictObject({ [key]: schema } as Record<K, T>);

export const readers = ['pk', 'shopper', 'staff', 'sk'] as const;
export const owners = ['shopper', 'staff', 'sk'] as const;
export const brand = ['staff', 'sk'] as const;

export const IDEMPOTENCY = {
  'Idempotency-Key': 'Any text of up to 200 characters: the same request with the same key is carried out once.',
};

/** Routes that know the caller by a cookie. */
export const CSRF = { 'Luneo-CSRF': '1: pages of other sites cannot send it.' };
