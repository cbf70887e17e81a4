import type { CodeLayer, GroupLayer, ImageLayer, Layer, ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';

/** One page of the parity proof. */
export interface ParityDocument {
  name: string;
  side: TemplateSide;
  layers: Layer[];
}

const frame = { name: '', x: 4, y: 4, width: 52, height: 22, rotation: 0, opacity: 1, locked: false, hidden: false };
const style = { font: 'sans', size: 7, fill: '#1c2b3a', tracking: 0 };

let count = 0;
const nextId = () => `l${++count}`;

type Run = Partial<TextLayer['runs'][number]>;
const text = (content: string, run: Run = {}, layer: Partial<TextLayer> = {}): TextLayer => ({
  ...frame,
  id: nextId(),
  type: 'text',
  runs: [{ text: content, ...style, ...run }],
  align: 'center',
  verticalAlign: 'middle',
  lineHeight: 1.2,
  fit: 'none',
  case: 'none',
  direction: 'auto',
  ...layer,
});
const image = (asset: string, layer: Partial<ImageLayer> = {}): ImageLayer => ({
  ...frame,
  id: nextId(),
  type: 'image',
  asset,
  crop: { x: 0, y: 0, width: 1, height: 1 },
  ...layer,
});
const shape = (paths: ShapeLayer['paths'], layer: Partial<ShapeLayer> = {}): ShapeLayer => ({
  ...frame,
  width: 22,
  id: nextId(),
  type: 'shape',
  viewBox: [24, 24],
  paths,
  ...layer,
});
const code = (data: string, layer: Partial<CodeLayer> = {}): CodeLayer => ({
  ...frame,
  width: 22,
  id: nextId(),
  type: 'code',
  symbology: 'qr',
  data,
  fill: '#14202c',
  ...layer,
});
const group = (layers: Layer[], layer: Partial<GroupLayer> = {}): GroupLayer => ({
  ...frame,
  id: nextId(),
  type: 'group',
  layers,
  ...layer,
});

const page = (name: string, layers: Layer[], side: Partial<TemplateSide> = {}): ParityDocument => ({
  name,
  layers,
  side: {
    id: 'front',
    name: 'Front',
    width: 60,
    height: 30,
    bleed: 3,
    safe: 2,
    process: 'print',
    palette: [{ name: 'Gold', hex: '#b08d3c', spot: 'Gold foil' }],
    minStroke: 0,
    minTextHeight: 0,
    requiredDpi: 300,
    mockup: { url: '', width: 1, height: 1, place: { x: 0, y: 0, width: 1, height: 1, rotation: 0 }, variants: [] },
    zones: [],
    ...side,
  },
});

const HEART = 'M12 21s-8-5.3-8-11.2A4.8 4.8 0 0 1 12 6.6a4.8 4.8 0 0 1 8 3.2C20 15.700 12 21 12 21z';
const STAR = 'M12 2l2.900 6.300 6.900.700-5.200 4.600 1.500 6.800L12 16.900 5.900 20.400l1.500-6.800L2.200 9l6.900-.700z';
const CIRCLE = 'M.5 1A.5.5 0 0 1 .5 0A.5.5 0 0 1 .5 1Z';
const RINGS = 'M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22zM12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6z';

/** Everything that the layout can do, small enough that the whole proof takes a minute. */
export const DOCUMENTS: ParityDocument[] = [
  page('script with swashes', [text('Jessica', { font: 'script', size: 15 })]),
  page('kerned serif', [text('AVATAR Toffee Wave', { font: 'serif', size: 6.5 })]),
  page('italic with ligatures', [text('affluent filigree', { font: 'italic', size: 8 })]),
  page('text of 4 mm', [text('Les beaux jours, 14 juin 2026', { size: 4 })]),
  page('Arabic', [text('السلام عليكم', { font: 'naskh', size: 10 })]),
  page('mixed direction', [
    text('سلام Luneo (2026) حبيبتي', { font: 'naskh', size: 6 }, { y: 2, height: 12 }),
    text('Hello שלום, مرحبا 42!', { font: 'naskh', size: 6 }, { y: 16, height: 12, direction: 'ltr' }),
  ]),
  page('Devanagari', [text('हिन्दी प्रेम क्षमा', { font: 'devanagari', size: 9 })]),
  page('accents by combining marks', [text('Noe\u0308l cre\u0301\u0302me Zoë', { font: 'serif', size: 8 })]),
  page('arc upwards', [text('AROUND THE WORLD', { font: 'cinzel', size: 5 }, { curve: { kind: 'arc', radius: 20 } })]),
  page('arc downwards', [text('forever and always', { font: 'dancing', size: 7 }, { curve: { kind: 'arc', radius: -24 } })]),
  page('Arabic on an arc', [text('حب للأبد', { font: 'naskh', size: 9 }, { curve: { kind: 'arc', radius: 25 } })]),
  page('wave', [text('riding the long waves', { font: 'serif', size: 5 }, { curve: { kind: 'wave', amplitude: 2, length: 30 } })]),
  page('two lines on a wave, falling first', [
    text(
      'Two lines that wrap as they go up and down',
      { size: 4 },
      { fit: 'wrap', align: 'start', verticalAlign: 'top', curve: { kind: 'wave', amplitude: -2, length: 40 } },
    ),
  ]),
  page('round a circle', [
    text(
      'ATELIER LUNE · PARIS · MMXXVI ·',
      { font: 'cinzel', size: 3.6 },
      { x: 19, width: 22, verticalAlign: 'bottom', curve: { kind: 'path', d: CIRCLE } },
    ),
  ]),
  page('script along a drawn path', [
    text(
      'wherever you go',
      { font: 'script', size: 10 },
      { verticalAlign: 'bottom', curve: { kind: 'path', d: 'M0 .7C.3 0 .6 1.2 1 .45' } },
    ),
  ]),
  page('Arabic on a wave', [text('مع كل الحب للأبد', { font: 'naskh', size: 8 }, { curve: { kind: 'wave', amplitude: 2, length: 52 } })]),
  page('shadow', [text('Shadow', { font: 'oswald', size: 12 }, { shadow: { x: 0.6, y: 0.6, paint: '#c0a060' } })]),
  page('shadow of outlined text, turned and half opaque', [
    text(
      'Noir',
      { font: 'dancing', size: 14, fill: '#f0e0d0', outline: { width: 0.4, paint: '#203050' } },
      { rotation: 9, opacity: 0.6, shadow: { x: -0.8, y: 0.7, paint: '#903040' } },
    ),
  ]),
  page('turned text', [text('Turned by 23.5', { font: 'oswald', size: 7 }, { rotation: 23.5 })]),
  page('upside down and on end', [
    text('Upside down', { font: 'serif', size: 6 }, { rotation: 180, height: 12 }),
    text('On end', { size: 6 }, { x: 35, width: 25, height: 10, y: 10, rotation: 90 }),
  ]),
  page('paragraph that wraps', [
    text(
      'To the moon and back, with all my love — for ever and ever.',
      { font: 'serif', size: 4.5 },
      { fit: 'wrap', align: 'start', verticalAlign: 'top' },
    ),
  ]),
  page('text shrunk to its frame', [text('A line far too long for the plate', { font: 'serif', size: 9 }, { fit: 'shrink' })]),
  page('tracking and capitals', [text('atelier lune', { font: 'cinzel', size: 5, tracking: 0.3 }, { case: 'upper' })]),
  page('runs of two inks', [
    {
      ...text(''),
      runs: [
        { ...style, text: 'for ', font: 'serif', size: 7 },
        { ...style, text: 'Eve', font: 'script', size: 12, fill: '#a03050' },
        { ...style, text: 'lyn', font: 'script', size: 12, fill: '#305080' },
      ],
    },
  ]),
  page('outlined text', [text('Outline', { font: 'oswald', size: 12, fill: '#f0c040', outline: { width: 0.5, paint: '#203050' } })]),
  page('outlined text, half opaque', [
    text('Ghost', { font: 'dancing', size: 14, outline: { width: 0.6, paint: '#802040' } }, { opacity: 0.5 }),
  ]),
  page('overlapping script, half opaque', [text('Alice & Olivier', { font: 'script', size: 11 }, { opacity: 0.55 })]),
  page('shapes', [
    shape([{ d: HEART, fill: '#c02040' }]),
    shape([{ d: STAR, fill: '#e0b020', stroke: { width: 0.4, paint: '#504010' } }], { x: 32, rotation: 12 }),
  ]),
  page('even-odd rings, stretched', [shape([{ d: RINGS, fill: '#2a6a5a', fillRule: 'evenodd' }], { width: 48 })]),
  page('strokes alone', [
    shape([
      { d: 'M2 12q5-14 10 0t10 0', fill: null, stroke: { width: 0.8, paint: '#304090' } },
      { d: 'M3 20h18', fill: null, stroke: { width: 0.25, paint: '#000000' } },
    ]),
  ]),
  page('spot and process colour', [
    text('Gold foil', { font: 'cinzel', size: 7, fill: { spot: 'Gold foil' } }, { height: 12, y: 2 }),
    text('Black', { size: 8, fill: { cmyk: [0, 0, 0, 1] } }, { height: 12, y: 16 }),
  ]),
  page('photo', [image('photo', { width: 33, x: 12 })]),
  page('photo cropped and turned', [
    image('photo', { crop: { x: 0.2, y: 0.1, width: 0.5, height: 0.75 }, width: 24, height: 24, x: 18, y: 3, rotation: -15 }),
  ]),
  page('photo of a phone, stored on its side', [image('phone', { width: 18, height: 27, x: 21, y: 2 })]),
  page('photo in an ellipse', [image('photo', { mask: { kind: 'ellipse' }, width: 30, x: 15 })]),
  page('photo in a heart, part opaque', [
    image('plain', {
      mask: { kind: 'path', d: 'M.5 1C.1.7 0 .5 0 .3A.25.25 0 0 1 .5.2A.25.25 0 0 1 1 .3C1 .5.9.7.5 1z' },
      opacity: 0.7,
      width: 24,
      x: 18,
    }),
  ]),
  page('transparent picture on a rounded one', [
    image('plain', { mask: { kind: 'rounded', radius: 4 } }),
    image('badge', { x: 18, width: 24, y: 3, height: 24 }),
  ]),
  page('photo mirrored, turned and cropped, in a shape that is not', [
    image('photo', {
      flip: { horizontal: true, vertical: false },
      crop: { x: 0.1, y: 0.2, width: 0.6, height: 0.7 },
      mask: { kind: 'path', d: 'M0 1V.4A.5.4 0 0 1 .7.1L1 1Z' },
      width: 26,
      x: 17,
      rotation: 12,
    }),
  ]),
  page('drawing upside down', [image('plain', { flip: { horizontal: true, vertical: true }, width: 33, x: 12 })]),
  page('photo brighter, with more contrast and colour', [
    image('photo', { adjustments: { brightness: 0.15, contrast: 0.4, saturation: 0.6 }, width: 33, x: 12 }),
  ]),
  page('photo in greys beside itself', [
    image('photo', { adjustments: { brightness: 0, contrast: 0.2, saturation: 0, tone: { kind: 'greyscale' } }, width: 25, x: 3 }),
    image('photo', { width: 25, x: 32 }),
  ]),
  page(
    'photo for the engraver, see-through',
    [
      shape([{ d: RINGS, fill: '#e0d0b0', fillRule: 'evenodd' }], { x: 12, width: 33 }),
      image('photo', {
        adjustments: { brightness: 0, contrast: 0, saturation: 0, tone: { kind: 'threshold', level: 0.5, dark: '#3a322c' } },
        width: 33,
        x: 12,
      }),
    ],
    { process: 'engrave' },
  ),
  page('see-through badge in two tones, part opaque', [
    image('badge', {
      adjustments: { brightness: -0.1, contrast: 0, saturation: 0, tone: { kind: 'duotone', dark: '#102a50', light: '#f0c8a0' } },
      width: 24,
      x: 18,
      y: 3,
      height: 24,
      opacity: 0.8,
    }),
  ]),
  page('drawing by hand, part opaque', [
    shape(
      [
        { d: 'M0 12C6-8 12 26 20 8C25-4 31 6 28 12C25 18 40 22 50 2', fill: null, stroke: { width: 1.2, paint: '#203060' } },
        { d: 'M8 18C18 14 30 20 44 16', fill: null, stroke: { width: 0.8, paint: '#a03050' } },
        { d: 'M46 9L46.01 9', fill: null, stroke: { width: 1.6, paint: '#a03050' } },
      ],
      { width: 50, height: 20, x: 5, y: 5, viewBox: [50, 20], opacity: 0.8 },
    ),
  ]),
  page('figures: rounded corners, a star and a frame', [
    shape([{ d: 'M0 0', fill: '#2a6a5a', stroke: { width: 0.6, paint: '#102030' } }], {
      x: 3,
      height: 12,
      figure: { kind: 'rectangle', radius: 3 },
    }),
    shape([{ d: 'M0 0', fill: '#e0b020' }], { x: 32, width: 20, height: 20, rotation: 8, figure: { kind: 'star', points: 7, inner: 0.5 } }),
    shape([{ d: 'M0 0', fill: null, stroke: { width: 0.8, paint: '#803040' } }], {
      x: 3,
      y: 17,
      width: 54,
      height: 10,
      figure: { kind: 'rectangle', radius: 5 },
    }),
  ]),
  page('QR codes, one turned on a ground', [
    code('https://luneo.example/hello?from=print', { x: 3 }),
    code('مع كل الحب 💍', { x: 33, rotation: 12, fill: '#203060', background: '#f4ead6', correction: 'H' }),
  ]),
  page('barcodes, one half opaque', [
    code('LUNEO-2026-000042', { symbology: 'code128', width: 52, height: 11, y: 2 }),
    code('4006381333931', { symbology: 'ean13', width: 40, height: 12, x: 10, y: 16, background: '#ffe9b0', opacity: 0.5 }),
  ]),
  page('turned group', [
    group(
      [
        shape([{ d: STAR, fill: '#205080' }], { x: 1, y: 1, height: 20, width: 20 }),
        text('Star', { font: 'serif', size: 8 }, { x: 22, y: 3, width: 28, height: 15 }),
      ],
      {
        rotation: -8,
      },
    ),
  ]),
  page('group in a group, part opaque', [
    group(
      [
        shape([{ d: HEART, fill: '#c02040' }], { x: 4, y: 0, height: 22, width: 24 }),
        group([text('Love', { font: 'script', size: 13, fill: '#203060' }, { x: 0, y: 0, width: 40, height: 20 })], {
          x: 8,
          y: 1,
          width: 40,
          height: 20,
          rotation: 6,
          opacity: 0.8,
        }),
      ],
      { opacity: 0.6 },
    ),
  ]),
  page(
    'thin T-shirt print at the corner of a big side',
    [
      text('TEAM', { font: 'oswald', size: 22 }, { x: 60, y: 70, width: 80, height: 30 }),
      shape([{ d: RINGS, fill: '#902030', fillRule: 'evenodd' }], { x: 10, y: 20, width: 100, height: 70, opacity: 0.8 }),
    ],
    { width: 150, height: 110, bleed: 5 },
  ),
];
