import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Drafts } from './drafts.js';
import type { SaveState } from './editor-state.js';

export interface Saved {
  id: string;
  revision: number;
}

/** What autosave needs of an error; a `LuneoError` is one. */
interface Failure {
  code?: string;
  retryable?: boolean;
  meta?: Record<string, unknown>;
}

export interface AutosaveOptions {
  /** Creates the design (`to` is null) or saves over revision `to.revision`. */
  push(document: DesignDocument, to: Saved | null): Promise<Saved>;
  /** Revision that the server holds now. */
  revisionOf(designId: string): Promise<number>;
  /**
   * The server holds `theirs`, saved elsewhere since both had `base`: makes the shopper's changes to it the current document
   * and gives that. Without it the shopper's document is saved over the newer one.
   */
  reconcile?(base: DesignDocument, theirs: DesignDocument): Promise<DesignDocument>;
  drafts: Drafts;
  onState(state: SaveState, error: unknown): void;
  /** ms without a change before saving. */
  delay?: number;
}

const DELAY_MS = 800;
const DRAFT_MS = 200;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
/** Another window may save between our look and our write; after this many times we say so. */
const REBASES = 4;

/**
 * Sends the newest document when the shopper pauses; one request at a time. Until the server has it, the document lies
 * in the device's draft. A stale revision is answered by saving the shopper's changes on top of the newer one.
 */
export class Autosave {
  readonly #options: AutosaveOptions;
  #saved: Saved | null = null;
  /** What the server holds as far as we know. */
  #base: DesignDocument | null = null;
  #pending: DesignDocument | null = null;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopped = false;

  constructor(options: AutosaveOptions) {
    this.#options = options;
  }

  get saved(): Saved | null {
    return this.#saved;
  }

  get isDirty(): boolean {
    return this.#pending !== null;
  }

  /** The server holds this: after loading, and when a prompt's result was saved there. */
  adopt(saved: Saved, document: DesignDocument | null = null): void {
    this.#saved = saved;
    this.#base = document;
    this.#writeDraft();
  }

  /** The document changed: keep it on the device soon, save it after a pause. */
  schedule(document: DesignDocument): void {
    if (this.#stopped) return;
    this.#pending = document;
    this.#draftTimer ??= setTimeout(() => this.#writeDraft(), DRAFT_MS);
    this.#wake(this.#failures > 0 ? RETRY_MS[0]! : (this.#options.delay ?? DELAY_MS));
  }

  /** Saves now whatever is unsaved; rejects with the reason when it cannot be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#drain().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Saves `document` even when nothing changed since it was loaded, so that it has an id. */
  async ensure(document: DesignDocument): Promise<Saved> {
    if (!this.#saved) this.#pending = document;
    await this.flush();
    return this.#saved!;
  }

  /** Tries in the background, as the timer and the `online` event do. */
  retry(): void {
    if (this.#pending && !this.#stopped) this.#wake(0);
  }

  /** Keeps the newest document on the device at once (the page is going away). */
  keepDraft(): void {
    if (this.#draftTimer !== undefined) this.#writeDraft();
  }

  stop(): void {
    this.keepDraft();
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #wake(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush().catch(() => this.#retryLater());
    }, delay);
  }

  #retryLater(): void {
    if (this.#stopped || this.#failures === 0) return;
    this.#wake(RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1]! * (0.75 + Math.random() / 2));
  }

  async #drain(): Promise<void> {
    try {
      while (this.#pending) {
        this.#options.onState('saving', null);
        const document = await this.#push(this.#pending);
        this.#base = document;
        if (this.#pending === document) this.#pending = null;
      }
      this.#failures = 0;
      this.#writeDraft();
      if (this.#saved) this.#options.onState('saved', null);
    } catch (error) {
      const isPassing = (error as Failure).retryable === true || (error as Failure).code === 'network';
      this.#failures = isPassing ? this.#failures + 1 : 0;
      // “Kept on this device” is said only where the device kept it: its storage may be full or closed.
      const isKept = this.#writeDraft();
      this.#options.onState(isPassing && isKept ? 'offline' : 'failed', error);
      throw error;
    }
  }

  /** Gives the document that was saved in the end. */
  async #push(pending: DesignDocument): Promise<DesignDocument> {
    let document = pending;
    for (let rebases = 0; ; rebases++) {
      try {
        this.#saved = await this.#options.push(document, this.#saved);
        return document;
      } catch (error) {
        const { code } = error as Failure;
        const known = this.#saved;
        if (!known || rebases === REBASES) throw error;
        if (code === 'revision-stale') {
          const revision = await this.#currentRevision(known.id, error as Failure);
          document = await this.#reconciled(document, error as Failure);
          this.#saved = { id: known.id, revision };
        } else if (code === 'not-found') this.#saved = null;
        else throw error;
      }
    }
  }

  async #reconciled(mine: DesignDocument, { meta }: Failure): Promise<DesignDocument> {
    const theirs = (meta?.['current'] as { document?: DesignDocument } | undefined)?.document;
    if (!theirs || !this.#base || !this.#options.reconcile) return mine;
    const merged = await this.#options.reconcile(this.#base, theirs);
    this.#base = theirs;
    return merged;
  }

  async #currentRevision(id: string, { meta }: Failure): Promise<number> {
    const current = meta?.['current'] as { revision?: unknown } | undefined;
    return typeof current?.revision === 'number' ? current.revision : this.#options.revisionOf(id);
  }

  /** False when the device would not keep what only it has. */
  #writeDraft(): boolean {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    const { id: designId = null, revision = null } = this.#saved ?? {};
    return designId || this.#pending ? this.#options.drafts.write({ designId, revision, document: this.#pending }) : true;
  }
}
