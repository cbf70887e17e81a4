import type { Readable } from 'node:stream';

/** Where bytes live. Keys are `/`-separated, made by us, never by a caller. */
export interface FileStore {
  /** Atomic: a reader sees the whole file or none. Throws `Problem('storage-full')` when there is no space. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<Uint8Array | null>;
  stream(key: string): Promise<{ body: Readable; bytes: number; contentType: string } | null>;
  delete(key: string): Promise<void>;
  /** Throws when the store cannot be written; used by readiness. */
  check(): Promise<void>;
}
