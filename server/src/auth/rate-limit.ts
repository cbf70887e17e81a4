import type { Request } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../problem.js';

/** Counts one call of `request`'s address. Returns the RateLimit headers of the answer; throws `rate-limited` beyond `points`. */
export type RateLimit = (request: Request) => Promise<Record<string, string>>;

/** `points` calls per `seconds` and client address, counted in this process. */
export function createRateLimit(points: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  const policy = `"default";q=${points};w=${seconds}`;
  const headers = (result: RateLimiterRes) => ({
    'RateLimit-Policy': policy,
    RateLimit: `"default";r=${result.remainingPoints};t=${Math.ceil(result.msBeforeNext / 1000)}`,
  });
  return async (request) => {
    try {
      return headers(await limiter.consume(request.ip ?? 'unknown'));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const wait = String(Math.ceil(error.msBeforeNext / 1000));
      throw new Problem('rate-limited', `Too many attempts. Try again in ${wait} seconds.`, {
        headers: { ...headers(error), 'Retry-After': wait },
      });
    }
  };
}
