import OpenAI from 'openai';
import type { OpenAiConfig } from '../../config/ai.js';
import type { Ai, AiCall, Estimate, Verdict } from './ai.js';
import { compose, composeEstimate } from './openai/compose.js';
import { AiFailure } from './failure.js';
import { imageEstimate, makeImage } from './openai/images.js';
import { toFailure } from './openai/errors.js';

/**
 * Designs and pictures by OpenAI's models: composition through tool calls that are our own edits, pictures by the Images API,
 * moderation. A call is tried once: a call whose answer was lost is billed, so whoever pays decides about another.
 */
export function createOpenAi(config: OpenAiConfig): Ai {
  const client = new OpenAI({
    apiKey: config.key,
    ...(config.baseUrl && { baseURL: config.baseUrl }),
    maxRetries: 0,
    timeout: config.timeoutMs,
    logLevel: 'off',
  });
  return {
    name: 'openai',
    models: [config.composeModel, config.draftModel, config.finalModel, config.moderationModel],
    isRemote: true,
    timeoutMs: 2 * config.timeoutMs,
    estimate: (call) => estimate(config, call),
    compose: (request) => compose(client, config, request),
    makeImage: (request) => makeImage(client, config, request),
    moderate: (request) => moderate(client, config, request),
  };
}

function estimate(config: OpenAiConfig, call: AiCall): Estimate | null {
  switch (call.kind) {
    case 'compose':
      return { model: config.composeModel, atMost: composeEstimate(config, call.request) };
    case 'draft':
    case 'final': {
      const model = call.kind === 'draft' ? config.draftModel : config.finalModel;
      return { model, atMost: imageEstimate(config, model, call.request.prompt) };
    }
    default:
      return null;
  }
}

async function moderate(client: OpenAI, config: OpenAiConfig, { text, signal }: { text: string; signal: AbortSignal }): Promise<Verdict> {
  const params = { model: config.moderationModel, input: text } satisfies OpenAI.ModerationCreateParams;
  let reply: OpenAI.ModerationCreateResponse;
  try {
    reply = await client.moderations.create(params, { signal });
  } catch (error) {
    throw toFailure(error, signal);
  }
  const [result] = reply.results ?? [];
  if (typeof result?.flagged !== 'boolean') throw new AiFailure('OpenAI', 'nonsense');
  const categories = Object.entries(result.categories ?? {}).flatMap(([name, isFound]) => (isFound ? [name] : []));
  return { isFlagged: result.flagged, categories, cost: 0 };
}
