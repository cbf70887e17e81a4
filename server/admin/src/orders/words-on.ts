import type { Design } from '@luneo/sdk/contracts/designs.js';
import type { Layer } from '@luneo/sdk/design/document.js';

/** Everything that is written on the design. */
export function wordsOn({ document }: Design): string {
  const texts = (layer: Layer): string[] => {
    if (layer.type === 'group') return layer.layers.flatMap(texts);
    return layer.type === 'text' ? [layer.runs.map(({ text }) => text).join('')] : [];
  };
  return document.sides
    .flatMap(({ layers }) => layers.flatMap(texts))
    .filter(Boolean)
    .join(' · ');
}
