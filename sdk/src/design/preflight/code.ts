import type { Finding } from '../../contracts/quote.js';
import { resolveInk } from '../../layout/ink.js';
import type { CodeLayer, DesignDocument, Paint } from '../document.js';
import { inset, overlaps } from '../geometry.js';
import type { Process, ProductTemplate, TemplateSide } from '../template.js';
import { producedLayers } from '../walk.js';
import { luminance, paintOf } from './colours.js';
import { aboutLayer, type LayerContext, round, sayLength, severityFor } from './context.js';

/** Smallest module in mm that a phone still reads when it was made by this process; bars may be narrower. */
const SMALLEST: Readonly<Record<Process, number>> = { print: 0.35, engrave: 0.4, emboss: 0.7, embroider: 1.2, foil: 0.45, cut: 0.8 };
const BARS = 0.75;
/** Symbol contrast, light minus dark reflectance, of ISO/IEC 15415 grade C. */
const CONTRAST = 0.4;
/** mm that neighbours may reach into the light zone. */
const SLACK = 0.05;

export function checkCode(context: LayerContext<CodeLayer>): Finding[] {
  const code = context.metrics?.code;
  if (!code) return [];
  if (code.problem) return [invalid(context, code.problem)];
  return [...checkSize(context, code.module), ...checkContrast(context), ...checkNeighbours(context)];
}

type Problem = NonNullable<NonNullable<NonNullable<LayerContext['metrics']>['code']>['problem']>;

function invalid(context: LayerContext<CodeLayer>, { reason, expected }: Problem): Finding {
  const { name, symbology } = context.layer;
  const say: Record<Problem['reason'], string> = {
    empty: `“${name}” says nothing yet. Write what it should say, or take it away.`,
    characters:
      symbology === 'ean13'
        ? `An EAN-13 has digits only. Correct the number of “${name}”, or make it a QR code.`
        : `“${name}” has characters that this code cannot hold. Take them out, or make it a QR code.`,
    length: `An EAN-13 has 12 digits and a check digit. Correct the number of “${name}”.`,
    'check-digit': `The last digit of “${name}” should be ${expected}. Check the number.`,
    'too-long': `“${name}” has more text than this code can hold. Make it shorter.`,
  };
  return aboutLayer(context, 'code-invalid', 'error', { reason, symbology, ...(expected && { expected }) }, say[reason]);
}

/** Smallest module in mm that this side's process makes well. */
function smallestModule({ symbology }: CodeLayer, side: TemplateSide): number {
  return Math.max(side.minStroke, round(SMALLEST[side.process] * (symbology === 'qr' ? 1 : BARS)));
}

function checkSize(context: LayerContext<CodeLayer>, module: number): Finding[] {
  const { layer, side } = context;
  const required = smallestModule(layer, side);
  if (module >= required - 1e-6) return [];
  const width = Math.ceil((layer.width * required * 10) / module) / 10;
  const message = `“${layer.name}” is too fine to be read (${sayLength(module)} for its smallest part). Make it ${sayLength(width)} wide, or let it say less.`;
  // Unreadable is worse than ugly: half of what phones need is an error whatever the process.
  const severity = module < required / 2 ? 'error' : severityFor(side);
  return [aboutLayer(context, 'code-too-small', severity, { module: round(module), required, width }, message)];
}

/** The colour of the product itself, where the shopper chose one. */
function productColour(document: DesignDocument, template: ProductTemplate): string | undefined {
  return template.options
    .flatMap((option) => (option.kind === 'choice' ? option.choices.filter(({ id }) => id === document.options[option.id]) : []))
    .find(({ swatch }) => swatch)?.swatch;
}

function groundOf({ layer, side, document, template }: Pick<LayerContext<CodeLayer>, 'layer' | 'side' | 'document' | 'template'>) {
  if (layer.background) return resolveInk(layer.background, side).hex;
  return side.process === 'print' ? productColour(document, template) : undefined;
}

function checkContrast(context: LayerContext<CodeLayer>): Finding[] {
  const { layer, side } = context;
  const ground = groundOf(context);
  if (ground === undefined) return [];
  const contrast = luminance(ground) - luminance(resolveInk(layer.fill, side).hex);
  if (contrast >= CONTRAST) return [];
  const reason = contrast <= -CONTRAST ? 'inverted' : 'low';
  const message =
    reason === 'inverted'
      ? `“${layer.name}” is light on dark, which many phones cannot read. Make it dark on light.`
      : `“${layer.name}” stands out too little from what is behind it to be read. Make it dark on light.`;
  return [aboutLayer(context, 'code-contrast', 'warning', { reason }, message)];
}

/** Darkest ink on the lightest ground that the side has; null when its inks are too alike. */
export function readablePaints(
  context: Pick<LayerContext<CodeLayer>, 'layer' | 'side' | 'document' | 'template'>,
): { fill: Paint; background?: Paint } | null {
  const { side, layer } = context;
  const inks = side.palette.toSorted((a, b) => luminance(a.hex) - luminance(b.hex));
  const [dark, light] = [inks[0]?.hex ?? '#000000', inks.at(-1)?.hex ?? '#ffffff'];
  const fill = inks[0] ? paintOf(inks[0]) : dark;
  const { background: _, ...bare } = layer;
  const ground = groundOf({ ...context, layer: bare });
  if (!layer.background && ground && luminance(ground) - luminance(dark) >= CONTRAST) return { fill };
  return luminance(light) - luminance(dark) >= CONTRAST ? { fill, background: inks.length > 0 ? paintOf(inks.at(-1)!) : light } : null;
}

/** Layers in front of the code and its light zone, and, where it has no ground of its own, those behind it. */
function checkNeighbours(context: LayerContext<CodeLayer>): Finding[] {
  const { layer, side, document, facts, metrics } = context;
  const zone = metrics?.code?.zone;
  const designed = document.sides.find((each) => each.id === side.id);
  if (!zone || !designed) return [];
  const bounds = new Map(facts.metrics.get(side.id)?.map((each) => [each.layerId, each.bounds]));
  const order = [...producedLayers(designed)].map((place) => place.layer);
  const own = order.indexOf(layer);
  const touches = (other: { id: string }): boolean => {
    const ink = bounds.get(other.id);
    return ink !== null && ink !== undefined && overlaps(inset(zone, SLACK), ink);
  };
  const above = order.slice(own + 1).find(touches);
  const other = above ?? (layer.background ? undefined : order.slice(0, own).find(touches));
  if (!other) return [];
  const message = `“${other.name}” lies ${above ? 'over' : 'under'} “${layer.name}” or the empty edge that it needs. Move them apart.`;
  return [aboutLayer(context, 'code-covered', 'warning', { other: other.name, where: above ? 'over' : 'under' }, message)];
}
