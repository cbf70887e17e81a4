const CHANNEL = 'luneo-product-saved';

/** Tells the other tabs of this browser that a product was saved. */
export function tellSaved(productId: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(productId);
  channel.close();
}

/** Calls `then` whenever another tab has saved the product. */
export function onSaved(productId: string, then: () => void): void {
  new BroadcastChannel(CHANNEL).addEventListener('message', ({ data }) => data === productId && then());
}

/** Where the product is tried; the same tab each time. */
export const tryUrl = (productId: string): string => `try.html?product=${encodeURIComponent(productId)}`;
export const TRY_TAB = 'luneo-try';
