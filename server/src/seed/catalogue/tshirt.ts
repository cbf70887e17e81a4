import type { ProductInput } from '@luneo/sdk/contracts/products.js';
import type { ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import type { ProductTemplate, TemplateSide, Zone } from '@luneo/sdk/design/template.js';
import { CLIPART } from '../../clipart/library.js';
import { type PictureUrls, SHIRT_COLOURS, SHIRT_PICTURE, type ShirtColour } from './pictures.js';

/** Reads well on every shirt colour. */
const INK = '#e0684b';

const zone = (id: string, name: string, aliases: string[], x: number, y: number, width: number, height: number): Zone => ({
  id,
  name,
  aliases,
  x,
  y,
  width,
  height,
});

const shared = [
  zone('centre', 'Centre', ['centre', 'center', 'middle', 'milieu', 'au centre', 'belly', 'ventre'], 40, 115, 220, 170),
  zone('top', 'Top', ['top', 'haut', 'en haut', 'upper part', 'neckline', 'col', 'encolure'], 40, 10, 220, 60),
  zone('bottom', 'Bottom', ['bottom', 'bas', 'en bas', 'hem', 'ourlet', 'lower part'], 40, 320, 220, 70),
  zone('full', 'Whole print', ['whole', 'full print', 'everywhere', 'toute la surface', 'pleine surface'], 10, 10, 280, 380),
];

const frontZones: Zone[] = [
  zone('chest', 'Chest', ['chest', 'poitrine', 'torse', 'buste', 'front', 'devant'], 40, 40, 220, 130),
  zone(
    'left-chest',
    'Left chest',
    [
      'left chest',
      'left breast',
      'pocket',
      'over the heart',
      'on the heart',
      'heart side',
      'poche',
      'poitrine gauche',
      'côté gauche',
      'côté coeur',
      'sur le coeur',
      'sur le cœur',
      'côté cœur',
    ],
    195,
    30,
    85,
    85,
  ),
  zone('right-chest', 'Right chest', ['right chest', 'right breast', 'poitrine droite', 'côté droit'], 20, 30, 85, 85),
  ...shared,
];
const backZones: Zone[] = [
  zone(
    'shoulders',
    'Between the shoulders',
    ['shoulders', 'upper back', 'épaules', 'entre les épaules', 'haut du dos', 'nape', 'nuque'],
    40,
    15,
    220,
    90,
  ),
  zone('back', 'Back', ['back', 'dos', 'derrière', 'on the back', 'dans le dos'], 30, 60, 240, 240),
  ...shared,
];

function side(id: 'front' | 'back', name: string, zones: Zone[], urls: Readonly<Record<ShirtColour, string>>): TemplateSide {
  const { width, height, place } = SHIRT_PICTURE;
  return {
    id,
    name,
    width: 300,
    height: 400,
    bleed: 3,
    safe: 5,
    process: 'print',
    palette: [],
    minStroke: 0.35,
    minTextHeight: 4,
    requiredDpi: 150,
    mockup: {
      url: urls.white,
      width,
      height,
      place,
      variants: SHIRT_COLOURS.map((colour) => ({ option: 'colour', value: colour, url: urls[colour] })),
    },
    zones,
  };
}

const options: ProductTemplate['options'] = [
  {
    kind: 'choice',
    id: 'colour',
    name: 'Colour',
    aliases: ['colour', 'color', 'couleur', 'shirt', 't-shirt', 'tee', 'fabric', 'tissu'],
    default: 'white',
    choices: [
      { id: 'white', name: 'White', aliases: ['white', 'blanc', 'blanche'], swatch: '#f4f3f0' },
      {
        id: 'sand',
        name: 'Sand',
        aliases: ['sand', 'beige', 'cream', 'ecru', 'écru', 'sable', 'crème', 'natural', 'naturel'],
        swatch: '#dccdb4',
      },
      { id: 'black', name: 'Black', aliases: ['black', 'noir', 'noire'], swatch: '#23232a' },
      {
        id: 'navy',
        name: 'Navy',
        aliases: ['navy', 'navy blue', 'blue', 'dark blue', 'marine', 'bleu marine', 'bleu', 'bleue'],
        swatch: '#26344f',
      },
      {
        id: 'forest',
        name: 'Forest',
        aliases: ['forest', 'forest green', 'green', 'vert', 'verte', 'vert sapin', 'vert forêt'],
        swatch: '#2f4a3c',
      },
      {
        id: 'grey',
        name: 'Heather grey',
        aliases: ['grey', 'gray', 'heather', 'heather grey', 'gris', 'grise', 'gris chiné'],
        swatch: '#b7b9bd',
      },
    ],
  },
  {
    kind: 'choice',
    id: 'size',
    name: 'Size',
    aliases: ['size', 'taille'],
    default: 'm',
    choices: [
      { id: 'xs', name: 'XS', aliases: ['xs', 'extra small'] },
      { id: 's', name: 'S', aliases: ['s', 'small'] },
      { id: 'm', name: 'M', aliases: ['m', 'medium'] },
      { id: 'l', name: 'L', aliases: ['l', 'large'] },
      { id: 'xl', name: 'XL', aliases: ['xl', 'extra large'] },
      { id: 'xxl', name: 'XXL', aliases: ['xxl', '2xl'] },
    ],
  },
];

/** One SKU for each colour and size. */
function variants(): ProductTemplate['variants'] {
  const sizes = ['xs', 's', 'm', 'l', 'xl', 'xxl'];
  return SHIRT_COLOURS.flatMap((colour) =>
    sizes.map((size) => ({
      id: `${colour}-${size}`,
      sku: `ATL-TEE-${colour.toUpperCase()}-${size.toUpperCase()}`,
      name: size === 'xxl' ? 'Size XXL' : `T-shirt ${colour} ${size.toUpperCase()}`,
      options: { colour, size },
      amount: size === 'xxl' ? 200 : 0,
    })),
  );
}

const base = { rotation: 0, opacity: 1, locked: false, hidden: false };

function start(): (TextLayer | ShapeLayer)[] {
  const moon = CLIPART.find((motif) => motif.id === 'moon')!;
  return [
    {
      ...base,
      type: 'shape',
      id: 'start-moon',
      name: 'Moon',
      clipart: moon.id,
      x: 119,
      y: 60,
      width: 62,
      height: 62,
      viewBox: moon.viewBox,
      paths: moon.paths.map((path) => ({ d: path.d, fill: INK })),
    },
    {
      ...base,
      type: 'text',
      id: 'start-words',
      name: 'Your words',
      x: 30,
      y: 132,
      width: 240,
      height: 42,
      runs: [{ text: 'Clair de lune', font: 'fnt_playfairitalic', size: 34, fill: INK, tracking: 0 }],
      align: 'center',
      verticalAlign: 'middle',
      lineHeight: 1.2,
      fit: 'shrink',
      case: 'none',
      direction: 'auto',
    },
  ];
}

/** An organic cotton T-shirt with a 300 × 400 mm print on either side. */
export function tshirt(pictures: PictureUrls): ProductInput & { id: string } {
  return {
    id: 'prd_tshirt',
    slug: 'tshirt',
    name: 'Atelier T-shirt',
    description: 'Heavy organic cotton, cut straight. Your words and pictures, printed to last.',
    status: 'published',
    imageUrl: pictures.front.white,
    template: {
      schemaVersion: 1,
      currency: 'EUR',
      basePrice: 2900,
      size: { width: 520, height: 720, depth: 20 },
      sides: [side('front', 'Front', frontZones, pictures.front), side('back', 'Back', backZones, pictures.back)],
      options,
      variants: variants(),
      priceRules: [
        { id: 'second-side', label: 'Second side', per: { kind: 'side', free: 1 }, amount: 800 },
        { id: 'layers', label: 'Each element after 3', per: { kind: 'layer', free: 3 }, amount: 150 },
        { id: 'photo', label: 'Photo print', per: { kind: 'layer', layerType: 'image', free: 0 }, amount: 400 },
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
      start: [
        { id: 'front', layers: start() },
        { id: 'back', layers: [] },
      ],
      required: [],
    },
  };
}
