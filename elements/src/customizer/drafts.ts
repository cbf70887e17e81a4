import type { DesignDocument } from '@luneo/sdk/design/document.js';

/** What this device remembers of a shopper's design of one product. `document`: what the server does not have yet. */
export interface Draft {
  designId: string | null;
  revision: number | null;
  document: DesignDocument | null;
}

/** The part of `Storage` that is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function browserStorage(): DraftStorage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** One draft per shop key and product, in `localStorage`. A blocked or full storage is not an error: the draft is not kept then. */
export class Drafts {
  readonly #storage: DraftStorage | null;
  readonly #key: string;

  constructor(publishableKey: string, productId: string, storage: DraftStorage | null = browserStorage()) {
    this.#key = `luneo.draft.${publishableKey}.${productId}`;
    this.#storage = storage;
  }

  read(): Draft | null {
    try {
      const text = this.#storage?.getItem(this.#key);
      const value: unknown = text ? JSON.parse(text) : null;
      return typeof value === 'object' && value !== null ? (value as Draft) : null;
    } catch {
      return null;
    }
  }

  /** False when the device would not keep it. */
  write(draft: Draft): boolean {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(draft));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  forget(): void {
    try {
      this.#storage?.removeItem(this.#key);
    } catch {
      // A storage that cannot be written holds nothing of ours.
    }
  }
}
