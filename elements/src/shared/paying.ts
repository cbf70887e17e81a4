const KEY = 'luneo.paying';

/**
 * Remembers in this tab that the shopper went off to pay. Who comes back to the product's page, by the browser's button or by
 * "cancel", finds the design open, not a poster without it.
 */
export const Paying = {
  begin(product: string): void {
    try {
      sessionStorage.setItem(KEY, product);
    } catch {
      // A storage that is blocked: the shopper opens the design with one more click.
    }
  },

  /** True once for each time that the shopper left to pay for this product. */
  cameBack(product: string): boolean {
    try {
      if (!product || sessionStorage.getItem(KEY) !== product) return false;
      sessionStorage.removeItem(KEY);
      return true;
    } catch {
      return false;
    }
  },
};
