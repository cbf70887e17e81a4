import type { TextLayer, TextRun } from '@luneo/sdk/design/document.js';

type RunStyle = Omit<TextRun, 'text'>;
type LayerStyle = Pick<TextLayer, 'align' | 'verticalAlign' | 'lineHeight' | 'fit' | 'case' | 'direction' | 'curve'>;

/** Style of a whole text layer. Run fields are set on every run; `outline: null` and `curve: null` take them away. */
export type TextPatch = Partial<Omit<RunStyle, 'outline'> & Omit<LayerStyle, 'curve'>> & {
  outline?: RunStyle['outline'] | null;
  curve?: LayerStyle['curve'] | null;
};

const RUN_FIELDS = ['font', 'size', 'fill', 'tracking'] as const;
const LAYER_FIELDS = ['align', 'verticalAlign', 'lineHeight', 'fit', 'case', 'direction'] as const;

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<Pick<T, K>>;
}

function styleRun(run: TextRun, patch: TextPatch): TextRun {
  const next: TextRun = { ...run, ...pick(patch, RUN_FIELDS) };
  if (patch.outline === null) delete next.outline;
  else if (patch.outline) next.outline = patch.outline;
  return next;
}

/** Layer fields that apply `patch` to a text layer. `curve: undefined` in the result means: no curve. */
export function textPatch(layer: TextLayer, patch: TextPatch): Partial<TextLayer> {
  const runPatch = RUN_FIELDS.some((key) => patch[key] !== undefined) || patch.outline !== undefined;
  return {
    ...pick(patch, LAYER_FIELDS),
    ...(patch.curve !== undefined && { curve: patch.curve ?? undefined }),
    ...(runPatch && { runs: layer.runs.map((run) => styleRun(run, patch)) }),
  };
}

/** The characters of a text layer, without styles. */
export function plainText(layer: TextLayer): string {
  return plainRuns(layer.runs);
}

function plainRuns(runs: readonly TextRun[]): string {
  return runs.map((run) => run.text).join('');
}

/** Runs that say `text`: unchanged characters keep their run, typed ones take the style of the character before them. */
export function retype(runs: readonly TextRun[], text: string): TextRun[] {
  const before = plainRuns(runs);
  let head = 0;
  while (head < before.length && head < text.length && before[head] === text[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < text.length - head && before.at(-1 - tail) === text.at(-1 - tail)) tail++;
  const owner = runs.flatMap((run, index) => Array.from({ length: run.text.length }, () => index));
  const typed = owner[Math.max(0, head - 1)] ?? 0;
  const said: string[] = runs.map(() => '');
  for (let at = 0; at < text.length; at++) {
    const from = at < head ? owner[at] : at < text.length - tail ? typed : owner[before.length - (text.length - at)];
    const run = from ?? typed;
    said[run] = (said[run] ?? '') + text[at]!;
  }
  const filled = runs.map((run, index) => ({ ...run, text: said[index]! })).filter((run) => run.text !== '');
  return filled.length > 0 ? filled : [{ ...runs[0]!, text: '' }];
}
