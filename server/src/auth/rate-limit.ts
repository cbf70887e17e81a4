import type { Request } from 'express';
import type { Redis } from 'ioredis';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { createAttempts, type Attempts } from './attempts.js';
import { clientAddress } from './client-address.js';
import { GeneralLimit } from './general-limit.js';
import { GENERAL, LIMIT_RULES, type LimitName, type LimitRule, type Window } from './limit-rules.js';
import { accountName, limiterFactory, tooMany, type LimitHeaders } from './limiters.js';

type Dimension = keyof LimitRule;

export interface Limits {
  /**
   * Counts a call under the stricter limit `name`, for everybody who it belongs to: address, key, shopper, staff, and `account` (an
   * e-mail address) where the call names one. Returns its RateLimit headers, which every answer to the request then has, an error
   * too; throws `rate-limited`.
   */
  take(name: LimitName, request: Request, account?: string): Promise<LimitHeaders>;
  /**
   * Counts wrong guesses only: takes a place under `name`, and gives it back unless `check` throws what `isWrong` knows. So of many
   * guesses at once none is looked at beyond the limit. Throws `rate-limited`, and what `check` throws.
   */
  guess<T>(name: LimitName, request: Request, isWrong: (error: unknown) => boolean, check: () => Promise<T>): Promise<T>;
  /** Passwords and codes of one account, with growing waits. */
  attempts: Attempts;
  /** Counts one call of any kind once it is known who calls. Returns the headers; throws `rate-limited`. */
  general(request: Request): LimitHeaders;
  /** Before credentials are looked at: throws `rate-limited` for an address that had too many refused. */
  mayAuthenticate(request: Request): void;
  /** Counts refused credentials of an address. */
  refused(request: Request): void;
}

export interface LimitsOptions {
  /** Null: counted in this process. */
  redis: Redis | null;
  /** Multiplies every limit. */
  scale?: number;
}

/** Every limit of the API, in Redis or in memory. While Redis is away, memory counts instead: nobody is refused for that. */
export function createLimits({ redis, scale = 1 }: LimitsOptions): Limits {
  const make = limiterFactory(redis);
  const windows = new Map<string, RateLimiterAbstract>();
  const limiterOf = (id: string, { points, seconds }: Window): RateLimiterAbstract => {
    const known = windows.get(id) ?? make(id, { points: points * scale, seconds });
    windows.set(id, known);
    return known;
  };
  const calls = new GeneralLimit(GENERAL.seconds, redis);

  const general = (request: Request): LimitHeaders => {
    const { who, name } = generalCaller(request);
    const limit = GENERAL[name] * scale;
    const { left, seconds } = calls.count(who, limit);
    const headers = {
      'RateLimit-Policy': `"${name}";q=${limit};w=${GENERAL.seconds}`,
      RateLimit: `"${name}";r=${left > 0 ? left : 0};t=${seconds}`,
    };
    if (left < 0) throw tooMany(headers, seconds);
    return headers;
  };

  const take = async (
    name: LimitName,
    request: Request,
    account?: string,
  ): Promise<{ headers: LimitHeaders; giveBack: () => Promise<void> }> => {
    const rule: LimitRule = LIMIT_RULES[name];
    const policies: string[] = [];
    const states: string[] = [];
    const taken: [RateLimiterAbstract, string][] = [];
    for (const [dimension, who] of countedUnder(rule, request, account)) {
      const window = rule[dimension]!;
      const id = `${name}-${dimension}`;
      policies.push(`"${id}";q=${window.points * scale};w=${window.seconds}`);
      const limiter = limiterOf(id, window);
      const state = await consume(limiter, who);
      const seconds = Math.ceil(state.msBeforeNext / 1000);
      states.push(`"${id}";r=${state.remainingPoints};t=${seconds}`);
      if (state.refused) throw tooMany({ 'RateLimit-Policy': policies.join(', '), RateLimit: states.join(', ') }, seconds);
      taken.push([limiter, who]);
    }
    const headers: LimitHeaders = {};
    if (policies.length > 0) Object.assign(headers, { 'RateLimit-Policy': policies.join(', '), RateLimit: states.join(', ') });
    const giveBack = async (): Promise<void> => void (await Promise.all(taken.map(([limiter, who]) => limiter.reward(who, 1))));
    return { headers, giveBack };
  };

  return {
    general,
    attempts: createAttempts(make, scale),
    take: async (name, request, account) => {
      const { headers } = await take(name, request, account);
      request.counted = both(request.counted, headers);
      return headers;
    },
    guess: async (name, request, isWrong, check) => {
      const { headers, giveBack } = await take(name, request);
      try {
        const right = await check();
        await giveBack();
        return right;
      } catch (error) {
        if (isWrong(error)) request.counted = both(request.counted, headers);
        else await giveBack();
        throw error;
      }
    },
    mayAuthenticate: (request) => {
      const limit = GENERAL.failed * scale;
      const { left, seconds } = calls.look(`failed:${clientAddress(request)}`, limit);
      if (left > 0) return;
      const headers = { 'RateLimit-Policy': `"failed";q=${limit};w=${GENERAL.seconds}`, RateLimit: `"failed";r=0;t=${seconds}` };
      throw tooMany(headers, seconds, 'Too many calls with keys or tokens that do not work.');
    },
    refused: (request) => void calls.count(`failed:${clientAddress(request)}`, GENERAL.failed * scale),
  };
}

/** The state of several limits in one answer: lists, as the fields are defined. */
function both(before: LimitHeaders | undefined, more: LimitHeaders): LimitHeaders {
  const all: LimitHeaders = { ...before };
  for (const [name, value] of Object.entries(more)) all[name] = all[name] === undefined ? value : `${all[name]}, ${value}`;
  return all;
}

async function consume(limiter: RateLimiterAbstract, who: string): Promise<RateLimiterRes & { refused?: boolean }> {
  try {
    return await limiter.consume(who);
  } catch (error) {
    if (error instanceof RateLimiterRes) return Object.assign(error, { refused: true });
    throw error;
  }
}

function countedUnder(rule: LimitRule, request: Request, account: string | undefined): [Dimension, string][] {
  const { scope } = request;
  const who: Record<Dimension, string | null | undefined> = {
    ip: clientAddress(request),
    key: scope?.keyId,
    account: account && accountName(account),
    shopper: scope?.via === 'shopper' ? scope.ownerId : null,
    staff: scope?.via === 'staff' ? scope.actorId : null,
  };
  const entries = Object.entries(who) as [Dimension, string | null | undefined][];
  return entries.filter((entry): entry is [Dimension, string] => Boolean(entry[1]) && rule[entry[0]] !== undefined);
}

/** A publishable key is everybody's, so its callers are told apart by address. */
function generalCaller(request: Request): { who: string; name: 'public' | 'pk' | 'shopper' | 'staff' | 'sk' } {
  const { scope } = request;
  if (!scope || scope.via === 'system') return { who: `ip:${clientAddress(request)}`, name: 'public' };
  return { who: scope.via === 'pk' ? `${scope.actorId}:${clientAddress(request)}` : scope.actorId, name: scope.via };
}
