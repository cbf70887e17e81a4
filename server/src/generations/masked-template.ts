import sharp from 'sharp';
import { printArea } from '@luneo/sdk/design/print-area.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from './place-picture.js';

/** The shape of the print area as SVG on a canvas that shows `place` of the side at `perMm` pixels a millimetre. */
function areaSvg(side: TemplateSide, place: Box, perMm: number, fill: string, ground: string | null): Buffer {
  const [width, height] = [Math.round(place.width * perMm), Math.round(place.height * perMm)];
  const { bounds } = printArea(side);
  const shape = side.printArea
    ? `<path d="${side.printArea}" fill="${fill}"/>`
    : `<rect x="${bounds.x}" y="${bounds.y}" width="${bounds.width}" height="${bounds.height}" fill="${fill}"/>`;
  const behind = ground === null ? '' : `<rect width="100%" height="100%" fill="${ground}"/>`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${behind}` +
      `<g transform="scale(${perMm}) translate(${-place.x} ${-place.y})">${shape}</g></svg>`,
  );
}

/**
 * For areas that are no rectangle: the blank product with its area in white, and a mask that is transparent where to paint, as image
 * services want them. Null for rectangles, which need neither.
 */
export async function maskedTemplate(
  side: TemplateSide,
  box: Box,
  size: { width: number; height: number },
): Promise<{ template: Buffer; mask: Buffer } | null> {
  if (!side.printArea || isRectangle(side)) return null;
  const perMm = size.width / box.width;
  const exact = { width: size.width, height: size.height, fit: 'fill' } as const;
  const template = await sharp(areaSvg(side, box, perMm, '#ffffff', '#d9d9d9'))
    .resize(exact)
    .flatten({ background: '#d9d9d9' })
    .png()
    .toBuffer();
  const area = await sharp(areaSvg(side, box, perMm, '#000000', null))
    .resize(exact)
    .ensureAlpha()
    .extractChannel('alpha')
    .toBuffer();
  const opaque = sharp({ create: { ...size, channels: 3, background: '#ffffff' } });
  const mask = await opaque
    .joinChannel(await sharp(area).negate().toBuffer())
    .png()
    .toBuffer();
  return { template, mask };
}

function isRectangle(side: TemplateSide): boolean {
  const { shaped, contains, bounds } = printArea(side);
  const [dx, dy] = [bounds.width / 200, bounds.height / 200];
  const [right, bottom] = [bounds.x + bounds.width - dx, bounds.y + bounds.height - dy];
  return !shaped || [bounds.x + dx, right].every((x) => [bounds.y + dy, bottom].every((y) => contains({ x, y })));
}

/** A picture in its place on the whole side, cut to the print area, on a transparent ground. PNG of `dpi`. */
export async function onTemplate(side: TemplateSide, picture: Uint8Array, place: Box, dpi: number): Promise<Buffer> {
  const perMm = dpi / 25.4;
  const [width, height] = [Math.max(1, Math.round(side.width * perMm)), Math.max(1, Math.round(side.height * perMm))];
  const px = { left: place.x * perMm, top: place.y * perMm, width: place.width * perMm, height: place.height * perMm };
  const frame = { width: Math.min(width, Math.max(1, Math.round(px.width))), height: Math.min(height, Math.max(1, Math.round(px.height))) };
  const left = Math.min(width - frame.width, Math.max(0, Math.round(px.left)));
  const top = Math.min(height - frame.height, Math.max(0, Math.round(px.top)));
  const fitted = await sharp(picture)
    .resize({ ...frame, fit: 'fill', kernel: 'lanczos3' })
    .ensureAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer();
  const side0 = { x: 0, y: 0, width: side.width, height: side.height };
  const area = await sharp(areaSvg(side, side0, perMm, '#000000', null))
    .resize(width, height, { fit: 'fill' })
    .png()
    .toBuffer();
  const canvas = await sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite([
      { input: fitted, left, top },
      { input: area, blend: 'dest-in' },
    ])
    .png({ compressionLevel: 6 })
    .withMetadata({ density: dpi })
    .toBuffer();
  return canvas;
}
