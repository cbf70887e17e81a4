import type { Layer } from '@luneo/sdk/design/document.js';
import { commonBounds } from '../within.js';

const PLAIN = { type: 'group', id: '', name: '', rotation: 0, opacity: 1, locked: false, hidden: false, layers: [] } as const;

/** What is taken hold of: the one layer, or the upright frame round several. At least one. */
export function frameOf(layers: readonly Layer[]): Layer {
  return layers.length === 1 ? layers[0]! : { ...PLAIN, layers: [], ...commonBounds(layers) };
}
