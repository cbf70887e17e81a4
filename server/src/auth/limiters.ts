import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { Problem } from '../problem.js';
import type { Window } from './limit-rules.js';

export type LimitHeaders = Record<string, string>;
export type MakeLimiter = (id: string, window: Window) => RateLimiterAbstract;

/** Counters in Redis, with memory as insurance while it is away; in memory alone without Redis. */
export function limiterFactory(redis: Redis | null): MakeLimiter {
  return (id, { points, seconds }) => {
    const memory = new RateLimiterMemory({ keyPrefix: id, points, duration: seconds });
    if (!redis) return memory;
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `limit:${id}`,
      points,
      duration: seconds,
      insuranceLimiter: memory,
      rejectIfRedisNotReady: true,
    });
  };
}

/** The problem of a caller who must wait. */
export function tooMany(headers: LimitHeaders, seconds: number, why = 'Too many requests.'): Problem {
  const wait = String(Math.max(1, seconds));
  return new Problem('rate-limited', `${why} Try again in ${wait} seconds.`, { headers: { ...headers, 'Retry-After': wait } });
}

/** Accounts are counted by a hash: counters are no place for e-mail addresses. */
export const accountName = (account: string): string =>
  createHash('sha256').update(account.trim().toLowerCase()).digest('hex').slice(0, 32);
