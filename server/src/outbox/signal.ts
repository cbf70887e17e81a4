import type { Deps } from '../deps.js';
import { openWaitingRedis } from '../drivers/redis.js';
import { onEvents, type Wake } from './wake.js';

type SignalDeps = Pick<Deps, 'db' | 'config' | 'redis' | 'log'>;

const channelOf = ({ config }: SignalDeps): string => `${config.redis!.prefix}:events`;

/** Tells other processes over Redis that this one wrote events. What they are is in the table: a lost signal costs a moment. */
export function announceEvents(deps: SignalDeps): () => void {
  const { redis, db } = deps;
  if (!redis) return () => {};
  let isDue = false;
  const publish = (): void => {
    isDue = false;
    redis.publish(channelOf(deps), '').catch(() => {});
  };
  return onEvents(db, () => {
    if (!isDue) setImmediate(publish);
    isDue = true;
  });
}

/** Hears of events of this process and, with Redis, of all others. `hearsAll`: nobody has to look often. */
export function hearEvents(deps: SignalDeps, wake: Wake): { hearsAll(): boolean; close(): void } {
  const stop = onEvents(deps.db, wake);
  if (!deps.redis) return { hearsAll: () => false, close: stop };
  const channel = channelOf(deps);
  const subscriber = openWaitingRedis(deps.redis, deps.log);
  let isSubscribed = false;
  subscriber.on('message', wake);
  subscriber.on('close', () => (isSubscribed = false));
  subscriber.on('ready', () => {
    subscriber.subscribe(channel).then(
      () => {
        isSubscribed = true;
        wake();
      },
      (error: unknown) => deps.log.warn({ err: error }, 'cannot hear of events'),
    );
  });
  return {
    hearsAll: () => isSubscribed,
    close: () => {
      stop();
      subscriber.disconnect();
    },
  };
}
