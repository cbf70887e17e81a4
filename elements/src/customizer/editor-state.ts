import type { LuneoError } from '@luneo/sdk';
import type { Clipart, Font, Product } from '@luneo/sdk/contracts/products.js';
import type { Finding, Quote } from '@luneo/sdk/contracts/quote.js';
import type { GenerationStatus } from '@luneo/sdk/contracts/designs.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Steps } from './history.js';
import type { Box, LayerMetrics } from '@luneo/sdk/layout/display-list.js';

/**
 * What an undoable step did. Ids, so that panels can say them in the shopper's language; a panel may pass its own
 * words instead.
 */
export type EditLabel =
  | 'add-text'
  | 'add-image'
  | 'add-art'
  | 'edit-text'
  | 'style'
  | 'move'
  | 'resize'
  | 'rotate'
  | 'crop'
  | 'remove'
  | 'duplicate'
  | 'reorder'
  | 'group'
  | 'ungroup'
  | 'align'
  | 'distribute'
  | 'cut'
  | 'paste'
  | 'option'
  | 'field'
  | 'rows'
  | 'restore'
  | 'prompt'
  | 'elsewhere'
  | 'fix'
  | (string & {});

/** How a change is remembered: consecutive changes with the same `coalesce` key become one undoable step. */
export interface Step {
  label: EditLabel;
  coalesce?: string;
}

/** A picture on its way up. `progress` 0..1; `previewUrl` shows it at `frame` (mm) on `side` until the layer exists. */
export interface Upload {
  id: string;
  name: string;
  progress: number;
  error: LuneoError | null;
  previewUrl: string | null;
  side: string;
  frame: Box | null;
}

/** The newest prompt. It stays after it ended, for its notes or its error, until the next one or `dismissPrompt()`. */
export interface GenerationState {
  id: string | null;
  status: GenerationStatus;
  step: 'checking' | 'composing' | 'drawing' | 'placing' | null;
  prompt: string;
  notes: readonly string[];
  error: LuneoError | null;
}

/** `offline`: kept on this device, sent when the network is back. `failed`: the server refused it. */
export type SaveState = 'idle' | 'saving' | 'saved' | 'offline' | 'failed';

/** Everything that the parts of the customizer show. A new object for every change; parts are compared by identity. */
export interface EditorState {
  phase: 'loading' | 'ready' | 'failed';
  error: LuneoError | null;
  product: Product | null;
  /** `EMPTY_DOCUMENT` until `phase` is `ready`. */
  document: DesignDocument;
  /** Id of the side on the stage. */
  side: string;
  /** Id of the group that is entered: its layers can be picked instead of the side's. */
  entered: string | null;
  /** Ids of the selected layers: of `side`, or of the group that is entered. */
  selection: readonly string[];
  quote: Quote | null;
  findings: readonly Finding[];
  /** By layer id, every side. Lengths in mm on the side. */
  metrics: ReadonlyMap<string, LayerMetrics>;
  save: SaveState;
  canUndo: boolean;
  canRedo: boolean;
  undoLabel: EditLabel | null;
  redoLabel: EditLabel | null;
  /** Every step that `goTo` can go to. */
  history: Steps;
  /** Fonts that this product allows, in the template's order. */
  fonts: readonly Font[];
  /** False while text cannot be drawn yet, because the shaper or a font of the design is still loading. */
  fontsReady: boolean;
  clipart: readonly Clipart[];
  /** Of the art library. */
  library: 'loading' | 'ready' | 'failed';
  uploads: readonly Upload[];
  generation: GenerationState | null;
  cart: 'idle' | 'working' | 'failed';
  designId: string | null;
  /** Id of the row of the team list that is shown on the product; null: the design itself. */
  previewRow: string | null;
}

export const EMPTY_DOCUMENT: DesignDocument = {
  schemaVersion: 1,
  productId: 'none',
  options: {},
  sides: [{ id: 'none', layers: [] }],
  fonts: [],
};

export const INITIAL_STATE: EditorState = {
  phase: 'loading',
  error: null,
  product: null,
  document: EMPTY_DOCUMENT,
  side: 'none',
  entered: null,
  selection: [],
  quote: null,
  findings: [],
  metrics: new Map(),
  save: 'idle',
  canUndo: false,
  canRedo: false,
  undoLabel: null,
  redoLabel: null,
  history: { labels: [], at: 0 },
  fonts: [],
  fontsReady: true,
  clipart: [],
  library: 'loading',
  uploads: [],
  generation: null,
  cart: 'idle',
  designId: null,
  previewRow: null,
};
