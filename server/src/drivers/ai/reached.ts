/** Connections that never came about. */
const UNREACHED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/;

/** Whether a request surely never arrived, so that nothing can have been billed. */
export const isUnreached = (error: unknown): boolean => UNREACHED.test(causes(error));

function causes(error: unknown): string {
  let text = '';
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as NodeJS.ErrnoException;
    const inner = each instanceof AggregateError ? each.errors.map(causes).join(' ') : '';
    text += ` ${code ?? ''} ${each.message} ${inner}`;
  }
  return text;
}
