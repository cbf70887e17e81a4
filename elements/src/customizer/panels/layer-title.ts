import type { Layer } from '@luneo/sdk/design/document.js';
import type { AllStrings } from '../../shared/strings.js';
import { plainText } from '../text-patch.js';

/** What a shopper would call it: a text by its words, everything else by its name. */
export function layerTitle(layer: Layer, t: AllStrings): string {
  const words = layer.type === 'text' ? plainText(layer).replace(/\s+/g, ' ').trim() : '';
  return words || layer.name || (layer.type === 'text' ? t.yourText : t.layer[layer.type]);
}
