import type { LuneoCustomizer } from '../../luneo-customizer.js';
import type { Editor } from '../editor.js';
import { mount, type Mounted } from './mount.js';
import './workbench.js';

/** The whole editor in the host. */
export const mountEditor = (host: LuneoCustomizer, onEditor: (editor: Editor) => void): Promise<Mounted> =>
  mount(host, onEditor, 'luneo-workbench');
