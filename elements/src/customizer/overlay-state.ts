import type { Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { EditorState } from './editor-state.js';
import type { Ghost, OverlayState } from './overlay.js';
import { enteredPath } from './layers.js';
import { frameOf } from './tools/frame.js';
import { handlesOf } from './tools/handles.js';
import type { Guide } from './tools/snap.js';
import type { Gesture } from './tools/stage-port.js';
import type { View } from './view.js';
import { frameBounds, placedSelection, placeOn } from './within.js';

/** Closer than this to the safe zone (px), its line is shown. */
const NEAR_SAFE_PX = 8;

export interface Shown {
  state: EditorState;
  view: View;
  side: TemplateSide;
  gesture: Gesture | null;
  isEditingText: boolean;
  hovered: Layer | null;
  ghosts: readonly Ghost[];
  colours: OverlayState['colours'];
  isCoarse: boolean;
  /** The shopper's own guides on this side. */
  own: readonly Guide[];
  /** Says a distance in mm. */
  figure(mm: number): string;
}

function isNearSafe(layer: Layer, side: TemplateSide, view: View): boolean {
  const box = frameBounds(layer);
  const near = side.safe + NEAR_SAFE_PX / view.pxPerMm;
  return box.x < near || box.y < near || box.x + box.width > side.width - near || box.y + box.height > side.height - near;
}

/** What lies over the design now: handles at rest, guides and figures while something moves. */
export function overlayState({ state, gesture, isEditingText, hovered, ...shown }: Shown): OverlayState {
  const { side, view } = shown;
  const selected = gesture?.layers ?? placedSelection(state).filter((layer) => !layer.hidden);
  const free = selected.filter((layer) => !layer.locked);
  const frame = free.length > 0 && !gesture && !isEditingText ? frameOf(free) : null;
  const path = enteredPath(state);
  return {
    ...shown,
    selected,
    frame: selected.length > 1 ? frame : null,
    group: path.length > 0 ? placeOn(path.at(-1)!, path.slice(0, -1)) : null,
    handles: frame ? handlesOf(frame, view) : [],
    hovered: gesture ? null : hovered,
    guides: gesture?.guides ?? [],
    own: shown.own,
    measures: (gesture?.measures ?? []).map((measure) => ({ ...measure, text: shown.figure(measure.to - measure.from) })),
    showsSafe: gesture !== null && !gesture.marquee && selected.some((layer) => isNearSafe(layer, side, view)),
    marquee: gesture?.marquee ?? null,
    note: gesture?.note ?? null,
  };
}
