import type { Product } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { DocumentError, readDocument } from '@luneo/sdk/design/read.js';
import { Problem } from '../problem.js';

/** `readDocument` whose refusals leave as problems of the same code, with one entry per field. */
export function readInput(input: unknown): DesignDocument {
  try {
    return readDocument(input);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const errors = error.issues.map(({ path, message }) => ({ path: path ? `document.${path}` : 'document', message }));
    throw new Problem(error.code, error.message, { errors });
  }
}

/** A document of this very product. */
export function readProductDocument(input: unknown, product: Product): DesignDocument {
  const document = readInput(input);
  if (document.productId === product.id) return document;
  throw new Problem('document-invalid', `The design is for ${document.productId}, not for ${product.id}.`, {
    errors: [{ path: 'document.productId', message: `must be ${product.id}` }],
  });
}
