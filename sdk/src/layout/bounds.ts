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
  const isUpright = item.matrix[1] === 0 && item.matrix[2] === 0;
  let box: Box | null = null;
  for (const glyph of item.glyphs) {
    const outline = shaper.outline(item.font, glyph.id);
    if (!outline.bounds) continue;
    const matrix = multiply(item.matrix, glyphMatrix(item, glyph));
    box = unite(box, isUpright && glyph.angle === 0 ? transformBox(outline.bounds, matrix) : outlineBounds(outline, matrix));
  }
  return box;
}

function outlineBounds(outline: Outline, matrix: Matrix): Box | null {
  const sink = new BoundsSink();
  traceOutline(outline, sink, ...matrix);
  return sink.box;
}
