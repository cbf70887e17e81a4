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

/** Every step that can be gone to, oldest first; the first `at` of them are done, the rest can be redone. */
export interface Steps {
  /** The same array until a new step is made. */
  labels: readonly EditLabel[];
  at: number;
}

/** Undo and redo over immutable documents. Undo after do gives back the very same document object. */
export class History {
  #entries: Entry[] = [];
  /** How many of the entries are done. */
  #at = 0;
  #labels: readonly EditLabel[] = [];

  get undoLabel(): EditLabel | null {
    return this.#entries[this.#at - 1]?.label ?? null;
  }

  get redoLabel(): EditLabel | null {
    return this.#entries[this.#at]?.label ?? null;
  }

  get steps(): Steps {
    return { labels: this.#labels, at: this.#at };
  }

  /** Remembers that `before` became `after`; what was undone can no longer be redone. `now` in ms. */
  push(before: DesignDocument, after: DesignDocument, selection: readonly string[], step: Step, now = Date.now()): void {
    const isOnTop = this.#at === this.#entries.length;
    this.#entries.length = this.#at;
    const last = this.#entries.at(-1);
    const coalesce = step.coalesce ?? null;
    if (last && coalesce && last.coalesce === coalesce && last.after === before && now - last.at <= COALESCE_MS) {
      this.#entries[this.#at - 1] = { ...last, after, at: now };
      if (isOnTop) return;
    } else {
      this.#entries.push({ label: step.label, before, after, selection, coalesce, at: now });
      if (this.#entries.length > LIMIT) this.#entries.shift();
      this.#at = this.#entries.length;
    }
    this.#labels = this.#entries.map(({ label }) => label);
  }

  /** Ends the current run of coalescing: the next change is a step of its own. */
  seal(): void {
    const last = this.#entries[this.#at - 1];
    if (last) last.coalesce = null;
  }

  undo(): Restored | null {
    return this.goTo(this.#at - 1);
  }

  redo(): Restored | null {
    return this.goTo(this.#at + 1);
  }

  /** As it was after the first `steps` steps; null where that is now, or was never. */
  goTo(steps: number): Restored | null {
    if (steps === this.#at || steps < 0 || steps > this.#entries.length) return null;
    const isBack = steps < this.#at;
    this.#at = steps;
    this.seal();
    const next = this.#entries[steps];
    const last = this.#entries[steps - 1];
    if (next && isBack) next.coalesce = null;
    const shown = isBack ? next! : last!;
    return { document: last ? last.after : next!.before, selection: shown.selection };
  }

  clear(): void {
    this.#entries = [];
    this.#labels = [];
    this.#at = 0;
  }
}
