import sharp from 'sharp';
import { BRACELET_PICTURE, METALS, MUG_COLOURS, MUG_PICTURE, SHIRT_COLOURS } from '../catalogue/pictures.js';
import { braceletSvg } from './bracelet.js';
import { drawShirtMaps, drawSurface } from './maps.js';
import { mugSvg, mugWrapSvg } from './mug.js';
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
  const table = await drawSurface(MUG_PICTURE.width, MUG_PICTURE.height);
  for (const colour of MUG_COLOURS) {
    if (only(`mug-wrap-${colour}`)) yield { name: `mug-wrap-${colour}`, webp: await webp(mugWrapSvg(colour, table)) };
    if (only(`mug-${colour}`)) yield { name: `mug-${colour}`, webp: await webp(mugSvg(colour, surface)) };
  }
  if (![...SHIRT_COLOURS].some((colour) => only(`tshirt-front-${colour}`) || only(`tshirt-back-${colour}`))) return;
  const maps = await drawShirtMaps();
  for (const view of ['front', 'back'] as const)
    for (const colour of SHIRT_COLOURS) {
      const name = `tshirt-${view}-${colour}`;
      if (only(name)) yield { name, webp: await webp(shirtSvg(colour, view, maps)) };
    }
}

const webp = (svg: string): Promise<Buffer> =>
  sharp(Buffer.from(svg), { unlimited: true }).webp({ quality: 86, smartSubsample: true, effort: 3 }).toBuffer();
