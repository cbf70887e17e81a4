import type { Font } from '@luneo/sdk/contracts/products.js';
import type { CodeLayer, GroupLayer, Layer, ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import { textOf } from '@luneo/sdk/design/walk.js';
import type { Inks } from './colours.js';
import { areaOf, around, middle, rounded, safeBox } from './geometry.js';
import { pickFont, widthPerEm } from './letters.js';
import type { Look } from './looks.js';

/** Outline in mm that makes letters bold where the family is not, never thinner than the process can make. */
export const boldStroke = (size: number, side: TemplateSide): number => Math.max(0.05, side.minStroke, Math.round(size * 3) / 100);

/** What a wish can be about. */
export type Leaf = Exclude<Layer, GroupLayer>;
type Patch = Partial<TextLayer> & Partial<ShapeLayer> & Pick<Partial<CodeLayer>, 'fill'>;

/** What changes on a layer that is there when it shall look so; null when nothing does. */
export function updatePatch(
  layer: Leaf,
  look: Look,
  side: TemplateSide,
  inks: Inks,
  template: ProductTemplate,
  fonts: readonly Font[],
): Patch | null {
  const patch: Patch = {
    ...place(layer, look, side),
    ...(look.angle !== undefined && { rotation: turned(layer.rotation + look.angle) }),
    ...(layer.type === 'text' && text(layer, look, side, inks, template, fonts)),
    ...(layer.type === 'code' && look.colour && { fill: inks.asked(look) ?? layer.fill }),
    ...(layer.type === 'shape' &&
      look.colour && { paths: layer.paths.map((path) => ({ ...path, fill: path.fill === null ? null : inks.asked(look) })) }),
  };
  return Object.keys(patch).length > 0 ? patch : null;
}

const turned = (angle: number): number => Math.round((((angle % 360) + 360) % 360) * 100) / 100;

/** New frame: moved to the named place, grown about its middle, never wider than the safe zone. */
function place(layer: Leaf, look: Look, side: TemplateSide): Patch {
  const safe = safeBox(side);
  const isMoved = look.zone !== undefined || look.spots.length > 0;
  if (look.shift && !isMoved) return shifted(layer, look.shift, side);
  const factor = factorOf(layer, look);
  if (!isMoved && factor === 1) return {};
  const wish = Math.min(
    factor,
    layer.type === 'text' ? Number.POSITIVE_INFINITY : Math.min((safe.width / layer.width) * 1, safe.height / layer.height),
  );
  const area = isMoved ? areaOf(side, look) : null;
  const width = Math.min(
    layer.width * wish,
    layer.type === 'text' ? Math.min(safe.width, area ? Math.max(area.width, 1) : safe.width) : safe.width,
  );
  const height = Math.min(layer.height * wish, safe.height);
  const at = area ? middle(area) : middle(layer);
  const x = Math.min(Math.max(at.x - width / 2, safe.x), Math.max(safe.x, safe.x + safe.width - width));
  const y = Math.min(Math.max(at.y - height / 2, safe.y), Math.max(safe.y, safe.y + safe.height - height));
  const isInside =
    layer.x >= safe.x &&
    layer.y >= safe.y &&
    layer.x + layer.width <= safe.x + safe.width &&
    layer.y + layer.height <= safe.y + safe.height;
  return rounded(isMoved || isInside ? { x, y, width, height } : around(middle(layer), width, height));
}

/** Moved by so much; its middle stays inside the safe zone. */
function shifted(layer: Leaf, { dx, dy }: { dx: number; dy: number }, side: TemplateSide): Patch {
  const safe = safeBox(side);
  const at = middle(layer);
  const x = Math.min(Math.max(at.x + dx, safe.x), safe.x + safe.width);
  const y = Math.min(Math.max(at.y + dy, safe.y), safe.y + safe.height);
  return rounded(around({ x, y }, layer.width, layer.height));
}

function factorOf(layer: Leaf, look: Look): number {
  if (layer.type !== 'text' && look.sizeMm !== undefined) return look.sizeMm / layer.height;
  if (look.widthMm !== undefined) return look.widthMm / layer.width;
  if (layer.type === 'text' && look.sizeMm !== undefined) return Math.max(1, look.sizeMm / layer.runs[0]!.size);
  return look.size?.factor ?? 1;
}

function text(layer: TextLayer, look: Look, side: TemplateSide, inks: Inks, template: ProductTemplate, fonts: readonly Font[]): Patch {
  const hasFont = look.fonts.length > 0 || look.family !== undefined;
  const [first] = layer.runs;
  const { font, isEmboldened } = pickFont(look, textOf(layer), template, fonts, first!.font);
  const fill = inks.asked(look);
  const most = safeBox(side).height / 1.1;
  const resize = (size: number): number => Math.round(Math.min(look.sizeMm ?? size * (look.size?.factor ?? 1), most, 1_000) * 100) / 100;
  const hasSize = look.sizeMm !== undefined || look.size !== undefined;
  const runs = layer.runs.map((run) => ({
    ...run,
    ...(hasFont && { font: font.id }),
    ...(hasSize && { size: resize(run.size) }),
    ...(fill && { fill }),
    ...(hasFont && isEmboldened && { outline: { width: boldStroke(run.size, side), paint: fill ?? run.fill } }),
  }));
  return {
    ...((hasFont || hasSize || fill) && { runs }),
    ...(hasSize && layer.fit === 'none' && { fit: 'shrink' as const }),
    ...(look.letterCase && { case: look.letterCase }),
    ...curve(layer, look, fonts),
  };
}

function curve(layer: TextLayer, look: Look, fonts: readonly Font[]): Patch {
  if (look.curve === 'none') return layer.curve ? { curve: undefined } : {};
  if (look.curve === undefined && look.radius === undefined) return {};
  const font = fonts.find((each) => each.id === layer.runs[0]!.font);
  const chord = Math.min(layer.width, font ? widthPerEm(textOf(layer), font, layer.case) * layer.runs[0]!.size : layer.width);
  const radius = Math.max(1, Math.min(look.radius ?? chord * 0.65, 10_000));
  return { curve: { kind: 'arc', radius: Math.round((look.curve === 'down' ? -radius : radius) * 10) / 10 } };
}
