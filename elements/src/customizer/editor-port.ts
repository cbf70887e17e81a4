import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { EditorState, Step } from './editor-state.js';

/** How the editor's longer flows (upload, prompt, order) reach its state. */
export interface EditorPort {
  readonly state: EditorState;
  set(patch: Partial<EditorState>): void;
  /** Makes `document` the current one, as one undoable step. */
  commit(document: DesignDocument, step: Step, selection?: readonly string[]): void;
}
