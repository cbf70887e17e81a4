import { createContext } from '@lit/context';
import type { Editor } from './editor.js';

/** Gives the one `Editor` of a customizer to the elements inside it. */
export const editorContext = createContext<Editor>('luneo-editor');
