import type { DesignDocument, Layer, TextLayer } from '@luneo/sdk/design/document.js';
import { applyEdit, type Edit } from '@luneo/sdk/design/edits.js';
import { preflight, remedyFor } from '@luneo/sdk/design/preflight.js';
import { scaledText } from '@luneo/sdk/design/scale-text.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import { findLayer } from '@luneo/sdk/design/walk.js';
import type { LayerMetrics } from '@luneo/sdk/layout/display-list.js';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutSide } from '@luneo/sdk/layout/layout.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';
import { type Box, freeShift, round, safeBox } from './geometry.js';

/** What the shopper would be warned of although nobody asked for it. */
const MENDED = new Set(['outside-safe-zone', 'outside-print-area', 'text-too-small', 'text-overflow']);
const ROUNDS = 4;
/** Searches for a free place that one composition is worth. */
const SEARCHES = 24;
const SIZES = [1, 0.92, 0.84, 0.76, 0.66, 0.56, 0.46];

interface Proof {
  template: ProductTemplate;
  shaper: Shaper;
  /** Layers that this composition made or changed: only they may move. */
  own: ReadonlySet<string>;
}

/**
 * The finishing touch, with the true outlines of the letters: what the composition placed by estimate is brought inside the safe
 * zone and off its neighbours. Returns edits for `document`; sizes that were asked for give way last.
 */
export function proof(document: DesignDocument, { template, shaper, own }: Proof): Edit[] {
  const edits: Edit[] = [];
  const budget = { searches: SEARCHES };
  let current = document;
  const push = (edit: Edit): void => {
    current = applyEdit(current, edit);
    edits.push(edit);
  };
  const fonts = new Set(template.fonts.filter((id) => shaper.hasFont(id)));
  for (let i = 0; i < ROUNDS; i++) {
    const before = edits.length;
    for (const side of template.sides) for (const edit of apart(side, current, template, shaper, own, budget)) push(edit);
    const metrics = new Map(template.sides.map((side) => [side.id, measured(current, template, side, shaper)]));
    const findings = preflight(current, template, { metrics, images: new Map(), fonts });
    for (const finding of findings) {
      if (!MENDED.has(finding.code) || finding.layerId === null || !own.has(finding.layerId)) continue;
      const edit = remedyFor(finding, current, template);
      if (edit) push(edit);
    }
    if (edits.length === before) break;
  }
  return edits;
}

const measured = (document: DesignDocument, template: ProductTemplate, side: TemplateSide, shaper: Shaper): readonly LayerMetrics[] =>
  document.sides.some((each) => each.id === side.id)
    ? layoutSide(document, template, side.id, { shaper, images: new Map(), codes: encodeCode }).metrics
    : [];

interface Inked {
  layer: Layer;
  ink: Box;
}

/** Moves each of our own layers, smaller ones first, off all others; smaller when there is no room. */
function* apart(
  side: TemplateSide,
  document: DesignDocument,
  template: ProductTemplate,
  shaper: Shaper,
  own: ReadonlySet<string>,
  budget: { searches: number },
): Generator<Edit> {
  const designed = document.sides.find((each) => each.id === side.id);
  if (!designed) return;
  const inked = measured(document, template, side, shaper).flatMap((each): Inked[] => {
    const layer = findLayer(designed, each.layerId)?.layer;
    return layer && !layer.hidden && each.bounds && designed.layers.includes(layer) ? [{ layer, ink: each.bounds }] : [];
  });
  const clash = (a: Box, b: Box): boolean =>
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.02 &&
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.02;
  const movable = inked.filter(({ layer }) => own.has(layer.id)).sort((a, b) => a.ink.width * a.ink.height - b.ink.width * b.ink.height);
  const safe = safeBox(side);
  for (const each of movable) {
    const others = inked.filter((other) => other !== each).map((other) => other.ink);
    if (!others.some((other) => clash(each.ink, other))) continue;
    const gap = Math.min(safe.height, safe.width) * 0.015;
    for (const factor of SIZES) {
      if (budget.searches-- <= 0) return;
      const shrunk = scaledAbout(each.ink, factor);
      const shift = freeShift([shrunk], others, safe, gap, 40);
      if (!shift) continue;
      each.ink = { ...shrunk, x: shrunk.x + shift.dx, y: shrunk.y + shift.dy };
      yield { type: 'update-layer', side: side.id, layerId: each.layer.id, patch: scaledPatch(each.layer, factor, shift) };
      break;
    }
  }
}

const scaledAbout = (box: Box, factor: number): Box => ({
  x: box.x + (box.width * (1 - factor)) / 2,
  y: box.y + (box.height * (1 - factor)) / 2,
  width: box.width * factor,
  height: box.height * factor,
});

function scaledPatch(layer: Layer, factor: number, { dx, dy }: { dx: number; dy: number }): Partial<TextLayer> {
  if (factor === 1) return { x: round(layer.x + dx), y: round(layer.y + dy) };
  const { x, y, width, height } = scaledAbout(layer, factor);
  const frame = { x: round(x + dx), y: round(y + dy), width: round(width), height: round(height) };
  if (layer.type !== 'text') return frame;
  return {
    ...frame,
    ...scaledText(layer, factor),
  };
}
