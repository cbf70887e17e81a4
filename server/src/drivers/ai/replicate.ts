import { setTimeout as wait } from 'node:timers/promises';
import type Replicate from 'replicate';
import type { Prediction } from 'replicate';
import { fromDollars } from '../../budgets/money.js';
import type { ReplicateConfig } from '../../config/ai.js';
import type { GuardedFetch } from '../../guarded-fetch.js';
import type { Ai, AiCall, Estimate, ImageRequest, MadeImage } from './ai.js';
import { AiFailure } from './failure.js';
import { createLocalAi } from './local.js';
import { createClient, toFailure } from './replicate/client.js';

const POLL_MS = 700;
/** One HTTP request; the work itself may take longer. */
const REQUEST_MS = 30_000;
const MOST_BYTES = 40_000_000;
/** Questions about a prediction that may fail in a row before it is left to the next try. */
const MOST_MISSES = 5;

export interface ReplicateOptions {
  fetch: GuardedFetch;
  pollMs?: number;
}

/**
 * Pictures by a model on Replicate. The prediction's id is noted before its result is waited for, so a worker that takes over asks
 * for it instead of paying again; the result is fetched by the guarded fetch. Texts are composed by our rules.
 */
export function createReplicateAi(config: ReplicateConfig, options: ReplicateOptions): Ai {
  const client = createClient(config, REQUEST_MS);
  const rules = createLocalAi();
  const { upscaleModel } = config;
  return {
    name: 'replicate',
    models: [config.draftModel, config.finalModel, ...(upscaleModel ? [upscaleModel] : [])],
    isRemote: true,
    timeoutMs: config.timeoutMs + REQUEST_MS,
    compose: (request) => rules.compose(request),
    estimate: (call) => estimate(config, call),
    makeImage: (request) => {
      const model = request.quality === 'draft' ? config.draftModel : config.finalModel;
      return carryOut(client, config, options, model, inputOf(request), request);
    },
    ...(upscaleModel && {
      upscale: ({ bytes, factor, ...rest }) =>
        carryOut(client, config, options, upscaleModel, { image: dataUrl(bytes), scale: Math.min(4, Math.ceil(factor)) }, rest),
    }),
    cancel: async (id) => void (await client.predictions.cancel(id)),
  };
}

function estimate(config: ReplicateConfig, call: AiCall): Estimate | null {
  const model = { moderate: null, compose: null, draft: config.draftModel, final: config.finalModel, upscale: config.upscaleModel }[
    call.kind
  ];
  if (model === null) return null;
  const price = config.prices[model]!;
  return { model, atMost: fromDollars(price.image + (price.second * config.timeoutMs) / 1_000) };
}

/** Names that the common picture models share; each takes what it knows. */
function inputOf({ prompt, width, height, source }: ImageRequest): Record<string, unknown> {
  return { prompt, aspect_ratio: aspectOf(width / height), output_format: 'png', ...(source && { image_prompt: dataUrl(source) }) };
}

const RATIOS = ['21:9', '16:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16', '9:21'] as const;
function aspectOf(ratio: number): string {
  const off = (name: string): number => {
    const [wide, high] = name.split(':').map(Number) as [number, number];
    return Math.abs(Math.log(ratio / (wide / high)));
  };
  return RATIOS.toSorted((a, b) => off(a) - off(b))[0]!;
}

const dataUrl = (bytes: Uint8Array): string => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;

type Resumed = Pick<ImageRequest, 'signal' | 'predictionId' | 'onPrediction'>;

async function carryOut(
  client: Replicate,
  config: ReplicateConfig,
  { fetch, pollMs = POLL_MS }: ReplicateOptions,
  model: string,
  input: object,
  { signal, predictionId, onPrediction }: Resumed,
): Promise<MadeImage> {
  let id = predictionId ?? null;
  if (id === null) {
    id = (await begin(client, model, input, signal)).id;
    await onPrediction?.(id);
  }
  const done = await finished(client, id, config.timeoutMs, pollMs, signal);
  const price = config.prices[model]!;
  const cost = fromDollars(price.image + price.second * (done.metrics?.predict_time ?? 0));
  if (done.status !== 'succeeded') {
    const reason = /nsfw|safety|sensitive|policy/i.test(String(done.error)) ? 'refused' : 'down';
    throw new AiFailure('Replicate', reason, { isBilled: true, cost: fromDollars(price.second * (done.metrics?.predict_time ?? 0)) });
  }
  const [url] = [done.output as unknown].flat();
  const bytes = typeof url === 'string' ? await download(fetch, url, signal) : null;
  if (!bytes) throw new AiFailure('Replicate', 'nonsense', { isBilled: true, cost });
  return { bytes, cost };
}

async function begin(client: Replicate, model: string, input: object, signal: AbortSignal): Promise<Prediction> {
  const [name, version] = model.split(':') as [string, string?];
  try {
    const made = await client.predictions.create({
      ...(version === undefined ? { model: name } : { version }),
      input,
      signal,
    } as Parameters<Replicate['predictions']['create']>[0]);
    if (typeof made.id !== 'string' || !/^[\w-]{1,190}$/.test(made.id)) throw new AiFailure('Replicate', 'nonsense', { isBilled: true });
    return made;
  } catch (error) {
    throw toFailure(error, signal);
  }
}

/** The prediction once it is over. Questions that fail are asked again; a timeout leaves the work to whoever asks next. */
async function finished(client: Replicate, id: string, timeoutMs: number, pollMs: number, signal: AbortSignal): Promise<Prediction> {
  const end = Date.now() + timeoutMs;
  let misses = 0;
  while (Date.now() < end) {
    signal.throwIfAborted();
    try {
      const prediction = await client.predictions.get(id, { signal });
      misses = 0;
      if (!['starting', 'processing'].includes(prediction.status)) return prediction;
    } catch (error) {
      const failure = toFailure(error, signal);
      if (!(failure instanceof AiFailure) || !failure.isPassing) throw failure;
      if (++misses >= MOST_MISSES) break;
    }
    await wait(pollMs, undefined, { signal });
  }
  throw new AiFailure('Replicate', 'timeout', { isBilled: true });
}

/** An address that a service gave is a stranger's: only public ones, https, no redirects, not too large. */
async function download(fetch: GuardedFetch, url: string, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const reply = await fetch(url, { signal, maxBytes: MOST_BYTES, timeoutMs: REQUEST_MS, isHttpsOnly: true });
    return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
