import type { CodeLayer } from '../design/document.js';
import type { TemplateSide } from '../design/template.js';
import type { CodeMetrics, Matrix, PathItem } from './display-list.js';
import { resolveInk } from './ink.js';
import { transformBox } from './matrix.js';
import { modulePath } from './modules.js';

/** What a code is made of, in modules: rows of dark (`true`) and light, without the light zone around it. A barcode has one row. */
export interface CodeSymbol {
  rows: readonly (readonly boolean[])[];
  /** Modules that stay light to the left, to the right, above and below. */
  quiet: { left: number; right: number; y: number };
}

/**
 * Why there is no code. `characters`: the symbology has none of these; `length`: digits that an EAN-13 does not have;
 * `check-digit`: the last one should be `expected`; `too-long`: more than fits.
 */
export interface CodeProblem {
  reason: 'empty' | 'characters' | 'length' | 'check-digit' | 'too-long';
  expected?: string;
}

/** Makes symbols; see `encode-code.ts`. Pure, and remembers what it made. */
export type CodeEncoder = (code: Pick<CodeLayer, 'symbology' | 'data' | 'correction'>) => CodeSymbol | CodeProblem;

/**
 * The paths of a code layer. Its light zone lies inside the frame; modules of a QR code are square, so it is as large as the
 * frame's shorter edge allows, in the middle; the bars of a barcode fill the frame's height.
 */
export function codeItems(
  layer: CodeLayer,
  side: TemplateSide,
  matrix: Matrix,
  encode: CodeEncoder | null,
): { items: PathItem[]; code?: CodeMetrics } {
  const symbol = encode?.(layer);
  if (!symbol) return { items: [] };
  if ('reason' in symbol) return { items: [], code: { module: 0, zone: null, problem: symbol } };
  const { rows, quiet } = symbol;
  const [wide, high] = [quiet.left + rows[0]!.length + quiet.right, rows.length + 2 * quiet.y];
  const isBars = rows.length === 1;
  const module = isBars ? layer.width / wide : Math.min(layer.width / wide, layer.height / high);
  const [width, height] = [module * wide, isBars ? layer.height : module * high];
  const [x, y] = [(layer.width - width) / 2, (layer.height - height) / 2];
  const item = { kind: 'path', layerId: layer.id, matrix, fillRule: 'nonzero' } as const;
  const place: Matrix = [module, 0, 0, isBars ? height : module, x + quiet.left * module, y + quiet.y * module];
  const code: PathItem = { ...item, d: modulePath(rows, place), fill: resolveInk(layer.fill, side) };
  const ground: PathItem[] = layer.background
    ? [{ ...item, d: modulePath([[true]], [layer.width, 0, 0, layer.height, 0, 0]), fill: resolveInk(layer.background, side) }]
    : [];
  return { items: [...ground, code], code: { module, zone: transformBox({ x, y, width, height }, matrix) } };
}
