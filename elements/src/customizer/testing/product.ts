import type { Font, Product } from '@luneo/sdk/contracts/products.js';
import type { TextLayer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';

const PIXEL =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500"><rect width="800" height="500" fill="%23dcd6cc"/></svg>';

function side(id: string, patch: Partial<TemplateSide> = {}): TemplateSide {
  return {
    id,
    name: id[0]!.toUpperCase() + id.slice(1),
    width: 100,
    height: 50,
    bleed: 2,
    safe: 3,
    process: 'print',
    palette: [],
    minStroke: 0.2,
    minTextHeight: 2,
    requiredDpi: 150,
    mockup: { url: PIXEL, width: 800, height: 500, place: { x: 100, y: 100, width: 600, height: 300, rotation: 0 }, variants: [] },
    zones: [],
    ...patch,
  };
}

/** A text layer for tests: 40 × 12 mm at 10, 10. */
export function sampleText(patch: Partial<TextLayer> & { id: string }, text = 'Jessica'): TextLayer {
  return {
    type: 'text',
    name: text,
    x: 10,
    y: 10,
    width: 40,
    height: 12,
    rotation: 0,
    opacity: 1,
    locked: false,
    hidden: false,
    runs: [{ text, font: 'fnt_inter', size: 8, fill: '#1a1a1a', tracking: 0 }],
    align: 'center',
    verticalAlign: 'middle',
    lineHeight: 1.2,
    fit: 'shrink',
    case: 'none',
    direction: 'auto',
    ...patch,
  };
}

export const FONT: Font = {
  id: 'fnt_inter',
  family: 'Inter',
  style: 'sans',
  hash: 'a'.repeat(64),
  url: '/node_modules/@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf',
  bytes: 300_000,
};

/** A plate of 100 × 50 mm with a back, three colours and a price for every character. */
export function sampleProduct(layers: TextLayer[] = []): Product {
  return {
    id: 'prd_plate',
    brandId: 'brd_test',
    slug: 'plate',
    name: 'Plate',
    description: '',
    status: 'published',
    imageUrl: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    template: {
      schemaVersion: 1,
      currency: 'EUR',
      basePrice: 1_000,
      size: { width: 100, height: 50, depth: 1 },
      sides: [side('front'), side('back')],
      options: [
        {
          kind: 'choice',
          id: 'colour',
          name: 'Colour',
          aliases: [],
          default: 'white',
          choices: [
            { id: 'white', name: 'White', aliases: [], swatch: '#ffffff' },
            { id: 'black', name: 'Black', aliases: [], swatch: '#000000' },
          ],
        },
      ],
      variants: [],
      priceRules: [
        { id: 'character', label: 'Characters', per: { kind: 'character', free: 0 }, amount: 10 },
        { id: 'black', label: 'Black', when: [{ option: 'colour', in: ['black'] }], per: { kind: 'item' }, amount: 250 },
      ],
      fonts: ['fnt_inter'],
      start: [{ id: 'front', layers }],
      required: [],
    },
  };
}
