import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font, Product } from '@luneo/sdk/contracts/products.js';
import { createDocument } from '@luneo/sdk/design/create.js';
import type { DesignDocument, Layer, ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import { readDocument } from '@luneo/sdk/design/read.js';
import { textOf } from '@luneo/sdk/design/walk.js';
import { createShaper, type Shaper } from '@luneo/sdk/layout/shape.js';
import { CLIPART } from '../../../clipart/library.js';
import { bracelet } from '../../../seed/catalogue/bracelet.js';
import { FONTS } from '../../../seed/catalogue/fonts.js';
import { METALS, MUG_COLOURS, SHIRT_COLOURS } from '../../../seed/catalogue/pictures.js';
import { tshirt } from '../../../seed/catalogue/tshirt.js';
import { createLocalAi } from '../local.js';

const urls = <T extends string>(values: readonly T[]): Record<T, string> =>
  Object.fromEntries(values.map((value) => [value, `/media/${value}.webp`])) as Record<T, string>;
const pictures = {
  bracelet: urls(METALS),
  front: urls(SHIRT_COLOURS),
  back: urls(SHIRT_COLOURS),
  wrap: urls(MUG_COLOURS),
  mug: urls(MUG_COLOURS),
};
const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
export const PRODUCTS: Readonly<Record<'bracelet' | 'tshirt', Product>> = {
  bracelet: { ...bracelet(pictures), brandId: 'brd_demo', ...times },
  tshirt: { ...tshirt(pictures), brandId: 'brd_demo', ...times },
};
export const TEST_FONTS: readonly Font[] = FONTS.map(({ id, family, style }, i) => ({
  id,
  family,
  style,
  hash: String(i).repeat(64),
  url: 'http://x',
  bytes: 1,
}));

/** What a prompt made of a product, for assertions. */
export interface Outcome {
  document: DesignDocument;
  notes: string[];
  options: DesignDocument['options'];
  layers: Layer[];
  texts: TextLayer[];
  shapes: ShapeLayer[];
  /** `Jessica`, `Tom` … in order. */
  said: string[];
  motifs: (string | undefined)[];
}

const require = createRequire(import.meta.url);
async function withFonts(): Promise<Shaper> {
  const shaper = await createShaper();
  for (const { id, file } of FONTS) shaper.addFont(id, await readFile(require.resolve(`@expo-google-fonts/${file}`)));
  return shaper;
}
let loaded: Promise<Shaper> | undefined;
/** A shaper with the catalogue's fonts. */
export const testShaper = (): Promise<Shaper> => (loaded ??= withFonts());

/** Runs prompts one after the other, each on the result of the one before. The result is a valid document. */
export async function design(kind: keyof typeof PRODUCTS, ...prompts: string[]): Promise<Outcome> {
  const product = PRODUCTS[kind];
  let document = createDocument(product.id, product.template, TEST_FONTS);
  let notes: string[] = [];
  for (const prompt of prompts) {
    const { edits, notes: said } = await createLocalAi().compose({
      prompt,
      product,
      document,
      side: product.template.sides[0]!.id,
      fonts: TEST_FONTS,
      clipart: CLIPART,
      shaper: await testShaper(),
      signal: new AbortController().signal,
      onStep: () => {},
    });
    document = readDocument(edits.reduce(applyEdit, document));
    notes = said;
  }
  const layers = document.sides.flatMap((side) => side.layers);
  const texts = layers.filter((layer) => layer.type === 'text');
  const shapes = layers.filter((layer) => layer.type === 'shape');
  return {
    document,
    notes,
    options: document.options,
    layers,
    texts,
    shapes,
    said: texts.map(textOf),
    motifs: shapes.map((shape) => shape.clipart),
  };
}
