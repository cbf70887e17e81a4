import { createContext } from '@lit/context';
import type { LuneoStage } from '../stage.js';
import type { Clipboard } from './clipboard.js';

/** What the panel column (on phones: the sheet) shows. `overview`: options, layers, checks. */
export type PanelName = 'overview' | 'selection' | 'image' | 'art' | 'ideas' | 'history' | 'view' | 'saved';

/** What panels may ask of the workbench around them. */
export interface Shell {
  /** BCP 47 tag, for numbers and money. */
  readonly locale: string;
  /** Shows a panel; on phones it opens the sheet. */
  show(panel: PanelName): void;
  /** Back to the overview; on phones it closes the sheet. */
  close(): void;
  /** Adds a text (or picks the one that is there) and puts the caret in it. */
  writeText(again?: boolean): void;
  /** Opens the file dialogue; with `replace`, the picture of that layer is exchanged. */
  pickImage(replace?: string): void;
  addFiles(files: readonly File[]): void;
  /** Where there is one: a form has none. */
  readonly stage?: LuneoStage | null;
  /** Copy, cut and paste by buttons. */
  readonly clipboard?: Pick<Clipboard, 'copy' | 'paste' | 'isFull'> | null;
  /** Shows `words` for a few seconds and reads them out. */
  say?(words: string): void;
  /** Reads `words` out when nothing else is said. */
  tell?(words: string): void;
  /** Are rulers shown? */
  readonly rulers?: boolean;
  showRulers?(isOn: boolean): void;
  /** Shows the whole product again. */
  fit(): void;
  checkout(): void;
}

export const shellContext = createContext<Shell>('luneo-shell');
