import type { Font } from '@luneo/sdk/contracts/products.js';
import type { TextLayer, TextRun } from '@luneo/sdk/design/document.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';
import { plainText } from './text-patch.js';

/** A text with fonts that have its characters; `font` is the (first) one that was needed. */
export interface AbleRuns {
  font: Font;
  runs: TextRun[];
}

/**
 * The text in loaded fonts that have its characters: wholly in one where one has all, preferring the style it is written in, else
 * only what is missing in others. Null where no font helps.
 */
export function ableRuns(layer: TextLayer, fonts: readonly Font[], shaper: Shaper | null): AbleRuns | null {
  const loaded = fonts.filter(({ id }) => shaper?.hasFont(id) === true);
  const style = fonts.find(({ id }) => id === layer.runs[0]?.font)?.style;
  const ordered = [...loaded.filter((font) => font.style === style), ...loaded.filter((font) => font.style !== style)];
  const fontFor = (text: string): Font | undefined => ordered.find(({ id }) => has(shaper!, id, text));
  const whole = fontFor(plainText(layer));
  if (whole) return { font: whole, runs: layer.runs.map((run) => ({ ...run, font: whole.id })) };
  let first: Font | null = null;
  const runs = layer.runs.flatMap((run) => {
    const pieces: TextRun[] = [];
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(run.text)) {
      const other = shaper?.hasFont(run.font) && has(shaper, run.font, segment) ? undefined : fontFor(segment);
      first ??= other ?? null;
      const font = other?.id ?? run.font;
      const last = pieces.at(-1);
      if (last?.font === font) last.text += segment;
      else pieces.push({ ...run, font, text: segment });
    }
    return pieces.length > 0 ? pieces : [run];
  });
  return first && { font: first, runs };
}

/** Whether the font can show the text. Formatting characters and marks are the shaper's business. */
function has(shaper: Shaper, font: string, text: string): boolean {
  return [...new Set(text)].every((character) => !/[^\s\p{Cf}\p{M}]/u.test(character) || shaper.hasGlyph(font, character.codePointAt(0)!));
}
