import { panelsEn } from './strings-panels.js';
import type { Strings, AllStrings } from './strings.js';
import { UseEditor } from './use-editor.js';
import { filled } from './words.js';

const tables = new WeakMap<Strings, AllStrings>();

/** The words with those of the panels, in the same language. */
export function panelWords(words: Strings): AllStrings {
  const known = tables.get(words);
  if (known) return known;
  const all = { ...filled(panelsEn, words.own), ...words };
  tables.set(words, all);
  return all;
}

/** `UseEditor` for what is loaded on demand: brings the words of the panels. */
export class UsePanel extends UseEditor {
  override get t(): AllStrings {
    return panelWords(super.t);
  }
}
