/** Fonts, a side and layers for the tests of layout and paint. Node only. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CodeLayer, Layer, ShapeLayer, TextLayer, TextRun } from '../design/document.js';
import type { TemplateSide } from '../design/template.js';
import { encodeCode } from './encode-code.js';
import { layoutLayer, type LayerLayout } from './layout.js';
import { createShaper, type Shaper } from './shape.js';

const resolve = createRequire(import.meta.url).resolve;
const FONTS = {
  sans: 'inter/400Regular/Inter_400Regular.ttf',
  serif: 'playfair-display/400Regular/PlayfairDisplay_400Regular.ttf',
  script: 'great-vibes/400Regular/GreatVibes_400Regular.ttf',
  naskh: 'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
};

/** A shaper that knows `sans`, `serif`, `script` and `naskh`. */
export async function testShaper(): Promise<Shaper> {
  const shaper = await createShaper();
  for (const [id, file] of Object.entries(FONTS)) shaper.addFont(id, readFileSync(resolve(`@expo-google-fonts/${file}`)));
  return shaper;
}

export const SIDE: TemplateSide = {
  id: 'front',
  name: 'Front',
  width: 100,
  height: 60,
  bleed: 3,
  safe: 2,
  process: 'print',
  palette: [{ name: 'Gold', hex: '#b08d3c', spot: 'Gold foil' }],
  minStroke: 0,
  minTextHeight: 0,
  requiredDpi: 300,
  mockup: { url: '', width: 1, height: 1, place: { x: 0, y: 0, width: 1, height: 1, rotation: 0 }, variants: [] },
  zones: [],
};

export const FRAME = { id: 'a', name: '', x: 10, y: 10, width: 60, height: 30, rotation: 0, opacity: 1, locked: false, hidden: false };

export function text(content: string, run: Partial<TextRun> = {}, layer: Partial<TextLayer> = {}): TextLayer {
  return {
    ...FRAME,
    type: 'text',
    runs: [{ text: content, font: 'sans', size: 6, fill: '#102030', tracking: 0, ...run }],
    align: 'start',
    verticalAlign: 'top',
    lineHeight: 1.2,
    fit: 'none',
    case: 'none',
    direction: 'auto',
    ...layer,
  };
}

export function shape(paths: ShapeLayer['paths'], layer: Partial<ShapeLayer> = {}): ShapeLayer {
  return { ...FRAME, type: 'shape', viewBox: [10, 10], paths, ...layer };
}

export function code(data: string, layer: Partial<CodeLayer> = {}): CodeLayer {
  return { ...FRAME, type: 'code', symbology: 'qr', data, fill: '#000000', ...layer };
}

export function lay(layer: Layer, shaper: Shaper): LayerLayout {
  return layoutLayer(layer, SIDE, { shaper, images: new Map(), codes: encodeCode });
}
