import type { DesignDocument, Layer, Paint } from '@luneo/sdk/design/document.js';
import type { ProductTemplate, Swatch, TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';

/** A new object on top of another one is moved by this much, so that both are seen. mm */
const CASCADE = 3;
/** A picture printed smaller than this cannot be seen. mm */
const SMALLEST_PICTURE = 5;

const overlaps = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function safeArea(side: TemplateSide): Box {
  const inset = Math.min(side.safe, side.width / 4, side.height / 4);
  return { x: inset, y: inset, width: side.width - 2 * inset, height: side.height - 2 * inset };
}

/** The first named zone where nothing lies yet, else the safe area. `isTaken`: something lies there already. */
export function roomFor(side: TemplateSide, layers: readonly Layer[]): Box & { isTaken: boolean } {
  const shown = layers.filter((layer) => !layer.hidden);
  const free = side.zones.find((zone) => !shown.some((layer) => overlaps(zone, layer)));
  if (free) return { x: free.x, y: free.y, width: free.width, height: free.height, isTaken: false };
  const area = safeArea(side);
  return { ...area, isTaken: shown.some((layer) => overlaps(area, layer)) };
}

/** A box of `width` × `height` mm in the middle of `room`, stepped aside when other layers are centred there. */
export function centred(room: Box & { isTaken?: boolean }, width: number, height: number, layers: readonly Layer[]): Box {
  const box = {
    x: round(room.x + (room.width - width) / 2),
    y: round(room.y + (room.height - height) / 2),
    width: round(width),
    height: round(height),
  };
  for (let step = 0; step < 20 && layers.some((layer) => Math.abs(layer.x - box.x) < 0.5 && Math.abs(layer.y - box.y) < 0.5); step++) {
    box.x = round(box.x + CASCADE);
    box.y = round(box.y + CASCADE);
  }
  return box;
}

/** Frame and em size in mm for new text of `length` characters. */
export function placeText(side: TemplateSide, layers: readonly Layer[], length: number): Box & { size: number } {
  const room = roomFor(side, layers);
  const fitting = Math.min(room.height * 0.62, (room.width / Math.max(6, length)) * 1.5, side.height * 0.5);
  const size = round(Math.max(fitting, Math.min(side.minTextHeight * 1.5, room.height * 0.8)));
  return { ...centred(room, room.width, Math.min(room.height, size * 1.35), layers), size };
}

/** Frame for a picture of `pixels`: as large as it is sharp, within the room. */
export function placePicture(side: TemplateSide, layers: readonly Layer[], pixels: { width: number; height: number }): Box {
  const room = roomFor(side, layers);
  const sharp = (pixels.width / side.requiredDpi) * 25.4;
  const fitting = Math.min(room.width * 0.9, room.height * 0.9 * (pixels.width / pixels.height));
  const width = Math.max(Math.min(fitting, sharp), Math.min(fitting, SMALLEST_PICTURE * Math.max(1, pixels.width / pixels.height)));
  return centred(room, width, width * (pixels.height / pixels.width), layers);
}

/** Frame for artwork of this shape: most of the room. */
export function placeArt(side: TemplateSide, layers: readonly Layer[], viewBox: readonly [number, number]): Box {
  const room = roomFor(side, layers);
  const scale = Math.min((room.width * 0.8) / viewBox[0], (room.height * 0.8) / viewBox[1]);
  return centred(room, viewBox[0] * scale, viewBox[1] * scale, layers);
}

/** Relative luminance of `#rrggbb`, 0..1 (WCAG 2). */
export function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((left, right) => left - right) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const paintOf = (swatch: Swatch): Paint => (swatch.spot ? { spot: swatch.spot } : swatch.hex);

/** What new text is made of: the process's first colour that is seen on the chosen product colour. */
export function defaultPaint(side: TemplateSide, template: ProductTemplate, document: DesignDocument): Paint {
  const ground = template.options
    .flatMap((option) => (option.kind === 'choice' ? option.choices.filter((choice) => choice.id === document.options[option.id]) : []))
    .find((choice) => choice.swatch)?.swatch;
  if (side.process !== 'print' || !ground) return side.palette[0] ? paintOf(side.palette[0]) : '#1a1a1a';
  const inks =
    side.palette.length > 0
      ? side.palette
      : [
          { name: 'black', hex: '#1a1a1a' },
          { name: 'white', hex: '#ffffff' },
        ];
  const seen =
    inks.find((ink) => contrast(ink.hex, ground) >= 4.5) ?? inks.toSorted((a, b) => contrast(b.hex, ground) - contrast(a.hex, ground))[0]!;
  return paintOf(seen);
}

/** mm to the micrometre: enough for any machine, and short in JSON. */
export function round(mm: number): number {
  return Math.round(mm * 1_000) / 1_000;
}

/** −180 < degrees ≤ 180. */
export function upright(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  return round(turned > 180 ? turned - 360 : turned);
}
