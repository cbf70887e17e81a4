import type { Finding } from '../../contracts/quote.js';
import type { Layer, Paint } from '../document.js';
import type { Swatch, TemplateSide } from '../template.js';
import { aboutLayer, type LayerContext } from './context.js';

/** Every paint that the layer lays down. */
export function paintsOf(layer: Layer): Paint[] {
  if (layer.type === 'text') {
    const shadow = layer.shadow ? [layer.shadow.paint] : [];
    return [...shadow, ...layer.runs.flatMap((run) => (run.outline ? [run.fill, run.outline.paint] : [run.fill]))];
  }
  if (layer.type === 'code') return layer.background ? [layer.fill, layer.background] : [layer.fill];
  if (layer.type !== 'shape') return [];
  return layer.paths.flatMap((path) => [...(path.fill ? [path.fill] : []), ...(path.stroke ? [path.stroke.paint] : [])]);
}

/** Whether the side's process has this colour: any without a palette, spot colours only by name. */
export function isAvailable(paint: Paint, side: TemplateSide): boolean {
  if (typeof paint === 'object' && 'spot' in paint) return side.palette.some((swatch) => swatch.spot === paint.spot);
  if (side.palette.length === 0) return true;
  return typeof paint === 'string' && side.palette.some((swatch) => swatch.hex === paint);
}

/** The swatch that looks most like the paint (CIE76 in Lab, D65). */
export function nearestSwatch(paint: Paint, side: TemplateSide): Swatch | undefined {
  const target = lab(hexOf(paint));
  const distance = (swatch: Swatch): number => Math.hypot(...lab(swatch.hex).map((part, index) => part - (target[index] as number)));
  return side.palette.reduce<Swatch | undefined>((best, swatch) => (best && distance(best) <= distance(swatch) ? best : swatch), undefined);
}

/** The swatch as a layer names it. */
export function paintOf(swatch: Swatch): Paint {
  return swatch.spot === undefined ? swatch.hex : { spot: swatch.spot };
}

export function checkColours(context: LayerContext): Finding[] {
  const { layer, side } = context;
  if (layer.type === 'image') return checkPicture(context);
  const missing = [
    ...new Map(
      paintsOf(layer)
        .filter((paint) => !isAvailable(paint, side))
        .map((paint) => [nameOf(paint), paint]),
    ).values(),
  ];
  const [first] = missing;
  if (first === undefined) return [];
  const swatch = nearestSwatch(first, side);
  const values = { colour: nameOf(first), colours: missing.length, ...(swatch && { nearest: swatch.name, nearestHex: swatch.hex }) };
  const advice = swatch ? `Choose one of the colours shown; ${swatch.name} comes closest.` : 'Choose another colour.';
  return [aboutLayer(context, 'colour-not-available', 'error', values, `“${layer.name}” has a colour we cannot make here. ${advice}`)];
}

/** Thread, foil, blades and stamps know their few colours only; a laser or a press can still approach a photo. */
function checkPicture(context: LayerContext): Finding[] {
  const { side, layer } = context;
  const { process, palette } = side;
  if (palette.length === 0 || isInOneInk(layer, side)) return [];
  const ink = inkForPictures(side);
  const values = { colour: 'picture', colours: palette.length, ...(ink && { nearest: ink.name, nearestHex: ink.hex }) };
  const severity = process === 'print' || process === 'engrave' ? 'warning' : 'error';
  const advice = ink ? ` Make it a drawing in ${ink.name}.` : '';
  const message =
    severity === 'warning'
      ? `“${layer.name}” will be made in ${palette.length === 1 ? 'one colour' : `${palette.length} colours`} only. Simple drawings look best here.${advice}`
      : `Photos cannot be made here. ${ink ? advice.trim() : `Use text or a drawing instead of “${layer.name}”.`}`;
  return [aboutLayer(context, 'colour-not-available', severity, values, message)];
}

/** The darkest ink, in which a picture of two tones can be made; none for blades and thread, which cannot follow its dots. */
export function inkForPictures({ process, palette }: TemplateSide): Swatch | undefined {
  if (process === 'cut' || process === 'embroider') return undefined;
  return palette.toSorted((a, b) => lab(a.hex)[0]! - lab(b.hex)[0]!)[0];
}

function isInOneInk(layer: Layer, side: TemplateSide): boolean {
  const tone = layer.type === 'image' ? layer.adjustments?.tone : undefined;
  if (tone?.kind !== 'threshold' || !inkForPictures(side)) return false;
  return isAvailable(tone.dark, side) && (tone.light === undefined || isAvailable(tone.light, side));
}

function nameOf(paint: Paint): string {
  if (typeof paint === 'string') return paint;
  return 'spot' in paint ? paint.spot : `cmyk(${paint.cmyk.map((part) => `${Math.round(part * 100)}%`).join(' ')})`;
}

function hexOf(paint: Paint): string {
  if (typeof paint === 'string') return paint;
  if ('spot' in paint) return '#000000';
  const [c, m, y, k] = paint.cmyk;
  return `#${[c, m, y]
    .map((part) =>
      Math.round(255 * (1 - part) * (1 - k))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Relative luminance of `#rrggbb`, 0..1 (IEC 61966-2-1). */
export function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(hex: string): [number, number, number] {
  return [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
}

/** sRGB to CIE Lab, IEC 61966-2-1 and CIE 15, D65 white. */
function lab(hex: string): number[] {
  const [r, g, b] = linear(hex);
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : (24_389 / 27) * (t / 116) + 16 / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
