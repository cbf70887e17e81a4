/** Rows of one page: asked for one more than `limit`, so that the last page is known without counting. */
export function pageOf<T extends { id: string }>(rows: readonly T[], limit: number): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  return { rows: page, nextCursor: rows.length > limit ? page.at(-1)!.id : null };
}

export interface PageRequest {
  limit?: number | undefined;
  /** Id of the last row of the page before. */
  cursor?: string | undefined;
}
export const DEFAULT_LIMIT = 20;
