import type { Font } from '@luneo/sdk/contracts/products.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import type { Look } from './looks.js';

export interface FontChoice {
  font: Font;
  /** Bold was asked for and the family has none: the outline makes it so. */
  isEmboldened: boolean;
}

const ARABIC = /\p{Script=Arabic}/u;
const isArabic = (font: Font): boolean => /arab|naskh/i.test(font.family);

/** The template's font that answers the wish best; the first one without a wish. */
export function pickFont(look: Look, text: string, template: ProductTemplate, fonts: readonly Font[], current?: string): FontChoice {
  const byId = new Map(fonts.map((font) => [font.id, font]));
  const offered = template.fonts.flatMap((id) => byId.get(id) ?? []);
  const latin = offered.filter((font) => !isArabic(font));
  const wants = <K extends string>(key: K): boolean => look.fonts.some((wish) => key in wish);
  const arabic = offered.find(isArabic);
  if (arabic && (ARABIC.test(text) || wants('arabic'))) return { font: arabic, isEmboldened: wants('bold') };
  const style = look.fonts.flatMap((wish) => ('style' in wish ? [wish.style] : [])).at(-1);
  const named = offered.find((font) => font.id === look.family);
  const currently = offered.find((font) => font.id === current);
  const pool = named
    ? [named]
    : style
      ? latin.filter((font) => font.style === style)
      : currently
        ? [currently, ...latin.filter((font) => font.style === currently.style)]
        : latin;
  const candidates = pool.length > 0 ? pool : latin.length > 0 ? latin : offered;
  const bold = /bold|black|heavy/i;
  const italic = /italic/i;
  const regular = candidates.find((font) => !bold.test(font.family) && !italic.test(font.family)) ?? candidates[0]!;
  const best =
    (wants('bold') && candidates.find((font) => bold.test(font.family))) ||
    (wants('italic') && candidates.find((font) => italic.test(font.family)));
  const font = best || (named ?? (currently && !style ? currently : regular));
  return { font, isEmboldened: wants('bold') && !bold.test(font.family) };
}

/** Average advance in em of a family's small letters, measured on Latin names; layout has the true ones. */
function advance(font: Font): number {
  const table: [RegExp, number][] = [
    [/great vibes/i, 0.4],
    [/dancing/i, 0.46],
    [/oswald/i, 0.45],
    [/cinzel/i, 0.72],
    [/inter bold/i, 0.62],
    [/inter/i, 0.57],
    [/playfair/i, 0.51],
  ];
  return table.find(([family]) => family.test(font.family))?.[1] ?? (font.style === 'script' ? 0.45 : 0.55);
}

/** Share of the average advance; script capitals swing wide. */
function breadth(letter: string, isScript: boolean): number {
  if (/[\p{Lu}&@%]/u.test(letter))
    return /[IJ1]/.test(letter) ? (isScript ? 1.5 : 0.7) : isScript ? 1.9 : /[MWÆŒ@%]/.test(letter) ? 1.6 : 1.25;
  if (/\p{M}/u.test(letter)) return 0;
  if (/[iljtf.,;:'’!|()[\]\-\s]/.test(letter)) return 0.62;
  if (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff]/.test(letter)) return 1.9;
  return /[mwæœ]/.test(letter) ? 1.5 : 1.05;
}

/** Estimated width of the longest line, in mm per mm of em size. */
export function widthPerEm(text: string, font: Font, letterCase: 'upper' | 'lower' | 'none' = 'none'): number {
  const cased = letterCase === 'upper' ? text.toUpperCase() : letterCase === 'lower' ? text.toLowerCase() : text;
  const isScript = font.style === 'script';
  const em = advance(font);
  const widths = cased.split('\n').map((line) => Array.from(line).reduce((sum, letter) => sum + breadth(letter, isScript) * em, 0));
  return Math.max(0.3, ...widths);
}

/** From ascender to descender in em: what a frame needs, so that its text is not made smaller. */
export function lineBox({ family }: Font): number {
  return /naskh|arab/i.test(family) ? 1.75 : /oswald/i.test(family) ? 1.5 : 1.36;
}

export interface Fitted {
  /** Em size in mm. */
  size: number;
  lines: number;
  /** Size that was asked for and is too large for the place. */
  asked?: number;
}

const LINE = 1.25;
/** Height in em of what one line inks, from the highest capital to the lowest descender. */
const INK = 1.05;
/** Share of a place's height that one line takes when nothing is said, and the largest letters then, in mm. */
const COMFORT = 0.62;
const MAX_SIZE = 64;

/** Size and number of lines with which a text fills its place well, or as large as asked for while it fits. */
export function fitText(
  text: string,
  perEm: number,
  place: { width: number; height: number },
  look: Look,
  limit: { width: number; height: number },
  comfort = COMFORT,
  smallest = 0.5,
): Fitted {
  const own = text.split('\n').length;
  const words = text.trim().split(/\s+/).length;
  const fits = (lines: number, width: number, height: number): number =>
    Math.min(height / (LINE * (lines * own)), (width * 0.94) / ((perEm / lines) * (lines > 1 ? 1.2 : 1)));
  if (look.sizeMm !== undefined) {
    const most = Math.min(limit.height / (own > 1 ? LINE : INK) / own, (limit.width * 0.98) / perEm);
    const lines = look.sizeMm <= most ? 1 : Math.min(words, 6, Math.max(1, Math.ceil((perEm * look.sizeMm * 1.2) / limit.width)));
    const ceiling = Math.max(most, limit.height / (LINE * lines * own));
    const size = Math.min(look.sizeMm, lines > 1 ? ceiling : Math.max(most, 0.5));
    return { size, lines, ...(size < look.sizeMm - 0.05 && { asked: look.sizeMm }) };
  }
  const options = [1, 2, 3, 4, 5, 6].filter((lines) => lines <= words);
  const scored = options.map((lines) => ({ lines, most: fits(lines, place.width, place.height) }));
  const single = scored[0]!;
  const best = scored.reduce((a, b) => (b.most > a.most * 1.35 ? b : a), single);
  const comfortable = Math.min(best.most * 0.96, best.lines * own === 1 ? Math.min(place.height * comfort, MAX_SIZE) : MAX_SIZE);
  const size = Math.min(
    comfortable * (look.size?.factor ?? 1),
    fits(best.lines, Math.max(place.width, limit.width), Math.max(place.height, Math.min(limit.height, place.height))),
  );
  return { size: Math.max(size, Math.min(smallest, limit.height / INK)), lines: best.lines };
}
