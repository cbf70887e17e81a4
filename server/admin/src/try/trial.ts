import type { LuneoAdmin } from '@luneo/sdk/admin.js';
import type { Trial } from '@luneo/sdk/contracts/accounts.js';

/** The page asks for another key when this much is left, so that no visit begins with one that ends in the middle of it. */
const MARGIN_MS = 3_600_000;

const nameOf = (productId: string): string => `luneo-trial:${productId}`;

/** The key of this tab and product: a reload, and coming back from paying, go on with the same design. */
export async function trialKey(api: LuneoAdmin, brandId: string, productId: string): Promise<string> {
  const kept = JSON.parse(sessionStorage.getItem(nameOf(productId)) ?? 'null') as Trial | null;
  if (kept && Date.parse(kept.expiresAt) > Date.now() + MARGIN_MS) return kept.key;
  sweep();
  const trial = await api.brands.trial(brandId);
  sessionStorage.setItem(nameOf(productId), JSON.stringify(trial));
  return trial.key;
}

/** The next visit of this tab begins with an empty design. */
export function forgetTrial(productId: string): void {
  sessionStorage.removeItem(nameOf(productId));
}

/** The customizer keeps a session and a draft for every key that it was given; those of trials that are over help nobody. */
function sweep(): void {
  for (const name of Object.keys(localStorage)) {
    const payload = /^luneo[.:](?:session|draft)[.:]eyJ[\w-]+\.([\w-]+)\./.exec(name)?.[1];
    if (payload && endOf(payload) < Date.now()) localStorage.removeItem(name);
  }
}

/** Milliseconds since 1970; what cannot be read is over. */
function endOf(payload: string): number {
  try {
    const { exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { exp: number };
    return exp * 1000;
  } catch {
    return 0;
  }
}
