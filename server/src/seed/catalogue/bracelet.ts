import type { ProductInput } from '@luneo/sdk/contracts/products.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import { BRACELET_PICTURE, METALS, type PictureUrls } from './pictures.js';

/** How an engraved line looks on every metal. */
export const ENGRAVING = '#3a322c';

function plate(pictures: PictureUrls): TemplateSide {
  const { width, height, place } = BRACELET_PICTURE;
  return {
    id: 'plate',
    name: 'Plate',
    width: 60,
    height: 14,
    bleed: 0,
    safe: 1.2,
    printArea: 'M6 0H54A6 6 0 0 1 60 6V8A6 6 0 0 1 54 14H6A6 6 0 0 1 0 8V6A6 6 0 0 1 6 0Z',
    process: 'engrave',
    palette: [{ name: 'Engraving', hex: ENGRAVING }],
    minStroke: 0.15,
    minTextHeight: 1.8,
    requiredDpi: 600,
    mockup: {
      url: pictures.bracelet.silver,
      width,
      height,
      place,
      variants: METALS.map((metal) => ({ option: 'metal', value: metal, url: pictures.bracelet[metal] })),
    },
    zones: [
      {
        id: 'clasp',
        name: 'Clasp',
        aliases: ['clasp', 'fermoir', 'center', 'centre', 'middle', 'milieu', 'au centre'],
        x: 15,
        y: 1.2,
        width: 30,
        height: 11.6,
      },
      {
        id: 'left-end',
        name: 'Left end',
        aliases: ['left end', 'left', 'start', 'gauche', 'extrémité gauche', 'bout gauche', 'début'],
        x: 3,
        y: 1.2,
        width: 12,
        height: 11.6,
      },
      {
        id: 'right-end',
        name: 'Right end',
        aliases: ['right end', 'right', 'droite', 'extrémité droite', 'bout droit', 'fin'],
        x: 45,
        y: 1.2,
        width: 12,
        height: 11.6,
      },
      {
        id: 'plate',
        name: 'Whole plate',
        aliases: ['whole plate', 'plate', 'plaque', 'toute la plaque', 'full width', 'toute la largeur', 'band'],
        x: 3,
        y: 1.2,
        width: 54,
        height: 11.6,
      },
    ],
  };
}

const options: ProductTemplate['options'] = [
  {
    kind: 'choice',
    id: 'metal',
    name: 'Metal',
    aliases: ['metal', 'material', 'métal', 'matière', 'couleur', 'colour', 'color', 'finition', 'finish'],
    default: 'silver',
    choices: [
      {
        id: 'silver',
        name: 'Silver 925',
        aliases: ['silver', 'sterling silver', 'silver 925', 'argent', 'argent 925', 'argent massif'],
        swatch: '#c9cbcf',
      },
      {
        id: 'gold-18k',
        name: 'Gold 18k',
        aliases: [
          'or 18k',
          'or 18 k',
          'or 18 carats',
          'or 18 carat',
          'or 18ct',
          'or jaune',
          'or',
          '18k gold',
          '18 k gold',
          '18-karat gold',
          '18 karat gold',
          '18 carat gold',
          '18ct gold',
          'gold 18k',
          'gold',
          'golden',
          'yellow gold',
          'doré',
          'dorée',
          'en or',
          "d'or",
        ],
        swatch: '#d9b056',
      },
      {
        id: 'rose-gold',
        name: 'Rose gold',
        aliases: ['rose gold', 'pink gold', 'red gold', 'or rose', 'or rosé', 'rosé'],
        swatch: '#dba28c',
      },
      {
        id: 'steel',
        name: 'Brushed steel',
        aliases: ['steel', 'stainless steel', 'brushed steel', 'acier', 'acier inoxydable', 'acier brossé', 'inox'],
        swatch: '#8d9299',
      },
    ],
  },
  {
    kind: 'choice',
    id: 'size',
    name: 'Size',
    aliases: ['size', 'taille', 'wrist size', 'tour de poignet'],
    default: 'm',
    choices: [
      { id: 's', name: 'S · 16 cm', aliases: ['s', 'small', 'petit', 'petite', '16 cm'] },
      { id: 'm', name: 'M · 18 cm', aliases: ['m', 'medium', 'moyen', 'moyenne', '18 cm'] },
      { id: 'l', name: 'L · 20 cm', aliases: ['l', 'large', 'grand', 'grande', '20 cm'] },
    ],
  },
  {
    kind: 'number',
    id: 'depth',
    name: 'Engraving depth',
    aliases: ['depth', 'engraving depth', 'deep', 'profondeur', 'profondeur de gravure', 'profond', 'profonde'],
    unit: 'mm',
    min: 0.2,
    max: 1,
    step: 0.1,
    default: 0.3,
  },
];

const metalPrice = (id: string, label: string, amount: number): ProductTemplate['priceRules'][number] => ({
  id: `metal-${id}`,
  label,
  when: [{ option: 'metal', in: [id] }],
  per: { kind: 'item' },
  amount,
});

/** An identity bracelet: a 60 × 14 mm clasp plate on a fine chain, engraved by laser. */
export function bracelet(pictures: PictureUrls): ProductInput & { id: string } {
  return {
    id: 'prd_bracelet',
    slug: 'bracelet',
    name: 'Lune bracelet',
    description: 'A fine chain and a polished clasp plate that carries your words. Engraved in our workshop in two days.',
    status: 'published',
    imageUrl: pictures.bracelet['gold-18k'],
    template: {
      schemaVersion: 1,
      currency: 'EUR',
      basePrice: 4900,
      size: { width: 180, height: 14, depth: 2.4 },
      sides: [plate(pictures)],
      options,
      variants: [],
      priceRules: [
        metalPrice('silver', 'Silver 925', 1500),
        metalPrice('gold-18k', 'Gold 18k', 7000),
        metalPrice('rose-gold', 'Rose gold', 6000),
        { id: 'engraving', label: 'Engraving, each character after 10', per: { kind: 'character', free: 10 }, amount: 120 },
        { id: 'motif', label: 'Engraved motif', per: { kind: 'layer', layerType: 'shape', free: 0 }, amount: 400 },
        { id: 'depth', label: 'Deeper engraving, per mm after 0.3 mm', per: { kind: 'unit', option: 'depth', free: 0.3 }, amount: 1000 },
      ],
      fonts: ['fnt_greatvibes', 'fnt_dancing', 'fnt_playfair', 'fnt_playfairitalic', 'fnt_cinzel', 'fnt_inter', 'fnt_oswald', 'fnt_naskh'],
      start: [
        {
          id: 'plate',
          layers: [
            {
              type: 'text',
              id: 'start-name',
              name: 'Your words',
              x: 15,
              y: 2,
              width: 30,
              height: 10,
              rotation: 0,
              opacity: 1,
              locked: false,
              hidden: false,
              runs: [{ text: 'Luna', font: 'fnt_greatvibes', size: 8, fill: ENGRAVING, tracking: 0 }],
              align: 'center',
              verticalAlign: 'middle',
              lineHeight: 1.2,
              fit: 'shrink',
              case: 'none',
              direction: 'auto',
            },
          ],
        },
      ],
      required: [],
    },
  };
}
