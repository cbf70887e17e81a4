import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GroupLayer, Layer } from '@luneo/sdk/design/document.js';
import { cssVars } from '../shared/css-vars.js';
import { figures } from '../shared/figures.js';
import type { EditorState } from './editor-state.js';
import { layersOf } from './layers.js';
import { outlineOf } from './tools/handles.js';
import type { StageStrings } from './stage-strings.js';
import { plainText } from './text-patch.js';
import type { View } from './view.js';
import { frameBounds, placeOn } from './within.js';

export interface MirrorOptions {
  state: EditorState;
  view: View;
  words: StageStrings;
  locale: string;
  onFocus(layer: Layer, event: FocusEvent): void;
}

/** "Text “Jessica”", "Picture “beach.jpg”". */
export function nameOfLayer(layer: Layer, words: StageStrings): string {
  const said = layer.type === 'text' ? plainText(layer).trim().replace(/\s+/g, ' ') : layer.name;
  return said ? `${words.object[layer.type]} “${said.slice(0, 80)}”` : words.object[layer.type];
}

/** What was said of a layer last: a change of one among hundreds puts only that one into words. */
const described = new WeakMap<Layer, { words: StageStrings; locale: string; said: string }>();

function describe(layer: Layer, words: StageStrings, locale: string, group: Layer | null): string {
  const known = described.get(layer);
  if (known?.words === words && known.locale === locale) return known.said;
  const said = inWords(layer, words, locale, group);
  described.set(layer, { words, locale, said });
  return said;
}

function inWords(layer: Layer, words: StageStrings, locale: string, group: Layer | null): string {
  const { x, y, width, height } = frameBounds(layer);
  const [left, top, wide, high, turned] = figures(locale, x, y, width, height, layer.rotation) as [string, string, string, string, string];
  return [
    nameOfLayer(layer, words),
    ...(group ? [words.within(nameOfLayer(group, words))] : []),
    words.place(left, top, wide, high),
    ...(layer.rotation === 0 ? [] : [words.turned(turned)]),
    ...(layer.locked ? [words.locked] : []),
  ].join(', ');
}

interface ShownLayer {
  layer: Layer;
  /** As it lies on the side. */
  placed: Layer;
  group: Layer | null;
}

const inGroups = new WeakMap<Layer, readonly ShownLayer[]>();

/** What can be seen, groups before what is in them. The same objects while nothing changed. */
function* shownLayers(layers: readonly Layer[]): Generator<ShownLayer> {
  for (const layer of layers) {
    if (layer.hidden) continue;
    yield { layer, placed: layer, group: null };
    if (layer.type !== 'group') continue;
    let inside = inGroups.get(layer);
    if (!inside) inGroups.set(layer, (inside = [...within(layer, [layer])]));
    yield* inside;
  }
}

function* within(group: GroupLayer, path: readonly Layer[]): Generator<ShownLayer> {
  for (const layer of group.layers) {
    if (layer.hidden) continue;
    yield { layer, placed: placeOn(layer, path), group };
    if (layer.type === 'group') yield* within(layer, [...path, layer]);
  }
}

/** Where the object is on the screen, so that a focus ring and a finger exploring the screen find it there. */
function placeOf(layer: Layer, view: View): Record<string, string> {
  const points = outlineOf(layer, view);
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {
    left: `${Math.round(x)}px`,
    top: `${Math.round(y)}px`,
    width: `${Math.max(24, Math.round(Math.max(...xs) - x))}px`,
    height: `${Math.max(24, Math.round(Math.max(...ys) - y))}px`,
  };
}

/**
 * The design as DOM: a button for each object of the side, back to front, named with its words and its place in mm. The
 * canvas takes the pointer; these take the keyboard and the screen reader. Each lies in a box that has its place: giving a
 * button a new one costs the browser five times as much.
 */
export function renderMirror({ state, view, words, locale, onFocus }: MirrorOptions): TemplateResult {
  const layers = [...shownLayers(layersOf(state.document, state.side))];
  const side = state.product?.template.sides.find((each) => each.id === state.side);
  return html`<div
    class="mirror"
    role="application"
    aria-label=${words.product(words.stage, side?.name ?? '')}
    aria-roledescription=${words.roleDescription}
    aria-describedby="help"
    tabindex=${layers.length === 0 ? 0 : -1}
    part="objects"
  >
    ${repeat(
      layers,
      ({ layer }) => layer.id,
      ({ layer, placed, group }) =>
        html`<div class="place" ${cssVars(placeOf(placed, view))}>
          <button
            type="button"
            data-layer=${layer.id}
            aria-pressed=${state.selection.includes(layer.id) ? 'true' : 'false'}
            aria-label=${describe(placed, words, locale, group)}
            @focus=${(event: FocusEvent) => onFocus(layer, event)}
          ></button>
        </div>`,
    )}
  </div>`;
}
