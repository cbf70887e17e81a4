import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { EditLabel, Step } from './editor-state.js';

interface Entry {
  label: EditLabel;
  before: DesignDocument;
  after: DesignDocument;
  /** Selection to show again when the step is undone. */
  selection: readonly string[];
  coalesce: string | null;
  at: number;
}

/** Steps kept; documents share structure, so one step costs little more than what it changed. */
const LIMIT = 200;
/** Changes with one key are one step while they follow each other within this many ms. */
const COALESCE_MS = 1_500;

export interface Restored {
  document: DesignDocument;
  selection: readonly string[];
}

/** Undo and redo over immutable documents. Undo after do gives back the very same document object. */
export class History {
  #done: Entry[] = [];
  #undone: Entry[] = [];

  get undoLabel(): EditLabel | null {
    return this.#done.at(-1)?.label ?? null;
  }

  get redoLabel(): EditLabel | null {
    return this.#undone.at(-1)?.label ?? null;
  }

  /** Remembers that `before` became `after`; what was undone can no longer be redone. `now` in ms. */
  push(before: DesignDocument, after: DesignDocument, selection: readonly string[], step: Step, now = Date.now()): void {
    this.#undone = [];
    const last = this.#done.at(-1);
    const coalesce = step.coalesce ?? null;
    if (last && coalesce && last.coalesce === coalesce && last.after === before && now - last.at <= COALESCE_MS) {
      this.#done[this.#done.length - 1] = { ...last, after, at: now };
      return;
    }
    this.#done.push({ label: step.label, before, after, selection, coalesce, at: now });
    if (this.#done.length > LIMIT) this.#done.shift();
  }

  /** Ends the current run of coalescing: the next change is a step of its own. */
  seal(): void {
    const last = this.#done.at(-1);
    if (last) last.coalesce = null;
  }

  undo(): Restored | null {
    const entry = this.#done.pop();
    if (!entry) return null;
    this.#undone.push({ ...entry, coalesce: null });
    return { document: entry.before, selection: entry.selection };
  }

  redo(): Restored | null {
    const entry = this.#undone.pop();
    if (!entry) return null;
    this.#done.push(entry);
    return { document: entry.after, selection: entry.selection };
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}
