/**
 * Money of this folder: whole hundredths of a US cent. Services bill by the token, so a cent is too coarse: a short description
 * costs a fifth of one.
 */
export type Hundredths = number;

/** Rounded up: what was spent is never told smaller. */
export const fromDollars = (dollars: number): Hundredths => Math.ceil(dollars * 10_000 - 1e-9);
export const fromCents = (cents: number): Hundredths => Math.round(cents * 100);
/** For the contract: cents with up to two decimals. */
export const toCents = (amount: Hundredths): number => amount / 100;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);
