const lost = new WeakSet<Error>();

/** Of the connection, not of the query: shut down, cut off, too many, not reachable. */
const LOST_CODES = /^(57P0[1-5]|08\w{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** pg has no codes for its own errors. */
const LOST_WORDS = /^(Connection terminated|Client has encountered a connection error|timeout expired|Client was closed)/;

export function isConnectionLost(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return LOST_CODES.test(code ?? '') || LOST_WORDS.test(message ?? '');
}

/** Whether PostgreSQL could not be reached, or went away in the middle. */
export const isDatabaseGone = (error: unknown): boolean => error instanceof Error && lost.has(error);

/** PostgreSQL quotes values of rows and parameters: they end in logs, and e-mails and prompts must not. */
export function withoutValues(error: unknown, { isLost }: { isLost: boolean }): unknown {
  if (!(error instanceof Error)) return error;
  const details = error as Error & Record<'detail' | 'where' | 'hint' | 'internalQuery', string | undefined>;
  details.detail = details.where = details.hint = details.internalQuery = undefined;
  // Class 22, data exception: `invalid input syntax for type integer: "…"`.
  if ((error as { code?: string }).code?.startsWith('22')) error.message = error.message.replace(/: "[\s\S]*$/, '');
  if (isLost) lost.add(error);
  return error;
}
