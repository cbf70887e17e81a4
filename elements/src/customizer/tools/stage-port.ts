import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import type { Artwork } from '../artwork.js';
import type { Editor } from '../editor.js';
import type { View } from '../view.js';
import type { Guide } from './snap.js';

/** What the pointer is doing, for the overlay. `layers` are the selected ones as they would be. */
export interface Gesture {
  layers: readonly Layer[];
  guides: readonly Guide[];
  note: { text: string; at: Point } | null;
  marquee?: Box;
}

/** What tools need of the stage. */
export interface StagePort {
  readonly editor: Editor;
  readonly artwork: Artwork;
  readonly view: View;
  readonly side: TemplateSide;
  readonly layers: readonly Layer[];
  /** Language for figures, BCP 47. */
  readonly locale: string;
  /** px from the stage's top left. */
  pointOf(at: { clientX: number; clientY: number }): Point;
  /** Shows a gesture; null when it ended. */
  show(gesture: Gesture | null): void;
  hover(layer: Layer | null, cursor: string): void;
  panBy(px: Point): void;
  editText(layerId: string): void;
  /** Gives the keyboard to the object. */
  focusLayer(layerId: string | null): void;
}
