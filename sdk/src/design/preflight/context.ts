import type { Finding } from '../../contracts/quote.js';
import type { LayerMetrics } from '../../layout/display-list.js';
import type { DesignDocument, Layer } from '../document.js';
import type { ProductTemplate, TemplateSide } from '../template.js';
import type { LayerPlace } from '../walk.js';

/** Pixels of a picture. `isVector`: drawn from vectors, sharp at every size. */
export interface ImageFacts {
  width: number;
  height: number;
  hasAlpha: boolean;
  isVector?: boolean;
}

/** What only layout and storage know: measured layers by side, pictures by asset id, fonts at hand. */
export interface PreflightFacts {
  metrics: ReadonlyMap<string, readonly LayerMetrics[]>;
  images: ReadonlyMap<string, ImageFacts>;
  fonts: ReadonlySet<string>;
}

/** One produced leaf layer with everything the checks ask for. */
export interface LayerContext<L extends Layer = Layer> {
  layer: L;
  path: LayerPlace['path'];
  side: TemplateSide;
  template: ProductTemplate;
  document: DesignDocument;
  facts: PreflightFacts;
  /** Undefined when layout has not measured the layer (yet). */
  metrics: LayerMetrics | undefined;
}

export type FindingCode = Finding['code'];

/** A finding about a layer, placed where its ink is. */
export function aboutLayer(
  context: LayerContext,
  code: FindingCode,
  severity: Finding['severity'],
  values: Finding['values'],
  message: string,
): Finding {
  return { code, severity, side: context.side.id, layerId: context.layer.id, place: context.metrics?.bounds ?? null, values, message };
}

export function aboutSide(side: string | null, code: FindingCode, values: Finding['values'], message: string): Finding {
  return { code, severity: 'error', side, layerId: null, place: null, values, message };
}

/** Processes that cut, sew or burn cannot make what print merely makes badly. */
export function severityFor(side: TemplateSide): Finding['severity'] {
  return side.process === 'print' ? 'warning' : 'error';
}

/** At most two decimals, without trailing zeros. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** `9 cm`, `4.5 mm`: as a person at the counter would say it. */
export function sayLength(mm: number): string {
  return mm >= 10 ? `${Math.round(mm) / 10} cm` : `${round(mm)} mm`;
}
