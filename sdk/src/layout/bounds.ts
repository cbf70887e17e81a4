import type { Box, GlyphItem, ImageItem, Matrix, PathItem } from './display-list.js';
import { multiply, transformBox, turn } from './matrix.js';
import { BoundsSink, grow, traceOutline, unite, type Outline } from './outline.js';
import { parsePath } from './path.js';
import type { Shaper } from './shape.js';

/** Exact extent of what an item inks, axis aligned on the side, in mm; null when it inks nothing. */
export function itemBounds(item: GlyphItem | PathItem | ImageItem, shaper: Shaper): Box | null {
  if (item.kind === 'image') {
    if (item.clip === undefined) return transformBox({ x: 0, y: 0, width: item.width, height: item.height }, item.matrix);
    return outlineBounds(parsePath(item.clip), item.matrix);
  }
  const filled = item.kind === 'path' ? outlineBounds(parsePath(item.d), item.matrix) : glyphBounds(item, shaper);
  return item.stroke ? grow(filled, item.stroke.width / 2) : filled;
}

/** From em on the baseline to the item's space. */
export function glyphMatrix(item: Pick<GlyphItem, 'size'>, glyph: { x: number; y: number; angle: number }): Matrix {
  const [cos, sin] = turn(glyph.angle);
  return [cos * item.size, sin * item.size, -sin * item.size, cos * item.size, glyph.x, glyph.y];
}

function glyphBounds(item: GlyphItem, shaper: Shaper): Box | null {
  const isUpright = item.matrix[1] === 0 && item.matrix[2] === 0 && item.glyphs.every((glyph) => glyph.angle === 0);
  if (isUpright) {
    const box = uprightBounds(item, shaper);
    return box && transformBox(box, item.matrix);
  }
  return item.glyphs.reduce<Box | null>((box, glyph) => {
    const outline = shaper.outline(item.font, glyph.id);
    return unite(box, outlineBounds(outline, multiply(item.matrix, glyphMatrix(item, glyph))));
  }, null);
}

/** From the glyphs' own extents, which are exact as long as nothing is turned. */
function uprightBounds({ font, size, glyphs }: GlyphItem, shaper: Shaper): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const glyph of glyphs) {
    const { bounds } = shaper.outline(font, glyph.id);
    if (!bounds) continue;
    left = Math.min(left, glyph.x + bounds.x * size);
    top = Math.min(top, glyph.y + bounds.y * size);
    right = Math.max(right, glyph.x + (bounds.x + bounds.width) * size);
    bottom = Math.max(bottom, glyph.y + (bounds.y + bounds.height) * size);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

function outlineBounds(outline: Outline, matrix: Matrix): Box | null {
  const sink = new BoundsSink();
  traceOutline(outline, sink, ...matrix);
  return sink.box;
}
