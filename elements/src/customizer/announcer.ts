import type { Layer } from '@luneo/sdk/design/document.js';
import { figures } from '../shared/figures.js';
import { nameOfLayer } from './a11y-mirror.js';
import type { EditorState } from './editor-state.js';
import { findLayer, layersOf, selectedLayers } from './layers.js';
import type { StageStrings } from './stage-strings.js';
import { frameBounds } from './within.js';

/** Quick changes (an arrow key held down) are told once they rest. */
const REST_MS = 350;

/** Tells a live region what changed, in words. */
export class Announcer {
  readonly #say: (words: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (words: string) => void) {
    this.#say = say;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  changed(before: EditorState, after: EditorState, words: StageStrings, locale: string): void {
    const said = sentence(before, after, words, locale);
    if (said) this.tell(said);
  }

  /** Said once things rest; what comes before that takes its place. */
  tell(said: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(said), REST_MS);
  }
}

function sentence(before: EditorState, after: EditorState, words: StageStrings, locale: string): string {
  if (before.phase !== 'ready' || before.side !== after.side) return '';
  if (before.document !== after.document) {
    const way = wayBack(before, after, words);
    if (way) return [way, change(before, after, words, locale)].filter(Boolean).join('. ');
    return change(before, after, words, locale);
  }
  if (before.entered !== after.entered) {
    const group = after.entered && findLayer(after.document, after.entered)?.layer;
    const [first] = selectedLayers(after);
    if (group) return words.inside(nameOfLayer(group, words)) + (first ? `. ${words.selected(nameOfLayer(first, words))}` : '');
  }
  if (before.selection === after.selection || after.selection.length === 0) return '';
  const [first] = selectedLayers(after);
  if (after.selection.length > 1) return words.several(after.selection.length);
  return first ? words.selected(nameOfLayer(first, words)) : '';
}

function wayBack(before: EditorState, after: EditorState, words: StageStrings): string {
  if (after.history.at < before.history.at) return words.undone;
  return after.history.at > before.history.at && after.history.labels === before.history.labels ? words.redone : '';
}

function change(before: EditorState, after: EditorState, words: StageStrings, locale: string): string {
  const was = layersOf(before.document, before.side);
  const is = layersOf(after.document, after.side);
  const gone = missingIn(is, was);
  const added = missingIn(was, is);
  // Grouped or taken apart: the command says it.
  if (gone && added) return '';
  if (gone) return words.removed(nameOfLayer(gone, words));
  if (added) return words.added(nameOfLayer(added, words));
  return moved(before, selectedLayers(after)[0], words, locale);
}

/** The first of `layers` that is not among `others`. */
function missingIn(others: readonly Layer[], layers: readonly Layer[]): Layer | undefined {
  const known = new Set(others.map(({ id }) => id));
  return layers.find(({ id }) => !known.has(id));
}

function moved(before: EditorState, layer: Layer | undefined, words: StageStrings, locale: string): string {
  const old = layer && findLayer(before.document, layer.id)?.layer;
  if (!layer || !old || old === layer) return '';
  const [from, to] = [frameBounds(old), frameBounds(layer)];
  const [x, y, width, height, rotation] = figures(locale, to.x, to.y, to.width, to.height, layer.rotation) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (old.rotation !== layer.rotation) return words.turned(rotation);
  if (from.width !== to.width || from.height !== to.height) return words.resized(width, height);
  return from.x !== to.x || from.y !== to.y ? words.moved(x, y) : '';
}
