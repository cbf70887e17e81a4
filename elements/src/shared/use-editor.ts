import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Editor } from '../customizer/editor.js';
import { editorContext } from '../customizer/editor-context.js';
import { INITIAL_STATE, type EditorState } from '../customizer/editor-state.js';
import { shellContext, type Shell } from '../customizer/panels/shell.js';
import { en, type Strings } from './strings.js';

export const stringsContext = createContext<Strings>('luneo-strings');

/** Gives a panel the editor, its state and the shopper's words, and renders it anew when what it shows has changed. */
export class UseEditor implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #shows: readonly (keyof EditorState)[];
  readonly #strings: ContextConsumer<typeof stringsContext, ReactiveControllerHost & HTMLElement>;
  readonly #shell: ContextConsumer<typeof shellContext, ReactiveControllerHost & HTMLElement>;
  #editor: Editor | null = null;
  #seen: EditorState = INITIAL_STATE;

  /** `shows`: the parts of the state that the host renders; a change elsewhere costs it nothing. */
  constructor(host: ReactiveControllerHost & HTMLElement, shows: readonly (keyof EditorState)[]) {
    this.#host = host;
    this.#shows = shows;
    host.addController(this);
    this.#strings = new ContextConsumer(host, { context: stringsContext, subscribe: true });
    this.#shell = new ContextConsumer(host, { context: shellContext, subscribe: true });
    new ContextConsumer(host, { context: editorContext, subscribe: true, callback: (editor) => this.#follow(editor) });
  }

  /** The editor; only called from handlers of what was rendered, so it is there. */
  get editor(): Editor {
    if (!this.#editor) throw new Error('This element belongs inside <luneo-customizer>');
    return this.#editor;
  }
  get shell(): Shell {
    if (!this.#shell.value) throw new Error('This element belongs inside <luneo-customizer>');
    return this.#shell.value;
  }
  get locale(): string {
    return this.#shell.value?.locale ?? 'en';
  }
  get state(): EditorState {
    return this.#editor?.state ?? INITIAL_STATE;
  }
  get t(): Strings {
    return this.#strings.value ?? en;
  }

  hostConnected(): void {
    this.#editor?.addEventListener('change', this.#changed);
  }
  hostDisconnected(): void {
    this.#editor?.removeEventListener('change', this.#changed);
  }

  #follow(editor: Editor): void {
    this.#editor?.removeEventListener('change', this.#changed);
    this.#editor = editor;
    editor.addEventListener('change', this.#changed);
    this.#host.requestUpdate();
  }

  readonly #changed = (): void => {
    const before = this.#seen;
    this.#seen = this.state;
    if (this.#shows.some((key) => before[key] !== this.state[key])) this.#host.requestUpdate();
  };
}
