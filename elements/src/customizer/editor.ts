import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Finding } from '@luneo/sdk/contracts/quote.js';
import type { Layer, OptionValue } from '@luneo/sdk/design/document.js';
import { INITIAL_STATE, type EditorState, type Step } from './editor-state.js';
import type { TextPatch } from './text-patch.js';

export interface OpenOptions {
  apiUrl: string;
  publishableKey: string;
  /** Product id or slug. */
  product: string;
  /** A design to continue; without it the shopper's own unfinished design of this product, or a new one. */
  designId?: string | null;
  /** Where the HarfBuzz wasm lies; default: beside the bundle. */
  wasmUrl?: string | URL;
}

/** Changes of one layer's own fields; `id` and `type` stay. */
export type LayerPatch = { [K in Layer['type']]: Partial<Omit<Extract<Layer, { type: K }>, 'id' | 'type'>> }[Layer['type']];

/**
 * The one owner of the design: state comes down from it (`state`, event `change`), requests go up to its methods.
 * No DOM. Every change of the document is one undoable step made of `sdk/design/edits`.
 */
export class Editor extends EventTarget {
  #state: EditorState = INITIAL_STATE;

  get state(): EditorState {
    return this.#state;
  }

  /** Loads product, fonts and design; ends in `phase` `ready` or `failed`. Never rejects. */
  async open(_options: OpenOptions): Promise<void> {}

  /** Saves what is unsaved and stops all timers and requests. */
  close(): void {}

  /** Top-level layers of the current side; unknown ids are left out. */
  select(_ids: readonly string[]): void {}
  setSide(_id: string): void {}

  /** Adds a text layer where there is room and selects it. Gives its id. */
  addText(_text?: string): string {
    return '';
  }
  /** Uploads a picture and adds its layer when it is there; see `state.uploads`. Gives the layer id, or null when it failed. */
  async addImage(_file: Blob, _name?: string): Promise<string | null> {
    return null;
  }
  /** Removes a failed upload from `state.uploads`. */
  dismissUpload(_id: string): void {}
  addClipart(_clipartId: string): string | null {
    return null;
  }

  /** Changes one layer's fields. A locked layer takes `locked` and `name` only. */
  update(_layerId: string, _patch: LayerPatch, _step: Step): void {}
  /** Changes several layers in one step. */
  updateAll(_patches: ReadonlyMap<string, LayerPatch>, _step: Step): void {}
  /** Changes the style of a whole text layer. */
  updateText(_layerId: string, _patch: TextPatch, _step?: Partial<Step>): void {}
  /** Replaces the characters of a text layer; characters that stay keep their style. Typing coalesces. */
  setText(_layerId: string, _text: string): void {}
  remove(_ids: readonly string[]): void {}
  /** Copies layers 3 mm down and right and selects the copies. */
  duplicate(_ids: readonly string[]): void {}
  /** `index` in the side's layers, 0 at the back. */
  reorder(_layerId: string, _index: number): void {}
  setOption(_id: string, _value: OptionValue, _step?: Partial<Step>): void {}

  undo(): void {}
  redo(): void {}
  /** The next change is a step of its own, even with the same coalesce key (call when a slider is let go). */
  endStep(): void {}

  /** Asks for a change in words; the result arrives as one undoable step. Ends with `state.generation`, never rejects. */
  async prompt(_text: string): Promise<void> {}
  async cancelPrompt(): Promise<void> {}
  dismissPrompt(): void {}

  /** Is there a one-button remedy for this finding? */
  canRemedy(_finding: Finding): boolean {
    return false;
  }
  /** Does what the finding's sentence says (one undoable step), or selects the layer and asks for text. */
  remedy(_finding: Finding): void {}

  /** Tries again to save now (the button beside "not saved"). */
  async save(): Promise<void> {}
  /**
   * Saves, finalizes and orders. Concurrent calls share one order. Rejects with a `LuneoError`
   * (`preflight-failed` has the findings in `meta.findings`). The host sends the shopper to `order.checkoutUrl`.
   */
  addToCart(_options?: { quantity?: number; successUrl?: string; cancelUrl?: string }): Promise<Order> {
    return Promise.reject(new Error('not open'));
  }

  /** Asks the stage to edit this text in place: event `edit-text-request` with `detail.layerId`. */
  requestTextEdit(layerId: string): void {
    this.dispatchEvent(new CustomEvent('edit-text-request', { detail: { layerId } }));
  }
}
