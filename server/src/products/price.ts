import type { Quote } from '@luneo/sdk/contracts/quote.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { priceDesign } from '@luneo/sdk/design/price.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { Problem } from '../problem.js';

/** `priceDesign` for answers to callers. Throws `price-too-large`. */
export function priceOrProblem(document: DesignDocument, template: ProductTemplate, quantity?: number): Quote {
  try {
    return priceDesign(document, template, quantity);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Problem('price-too-large', 'The price is more than can be counted. Order fewer at once, or look at the price rules.', {
      cause,
    });
  }
}
