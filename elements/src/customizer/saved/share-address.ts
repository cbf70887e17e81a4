/** The parameter of a page's address that holds the token of a link. */
export const SHARE_PARAMETER = 'luneo-share';

/** The shop's page that is open, as the address of a shared design. */
export function shareAddress(page: string, token: string): string {
  const url = new URL(page);
  url.searchParams.delete('luneo-order');
  url.searchParams.set(SHARE_PARAMETER, token);
  url.hash = '';
  return url.href;
}

/** The same page without the link. */
export function ownAddress(page: string): string {
  const url = new URL(page);
  url.searchParams.delete(SHARE_PARAMETER);
  return url.href;
}
