import type { Editor } from '../editor.js';
import { placedLayers } from '../within.js';
import { loadPanel } from './load-panel.js';

/** What the cut needs of the workbench. */
export interface CropPlace {
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** The cut's code could not be fetched. */
  failed(): void;
}

/** Opens the cut over the stage when the editor is asked for it, one at a time. Gives the function that stops listening. */
export function hostsCrop(editor: Editor, { renderRoot, failed }: CropPlace): () => void {
  const open = async (event: Event): Promise<void> => {
    const { layerId } = (event as CustomEvent<{ layerId: string }>).detail;
    const layer = placedLayers(editor.state).find(({ id }) => id === layerId);
    if (layer?.type !== 'image' || layer.locked || renderRoot.querySelector('luneo-crop')) return;
    try {
      await loadPanel('crop');
    } catch {
      return failed();
    }
    const stage = renderRoot.querySelector('luneo-stage');
    if (!stage?.parentElement || renderRoot.querySelector('luneo-crop')) return;
    const crop = Object.assign(document.createElement('luneo-crop'), { layerId, view: stage.view });
    const follow = (): void => {
      crop.view = stage.view;
    };
    stage.addEventListener('selection-box', follow);
    const others = [...stage.parentElement.children] as HTMLElement[];
    for (const other of others) other.inert = true;
    crop.addEventListener('close', () => {
      stage.removeEventListener('selection-box', follow);
      const hadFocus = crop.matches(':focus-within');
      crop.remove();
      for (const other of others) other.inert = false;
      if (hadFocus) stage.focus({ preventScroll: true });
    });
    stage.parentElement.append(crop);
  };
  const asked = (event: Event): void => void open(event);
  editor.addEventListener('crop-request', asked);
  return () => editor.removeEventListener('crop-request', asked);
}
