import type { Adjustments, Tone } from '../design/document.js';

/**
 * Changes pixels in place: `rgba` is straight (not premultiplied) sRGB, 4 bytes a pixel. Whole numbers and tables only, so
 * that every engine gives the same bytes; the rest of a picture may follow in another call.
 */
export function adjustPixels(rgba: Uint8Array | Uint8ClampedArray, { brightness, contrast, saturation, tone }: Adjustments): void {
  const level = levels(brightness, contrast);
  const ramp = tone && rampOf(tone);
  const isHard = tone?.kind === 'threshold';
  const vivid = Math.round((saturation > 0 ? 1 + 2 * saturation : 1 + saturation) * 256);
  for (let at = 0; at < rgba.length; at += 4) {
    const red = level[rgba[at]!]!;
    const green = level[rgba[at + 1]!]!;
    const blue = level[rgba[at + 2]!]!;
    const grey = luma(red, green, blue);
    if (ramp) {
      rgba[at] = ramp[4 * grey]!;
      rgba[at + 1] = ramp[4 * grey + 1]!;
      rgba[at + 2] = ramp[4 * grey + 2]!;
      if (isHard) rgba[at + 3] = rgba[at + 3]! < 128 ? 0 : ramp[4 * grey + 3]!;
    } else {
      rgba[at] = byte(grey + (((red - grey) * vivid + 128) >> 8));
      rgba[at + 1] = byte(grey + (((green - grey) * vivid + 128) >> 8));
      rgba[at + 2] = byte(grey + (((blue - grey) * vivid + 128) >> 8));
    }
  }
}

/** How light a colour is, 0..255: Rec. 601 weights in 256ths. */
export function luma(red: number, green: number, blue: number): number {
  return (77 * red + 150 * green + 29 * blue + 128) >> 8;
}

/** One name for a picture as it is to be painted, for caches. */
export function pictureKey(asset: string, adjustments?: Adjustments): string {
  if (!adjustments) return asset;
  const { brightness, contrast, saturation, tone } = adjustments;
  const said = tone ? Object.entries(tone).toSorted(([a], [b]) => (a < b ? -1 : 1)) : [];
  return [asset, brightness, contrast, saturation, ...said.map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** Contrast about the middle grey, at most fourfold; then brightness by up to half of the range. */
function levels(brightness: number, contrast: number): Uint8Array {
  const factor = contrast > 0 ? 1 + 3 * contrast : 1 + contrast;
  return Uint8Array.from({ length: 256 }, (_, value) => byte(Math.round((value - 127.5) * factor + 127.5 + brightness * 127.5)));
}

/** RGBA for each of 256 greys. */
function rampOf(tone: Tone): Uint8Array {
  const ramp = new Uint8Array(1024);
  for (let grey = 0; grey < 256; grey++) ramp.set(toneAt(tone, grey), 4 * grey);
  return ramp;
}

function toneAt(tone: Tone, grey: number): readonly number[] {
  if (tone.kind === 'greyscale') return [grey, grey, grey, 255];
  const [dark, light] = [rgbOf(tone.dark), tone.light === undefined ? null : rgbOf(tone.light)];
  if (tone.kind === 'duotone') return [...dark.map((part, at) => Math.round(part + ((light![at]! - part) * grey) / 255)), 255];
  if (grey < tone.level * 256) return [...dark, 255];
  return light ? [...light, 255] : [...dark, 0];
}

const rgbOf = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const byte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);
