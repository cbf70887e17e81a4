import assert from 'node:assert/strict';
import type { Finding } from '../../contracts/quote.js';
import type { Box, LayerMetrics } from '../../layout/display-list.js';
import { imageLayer, shapeLayer, textLayer } from '../create.js';
import type { DesignDocument, ImageLayer, Layer, ShapeLayer, TextLayer } from '../document.js';
import { applyEdit } from '../edits.js';
import { boundsOf, corners, toSide } from '../geometry.js';
import { type PreflightFacts, preflight, remedyFor } from '../preflight.js';
import type { ProductTemplate, TemplateSide } from '../template.js';
import { walkLayers } from '../walk.js';
import { deepFreeze, template } from './arbitraries.js';

export const PHOTO = { width: 1_200, height: 900, hasAlpha: false };

/** Facts as layout would find them if every layer filled its frame with ink; `change` alters single layers' metrics. */
export function facts(
  document: DesignDocument,
  change: Record<string, Partial<LayerMetrics>> = {},
  images: Record<string, object> = {},
): PreflightFacts {
  const metrics = new Map<string, LayerMetrics[]>();
  for (const side of document.sides) {
    metrics.set(
      side.id,
      [...walkLayers(side.layers)].map(({ layer, path }) => ({
        layerId: layer.id,
        bounds: inkOf(layer, path),
        scale: 1,
        lines: 1,
        missing: [],
        overflow: false,
        ...(layer.type === 'text' && { textSize: Math.min(...layer.runs.map((run) => run.size)) }),
        ...change[layer.id],
      })),
    );
  }
  const known = new Map(Object.entries({ ast_photo: PHOTO, ...images } as Record<string, typeof PHOTO>));
  return { metrics, images: known, fonts: new Set(['fnt_a', 'fnt_b']) };
}

function inkOf(layer: Layer, path: readonly Layer[]): Box {
  return boundsOf(corners({ x: 0, y: 0, width: layer.width, height: layer.height }).map((point) => toSide(point, layer, path)));
}

export const text = (more: Partial<TextLayer> & { text?: string; size?: number } = {}): TextLayer =>
  textLayer({ id: 't', font: 'fnt_a', text: 'Hello', size: 6, x: 20, y: 20, width: 40, height: 10, ...more } as { font: string });
export const photo = (more: Partial<ImageLayer> = {}): ImageLayer =>
  imageLayer({ id: 'i', asset: 'ast_photo', x: 30, y: 10, width: 40, height: 30, ...more });
export const shape = (more: Partial<ShapeLayer> = {}): ShapeLayer => shapeLayer({ id: 's', x: 40, y: 15, ...more });

export const check = (of: ProductTemplate, document: DesignDocument, given = facts(document)): Finding[] => preflight(document, of, given);
export const codes = (findings: Finding[]): string[] => findings.map(({ code, severity }) => `${code} ${severity}`);
export const card = (side: Partial<TemplateSide> = {}): ProductTemplate => template({}, side);

/** Applies the offered remedy and expects that this very finding is gone. */
export function mend(of: ProductTemplate, document: DesignDocument, finding: Finding): DesignDocument {
  const edit = remedyFor(finding, document, of);
  assert(edit, `no remedy for ${finding.code}`);
  return applyEdit(deepFreeze(document), edit);
}
