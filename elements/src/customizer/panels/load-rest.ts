import { loadPanel, loadPanels } from './load-panel.js';

const quietly = (code: Promise<unknown>): void => void code.catch(() => undefined);

/** The panel of what is selected, and the bar at it. Rejects without a network. */
export async function loadSelection(): Promise<void> {
  await Promise.all([import('./selection-panel.js'), import('./context-bar.js')]);
}

/** Where pictures come from. Rejects without a network. */
export async function loadSources(): Promise<void> {
  await import('./image-source.js');
}

/**
 * Fetches what the shopper sees or touches next, once the product can be worked on: what is to be mended before ordering (it is
 * known a moment later only), what comes with a selection, the list of layers below what is first looked at, and the hints.
 */
export function loadSoon(): void {
  for (const code of [import('./findings-panel.js'), loadSelection(), loadPanel('layers'), import('./hints.js')]) quietly(code);
}

/** Fetches what is needed a little later. What failed is fetched again when it is used, and said then. */
export function loadRest(): void {
  loadPanels();
  const workings = [import('../uploading.js'), import('../prompting.js'), import('../merge.js'), import('../ordering.js')];
  for (const code of [loadSources(), ...workings]) quietly(code);
}
