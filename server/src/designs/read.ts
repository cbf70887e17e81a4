import type { Product } from '@luneo/sdk/contracts/products.js';
import { DesignDocument, type OptionValue } from '@luneo/sdk/design/document.js';
import { checkOptions } from '@luneo/sdk/design/preflight.js';
import { DocumentError, readDocument } from '@luneo/sdk/design/read.js';
import { readerOf } from '../contract-reader.js';
import { Problem } from '../problem.js';

const readQuickly = readerOf(DesignDocument) as (input: unknown) => DesignDocument | undefined;

/** `readDocument` whose refusals leave as problems of the same code, with one entry per field. */
export function readInput(input: unknown): DesignDocument {
  try {
    return readDocument(input, readQuickly);
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

/** The document with the options of a request, which count more than its own. Throws `invalid-request` for one that the product does not offer. */
export function withOptions(document: DesignDocument, product: Product, options: Record<string, OptionValue> = {}): DesignDocument {
  const chosen = { ...document, options: { ...document.options, ...options } };
  const errors = checkOptions(chosen, product.template)
    .filter(({ values }) => Object.hasOwn(options, String(values['option'])))
    .map(({ values, message }) => ({ path: `body.options.${values['option']}`, message }));
  if (errors.length > 0) throw new Problem('invalid-request', errors[0]!.message, { errors });
  return chosen;
}
