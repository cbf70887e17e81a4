import type { DesignDocument, DesignSide, Layer, TextLayer } from './document.js';

/** A layer and where it is: `path` names the groups around it, outermost first; `index` counts among its siblings. */
export interface LayerPlace {
  layer: Layer;
  index: number;
  path: readonly Layer[];
  siblings: readonly Layer[];
}

/** Every layer at any depth, parents before children, back to front. */
export function* walkLayers(layers: readonly Layer[], path: readonly Layer[] = []): Generator<LayerPlace> {
  for (const [index, layer] of layers.entries()) {
    yield { layer, index, path, siblings: layers };
    if (layer.type === 'group') yield* walkLayers(layer.layers, [...path, layer]);
  }
}

/** The layer with this id on this side, at any depth. */
export function findLayer(side: DesignSide, layerId: string): LayerPlace | undefined {
  for (const place of walkLayers(side.layers)) if (place.layer.id === layerId) return place;
  return undefined;
}

/** What the layer says, all runs together. */
export function textOf(layer: TextLayer): string {
  return layer.runs.map((run) => run.text).join('');
}

/** Whether nothing of the text can be seen: white space, controls and characters such as ZERO WIDTH SPACE only. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

/** Leaf layers that production makes: not hidden, not inside something hidden, text that can be seen. */
export function* producedLayers(side: DesignSide): Generator<LayerPlace> {
  for (const place of walkLayers(side.layers)) {
    if (place.layer.type === 'group' || place.layer.hidden || place.path.some((group) => group.hidden)) continue;
    if (place.layer.type === 'text' && isBlank(textOf(place.layer))) continue;
    yield place;
  }
}

/** Ids of the fonts that the document's text is set in. */
export function usedFonts(document: Pick<DesignDocument, 'sides'>): Set<string> {
  const fonts = new Set<string>();
  for (const side of document.sides)
    for (const { layer } of walkLayers(side.layers)) if (layer.type === 'text') for (const run of layer.runs) fonts.add(run.font);
  return fonts;
}

/** Ids of the pictures that the document places. */
export function usedAssets(document: Pick<DesignDocument, 'sides' | 'values'>): Set<string> {
  const assets = new Set<string>();
  for (const value of Object.values(document.values ?? {})) if (typeof value === 'object') assets.add(value.asset);
  for (const side of document.sides) for (const { layer } of walkLayers(side.layers)) if (layer.type === 'image') assets.add(layer.asset);
  return assets;
}
