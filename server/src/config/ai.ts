import { ConfigError, integer, isLoopback, oneOf, type Env } from './env.js';

/** What a model costs, in US dollars: for a million tokens of text, for each picture, for each second of work. */
export interface ModelPrice {
  input: number;
  output: number;
  image: number;
  second: number;
}

/** A service that makes designs and pictures from words. */
interface Provider {
  key: string;
  baseUrl: string | null;
  /** Pictures that are tried out, and those that are made to be printed. */
  draftModel: string;
  finalModel: string;
  prices: Readonly<Record<string, ModelPrice>>;
  /** A call ends after so long. */
  timeoutMs: number;
}
export interface OpenAiConfig extends Provider {
  kind: 'openai';
  composeModel: string;
  moderationModel: string;
  /** Whether the picture models can leave the ground transparent. */
  hasTransparency: boolean;
}
export interface ReplicateConfig extends Provider {
  kind: 'replicate';
  /** `null`: pictures are enlarged by us. */
  upscaleModel: string | null;
}
/** Most that may be spent, in US cents: what a brand may set, and what holds for one that set nothing. */
export interface AiLimits {
  monthCents: number;
  dayCents: number;
  shopperDayCents: number;
}
export interface AiConfig {
  provider: { kind: 'local' } | OpenAiConfig | ReplicateConfig;
  limits: AiLimits;
}

/** Estimates to begin with: the bill is what your contract says, so set `LUNEO_AI_PRICES`. */
const OPENAI_PRICES: Readonly<Record<string, Partial<ModelPrice>>> = {
  'gpt-5.4-mini': { input: 0.75, output: 4.5 },
  'gpt-image-2.5-flare': { image: 0.02 },
  'gpt-image-2.5-sunburst': { image: 0.2 },
  'omni-moderation-latest': {},
};
const REPLICATE_PRICES: Readonly<Record<string, Partial<ModelPrice>>> = {
  'black-forest-labs/flux-schnell': { image: 0.003 },
  'black-forest-labs/flux-1.1-pro': { image: 0.04 },
  'nightmareai/real-esrgan': { image: 0.002 },
};

/** `LUNEO_AI`: `local` (default), `openai` or `replicate`. Throws `ConfigError` for a model whose price is not known. */
export function readAi(env: Env, production: boolean): AiConfig {
  const kind = oneOf(env, 'LUNEO_AI', ['local', 'openai', 'replicate'], 'local');
  const limits = {
    monthCents: integer(env, 'LUNEO_AI_MONTH_CENTS', 5_000, 0, 10_000_000),
    dayCents: integer(env, 'LUNEO_AI_DAY_CENTS', 1_000, 0, 10_000_000),
    shopperDayCents: integer(env, 'LUNEO_AI_SHOPPER_DAY_CENTS', 100, 0, 10_000_000),
  };
  if (kind === 'local') return { provider: { kind }, limits };
  return { provider: kind === 'openai' ? readOpenAi(env, production) : readReplicate(env, production), limits };
}

function readOpenAi(env: Env, production: boolean): OpenAiConfig {
  const models = {
    composeModel: env['OPENAI_COMPOSE_MODEL'] || 'gpt-5.4-mini',
    draftModel: env['OPENAI_DRAFT_MODEL'] || 'gpt-image-2.5-flare',
    finalModel: env['OPENAI_FINAL_MODEL'] || 'gpt-image-2.5-sunburst',
    moderationModel: env['OPENAI_MODERATION_MODEL'] || 'omni-moderation-latest',
  };
  return {
    kind: 'openai',
    key: secretKey(env, 'OPENAI_API_KEY'),
    baseUrl: baseUrl(env, 'OPENAI_BASE_URL', production),
    ...models,
    hasTransparency: oneOf(env, 'OPENAI_TRANSPARENCY', ['yes', 'no'], 'no') === 'yes',
    prices: readPrices(env, { 'omni-moderation-latest': {}, ...OPENAI_PRICES }, Object.values(models)),
    timeoutMs: integer(env, 'LUNEO_AI_TIMEOUT_SECONDS', 120, 1, 600) * 1_000,
  };
}

function readReplicate(env: Env, production: boolean): ReplicateConfig {
  const draftModel = env['REPLICATE_DRAFT_MODEL'] || 'black-forest-labs/flux-schnell';
  const finalModel = env['REPLICATE_FINAL_MODEL'] || 'black-forest-labs/flux-1.1-pro';
  const upscaleModel = env['REPLICATE_UPSCALE_MODEL'] || null;
  const models = [draftModel, finalModel, ...(upscaleModel ? [upscaleModel] : [])];
  for (const model of models)
    if (!/^[\w.-]+\/[\w.-]+(:[0-9a-f]{64})?$/.test(model))
      throw new ConfigError('REPLICATE_DRAFT_MODEL', `and the others must be owner/name or owner/name:version, not "${model}"`);
  return {
    kind: 'replicate',
    key: secretKey(env, 'REPLICATE_API_TOKEN'),
    baseUrl: baseUrl(env, 'REPLICATE_BASE_URL', production),
    draftModel,
    finalModel,
    upscaleModel,
    prices: readPrices(env, REPLICATE_PRICES, models),
    timeoutMs: integer(env, 'LUNEO_AI_TIMEOUT_SECONDS', 120, 1, 600) * 1_000,
  };
}

function secretKey(env: Env, variable: string): string {
  const key = env[variable];
  if (!key) throw new ConfigError(variable, 'must be set for this LUNEO_AI');
  return key;
}

/** Another address than the provider's own gets the key and the shoppers' words: loopback in development, https in production. */
function baseUrl(env: Env, variable: string, production: boolean): string | null {
  const given = env[variable];
  if (!given) return null;
  const parsed = URL.canParse(given) ? new URL(given) : null;
  const isSafe = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && !production && isLoopback(parsed.hostname));
  if (!parsed || !isSafe || parsed.username || parsed.search || parsed.hash)
    throw new ConfigError(variable, 'must be an https address (outside production also http on this machine)');
  return given.replace(/\/+$/, '');
}

/** `LUNEO_AI_PRICES`: JSON, model → `{ input, output, image, second }` in US dollars; what is left out is 0. */
function readPrices(
  env: Env,
  known: Readonly<Record<string, Partial<ModelPrice>>>,
  models: readonly string[],
): Readonly<Record<string, ModelPrice>> {
  const given = parsePrices(env['LUNEO_AI_PRICES']);
  const prices: Record<string, ModelPrice> = {};
  for (const model of models) {
    const price = given[model] ?? known[model] ?? known[model.split(':')[0]!];
    if (!price) throw new ConfigError('LUNEO_AI_PRICES', `must tell what ${model} costs, e.g. {"${model}":{"image":0.04}}`);
    prices[model] = { input: 0, output: 0, image: 0, second: 0, ...price };
  }
  return prices;
}

function parsePrices(text: string | undefined): Record<string, Partial<ModelPrice>> {
  if (!text) return {};
  const wrong = new ConfigError('LUNEO_AI_PRICES', 'must be JSON such as {"some-model":{"input":1,"output":4,"image":0.04,"second":0}}');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong;
  for (const price of Object.values(value)) {
    if (typeof price !== 'object' || price === null) throw wrong;
    for (const [key, amount] of Object.entries(price as object))
      if (!/^(input|output|image|second)$/.test(key) || typeof amount !== 'number' || !(amount >= 0)) throw wrong;
  }
  return value as Record<string, Partial<ModelPrice>>;
}
