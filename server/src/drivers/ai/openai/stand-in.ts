import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type OpenAI from 'openai';
import sharp from 'sharp';
import * as z from 'zod';

/** What the stand-in does with a call instead of answering it. */
export type Mishap =
  | { is: 'status'; status: number; code?: string; retryAfter?: string }
  /** The answer stops in the middle. */
  | { is: 'truncated' }
  /** The work is done and billed, then the connection is gone. */
  | { is: 'dropped' }
  /** No answer ever. */
  | { is: 'silent' }
  | { is: 'body'; body: unknown };

export interface Received {
  path: string;
  body: Record<string, unknown>;
}
export interface StandIn {
  url: string;
  received: Received[];
  /** Calls that the service would bill. */
  billed: number;
  /** For the next calls, in order; then everything works. */
  mishaps: Mishap[];
  /** Tool calls of the next answers; the last one stays. */
  replies: { name: string; arguments: unknown }[][];
  flagged: (text: string) => boolean;
  /** Told before a call is answered, and after. */
  onCall: (path: string, moment: 'asked' | 'answered') => void;
  close: () => Promise<void>;
}

const model = z.string().min(1).max(200);
const image = {
  model,
  prompt: z.string().min(1).max(32_000),
  n: z.literal(1).optional(),
  size: z.string().refine(isSize, 'not a size that the model takes').optional(),
  quality: z.enum(['low', 'medium', 'high', 'auto']).optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  background: z.enum(['transparent', 'opaque', 'auto']).optional(),
  user: z.string().max(64).optional(),
};
const schemas = {
  '/images/generations': z.strictObject({ ...image, moderation: z.enum(['low', 'auto']).optional() }),
  '/images/edits': z.strictObject({ ...image, image: z.instanceof(File), mask: z.instanceof(File).optional() }),
  '/moderations': z.strictObject({ model, input: z.string().min(1) }),
  '/responses': z.strictObject({
    model,
    instructions: z.string(),
    input: z.string().min(1),
    tools: z
      .array(
        z.strictObject({
          type: z.literal('function'),
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().max(1_024).optional(),
          parameters: z.looseObject({ type: z.literal('object'), properties: z.record(z.string(), z.unknown()) }),
          strict: z.boolean(),
        }),
      )
      .min(1)
      .max(128),
    tool_choice: z.enum(['none', 'auto', 'required']),
    parallel_tool_calls: z.boolean(),
    max_output_tokens: z.int().min(16),
    store: z.boolean(),
    safety_identifier: z.string().max(64).optional(),
  }),
};
type Path = keyof typeof schemas;

// The schemas above allow nothing that the official client's own types do not.
type Fits<T, U extends T> = U;
export type Checked = [
  Fits<OpenAI.Images.ImageGenerateParamsNonStreaming, z.output<(typeof schemas)['/images/generations']>>,
  Fits<OpenAI.Images.ImageEditParamsNonStreaming, z.output<(typeof schemas)['/images/edits']>>,
  Fits<OpenAI.ModerationCreateParams, z.output<(typeof schemas)['/moderations']>>,
  Fits<OpenAI.Responses.ResponseCreateParamsNonStreaming, z.output<(typeof schemas)['/responses']>>,
];

/** Sides divisible by 16, 1:3 to 3:1, at most 3840 × 2160. */
function isSize(size: string): boolean {
  const [width = 0, height = 0] = size.split('x').map(Number);
  if (!/^\d+x\d+$/.test(size) || width % 16 !== 0 || height % 16 !== 0) return false;
  return width / height <= 3.0001 && height / width <= 3.0001 && width * height <= 3_840 * 2_160 && Math.max(width, height) <= 3_840;
}

/**
 * OpenAI's HTTP interface as far as the driver uses it. It refuses what the service would refuse: unknown and malformed
 * parameters, sizes, masks of another size than their picture.
 */
export async function startOpenAiStandIn(): Promise<StandIn> {
  const state: StandIn = {
    url: '',
    received: [],
    billed: 0,
    mishaps: [],
    replies: [],
    flagged: () => false,
    onCall: () => {},
    close: async () => {},
  };
  const server: Server = createServer((request, response) => void answer(state, request, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  state.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return state;
}

async function answer(state: StandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').replace(/^\/v1/, '') as Path;
  if (request.headers.authorization !== 'Bearer sk-test') return refuse(response, 401, 'invalid_api_key', 'Incorrect API key provided.');
  if (request.method !== 'POST' || !Object.hasOwn(schemas, path)) return refuse(response, 404, 'not_found', `no ${path}`);
  const body = await readBody(request);
  state.received.push({ path, body });
  const checked = schemas[path].safeParse(body);
  if (!checked.success) return refuse(response, 400, 'invalid_request_error', z.prettifyError(checked.error));
  if (path === '/images/edits' && !(await masksFit(body))) return refuse(response, 400, 'invalid_image_format', 'mask and image differ');
  state.onCall(path, 'asked');
  const mishap = state.mishaps.shift();
  if (mishap?.is === 'status') {
    const headers: Record<string, string> = mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter };
    return refuse(response, mishap.status, mishap.code ?? 'error', `as asked, about: ${String(body['prompt'] ?? body['input'])}`, headers);
  }
  if (mishap?.is === 'silent') return;
  state.billed++;
  if (mishap?.is === 'dropped') return void response.destroy();
  const reply = JSON.stringify(mishap?.is === 'body' ? mishap.body : await replyTo(state, path, body));
  if (mishap?.is !== 'truncated') {
    response.on('finish', () => state.onCall(path, 'answered'));
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(reply);
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) });
  response.write(reply.slice(0, reply.length / 2), () => response.destroy());
}

function refuse(response: ServerResponse, status: number, code: string, message: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } }));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return JSON.parse(bytes.toString()) as Record<string, unknown>;
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  return Object.fromEntries([...form].map(([key, value]) => [key, key === 'n' ? Number(value) : value]));
}

async function masksFit(body: Record<string, unknown>): Promise<boolean> {
  const size = async (file: unknown) => {
    const { width, height, format, hasAlpha } = await sharp(await (file as File).arrayBuffer()).metadata();
    return { size: `${width}x${height}`, format, hasAlpha };
  };
  const painted = await size(body['image']);
  if (!body['mask']) return painted.format === 'png';
  const mask = await size(body['mask']);
  return mask.format === 'png' && mask.hasAlpha === true && mask.size === painted.size && (body['mask'] as File).size < 4_000_000;
}

async function replyTo(state: StandIn, path: Path, body: Record<string, unknown>): Promise<unknown> {
  if (path === '/moderations') {
    const flagged = state.flagged(String(body['input']));
    const scores = { category_scores: {}, category_applied_input_types: {} };
    return { id: 'modr-1', model: body['model'], results: [{ flagged, categories: { hate: flagged, violence: false }, ...scores }] };
  }
  if (path === '/responses') {
    const calls = state.replies.length > 1 ? state.replies.shift()! : (state.replies[0] ?? []);
    const output = calls.map(({ name, arguments: args }, i) => ({
      type: 'function_call',
      id: `fc_${i}`,
      call_id: `call_${i}`,
      name,
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
      status: 'completed',
    }));
    const usage = { input_tokens: 9_000, output_tokens: 500, total_tokens: 9_500 };
    return { id: 'resp_1', object: 'response', created_at: 1, status: 'completed', model: body['model'], output, usage };
  }
  const [width, height] = ((body['size'] ?? '1024x1024') as string).split('x').map(Number) as [number, number];
  const channels = body['background'] === 'transparent' ? 4 : 3;
  const painted = sharp({ create: { width, height, channels, background: { r: 200, g: 90, b: 40, alpha: 1 } } });
  return { created: 1, data: [{ b64_json: (await painted.png().toBuffer()).toString('base64') }], output_format: 'png' };
}
