import type { LuneoCustomizer } from '../../luneo-customizer.js';
import type { Editor } from '../editor.js';
import { mount, type Mounted } from '../panels/mount.js';
import './form.js';

/** The form in the host: without the stage, its tools and the panels of the editor. */
export const mountForm = (host: LuneoCustomizer, onEditor: (editor: Editor) => void): Promise<Mounted> =>
  mount(host, onEditor, 'luneo-form');
