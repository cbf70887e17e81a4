import type { ImageLayer } from '@luneo/sdk/design/document.js';
import type { Editor } from '../editor.js';
import { findLayer } from '../layers.js';

/**
 * Puts another picture where one is: same centre, turn, mask and place in the order, as large as fits the old frame. One
 * undoable step.
 */
export async function replaceImage(editor: Editor, layerId: string, file: File): Promise<void> {
  const added = await editor.addImage(file, file.name);
  const old = imageOf(editor, layerId);
  const fresh = added ? imageOf(editor, added) : null;
  if (!added || !old || !fresh) return;
  const scale = Math.min(old.width / fresh.width, old.height / fresh.height);
  const [width, height] = [fresh.width * scale, fresh.height * scale];
  // The upload was the newest step: taken back, the exchange is the only one.
  editor.undo();
  editor.update(
    layerId,
    {
      asset: fresh.asset,
      name: fresh.name,
      crop: fresh.crop,
      width,
      height,
      x: old.x + (old.width - width) / 2,
      y: old.y + (old.height - height) / 2,
    },
    { label: 'add-image' },
  );
  editor.select([layerId]);
}

function imageOf(editor: Editor, id: string): ImageLayer | null {
  const layer = findLayer(editor.state.document, id)?.layer;
  return layer?.type === 'image' ? layer : null;
}
