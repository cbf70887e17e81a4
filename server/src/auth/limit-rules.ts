import type { LimitName } from '@luneo/sdk/contracts/endpoints/define.js';

export type { LimitName };

/** So many calls in so many seconds. */
export interface Window {
  points: number;
  seconds: number;
}

/**
 * What is counted for one kind of call: per client address, per API key (also the one behind a shopper's session), per account (an
 * e-mail address that the call names), per shopper, and per member of staff. A call counts in every window that its caller has.
 */
export interface LimitRule {
  ip?: Window;
  key?: Window;
  account?: Window;
  shopper?: Window;
  staff?: Window;
}

const MINUTE = 60;
const HOUR = 3_600;

/** The stricter limits by name. The general one, on every call, is `GENERAL`. */
export const LIMIT_RULES = {
  /** Passwords and second factors; failures of one account also wait longer and longer (`attempts`). */
  login: { ip: { points: 20, seconds: 5 * MINUTE } },
  refresh: { ip: { points: 120, seconds: MINUTE } },
  registration: { ip: { points: 10, seconds: HOUR } },
  /** Whatever makes us send a mail with a code or a link, and codes that are typed in. */
  codes: { ip: { points: 30, seconds: HOUR }, account: { points: 6, seconds: HOUR } },
  /** Shops behind one address share it, so it is wide. */
  sessions: { ip: { points: 600, seconds: MINUTE }, key: { points: 6_000, seconds: MINUTE } },
  uploads: {
    ip: { points: 300, seconds: 10 * MINUTE },
    shopper: { points: 60, seconds: 10 * MINUTE },
    staff: { points: 300, seconds: 10 * MINUTE },
    key: { points: 3_000, seconds: 10 * MINUTE },
  },
  prompts: {
    ip: { points: 120, seconds: MINUTE },
    shopper: { points: 30, seconds: MINUTE },
    staff: { points: 60, seconds: MINUTE },
    key: { points: 600, seconds: MINUTE },
  },
  orders: { ip: { points: 120, seconds: MINUTE }, shopper: { points: 30, seconds: MINUTE }, key: { points: 1_200, seconds: MINUTE } },
  /** Codes of coupons that are not valid: only those count. A shop's shoppers share its key, so that one is wide. */
  coupons: { ip: { points: 60, seconds: HOUR }, shopper: { points: 20, seconds: HOUR }, key: { points: 2_000, seconds: HOUR } },
  oauth: { ip: { points: 60, seconds: 5 * MINUTE } },
  /** A shopper's own data: each call reads every table, is noted in the brand's audit log, and a forgotten shopper costs a job. */
  privacy: { ip: { points: 60, seconds: HOUR }, shopper: { points: 20, seconds: HOUR } },
} as const satisfies Record<LimitName, LimitRule>;

/** Calls of any kind in a minute, by who calls; `failed` are those whose key or token was refused, per client address. */
export const GENERAL = { seconds: MINUTE, public: 300, pk: 1_200, shopper: 1_200, staff: 1_200, sk: 6_000, failed: 120 } as const;

/** Wrong passwords or codes of one account: after `free` of them each further one waits twice as long as the one before. */
export const ATTEMPTS = {
  free: 5,
  freeAnywhere: 50,
  firstWaitSeconds: 5,
  longestWaitSeconds: 15 * MINUTE,
  rememberSeconds: 24 * HOUR,
} as const;
