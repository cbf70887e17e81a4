import type { Finding } from '../../contracts/quote.js';
import type { ImageLayer } from '../document.js';
import { holds, inset } from '../geometry.js';
import { trim } from '../print-area.js';
import { aboutLayer, type ImageFacts, type LayerContext, round, sayLength } from './context.js';

/** Below a quarter of what is asked for, faces and words are lost: that is an error. */
const HOPELESS = 1 / 4;

export function checkPicture(context: LayerContext<ImageLayer>): Finding[] {
  const image = context.facts.images.get(context.layer.asset);
  if (!image) {
    const message = `The picture “${context.layer.name}” is missing. Upload it again or take it away.`;
    return [aboutLayer(context, 'asset-missing', 'error', { asset: context.layer.asset }, message)];
  }
  return [...checkResolution(context, image), ...checkEdge(context, image)];
}

/** Dots per inch at which the cropped picture is placed: the coarser of both directions. */
function dpiOf(layer: ImageLayer, image: Pick<ImageFacts, 'width' | 'height'>): number {
  return Math.min((image.width * layer.crop.width * 25.4) / layer.width, (image.height * layer.crop.height * 25.4) / layer.height);
}

function checkResolution(context: LayerContext<ImageLayer>, image: ImageFacts): Finding[] {
  const { layer, side } = context;
  const dpi = dpiOf(layer, image);
  if (image.isVector || dpi >= side.requiredDpi * 0.995) return [];
  const factor = dpi / side.requiredDpi;
  const values = {
    dpi: Math.floor(dpi),
    required: side.requiredDpi,
    width: round(layer.width * factor),
    height: round(layer.height * factor),
  };
  const message = `This picture will look soft at this size (${values.dpi} dpi). Make it ${sayLength(values.width)} wide or choose a larger one.`;
  return [aboutLayer(context, 'low-dpi', factor < HOPELESS ? 'error' : 'warning', values, message)];
}

/** A see-through picture that runs over the cut may leave an unprinted edge. */
function checkEdge(context: LayerContext<ImageLayer>, image: ImageFacts): Finding[] {
  const { side, metrics, layer } = context;
  if (!image.hasAlpha || !metrics?.bounds || side.process !== 'print' || holds(inset(trim(side), 0.05), metrics.bounds, 0)) return [];
  const message = `“${layer.name}” has see-through parts where it meets the edge. The product may show there.`;
  return [aboutLayer(context, 'transparent-edge', 'warning', {}, message)];
}
