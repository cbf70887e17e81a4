import type { Layer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { EditorState } from './editor-state.js';
import { selectedLayers } from './layers.js';
import type { Ghost, OverlayState } from './overlay.js';
import { handlesOf } from './tools/handles.js';
import { frameBounds } from './tools/snap.js';
import type { Gesture } from './tools/stage-port.js';
import type { View } from './view.js';

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
}

function isNearSafe(layer: Layer, side: TemplateSide, view: View): boolean {
  const box = frameBounds(layer);
  const near = side.safe + NEAR_SAFE_PX / view.pxPerMm;
  return box.x < near || box.y < near || box.x + box.width > side.width - near || box.y + box.height > side.height - near;
}

/** What lies over the design now: handles at rest, guides and figures while something moves. */
export function overlayState({ state, gesture, isEditingText, hovered, ...shown }: Shown): OverlayState {
  const { side, view } = shown;
  const selected = gesture?.layers ?? selectedLayers(state).filter((layer) => !layer.hidden);
  const [only] = selected;
  return {
    ...shown,
    selected,
    handles: only && !gesture && !isEditingText && selected.length === 1 ? handlesOf(only, view) : [],
    hovered: gesture ? null : hovered,
    guides: gesture?.guides ?? [],
    showsSafe: gesture !== null && !gesture.marquee && selected.some((layer) => isNearSafe(layer, side, view)),
    marquee: gesture?.marquee ?? null,
    note: gesture?.note ?? null,
  };
}
