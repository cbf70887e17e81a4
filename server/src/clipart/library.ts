import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { animals } from './library/animals.js';
import { nature } from './library/nature.js';
import { symbols } from './library/symbols.js';
import { things } from './library/things.js';

/** Artwork that comes with Luneo, drawn for it: plain paths, any fill may be recoloured. Aliases are English and French. */
export const CLIPART: readonly Clipart[] = [...symbols, ...nature, ...animals, ...things];
