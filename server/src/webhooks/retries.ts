const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second … failed try; after the last one the delivery has failed. */
const WAITS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
/** Nobody may ask us to wait longer. */
const LONGEST = 24 * HOUR;
/** An endpoint that failed for so long, without one success, is disabled. */
export const GIVE_UP_AFTER = 120 * HOUR;

/**
 * ms until the next try after `tries` failed ones; null when none is left. `chance` 0 to 1 spreads tries over a fifth more time, so
 * that those which failed together do not come back together; `retryAfter`, ms, is what the receiver asked for at least.
 */
export function waitAfter(tries: number, chance: number, retryAfter = 0): number | null {
  const wait = WAITS[tries - 1];
  if (wait === undefined) return null;
  return Math.round(Math.max(wait * (1 + chance / 5), Math.min(retryAfter, LONGEST)));
}

/** ms that `Retry-After` asks for, in seconds or as a date; 0 for none and for nonsense. */
export function readRetryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
