import type { Finding } from '../contracts/quote.js';
import type { CodeLayer, DesignDocument, ImageLayer, TextLayer } from './document.js';
import { checkCode } from './preflight/code.js';
import { checkColours } from './preflight/colours.js';
import type { LayerContext, PreflightFacts } from './preflight/context.js';
import { checkDocument } from './preflight/document.js';
import { checkPicture } from './preflight/picture.js';
import { checkPlace } from './preflight/place.js';
import { checkText, thinStroke } from './preflight/text.js';
import type { ProductTemplate } from './template.js';
import { resolveDesign } from './variables.js';
import { producedLayers } from './walk.js';

export { checkOptions } from './preflight/document.js';
export { readablePaints } from './preflight/code.js';
export { remedyFor } from './preflight/remedies.js';
export type { ImageFacts, PreflightFacts } from './preflight/context.js';

/**
 * What production cannot make (errors, which `finalize` refuses) or will make worse than hoped (warnings); errors first, then
 * in the document's order. Pure: browser and server give the same answer for the same facts.
 */
export function preflight(document: DesignDocument, template: ProductTemplate, facts: PreflightFacts): Finding[] {
  const resolved = resolveDesign(document, template);
  const findings = [
    ...checkDocument(document, template),
    ...layerContexts(resolved.document, resolved.template, facts).flatMap(checkLayer),
  ];
  const rank = (finding: Finding): number => (finding.severity === 'error' ? 0 : 1);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

function layerContexts(document: DesignDocument, template: ProductTemplate, facts: PreflightFacts): LayerContext[] {
  return document.sides.flatMap((designed) => {
    const side = template.sides.find((each) => each.id === designed.id);
    if (!side) return [];
    const metrics = new Map(facts.metrics.get(side.id)?.map((each) => [each.layerId, each]));
    return [...producedLayers(designed)].map(({ layer, path }) => ({
      layer,
      path,
      side,
      template,
      document,
      facts,
      metrics: metrics.get(layer.id),
    }));
  });
}

function checkLayer(context: LayerContext): Finding[] {
  const { layer } = context;
  const own = {
    text: () => checkText(context as LayerContext<TextLayer>),
    image: () => checkPicture(context as LayerContext<ImageLayer>),
    shape: () =>
      layer.type === 'shape'
        ? thinStroke(
            context,
            layer.paths.flatMap((path) => path.stroke?.width ?? []),
          )
        : [],
    code: () => checkCode(context as LayerContext<CodeLayer>),
    group: () => [],
  }[layer.type]();
  return [...own, ...checkColours(context), ...checkPlace(context)];
}
