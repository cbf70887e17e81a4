const PANELS = {
  text: () => import('./text-panel.js'),
  image: () => import('./image-panel.js'),
  crop: () => import('../tools/crop.js'),
  shape: () => import('./shape-panel.js'),
  code: () => import('./code-panel.js'),
  art: () => import('./art-panel.js'),
  team: () => import('../team/team-panel.js'),
  template: () => import('./template-panel.js'),
  saved: () => import('../saved/saved-panel.js'),
  arrange: () => import('./arrange-panel.js'),
  layers: () => import('./layers-panel.js'),
  history: () => import('./history-panel.js'),
  view: () => import('./view-panel.js'),
  rulers: () => import('./rulers.js'),
};

/** Fetches the code of a panel that is not needed at the start. Rejects without a network. */
export async function loadPanel(name: keyof typeof PANELS): Promise<void> {
  await PANELS[name]();
}

/** Fetches what the shopper of any product will soon need, so that a network lost later takes nothing away. Failures come up when it is opened. */
export function loadPanels(): void {
  for (const [name, load] of Object.entries(PANELS)) if (!['team', 'template', 'saved'].includes(name)) void load().catch(() => undefined);
}
