import type { Clipart, Font, Product } from '@luneo/sdk/contracts/products.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import type { Shaper } from '@luneo/sdk/layout/shape.js';

export interface ComposeRequest {
  prompt: string;
  product: Product;
  document: DesignDocument;
  /** Side to draw on; the prompt may name another. */
  side: string;
  fonts: readonly Font[];
  clipart: readonly Clipart[];
  /** Knows the true outlines of `fonts`; without it sizes are estimated. */
  shaper?: Shaper;
  signal: AbortSignal;
  onStep: (step: 'checking' | 'composing' | 'drawing' | 'placing') => void;
}

/** `edits` turn the request's document into the result; `notes` say what was understood, in the prompt's language. */
export interface Composition {
  edits: Edit[];
  notes: string[];
}

export interface Ai {
  compose(request: ComposeRequest): Promise<Composition>;
}
