import type { DesignDocument, Layer } from '@luneo/sdk/design/document.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import { layerResolver, resolveDesign, type ResolveLayer } from '@luneo/sdk/design/variables.js';
import { walkLayers } from '@luneo/sdk/design/walk.js';
import type { CodeEncoder } from '@luneo/sdk/layout/code.js';
import type { DisplayItem, LayerMetrics } from '@luneo/sdk/layout/display-list.js';
import { layoutLayer } from '@luneo/sdk/layout/layout.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';

export interface LaidOut {
  items: readonly DisplayItem[];
  metrics: readonly LayerMetrics[];
}

/** What preflight and layout need to know of a picture. Pixels. */
export interface PictureFacts {
  width: number;
  height: number;
  hasAlpha: boolean;
  /** Sharp at every size: has no dpi. */
  isVector: boolean;
}

interface Cached {
  laidOut: LaidOut;
  side: TemplateSide;
  text: boolean;
  code: boolean;
  image: boolean;
  /** State of fonts and pictures that it was made with. */
  textEpoch: number;
  imageEpoch: number;
}

const NOTHING: LaidOut = { items: [], metrics: [] };

function holds(layer: Layer, type: 'text' | 'image' | 'code'): boolean {
  if (layer.type !== 'group') return layer.type === type;
  for (const { layer: inner } of walkLayers(layer.layers)) if (inner.type === type) return true;
  return false;
}

/**
 * Layout by layer, remembered by the layer object's identity: an edit lays out only what it changed. Text draws nothing
 * until `shaper` is set, a code until the encoders are.
 */
export class Layouts {
  #cache = new WeakMap<Layer, Cached>();
  #shaper: Shaper | null = null;
  #codes: CodeEncoder | null = null;
  /** Called when a code waits for the encoders, perhaps often. */
  onCodes: (() => void) | null = null;
  #pictures = new Map<string, PictureFacts>();
  #resolve: ResolveLayer | null = null;
  #textEpoch = 0;
  #imageEpoch = 0;

  get shaper(): Shaper | null {
    return this.#shaper;
  }

  get pictures(): ReadonlyMap<string, PictureFacts> {
    return this.#pictures;
  }

  setShaper(shaper: Shaper): void {
    this.#shaper = shaper;
    this.fontsChanged();
  }

  setCodes(codes: CodeEncoder): void {
    this.#codes = codes;
    this.fontsChanged();
  }

  /** Text and codes are laid out anew: what they waited for is here. */
  fontsChanged(): void {
    this.#textEpoch++;
  }

  setPicture(asset: string, facts: PictureFacts): void {
    this.#pictures.set(asset, facts);
    this.#imageEpoch++;
  }

  /** Items to paint and measures of one top-level layer, with the values of the design that was measured last. The same object as long as nothing changed. */
  layer(written: Layer, side: TemplateSide): LaidOut {
    const layer = this.#resolve?.(written, side.id) ?? written;
    const cached = this.#cache.get(layer);
    if (cached?.code && !this.#codes) this.onCodes?.();
    if (cached && cached.side === side && this.#isFresh(cached)) return cached.laidOut;
    const text = holds(layer, 'text');
    const laidOut =
      text && !this.#shaper
        ? NOTHING
        : layoutLayer(layer, side, { shaper: this.#shaper as Shaper, images: this.#pictures, codes: this.#codes });
    const image = holds(layer, 'image');
    const code = holds(layer, 'code');
    if (code && !this.#codes) this.onCodes?.();
    this.#cache.set(layer, { laidOut, side, text, image, code, textEpoch: this.#textEpoch, imageEpoch: this.#imageEpoch });
    return laidOut;
  }

  #isFresh(cached: Cached): boolean {
    return (
      ((!cached.text && !cached.code) || cached.textEpoch === this.#textEpoch) && (!cached.image || cached.imageEpoch === this.#imageEpoch)
    );
  }

  /** Measures of every layer of every side, by layer id. */
  measure(document: DesignDocument, template: ProductTemplate): ReadonlyMap<string, LayerMetrics> {
    const all = new Map<string, LayerMetrics>();
    for (const metrics of this.measureSides(document, template).values()) for (const each of metrics) all.set(each.layerId, each);
    return all;
  }

  /** Measures by side id, as preflight takes them. */
  measureSides(document: DesignDocument, by: ProductTemplate): ReadonlyMap<string, readonly LayerMetrics[]> {
    const { template } = resolveDesign(document, by);
    this.#resolve = layerResolver(document, by);
    return new Map(
      template.sides.map((side) => [
        side.id,
        (document.sides.find((entry) => entry.id === side.id)?.layers ?? []).flatMap((layer) => this.layer(layer, side).metrics),
      ]),
    );
  }
}
