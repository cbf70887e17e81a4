import type { ProductInput } from '@luneo/sdk/contracts/products.js';
import type { ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import { CLIPART } from '../../clipart/library.js';
import { MUG_COLOURS, MUG_PICTURE, type PictureUrls } from './pictures.js';

const INK = '#2f4a3c';

function wrap(pictures: PictureUrls): TemplateSide {
  const { width, height, place } = MUG_PICTURE;
  return {
    id: 'wrap',
    name: 'All around',
    width: 210,
    height: 88,
    bleed: 2,
    safe: 4,
    process: 'print',
    palette: [],
    minStroke: 0.25,
    minTextHeight: 2.5,
    requiredDpi: 200,
    mockup: {
      url: pictures.wrap.white,
      width,
      height,
      place,
      variants: MUG_COLOURS.map((colour) => ({ option: 'colour', value: colour, url: pictures.wrap[colour] })),
    },
    zones: [
      {
        id: 'front',
        name: 'Opposite the handle',
        aliases: ['front', 'centre', 'center', 'middle', 'opposite the handle', 'devant', 'milieu', 'au centre', 'face à l’anse'],
        x: 65,
        y: 6,
        width: 80,
        height: 76,
      },
      {
        id: 'left',
        name: 'Seen by the left hand',
        aliases: ['left', 'left side', 'left of the handle', 'gauche', 'côté gauche', 'à gauche'],
        x: 6,
        y: 6,
        width: 60,
        height: 76,
      },
      {
        id: 'right',
        name: 'Seen by the right hand',
        aliases: ['right', 'right side', 'right of the handle', 'droite', 'côté droit', 'à droite'],
        x: 144,
        y: 6,
        width: 60,
        height: 76,
      },
      {
        id: 'around',
        name: 'All around',
        aliases: ['all around', 'around', 'wrap', 'whole mug', 'everywhere', 'tout autour', 'tour complet', 'toute la surface'],
        x: 6,
        y: 6,
        width: 198,
        height: 76,
      },
    ],
  };
}

const options: ProductTemplate['options'] = [
  {
    kind: 'choice',
    id: 'colour',
    name: 'Inside and handle',
    aliases: ['colour', 'color', 'couleur', 'inside', 'handle', 'intérieur', 'anse'],
    default: 'white',
    choices: [
      { id: 'white', name: 'White', aliases: ['white', 'blanc', 'blanche'], swatch: '#f4f2ee' },
      { id: 'black', name: 'Black', aliases: ['black', 'noir', 'noire'], swatch: '#26262b' },
      { id: 'brick', name: 'Brick', aliases: ['brick', 'red', 'terracotta', 'brique', 'rouge'], swatch: '#b5492f' },
      { id: 'ocean', name: 'Ocean', aliases: ['ocean', 'blue', 'océan', 'bleu', 'bleue'], swatch: '#2f5d8a' },
      { id: 'sage', name: 'Sage', aliases: ['sage', 'green', 'sauge', 'vert', 'verte'], swatch: '#8fa58c' },
    ],
  },
];

const base = { rotation: 0, opacity: 1, locked: false, hidden: false };

function start(): (TextLayer | ShapeLayer)[] {
  const sun = CLIPART.find((motif) => motif.id === 'sun')!;
  return [
    {
      ...base,
      type: 'shape',
      id: 'start-sun',
      name: 'Sun',
      clipart: sun.id,
      x: 92,
      y: 12,
      width: 26,
      height: 26,
      viewBox: sun.viewBox,
      paths: sun.paths.map((path) => ({ d: path.d, fill: '#d98e2b' })),
    },
    {
      ...base,
      type: 'text',
      id: 'start-words',
      name: 'Your words',
      x: 55,
      y: 42,
      width: 100,
      height: 30,
      runs: [{ text: 'Bonjour, Luna', font: 'fnt_dancing', size: 20, fill: INK, tracking: 0 }],
      align: 'center',
      verticalAlign: 'middle',
      lineHeight: 1.2,
      fit: 'shrink',
      case: 'none',
      direction: 'auto',
    },
  ];
}

/** A stoneware mug of 330 ml, printed all around up to the handle: 210 × 88 mm. */
export function mug(pictures: PictureUrls): ProductInput & { id: string } {
  return {
    id: 'prd_mug',
    slug: 'mug',
    name: 'Morning mug',
    description: 'Stoneware, 330 ml. Your words and pictures run all the way round, from handle to handle.',
    status: 'published',
    imageUrl: pictures.mug.ocean,
    template: {
      schemaVersion: 1,
      currency: 'EUR',
      basePrice: 1900,
      size: { width: 82, height: 96, depth: 82 },
      sides: [wrap(pictures)],
      options,
      variants: MUG_COLOURS.map((colour) => ({
        id: colour,
        sku: `ATL-MUG-${colour.toUpperCase()}`,
        name: `Mug ${colour}`,
        options: { colour },
        amount: colour === 'white' ? 0 : 200,
      })),
      priceRules: [
        { id: 'layers', label: 'Each element after 4', per: { kind: 'layer', free: 4 }, amount: 100 },
        { id: 'photo', label: 'Photo print', per: { kind: 'layer', layerType: 'image', free: 0 }, amount: 300 },
      ],
      fonts: [
        'fnt_inter',
        'fnt_interbold',
        'fnt_playfair',
        'fnt_playfairitalic',
        'fnt_greatvibes',
        'fnt_dancing',
        'fnt_cinzel',
        'fnt_oswald',
        'fnt_naskh',
      ],
      start: [{ id: 'wrap', layers: start() }],
      required: [],
    },
  };
}
