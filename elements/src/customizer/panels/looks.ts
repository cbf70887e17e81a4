import type { Adjustments, Tone } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { luma } from '@luneo/sdk/paint/adjust.js';

export type LookName = 'original' | 'greys' | 'ink' | 'sepia' | 'dusk' | 'rose' | 'sea' | 'forest';

/** A ready-made tone. `ink`: the brand's name of the colour, where there is one. */
export interface Look {
  id: string;
  name: LookName;
  ink?: string;
  tone: Tone | undefined;
}

export const NEUTRAL: Adjustments = { brightness: 0, contrast: 0, saturation: 0 };

const duotone = (name: LookName, dark: string, light: string): Look => ({ id: name, name, tone: { kind: 'duotone', dark, light } });
const ink = (dark: string, level: number): Tone => ({ kind: 'threshold', level, dark });

/** What the side's process can make of a picture; `level`: which greys become ink. */
export function looksFor({ palette }: Pick<TemplateSide, 'palette'>, level: number): Look[] {
  const original: Look = { id: 'original', name: 'original', tone: undefined };
  const greys: Look = { id: 'greys', name: 'greys', tone: { kind: 'greyscale' } };
  if (palette.length > 0)
    return [original, greys, ...palette.slice(0, 6).map(({ name, hex }) => ({ id: `ink-${hex}`, name: 'ink' as const, ink: name, tone: ink(hex, level) }))]; // prettier-ignore
  return [
    original,
    greys,
    { id: 'ink', name: 'ink', tone: ink('#1c1b1f', level) },
    duotone('sepia', '#2e1c10', '#f7ead6'),
    duotone('dusk', '#221a4a', '#ffcf9a'),
    duotone('rose', '#4a1030', '#ffe4e4'),
    duotone('sea', '#06303f', '#e0f6ef'),
    duotone('forest', '#16301c', '#eaf2d0'),
  ];
}

/** Whether the picture has this look, however it was tuned. */
export function hasLook({ tone: look, id }: Look, tone: Tone | undefined): boolean {
  if (!tone || !look) return tone === look;
  if (tone.kind !== look.kind || tone.kind === 'greyscale') return tone.kind === look.kind;
  if (tone.kind === 'threshold') return id === 'ink' || tone.dark === (look as typeof tone).dark;
  return tone.dark === (look as typeof tone).dark && tone.light === (look as typeof tone).light;
}

/** Undefined where nothing is adjusted, so that the document says nothing. */
export function tidy(adjustments: Adjustments): Adjustments | undefined {
  const { brightness, contrast, saturation, tone } = adjustments;
  if (brightness === 0 && contrast === 0 && saturation === 0 && !tone) return undefined;
  return { brightness, contrast, saturation, ...(tone && { tone }) };
}

/** The grey that parts light from dark best: least variance within both (Otsu, 1979), 0..1. */
export function bestLevel(rgba: Uint8ClampedArray): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < rgba.length; at += 4) if (rgba[at + 3]! > 127) counts[luma(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!)]! += 1;
  let [all, sum] = [0, 0];
  for (let grey = 0; grey < 256; grey++) [all, sum] = [all + counts[grey]!, sum + grey * counts[grey]!];
  let [below, belowSum, best, level] = [0, 0, 0, 127];
  for (let grey = 0; grey < 256; grey++) {
    below += counts[grey]!;
    belowSum += grey * counts[grey]!;
    if (below === 0 || below === all) continue;
    const apart = belowSum / below - (sum - belowSum) / (all - below);
    const between = below * (all - below) * apart * apart;
    if (between > best) [best, level] = [between, grey];
  }
  return Math.round(((level + 1) / 256) * 100) / 100;
}
