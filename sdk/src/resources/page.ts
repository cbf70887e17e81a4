/** `limit` 1 to 100 (default 20); `cursor` is the `nextCursor` of the page before. */
export interface PageQuery {
  limit?: number;
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
