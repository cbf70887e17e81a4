import { loadPanels } from './load-panel.js';

const WORKINGS = [
  () => import('../uploading.js'),
  () => import('../prompting.js'),
  () => import('../merge.js'),
  () => import('../ordering.js'),
];

/** Fetches what is not needed to begin with, but soon. What failed is fetched again when it is used, and said then. */
export function loadRest(): void {
  loadPanels();
  for (const load of WORKINGS) void load().catch(() => undefined);
}
