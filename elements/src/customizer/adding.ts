import type { Layer } from '@luneo/sdk/design/document.js';
import type { Place } from './commands.js';
import type { Editor } from './editor.js';
import type { EditLabel } from './editor-state.js';

/** Adds what `make` makes for the side on the stage and selects it, as one undoable step. Gives its id; null when it was refused. */
export function addLayer(editor: Editor, label: EditLabel, make: (place: Place) => Layer): string | null {
  const { document, product, side: id } = editor.state;
  const side = editor.templateSide;
  if (!product || !side) return null;
  const layer = make({ document, template: product.template, side });
  return editor.edit({ type: 'add-layer', side: id, layer }, { label }, [layer.id]) ? layer.id : null;
}
