import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font, Product } from '@luneo/sdk/contracts/products.js';
import { createDocument, textLayer } from '@luneo/sdk/design/create.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import type { Scope } from './auth/scope.js';
import type { Deps } from './deps.js';
import { createFont, type FontRecord } from './fonts/store.js';
import { createProduct } from './products/store.js';

/** Inter, as npm brings it. */
export const interBytes = (): Promise<Uint8Array> =>
  readFile(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'));

/** An engraved plate of 60 × 20 mm with a metal, a depth, two price rules and one text that must be filled. */
export function testTemplate(font: string): ProductTemplate {
  return {
    schemaVersion: 1,
    currency: 'EUR',
    basePrice: 4_900,
    size: { width: 60, height: 20, depth: 2 },
    sides: [
      {
        id: 'plate',
        name: 'Plate',
        width: 60,
        height: 20,
        bleed: 0,
        safe: 1,
        process: 'engrave',
        palette: [{ name: 'Engraving', hex: '#3a3a3a', spot: 'Engraving' }],
        minStroke: 0.1,
        minTextHeight: 1,
        requiredDpi: 300,
        mockup: {
          url: '/media/plate.webp',
          width: 600,
          height: 400,
          place: { x: 0, y: 0, width: 600, height: 200, rotation: 0 },
          variants: [],
        },
        zones: [{ id: 'centre', name: 'Centre', aliases: ['middle'], x: 10, y: 2, width: 40, height: 16 }],
      },
    ],
    options: [
      {
        kind: 'choice',
        id: 'metal',
        name: 'Metal',
        aliases: [],
        choices: [
          { id: 'silver', name: 'Silver', aliases: [] },
          { id: 'gold', name: 'Gold', aliases: [] },
        ],
        default: 'silver',
      },
      { kind: 'number', id: 'depth', name: 'Depth', aliases: [], unit: 'mm', min: 0.2, max: 1, step: 0.1, default: 0.3 },
    ],
    variants: [],
    priceRules: [
      { id: 'gold', label: 'Gold', when: [{ option: 'metal', in: ['gold'] }], per: { kind: 'item' }, amount: 12_000 },
      { id: 'letters', label: 'Letters', per: { kind: 'character', free: 5 }, amount: 100 },
    ],
    fonts: [font],
    start: [
      {
        id: 'plate',
        layers: [
          textLayer({ id: 'l_name', name: 'Name', text: 'Luna', font, size: 6, fill: '#3a3a3a', x: 5, y: 4, width: 50, height: 12 }),
        ],
      },
    ],
    required: ['l_name'],
  };
}

export interface TestCatalogue {
  font: FontRecord;
  product: Product;
  /** A new design of the product, ready to be finalized. */
  document: DesignDocument;
}

/** A font, a published product and a valid document in the brand of `scope`. */
export async function makeCatalogue(
  deps: Deps,
  scope: Scope,
  font: { family: string; style: Font['style'] } = { family: 'Inter', style: 'sans' },
): Promise<TestCatalogue> {
  const record = await createFont(deps, scope, { ...font, bytes: await interBytes() });
  const product = await createProduct(deps.db, scope, {
    slug: 'plate',
    name: 'Engraved plate',
    description: 'A plate to engrave.',
    status: 'published',
    imageUrl: '/media/plate.webp',
    template: testTemplate(record.id),
  });
  return { font: record, product, document: createDocument(product.id, product.template, [record]) };
}
