import OpenAI, { toFile } from 'openai';
import type { OpenAiConfig } from '../../../config/ai.js';
import { fromDollars } from '../../../budgets/money.js';
import type { ImageRequest, MadeImage } from '../ai.js';
import { AiFailure } from '../failure.js';
import { toFailure } from './errors.js';

/** Most pixels asked for; above 2560 × 1440 sizes are experimental. */
const MOST_PIXELS = { draft: 1_024 * 1_024, final: 2_560 * 1_440 } as const;
const STEP = 16;
const LEAST = 512;
const LONGEST = 3_840;
/** Tokens that a picture may be billed with where a price by token is set. */
const MOST_TOKENS = 20_000;

/** The size to ask for: nearly the wished shape, sides divisible by 16, between 1:3 and 3:1. */
export function sizeFor(width: number, height: number, quality: ImageRequest['quality']): { width: number; height: number } {
  const ratio = Math.min(3, Math.max(1 / 3, width / height));
  const pixels = Math.min(MOST_PIXELS[quality], Math.max(LEAST * LEAST * Math.max(ratio, 1 / ratio), width * height));
  const down = (length: number): number => Math.min(LONGEST, Math.max(LEAST, Math.floor(length / STEP) * STEP));
  const [wide, high] = [down(Math.sqrt(pixels * ratio)), down(Math.sqrt(pixels / ratio))];
  return { width: Math.min(wide, 3 * high), height: Math.min(high, 3 * wide) };
}

/** The most that a picture costs, in hundredths of a cent. */
export function imageEstimate(config: OpenAiConfig, model: string, prompt: string): number {
  const price = config.prices[model]!;
  return fromDollars(price.image + (price.input * (Buffer.byteLength(prompt) + MOST_TOKENS) + price.output * MOST_TOKENS) / 1e6);
}

/** One picture, from words alone or painted on a template or the shopper's own picture. Throws `AiFailure`. */
export async function makeImage(client: OpenAI, config: OpenAiConfig, request: ImageRequest): Promise<MadeImage> {
  const { prompt, quality, isCutOut, template, mask, source, safetyId, signal } = request;
  const model = quality === 'draft' ? config.draftModel : config.finalModel;
  const { width, height } = sizeFor(request.width, request.height, quality);
  const common = {
    model,
    prompt,
    n: 1,
    size: `${width}x${height}`,
    quality: quality === 'draft' ? 'low' : 'high',
    output_format: 'png',
    background: isCutOut && config.hasTransparency ? 'transparent' : 'opaque',
    ...(safetyId && { user: safetyId }),
  } as const;
  let reply: OpenAI.ImagesResponse;
  try {
    const painted = source ?? template;
    if (painted) {
      const image = await toFile(painted, source ? 'picture.png' : 'template.png', { type: 'image/png' });
      const onMask = mask && !source ? { mask: await toFile(mask, 'mask.png', { type: 'image/png' }) } : {};
      const params = { ...common, image, ...onMask } satisfies OpenAI.Images.ImageEditParamsNonStreaming;
      reply = await client.images.edit(params, { signal });
    } else {
      const params = { ...common, moderation: 'auto' } satisfies OpenAI.Images.ImageGenerateParamsNonStreaming;
      reply = await client.images.generate(params, { signal });
    }
  } catch (error) {
    throw toFailure(error, signal);
  }
  const cost = costOf(config, model, reply.usage);
  const encoded = reply.data?.[0]?.b64_json;
  if (typeof encoded !== 'string' || encoded.length < 64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded))
    throw new AiFailure('OpenAI', 'nonsense', { isBilled: true, cost });
  return { bytes: Buffer.from(encoded, 'base64'), cost };
}

function costOf(config: OpenAiConfig, model: string, usage: OpenAI.ImagesResponse.Usage | undefined): number {
  const price = config.prices[model]!;
  return fromDollars(price.image + ((usage?.input_tokens ?? 0) * price.input + (usage?.output_tokens ?? 0) * price.output) / 1e6);
}
