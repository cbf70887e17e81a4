import type { Font } from '@luneo/sdk/contracts/products.js';
import type { TextLayer } from '@luneo/sdk/design/document.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';
import { plainText } from './text-patch.js';

/** A loaded font that has every character of the text, preferring the style it is written in; null when none has. */
export function ableFont(layer: TextLayer, fonts: readonly Font[], shaper: Shaper | null): Font | null {
  const characters = [...new Set(plainText(layer))].filter((character) => /[^\s\p{Cf}\p{M}]/u.test(character));
  const style = fonts.find(({ id }) => id === layer.runs[0]?.font)?.style;
  const isAble = ({ id }: Font): boolean =>
    shaper?.hasFont(id) === true && characters.every((character) => shaper.hasGlyph(id, character.codePointAt(0)!));
  const able = fonts.filter(isAble);
  return able.find((font) => font.style === style) ?? able[0] ?? null;
}
