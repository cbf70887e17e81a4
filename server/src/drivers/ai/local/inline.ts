import type { Font } from '@luneo/sdk/contracts/products.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Arrangement } from './arrange.js';
import { around, type Box, middle, rounded, safeBox } from './geometry.js';
import { lineBox, widthPerEm } from './letters.js';
import type { MotifItem, TextItem } from './looks.js';

interface Part {
  item: TextItem;
  font: Font;
}
type Piece = { width: number; part: Part } | { width: number; motif: MotifItem };

/** In em of the letters: height of a motif in the line, the gap between two pieces, and the line in its place. */
const MOTIF = 0.8;
const GAP = 0.4;
const COMFORT = 0.62;
const MAX_SIZE = 64;

const isMotifInside = (parts: readonly Part[], motifs: readonly MotifItem[]): boolean =>
  motifs.some(
    ({ look, from }) =>
      look.relation === 'between' ||
      (look.relation === undefined && parts.some(({ item }) => item.from < from) && parts.some(({ item }) => item.from > from)),
  );

/** "'Anna' heart 'Tom'", "'A' left of 'B'": one line of several pieces. */
export function isInline(parts: readonly Part[], motifs: readonly MotifItem[]): boolean {
  if (parts.length < 2 || parts.some(({ item }) => item.look.curve !== undefined || /above|below/.test(item.look.relation ?? '')))
    return false;
  if (motifs.some(({ look }) => look.relation !== undefined && look.relation !== 'between')) return false;
  return (
    isMotifInside(parts, motifs) || (motifs.length === 0 && parts.some(({ item }) => /before|after|beside/.test(item.look.relation ?? '')))
  );
}

/** Texts and motifs on one line in the order in which they are named, letters of one size. */
export function arrangeInline(side: TemplateSide, area: Box, parts: readonly Part[], motifs: readonly MotifItem[]): Arrangement {
  const safe = safeBox(side);
  const pieces = order(parts, motifs);
  const total = pieces.reduce((sum, piece) => sum + piece.width, 0) + GAP * (pieces.length - 1);
  const asked = parts.map(({ item }) => item.look.sizeMm ?? 0).reduce((a, b) => Math.max(a, b));
  const wish =
    asked > 0 ? asked : Math.min(area.height * COMFORT, MAX_SIZE) * (parts.find(({ item }) => item.look.size)?.item.look.size?.factor ?? 1);
  const size = Math.round(Math.min(wish, safe.height / 1.05, (safe.width * 0.96) / total) * 100) / 100;
  const centre = middle(area);
  const half = (total * size) / 2;
  let x = Math.min(Math.max(centre.x - half, safe.x), Math.max(safe.x, safe.x + safe.width - 2 * half));
  const placed: Arrangement = { texts: [], motifs: [] };
  for (const piece of pieces) {
    const width = piece.width * size;
    const at = { x: x + width / 2, y: centre.y };
    if ('part' in piece) {
      const frame = rounded(around(at, width * 1.03, size * lineBox(piece.part.font)));
      const ink = around(at, width, size * 1.1);
      placed.texts.push({ ...piece.part, frame, ink, size, lines: 1, ...(asked > size + 0.05 && { asked }) });
    } else {
      const height = piece.motif.look.sizeMm ?? width / aspect(piece.motif);
      placed.motifs.push({ item: piece.motif, frame: rounded(around(at, height * aspect(piece.motif), height)) });
    }
    x += width + GAP * size;
  }
  return placed;
}

const aspect = ({ motif }: MotifItem): number => motif.viewBox[0] / motif.viewBox[1];

function order(parts: readonly Part[], motifs: readonly MotifItem[]): Piece[] {
  const texts = parts
    .toSorted((a, b) => Number(b.item.look.relation === 'before') - Number(a.item.look.relation === 'before'))
    .map((part) => ({ width: widthPerEm(part.item.text, part.font, part.item.look.letterCase), part }));
  const drawn = motifs.flatMap((motif) =>
    Array.from({ length: motif.count }, () => ({ width: MOTIF * aspect(motif) * Math.min(motif.look.size?.factor ?? 1, 1.2), motif })),
  );
  if (motifs.some(({ look }) => look.relation === 'between')) return [texts[0]!, ...drawn, ...texts.slice(1)];
  const from = (piece: Piece): number => ('part' in piece ? piece.part.item.from : piece.motif.from);
  return motifs.length === 0 ? texts : [...texts, ...drawn].sort((a, b) => from(a) - from(b));
}
