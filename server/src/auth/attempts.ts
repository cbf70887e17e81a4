import type { Request } from 'express';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Problem } from '../problem.js';
import { clientAddress } from './client-address.js';
import { ATTEMPTS } from './limit-rules.js';
import { accountName, tooMany, type MakeLimiter } from './limiters.js';

/**
 * Runs `check` of an account's password or code, unless the account has to wait: then throws `rate-limited`. A check that returns
 * null or throws `invalid-credentials` is a failure. From one address an account has a few failures free, then each wait is twice
 * the one before; from everywhere together it has more, so that a stranger cannot easily lock somebody out. A success forgets all.
 */
export type Attempts = <T>(request: Request, account: string, check: () => Promise<T>) => Promise<T>;

export function createAttempts(make: MakeLimiter, scale: number): Attempts {
  const { free, freeAnywhere, rememberSeconds, firstWaitSeconds } = ATTEMPTS;
  const strikes = make('attempts', { points: 1_000_000, seconds: rememberSeconds });
  const gate = make('attempts-gate', { points: 1, seconds: firstWaitSeconds });

  const enter = async (who: string, freeOnes: number): Promise<void> => {
    const closed = await gate.get(who);
    if (closed && closed.consumedPoints > 0 && closed.msBeforeNext > 0) throw mustWait(closed);
    // Counted before the check, so that many at once cannot all be the last free one.
    const { consumedPoints } = await strikes.penalty(who, 1);
    const beyond = consumedPoints - freeOnes;
    if (beyond <= 0) return;
    try {
      await gate.consume(who, 1, { customDuration: waitSeconds(beyond) });
    } catch (error) {
      throw error instanceof RateLimiterRes ? mustWait(error) : error;
    }
  };

  return async (request, account, check) => {
    const name = accountName(account);
    const counters: [string, number][] = [
      [`${name}:${clientAddress(request)}`, free * scale],
      [name, freeAnywhere * scale],
    ];
    for (const [who, freeOnes] of counters) await enter(who, freeOnes);
    const result = await check();
    if (result !== null) for (const [who] of counters) await Promise.all([strikes.delete(who), gate.delete(who)]);
    return result;
  };
}

/** 5 s, 10 s, 20 s … at most a quarter of an hour. */
const waitSeconds = (beyond: number): number => Math.min(ATTEMPTS.firstWaitSeconds * 2 ** (beyond - 1), ATTEMPTS.longestWaitSeconds);

function mustWait({ msBeforeNext }: RateLimiterRes): Problem {
  return tooMany({}, Math.ceil(msBeforeNext / 1000), 'Too many failed attempts.');
}
