import type { Readable } from 'node:stream';

/** First and last byte, both included, of a file that has at least so many. */
export interface ByteRange {
  start: number;
  end: number;
}
export interface StoredFile {
  /** Of the whole file. */
  bytes: number;
  contentType: string;
}

/** Where bytes live. Keys are `/`-separated, made by us, never by a caller. What is stored is private: nobody reads it but us. */
export interface FileStore {
  /**
   * Atomic: a reader sees the whole file or none. Throws `Problem('storage-full')` when there is no space, and
   * `Problem('unavailable')` when the store does not answer.
   */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<Uint8Array | null>;
  /** Size and type only. */
  stat(key: string): Promise<StoredFile | null>;
  /** `body` is the file, or the part of it that is asked for. */
  stream(key: string, range?: ByteRange): Promise<(StoredFile & { body: Readable }) | null>;
  /** Nothing happens where there is no such file. */
  delete(key: string): Promise<void>;
  /** Every key, in no order. What is put or deleted meanwhile may be among them or not. */
  list(): AsyncIterable<string>;
  /** Throws when the store cannot be written; used by readiness. */
  check(): Promise<void>;
}
