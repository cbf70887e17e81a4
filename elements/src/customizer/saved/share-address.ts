import type { Product } from '@luneo/sdk/contracts/products.js';

/** The parameter of a page's address that holds a link. */
const SHARE_PARAMETER = 'luneo-share';

/** The shop's page that is open, as the address of a shared design. The product tells several customizers of one page apart. */
export function shareAddress(page: string, { id, slug }: Pick<Product, 'id' | 'slug'>, token: string): string {
  const url = new URL(page);
  url.searchParams.delete('luneo-order');
  url.searchParams.set(SHARE_PARAMETER, [id, slug, token].join('.'));
  url.hash = '';
  return url.href;
}

/** The same page without the link. */
export function ownAddress(page: string): string {
  const url = new URL(page);
  url.searchParams.delete(SHARE_PARAMETER);
  return url.href;
}
