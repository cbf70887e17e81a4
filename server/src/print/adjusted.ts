import type { Sharp } from 'sharp';
import sharp from 'sharp';
import type { Adjustments } from '@luneo/sdk/design/document.js';
import { adjustPixels } from '@luneo/sdk/paint/adjust.js';

/** PNG of a picture with its adjustments made: in sRGB, as a browser has it before it adjusts the same pixels. */
export async function adjustedPng(picture: Sharp, adjustments: Adjustments): Promise<Buffer> {
  const { data, info } = await picture.toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  adjustPixels(data, adjustments);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}
