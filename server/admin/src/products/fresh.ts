import type { Media } from '@luneo/sdk/contracts/media.js';
import type { PriceRule, ProductOption, TemplateSide, Zone } from '@luneo/sdk/design/template.js';
import type { TextLayer } from '@luneo/sdk/design/document.js';
import { newId, textLayer } from '@luneo/sdk/design/create.js';
import { LIMITS } from '@luneo/sdk/design/limits.js';
import type { DraftState, Photo } from './draft.js';
import type { Place } from './geometry.js';

/** A part of an address: lower case letters, figures and hyphens. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60) || 'product';

/** An id from a name that nothing in `taken` has. */
export function idOf(name: string, taken: readonly { id: string }[]): string {
  const wanted = slugOf(name).slice(0, 50);
  const ids = new Set(taken.map(({ id }) => id));
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted}-${count}`;
    if (!ids.has(id)) return id;
  }
}

export const round = (mm: number, step = 0.1): number => Math.round(Math.round(mm / step) * step * 1000) / 1000;

/** Until somebody has measured: the picture is taken to be 20 cm wide. */
export const scaleOf = ({ scale, width }: Photo): number => scale ?? width / 200;

export const photoFrom = ({ path, width, height }: Media): Photo => ({ url: path, width, height, scale: null });

export function freshState(name: string, currency: string, basePrice: number, photo: Photo, fonts: readonly string[]): DraftState {
  return {
    photos: [photo],
    input: {
      slug: slugOf(name),
      name,
      description: '',
      status: 'draft',
      imageUrl: photo.url,
      template: {
        schemaVersion: 1,
        currency,
        basePrice,
        size: { width: 100, height: 100, depth: 10 },
        sides: [],
        options: [],
        variants: [],
        priceRules: [],
        fonts: fonts.slice(0, LIMITS.fontsPerDocument),
        start: [],
        required: [],
      },
    },
  };
}

/** A side where `place` was drawn, with what suits a print by default. */
export function freshSide(name: string, photo: Photo, place: Place, taken: readonly { id: string }[]): TemplateSide {
  const scale = scaleOf(photo);
  const width = round(place.width / scale);
  const height = round(place.height / scale);
  return {
    id: idOf(name, taken),
    name,
    width,
    height,
    bleed: 0,
    safe: 1,
    process: 'print',
    palette: [],
    minStroke: 0.25,
    minTextHeight: 2,
    requiredDpi: 150,
    mockup: {
      url: photo.url,
      width: photo.width,
      height: photo.height,
      place: { ...place, width: width * scale, height: height * scale },
      variants: [],
    },
    zones: [],
  };
}

export const freshZone = (name: string, side: TemplateSide): Zone => ({
  id: idOf(name, side.zones),
  name,
  aliases: [name.toLowerCase()],
  x: round(side.width * 0.25),
  y: round(side.height * 0.25),
  width: round(side.width * 0.5),
  height: round(side.height * 0.5),
});

/** Text in the middle of a side, as large as fits well and no smaller than can be made. */
export function freshText(text: string, side: TemplateSide, font: string): TextLayer {
  const inset = side.safe + 0.5;
  const width = round(Math.max(side.width - 2 * inset, side.width * 0.5));
  const height = round(Math.min(Math.max(side.height * 0.5, side.minTextHeight * 1.5), side.height));
  const size = round(Math.max(Math.min(height * 0.7, (width / Math.max(text.length, 4)) * 1.6), side.minTextHeight * 1.6));
  return textLayer({
    id: newId('start'),
    name: text,
    text,
    font,
    size,
    fill: side.palette[0]?.spot ? { spot: side.palette[0].spot } : (side.palette[0]?.hex ?? '#1c2030'),
    x: round((side.width - width) / 2),
    y: round((side.height - height) / 2),
    width,
    height,
    fit: 'shrink',
  });
}

export function freshOption(kind: 'choice' | 'colour' | 'number', name: string, taken: readonly ProductOption[]): ProductOption {
  const shared = { id: idOf(name, taken), name, aliases: [name.toLowerCase()] };
  if (kind === 'number') return { ...shared, kind: 'number', unit: 'mm', min: 1, max: 10, step: 1, default: 1 };
  const swatch = kind === 'colour' ? { swatch: '#1c2030' } : {};
  return { ...shared, kind: 'choice', choices: [{ id: 'a', name: 'A', aliases: ['a'], ...swatch }], default: 'a' };
}

export const freshRule = (label: string, taken: readonly PriceRule[]): PriceRule => ({
  id: idOf(label, taken),
  label,
  per: { kind: 'item' },
  amount: 500,
});
