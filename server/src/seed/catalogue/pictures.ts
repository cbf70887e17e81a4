/** Where each side lies on its picture, in pixels; the pictures are drawn from the same numbers. */
export const BRACELET_PICTURE = { width: 1600, height: 1120, place: { x: 275, y: 664, width: 1050, height: 245, rotation: 0 } } as const;
export const SHIRT_PICTURE = { width: 1440, height: 1600, place: { x: 453, y: 440, width: 534, height: 712, rotation: 0 } } as const;
/** A wall of 257.6 mm laid flat at `scale` px per mm, and on beyond the handle at both ends; the wrap leaves the handle free. */
export const MUG_PICTURE = {
  width: 2200,
  height: 1400,
  scale: 7,
  round: 1804,
  place: { x: 365, y: 392, width: 1470, height: 616, rotation: 0 },
} as const;

export const METALS = ['silver', 'gold-18k', 'rose-gold', 'steel'] as const;
export const SHIRT_COLOURS = ['white', 'sand', 'black', 'navy', 'forest', 'grey'] as const;
export const MUG_COLOURS = ['white', 'black', 'brick', 'ocean', 'sage'] as const;
export type Metal = (typeof METALS)[number];
export type ShirtColour = (typeof SHIRT_COLOURS)[number];
export type MugColour = (typeof MUG_COLOURS)[number];

/** Paths (`/media/…`) of the drawn pictures. */
export interface PictureUrls {
  bracelet: Readonly<Record<Metal, string>>;
  front: Readonly<Record<ShirtColour, string>>;
  back: Readonly<Record<ShirtColour, string>>;
  /** The wall laid flat, and the mug on the table. */
  wrap: Readonly<Record<MugColour, string>>;
  mug: Readonly<Record<MugColour, string>>;
}
