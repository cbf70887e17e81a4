import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { applyEdit, type Edit, EditError } from '@luneo/sdk/design/edits.js';
import { priceRows } from '@luneo/sdk/design/price.js';
import { documentOfRow } from '@luneo/sdk/design/variables.js';
import { usedAssets, usedFonts } from '@luneo/sdk/design/walk.js';
import { Checking } from './checking.js';
import { pinFonts } from './commands.js';
import type { EditorPort } from './editor-port.js';
import { type EditorState, INITIAL_STATE, type Step } from './editor-state.js';
import { History, type Restored } from './history.js';
import { selectable } from './layers.js';
import type { Layouts } from './layouts.js';
import type { Workings } from './workings.js';

export interface EditingEvents {
  changed(): void;
  /** The document cannot take the edit. */
  refused(error: EditError): void;
}

/** The document in the editor: how it changes, what follows from that (price, measures, saving), and the way back. */
export class Editing implements EditorPort {
  readonly history = new History();
  readonly checking: Checking;
  #state: EditorState = INITIAL_STATE;
  #open: Workings | null = null;
  readonly #layouts: Layouts;
  readonly #events: EditingEvents;

  constructor(layouts: Layouts, events: EditingEvents) {
    this.#layouts = layouts;
    this.#events = events;
    this.checking = new Checking(this, layouts, () => {
      const { fonts } = this.#state;
      void this.#open?.fonts.ensure(
        fonts.map(({ id }) => id),
        fonts,
      );
    });
  }

  get state(): EditorState {
    return this.#state;
  }

  get open(): Workings | null {
    return this.#open;
  }

  start(open: Workings): void {
    this.#open = open;
  }

  stop(): void {
    this.checking.stop();
    this.#open?.prompting.now?.stop();
    this.#open?.autosave.stop();
    this.#open?.leave();
    this.#open = null;
    this.history.clear();
  }

  set(patch: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...patch };
    this.#events.changed();
  }

  select(ids: readonly string[]): void {
    const { document, side, selection, entered } = this.#state;
    const next = selectable(document, side, ids, entered);
    if (next.entered === entered && next.selection.join() === selection.join()) return;
    this.history.seal();
    this.set(next);
  }

  /** Opens a group, so that what is in it can be picked; null goes back to the side. */
  enter(groupId: string | null): void {
    const { document, side } = this.#state;
    const next = selectable(document, side, [], groupId);
    if (next.entered === this.#state.entered) return;
    this.history.seal();
    this.set(next);
  }

  /** False, and nothing changed, when the document cannot take it. */
  edit(make: () => Edit, step: Step, selection?: readonly string[]): boolean {
    try {
      this.commit(applyEdit(this.#state.document, make()), step, selection);
      return true;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      this.#events.refused(error);
      return false;
    }
  }

  commit(next: DesignDocument, step: Step, selection: readonly string[] = this.#state.selection): void {
    const before = this.#state.document;
    if (next === before) return;
    const document = pinFonts(next, this.#state.fonts);
    this.history.push(before, document, this.#state.selection, step);
    this.#changed(document, selection);
  }

  restore(restored: Restored | null): void {
    if (restored) this.#changed(restored.document, restored.selection);
  }

  /** Everything that follows from the document, in the same frame; findings a moment later. */
  show(document: DesignDocument, selection: readonly string[], also: Partial<EditorState> = {}): void {
    const { template } = this.#state.product!;
    const fonts = usedFonts(document);
    this.set({
      ...also,
      document,
      ...selectable(document, this.#state.side, selection, this.#state.entered),
      quote: priceRows(document, template),
      metrics: this.#layouts.measure(this.#shown(document), template),
      fontsReady: this.#open!.fonts.isReady(fonts, this.#state.fonts),
      canUndo: this.history.undoLabel !== null,
      canRedo: this.history.redoLabel !== null,
      undoLabel: this.history.undoLabel,
      redoLabel: this.history.redoLabel,
      history: this.history.steps,
    });
    void this.#open!.fonts.ensure(fonts, this.#state.fonts);
    this.#open!.pictures.want(usedAssets(document));
    this.checking.schedule();
  }

  /** Shows the design with the values of one row of its team list; null: with its own. Changes nothing of the document. */
  previewRow(id: string | null): void {
    if (id === this.#state.previewRow) return;
    this.set({ previewRow: id });
    this.measure();
  }

  #shown(document: DesignDocument): DesignDocument {
    const row = document.rows?.find(({ id }) => id === this.#state.previewRow);
    return row ? documentOfRow(document, row) : document;
  }

  /** A font or the facts of a picture arrived. */
  measure(): void {
    const { document, product, fonts } = this.#state;
    if (!product) return;
    const fontsReady = this.#open!.fonts.isReady(usedFonts(document), fonts);
    this.set({ metrics: this.#layouts.measure(this.#shown(document), product.template), fontsReady });
    this.checking.schedule();
  }

  /** The network is back. */
  catchUp(): void {
    const open = this.#open;
    if (!open) return;
    open.autosave.retry();
    void open.fonts.ensure(usedFonts(this.#state.document), this.#state.fonts);
    open.pictures.want(usedAssets(this.#state.document));
  }

  #changed(document: DesignDocument, selection: readonly string[]): void {
    this.show(document, selection, this.#state.save === 'offline' ? {} : { save: 'saving' });
    this.#open?.autosave.schedule(document);
  }
}
