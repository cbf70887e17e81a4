import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas';
import type { Adjustments } from '@luneo/sdk/design/document.js';
import { createShaper } from '@luneo/sdk/layout/shape.js';
import { adjustPixels, pictureKey } from '@luneo/sdk/paint/adjust.js';
import type { NodeResources } from './render.js';

const resolve = createRequire(import.meta.url).resolve;

const FONTS = {
  sans: 'inter/400Regular/Inter_400Regular.ttf',
  serif: 'playfair-display/400Regular/PlayfairDisplay_400Regular.ttf',
  italic: 'playfair-display/400Regular_Italic/PlayfairDisplay_400Regular_Italic.ttf',
  script: 'great-vibes/400Regular/GreatVibes_400Regular.ttf',
  dancing: 'dancing-script/400Regular/DancingScript_400Regular.ttf',
  cinzel: 'cinzel/400Regular/Cinzel_400Regular.ttf',
  oswald: 'oswald/400Regular/Oswald_400Regular.ttf',
  naskh: 'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  devanagari: 'noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
};

/** Font files of the test documents, by font id. */
export async function loadFonts(): Promise<Map<string, Uint8Array>> {
  const entries = Object.entries(FONTS).map(async ([id, file]) => [id, await readFile(resolve(`@expo-google-fonts/${file}`))] as const);
  return new Map(await Promise.all(entries));
}

/** A photo (JPEG), a drawing with transparency and a plain one (PNG), made here. */
export function makePictures(): Map<string, Uint8Array> {
  return new Map<string, Uint8Array>([
    ['photo', photo()],
    ['phone', storedOnItsSide(photo())],
    ['badge', badge()],
    ['plain', plain()],
  ]);
}

export async function nodeResources(
  fonts: ReadonlyMap<string, Uint8Array>,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<NodeResources> {
  const shaper = await createShaper();
  for (const [id, bytes] of fonts) shaper.addFont(id, bytes);
  const images = new Map<string, Image>();
  for (const [id, bytes] of files) images.set(id, await loadImage(bytes));
  return { shaper, images, files, adjusted: new AdjustedPictures(images) };
}

/** A picture with its adjustments made, as a canvas to paint with and as a PNG to embed. */
export class AdjustedPictures {
  readonly #images: ReadonlyMap<string, Image>;
  readonly #made = new Map<string, Canvas>();

  constructor(images: ReadonlyMap<string, Image>) {
    this.#images = images;
  }

  canvas(asset: string, adjustments: Adjustments): Canvas {
    const key = pictureKey(asset, adjustments);
    const made = this.#made.get(key) ?? this.#make(this.#images.get(asset)!, adjustments);
    this.#made.set(key, made);
    return made;
  }

  #make(image: Image, adjustments: Adjustments): Canvas {
    const canvas = createCanvas(image.width, image.height);
    const ctx = canvas.getContext('2d');
    ctx.drawImage(image, 0, 0);
    const pixels = ctx.getImageData(0, 0, image.width, image.height);
    adjustPixels(pixels.data, adjustments);
    ctx.putImageData(pixels, 0, 0);
    return canvas;
  }
}

function photo(): Uint8Array {
  const [width, height] = [600, 400];
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  const pixels = ctx.createImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const wave = Math.sin(x / 37) * Math.cos(y / 29);
      pixels.data.set([120 + 80 * wave, 90 + (x / width) * 90, 160 - (y / height) * 110, 255], at);
    }
  }
  ctx.putImageData(pixels, 0, 0);
  return canvas.toBuffer('image/jpeg', 92);
}

/** Puts EXIF orientation 6 in front of a JPEG, as a phone held upright does: it is to be turned a quarter clockwise. */
function storedOnItsSide(jpeg: Uint8Array): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...jpeg.subarray(2)]);
}

function badge(): Uint8Array {
  const canvas = createCanvas(400, 400);
  const ctx = canvas.getContext('2d');
  const gradient = ctx.createRadialGradient(200, 200, 20, 200, 200, 190);
  gradient.addColorStop(0, 'rgba(180, 30, 60, 1)');
  gradient.addColorStop(0.7, 'rgba(220, 120, 40, 0.9)');
  gradient.addColorStop(1, 'rgba(220, 120, 40, 0)');
  ctx.fillStyle = gradient;
  ctx.fillRect(0, 0, 400, 400);
  return canvas.toBuffer('image/png');
}

function plain(): Uint8Array {
  const canvas = createCanvas(300, 200);
  const ctx = canvas.getContext('2d');
  const gradient = ctx.createLinearGradient(0, 0, 300, 200);
  gradient.addColorStop(0, '#204060');
  gradient.addColorStop(1, '#c08040');
  ctx.fillStyle = gradient;
  ctx.fillRect(0, 0, 300, 200);
  return canvas.toBuffer('image/png');
}
