import * as z from 'zod/mini';
import type OpenAI from 'openai';
import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { shapeLayer } from '@luneo/sdk/design/create.js';
import { CodeLayer, ImageLayer, OptionValue, Paint, ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import type { Edit, LayerPatch } from '@luneo/sdk/design/edits.js';
import { BOUNDS, ID } from '@luneo/sdk/design/limits.js';
import type { PictureWish } from '../ai.js';

const id = z.string().check(z.regex(ID));
const side = id;
const index = z.int().check(z.gte(0), z.lte(500));
const mm = z.number().check(z.gte(-BOUNDS.position), z.lte(BOUNDS.position));
const length = z.number().check(z.gt(0), z.lte(BOUNDS.size));
const frame = { x: mm, y: mm, width: length, height: length, rotation: z.number().check(z.gte(-360), z.lte(360)) };
/** Every field of a layer but what it is. */
const patch = z.union([
  z.partial(z.omit(TextLayer, { id: true, type: true })),
  z.partial(z.omit(ShapeLayer, { id: true, type: true })),
  z.partial(z.omit(ImageLayer, { id: true, type: true })),
  z.partial(z.omit(CodeLayer, { id: true, type: true })),
]);

/** What a model may do: our edits by their names, a motif from the library, a picture to be painted, and the end. */
const TOOLS = {
  'add-layer': {
    description:
      'Adds a text, a shape or a code that machines read (QR, barcode). Lengths in mm from the top left of the side; give every layer a new id.',
    schema: z.strictObject({ side, layer: z.discriminatedUnion('type', [TextLayer, ShapeLayer, CodeLayer]), index: z.optional(index) }),
  },
  'add-motif': {
    description: 'Adds a motif of the library by its id, in one colour or, with fill null, in its own.',
    schema: z.strictObject({ side, motif: id, ...frame, fill: z.nullable(Paint) }),
  },
  'remove-layer': { description: 'Takes a layer away.', schema: z.strictObject({ side, layerId: id }) },
  'update-layer': { description: 'Changes fields of a layer.', schema: z.strictObject({ side, layerId: id, patch }) },
  'move-layer': {
    description: 'Brings a layer to another place among its siblings, 0 at the back.',
    schema: z.strictObject({ side, layerId: id, index }),
  },
  'set-option': {
    description: 'Chooses a value of a product option, e.g. the metal.',
    schema: z.strictObject({ option: id, value: OptionValue }),
  },
  'make-picture': {
    description: 'Asks for a painted or photographed picture, which is made and placed afterwards. Only where text and motifs cannot do.',
    schema: z.strictObject({ side, subject: z.string().check(z.minLength(3), z.maxLength(600)), isCutOut: z.boolean() }),
  },
  finish: {
    description: 'Ends the work. notes: what was understood, at most five short sentences in the language of the wish.',
    schema: z.strictObject({
      isUnderstood: z.boolean(),
      notes: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(5)),
    }),
  },
} as const;
type ToolName = keyof typeof TOOLS;

/** The tools as the service wants them: JSON schemas of the very schemas that check the calls. */
export const tools: OpenAI.Responses.FunctionTool[] = (Object.keys(TOOLS) as ToolName[]).map((name) => ({
  type: 'function',
  name,
  description: TOOLS[name].description,
  parameters: jsonSchema(TOOLS[name].schema),
  strict: false,
}));

function jsonSchema(schema: z.ZodMiniType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Record<string, unknown>;
  return rest;
}

/** What the calls of one answer add up to, and what is wrong with them, for the model to read. */
export interface Calls {
  edits: Edit[];
  pictures: PictureWish[];
  notes: string[];
  isUnderstood: boolean;
  problems: string[];
}

/** Reads tool calls; nothing in them is believed but what the schemas allow. */
export function readCalls(calls: readonly { name: string; arguments: string }[], clipart: readonly Clipart[]): Calls {
  const read: Calls = { edits: [], pictures: [], notes: [], isUnderstood: true, problems: [] };
  for (const [i, call] of calls.entries()) {
    const problem = readCall(call, clipart, read);
    if (problem !== null) read.problems.push(`call ${i + 1} (${call.name.slice(0, 40)}): ${problem}`);
  }
  return read;
}

function readCall(call: { name: string; arguments: string }, clipart: readonly Clipart[], read: Calls): string | null {
  if (!Object.hasOwn(TOOLS, call.name)) return 'there is no such tool';
  const name = call.name as ToolName;
  let input: unknown;
  try {
    input = JSON.parse(call.arguments);
  } catch {
    return 'the arguments are not JSON';
  }
  const result = TOOLS[name].schema.safeParse(input);
  if (!result.success)
    return result.error.issues
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('; ')
      .slice(0, 400);
  const args = result.data as Record<string, unknown>;
  if (name === 'finish') {
    read.isUnderstood = args['isUnderstood'] as boolean;
    read.notes = args['notes'] as string[];
  } else if (name === 'make-picture') read.pictures.push(args as unknown as PictureWish);
  else if (name === 'add-motif') {
    const edit = motifEdit(args as unknown as MotifCall, clipart);
    if (!edit) return 'the library has no such motif';
    read.edits.push(edit);
  } else read.edits.push({ type: name, ...args, ...(args['patch'] ? { patch: args['patch'] as LayerPatch } : {}) } as Edit);
  return null;
}

interface MotifCall {
  side: string;
  motif: string;
  x: number;
  y: number;
  width: number;
  height: number;
  rotation: number;
  fill: Paint | null;
}

function motifEdit({ side: on, motif, fill, ...place }: MotifCall, clipart: readonly Clipart[]): Edit | null {
  const found = clipart.find((each) => each.id === motif);
  if (!found) return null;
  const paths = found.paths.map((path) => ({ d: path.d, fill: path.fill === null ? null : (fill ?? path.fill) }));
  return {
    type: 'add-layer',
    side: on,
    layer: shapeLayer({ name: found.name, clipart: found.id, viewBox: [...found.viewBox], paths, ...place }),
  };
}
