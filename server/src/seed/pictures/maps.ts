import sharp from 'sharp';
import { SHIRT_PICTURE } from '../catalogue/pictures.js';
import { surface } from './surface.js';

/** Slow noise pictures as data URLs, drawn once and shared by all shirts. */
export interface ShirtMaps {
  surface: string;
  /** Mid grey where the cloth lies flat, for `soft-light`. */
  wrinkle: string;
  weave: string;
  /** White where the cloth lies flat, for `multiply`. */
  paleWrinkle: string;
  paleWeave: string;
}

export async function drawSurface(width: number, height: number, light?: string, dark?: string): Promise<string> {
  return dataUrl(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${surface(width, height, light, dark)}</svg>`,
  );
}

/** Bump maps lit from the upper left. Wrinkles are soft, so a third of the size is enough. */
export async function drawShirtMaps(): Promise<ShirtMaps> {
  const { width, height } = SHIRT_PICTURE;
  const wrinkle = (constant: number): string =>
    noise(width / 3, height / 3, '0.0126 0.0063', 3, 31, `<feGaussianBlur stdDeviation="2.4" result="n"/>`, 32, constant, 58);
  const weave = (constant: number): string => noise(width, height, '0.7 0.45', 2, 9, `<feOffset result="n"/>`, 1.3, constant, 60);
  const [table, a, b, c, d] = await Promise.all([
    drawSurface(width, height, '#efe9e1', '#d6cabc'),
    dataUrl(wrinkle(0.59)),
    dataUrl(weave(0.577)),
    dataUrl(wrinkle(1.14)),
    dataUrl(weave(1.13)),
  ]);
  return { surface: table, wrinkle: a, weave: b, paleWrinkle: c, paleWeave: d };
}

function noise(
  w: number,
  h: number,
  frequency: string,
  octaves: number,
  seed: number,
  step: string,
  scale: number,
  constant: number,
  elevation: number,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><defs>
<filter id="n" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}"/>${step}
<feDiffuseLighting in="n" surfaceScale="${scale}" diffuseConstant="${constant}" lighting-color="#fff"><feDistantLight azimuth="225" elevation="${elevation}"/></feDiffuseLighting>
</filter></defs><rect width="${w}" height="${h}" filter="url(#n)"/></svg>`;
}

async function dataUrl(svg: string): Promise<string> {
  const png = await sharp(Buffer.from(svg)).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
