import type { Luneo } from '@luneo/sdk';
import type { Autosave } from './autosave.js';
import type { EditorPort } from './editor-port.js';
import { sameJson } from './same-json.js';

/**
 * Shows what another tab or device saved, when the shopper comes back to this one: else the next change here would be
 * saved over it. Nothing happens while something of this tab is unsaved or an idea is being worked on. Gives the end of it.
 */
export function followElsewhere(port: EditorPort, client: Luneo, autosave: Autosave): () => void {
  if (typeof document === 'undefined') return () => undefined;
  let isLooking = false;
  const isBusy = (): boolean => {
    const status = port.state.generation?.status;
    return autosave.isDirty || status === 'queued' || status === 'processing';
  };
  const look = async (): Promise<void> => {
    const known = autosave.saved;
    if (document.visibilityState === 'hidden' || isLooking || !known || isBusy()) return;
    isLooking = true;
    try {
      const there = await client.designs.get(known.id);
      if (isBusy() || autosave.saved !== known || there.revision <= known.revision) return;
      autosave.adopt({ id: known.id, revision: there.revision }, there.document);
      if (!sameJson(there.document, port.state.document)) port.commit(there.document, { label: 'elsewhere' });
    } catch {
      // Offline, or gone: saving says so when there is something to save.
    } finally {
      isLooking = false;
    }
  };
  const onReturn = (): void => void look();
  document.addEventListener('visibilitychange', onReturn);
  globalThis.addEventListener('focus', onReturn);
  return () => {
    document.removeEventListener('visibilitychange', onReturn);
    globalThis.removeEventListener('focus', onReturn);
  };
}
