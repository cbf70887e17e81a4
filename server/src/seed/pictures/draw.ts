import sharp from 'sharp';
import { BRACELET_PICTURE, METALS, SHIRT_COLOURS } from '../catalogue/pictures.js';
import { braceletSvg } from './bracelet.js';
import { drawShirtMaps, drawSurface } from './maps.js';
import { shirtSvg } from './shirt.js';

export interface Drawing {
  /** `bracelet-silver`, `tshirt-front-navy` … */
  name: string;
  webp: Buffer;
}

/** Draws every product picture; the same code gives the same bytes. */
export async function* drawPictures(only: (name: string) => boolean = () => true): AsyncGenerator<Drawing> {
  const surface = await drawSurface(BRACELET_PICTURE.width, BRACELET_PICTURE.height);
  for (const metal of METALS) {
    const name = `bracelet-${metal}`;
    if (only(name)) yield { name, webp: await webp(braceletSvg(metal, surface)) };
  }
  const maps = await drawShirtMaps();
  for (const view of ['front', 'back'] as const)
    for (const colour of SHIRT_COLOURS) {
      const name = `tshirt-${view}-${colour}`;
      if (only(name)) yield { name, webp: await webp(shirtSvg(colour, view, maps)) };
    }
}

const webp = (svg: string): Promise<Buffer> =>
  sharp(Buffer.from(svg), { unlimited: true }).webp({ quality: 86, smartSubsample: true, effort: 3 }).toBuffer();
