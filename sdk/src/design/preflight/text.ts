import type { Finding } from '../../contracts/quote.js';
import type { TextLayer } from '../document.js';
import { aboutLayer, type LayerContext, round, sayLength, severityFor } from './context.js';

export function checkText(context: LayerContext<TextLayer>): Finding[] {
  return [...checkFonts(context), ...checkGlyphs(context), ...checkSize(context), ...checkOverflow(context), ...checkOutlines(context)];
}

function checkFonts(context: LayerContext<TextLayer>): Finding[] {
  const { layer, template, facts } = context;
  const font = layer.runs.map((run) => run.font).find((id) => !facts.fonts.has(id) || !template.fonts.includes(id));
  if (font === undefined) return [];
  return [
    aboutLayer(
      context,
      'font-unknown',
      'error',
      { font },
      `The font of “${layer.name}” is not available for this product. Choose another one.`,
    ),
  ];
}

function checkGlyphs(context: LayerContext<TextLayer>): Finding[] {
  const missing = (context.metrics?.missing ?? []).filter(({ character }) => character.trim() !== '');
  const characters = [...new Set(missing.map((each) => each.character))];
  const font = missing[0]?.font;
  if (font === undefined) return [];
  const shown = characters
    .slice(0, 5)
    .map((character) => `“${character}”`)
    .join(' ');
  const message = `This font has no ${shown}${characters.length > 5 ? ' …' : ''}, so nothing would be made there. Take it out or choose another font.`;
  return [aboutLayer(context, 'glyph-missing', 'error', { characters: characters.join(''), font }, message)];
}

function checkSize(context: LayerContext<TextLayer>): Finding[] {
  const { layer, side, metrics } = context;
  const size = metrics?.textSize ?? Math.min(...layer.runs.map((run) => run.size));
  if (side.minTextHeight === 0 || size >= side.minTextHeight - 1e-6) return [];
  const values = { size: round(size), required: side.minTextHeight };
  const message = `“${layer.name}” is too small to read well (${sayLength(size)}). Make it at least ${sayLength(side.minTextHeight)} high.`;
  return [aboutLayer(context, 'text-too-small', severityFor(side), values, message)];
}

/** Only where the frame is meant to hold the text: with fit `none` the text may be larger than its frame. */
function checkOverflow(context: LayerContext<TextLayer>): Finding[] {
  const { layer, metrics } = context;
  if (!metrics?.overflow || layer.fit === 'none') return [];
  const message = `“${layer.name}” does not fit its box. Make the box larger or the text smaller.`;
  return [aboutLayer(context, 'text-overflow', 'warning', { width: round(layer.width), height: round(layer.height) }, message)];
}

function checkOutlines(context: LayerContext<TextLayer>): Finding[] {
  const widths = context.layer.runs.flatMap((run) => (run.outline ? [run.outline.width] : []));
  return thinStroke(context, widths);
}

/** One finding for the thinnest of the layer's strokes. */
export function thinStroke(context: LayerContext, widths: readonly number[]): Finding[] {
  const { layer, side } = context;
  const width = Math.min(...widths);
  if (width >= side.minStroke - 1e-6) return [];
  const message = `A line of “${layer.name}” is too thin (${sayLength(width)}). Make it at least ${sayLength(side.minStroke)}.`;
  return [aboutLayer(context, 'stroke-too-thin', severityFor(side), { width: round(width), required: side.minStroke }, message)];
}
