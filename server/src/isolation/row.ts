import type { Cast, Party } from './cast.js';

/** One good request of an operation; what is left out is not sent. */
export interface Sample {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Who may send it, where that is not the usual caller. */
  token?: string;
}

/** Makes what the operation works on, as `owner` (brand A in one of its modes), and says how to ask for it. */
export type Make = (owner: Party, cast: Cast) => Promise<Sample> | Sample;

/**
 * A row of the matrix.
 * - `of`: the request is about something of brand A. Whoever may not see it is refused with 401, 403 or 404: every other brand, and
 *   with `shopper` every other shopper, with `account` every other account.
 * - `own`: everybody works on their own rows, e.g. lists. Others may be answered, but nothing of brand A is in it.
 * - `open`: answers anybody; nothing of brand A is in the answer that the request did not bring along.
 */
export interface Row {
  kind: 'of' | 'own' | 'open';
  bound: 'brand' | 'shopper' | 'account';
  make: Make;
  /** Why test and live see the same here. */
  modeless?: string;
  /** `of` a brand, by its mode: what is answered to a test key is what is of test mode. */
  isByMode?: boolean;
  /** `own`, but every shopper of the brand sees the same. */
  isShared?: boolean;
  /** Statuses that the right caller may get; default any below 400. A reason is said beside the row. */
  control?: readonly number[];
}

type Extra = Partial<Pick<Row, 'modeless' | 'control' | 'isByMode' | 'isShared'>>;

/** Something of the brand. */
export const ofBrand = (make: Make, extra: Extra = {}): Row => ({ kind: 'of', bound: 'brand', make, ...extra });
/** Something of one shopper. */
export const ofShopper = (make: Make, extra: Extra = {}): Row => ({ kind: 'of', bound: 'shopper', make, ...extra });
/** Something of one account of staff. */
export const ofAccount = (make: Make, extra: Extra = {}): Row => ({ kind: 'of', bound: 'account', make, modeless: 'accounts', ...extra });
/** The caller's own, whoever calls. */
export const own = (make: Make = () => ({}), extra: Extra = {}): Row => ({ kind: 'own', bound: 'brand', make, ...extra });
/** Lists and settings under the path of a brand, of which each mode has its own. */
export const ofMode = (make: Make, extra: Extra = {}): Row => ofBrand(make, { isByMode: true, ...extra });
/** For anybody. */
export const open = (make: Make = () => ({}), extra: Extra = {}): Row => ({
  kind: 'open',
  bound: 'brand',
  make,
  modeless: 'anybody',
  ...extra,
});

/** The brand has something of this kind, and the request does not name it. */
export const having =
  (make: (owner: Party, cast: Cast) => Promise<unknown>): Make =>
  async (owner, cast) => {
    await make(owner, cast);
    return {};
  };

/** Rows by operation; a name that the description does not know fails the suite like one that is missing. */
export type Rows = Readonly<Record<string, Row>>;
