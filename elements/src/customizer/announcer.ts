import type { Layer } from '@luneo/sdk/design/document.js';
import { figures } from '../shared/figures.js';
import { nameOfLayer } from './a11y-mirror.js';
import type { EditorState } from './editor-state.js';
import { findLayer, layersOf, selectedLayers } from './layers.js';
import type { StageStrings } from './stage-strings.js';
import { frameBounds } from './tools/snap.js';

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
    if (!said) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(said), REST_MS);
  }
}

function sentence(before: EditorState, after: EditorState, words: StageStrings, locale: string): string {
  if (before.phase !== 'ready' || before.side !== after.side) return '';
  if (before.document !== after.document) {
    const was = layersOf(before.document, before.side);
    const is = layersOf(after.document, after.side);
    const gone = missingIn(is, was);
    if (gone) return words.removed(nameOfLayer(gone, words));
    const added = missingIn(was, is);
    if (added) return words.added(nameOfLayer(added, words));
    return moved(before, selectedLayers(after)[0], words, locale);
  }
  if (before.selection === after.selection || after.selection.length === 0) return '';
  const [first] = selectedLayers(after);
  if (after.selection.length > 1) return words.several(after.selection.length);
  return first ? words.selected(nameOfLayer(first, words)) : '';
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
