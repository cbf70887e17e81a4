import type { Clipart, Font, Product } from '@luneo/sdk/contracts/products.js';
import type { Finding } from '@luneo/sdk/contracts/quote.js';
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
  /** What production says of a document; without it nothing is checked but the document's own rules. */
  check?: (document: DesignDocument) => Promise<Finding[]>;
  /** Names the shopper to a service by a hash, so that it can tell abuse apart. */
  safetyId?: string;
}

/** A picture that the words ask for, to be made and placed after the edits. */
export interface PictureWish {
  side: string;
  /** What it shows, in words. */
  subject: string;
  /** The motif alone, without a ground. */
  isCutOut: boolean;
}

/** `edits` turn the request's document into the result; `notes` say what was understood, in the prompt's language. */
export interface Composition {
  edits: Edit[];
  notes: string[];
  pictures?: PictureWish[];
  /** Hundredths of a US cent; absent: nothing. */
  cost?: number;
}

export interface ImageRequest {
  /** What it shows, in words. */
  prompt: string;
  /** Pixels that are wished for; the answer may have others, of nearly the same shape. */
  width: number;
  height: number;
  quality: 'draft' | 'final';
  isCutOut: boolean;
  /** PNG to paint on, and PNG of the same size that is transparent where to paint. */
  template?: Uint8Array;
  mask?: Uint8Array;
  /** The shopper's own picture, with their consent: PNG or JPEG. */
  source?: Uint8Array;
  clipart: readonly Clipart[];
  safetyId?: string;
  signal: AbortSignal;
  /** Work that an earlier try has begun, and where to note that of this one before its result is waited for. */
  predictionId?: string | null;
  onPrediction?: (id: string) => Promise<void>;
}
/** `bytes`: PNG, JPEG or WebP, not to be trusted. */
export interface MadeImage {
  bytes: Uint8Array;
  cost: number;
  /** Part of the resolution that was painted, where the rest is enlarging; absent: all of it. */
  detail?: number;
}
export interface UpscaleRequest extends Pick<ImageRequest, 'signal' | 'predictionId' | 'onPrediction'> {
  bytes: Uint8Array;
  /** How many times as wide. */
  factor: number;
}

export interface Verdict {
  isFlagged: boolean;
  categories: string[];
  cost: number;
}

/** Which model would answer, and the most that it may cost in hundredths of a US cent: what is reserved before the call. */
export interface Estimate {
  model: string;
  atMost: number;
}
export type AiCall =
  | { kind: 'moderate'; text: string }
  | { kind: 'compose'; request: ComposeRequest }
  | { kind: 'draft' | 'final'; request: Pick<ImageRequest, 'prompt' | 'width' | 'height' | 'quality'> }
  | { kind: 'upscale'; factor: number };

/**
 * Makes designs and pictures from words. A call throws `AiFailure` where a service gave nothing, `Problem` for words that cannot
 * be used; it tries once, for whoever pays decides about another time.
 */
export interface Ai {
  readonly name?: 'local' | 'openai' | 'replicate';
  /** Models in use, for people. */
  readonly models?: readonly string[];
  /** Pictures leave this machine: a shopper's own ones need consent. */
  readonly isRemote?: boolean;
  /** Longest time of one call. */
  readonly timeoutMs?: number;
  /** Null where a call costs nothing. Without it nothing does. */
  estimate?(call: AiCall): Estimate | null;
  compose(request: ComposeRequest): Promise<Composition>;
  /** Without it pictures are not made from words. */
  makeImage?(request: ImageRequest): Promise<MadeImage>;
  moderate?(request: { text: string; signal: AbortSignal }): Promise<Verdict>;
  /** Without it pictures are enlarged by us. */
  upscale?(request: UpscaleRequest): Promise<MadeImage>;
  /** Stops work that nobody waits for any more. */
  cancel?(predictionId: string): Promise<void>;
}
