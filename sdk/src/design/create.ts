import type { CodeLayer, DesignDocument, FontRef, ImageLayer, OptionValue, ShapeLayer, TextLayer, TextRun } from './document.js';
import { LIMITS, SCHEMA_VERSION } from './limits.js';
import type { ProductTemplate } from './template.js';
import { usedFonts } from './walk.js';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A fresh id such as `l_3k9x…` (12 random characters, 62 bits). */
export function newId(prefix = 'l'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${prefix}_${Array.from(bytes, (byte) => ALPHABET[byte % 36]).join('')}`;
}

/**
 * A new design: the template's sides with their start layers, every option at its default, and the template's fonts
 * pinned to the given files (those in use first, at most `LIMITS.fontsPerDocument`).
 */
export function createDocument(productId: string, template: ProductTemplate, fonts: readonly FontRef[]): DesignDocument {
  const start = new Map(template.start.map((side) => [side.id, side.layers]));
  const sides = template.sides.map(({ id }) => ({ id, layers: structuredClone(start.get(id) ?? []) }));
  const options: Record<string, OptionValue> = {};
  for (const option of template.options) options[option.id] = option.default;
  return { schemaVersion: SCHEMA_VERSION, productId, options, sides, fonts: pinFonts(template, fonts, usedFonts({ sides })) };
}

function pinFonts(template: ProductTemplate, fonts: readonly FontRef[], used: ReadonlySet<string>): FontRef[] {
  const order = new Set([...used, ...template.fonts]);
  const byId = new Map(fonts.map((font) => [font.id, font]));
  return [...order]
    .flatMap((id) => byId.get(id) ?? [])
    .slice(0, LIMITS.fontsPerDocument)
    .map(({ id, hash }) => ({ id, hash }));
}

const frame = { x: 0, y: 0, rotation: 0, opacity: 1, locked: false, hidden: false };

/** A text layer; give `text` and `font` (and any field of a run) or whole `runs`. Defaults: 10 mm black, centred, 60 × 14 mm. */
export function textLayer(
  partial: Partial<Omit<TextLayer, 'type'>> & Partial<TextRun> & ({ runs: TextRun[] } | { font: string }),
): TextLayer {
  const {
    text = '',
    font = '',
    size = 10,
    fill = '#000000',
    outline,
    tracking = 0,
    runs,
    ...rest
  } = partial as Partial<TextLayer & TextRun>;
  const run: TextRun = { text, font, size, fill, tracking, ...(outline && { outline }) };
  const said = runs ?? [run];
  return {
    id: newId(),
    name:
      said
        .map((each) => each.text)
        .join('')
        .slice(0, 120) || 'Text',
    ...frame,
    width: 60,
    height: Math.max(14, size * 1.4),
    align: 'center',
    verticalAlign: 'middle',
    lineHeight: 1.2,
    fit: 'none',
    case: 'none',
    direction: 'auto',
    ...rest,
    type: 'text',
    runs: said,
  };
}

/** An image layer showing the whole picture unless cropped. Defaults: 40 × 40 mm. */
export function imageLayer(partial: Partial<Omit<ImageLayer, 'type'>> & { asset: string }): ImageLayer {
  return {
    id: newId(),
    name: 'Image',
    ...frame,
    width: 40,
    height: 40,
    crop: { x: 0, y: 0, width: 1, height: 1 },
    ...partial,
    type: 'image',
  };
}

/** A code layer; a QR code in black on white unless told otherwise. Defaults: 25 × 25 mm, barcodes 40 × 18 mm. */
export function codeLayer(partial: Partial<Omit<CodeLayer, 'type'>> & { data: string }): CodeLayer {
  const isSquare = (partial.symbology ?? 'qr') === 'qr';
  return {
    id: newId(),
    name: isSquare ? 'QR code' : 'Barcode',
    ...frame,
    width: isSquare ? 25 : 40,
    height: isSquare ? 25 : 18,
    symbology: 'qr',
    fill: '#000000',
    background: '#ffffff',
    ...partial,
    type: 'code',
  };
}

/** A shape layer; without `paths` a black rectangle that fills its frame. Defaults: 20 × 20 mm. */
export function shapeLayer(partial: Partial<Omit<ShapeLayer, 'type'>>): ShapeLayer {
  return {
    id: newId(),
    name: 'Shape',
    ...frame,
    width: 20,
    height: 20,
    viewBox: [100, 100],
    paths: [{ d: 'M0 0H100V100H0Z', fill: '#000000' }],
    ...partial,
    type: 'shape',
  };
}
