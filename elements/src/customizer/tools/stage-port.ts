import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import type { Artwork } from '../artwork.js';
import type { Editor } from '../editor.js';
import type { View } from '../view.js';
import type { Guide } from './snap.js';
import type { Measure } from './spacing.js';

/** What the pointer is doing, for the overlay. `layers` are the selected ones as they would be. */
export interface Gesture {
  layers: readonly Layer[];
  guides: readonly Guide[];
  measures: readonly Measure[];
  note: { text: string; at: Point } | null;
  marquee?: Box;
}

/** What tools need of the stage. */
export interface StagePort {
  readonly editor: Editor;
  readonly artwork: Artwork;
  readonly view: View;
  readonly side: TemplateSide;
  /** What can be picked now, as it lies on the side: the side's layers, or those of the group that is entered. */
  readonly layers: readonly Layer[];
  /** The shopper's own guides on this side. */
  readonly guides: readonly Guide[];
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
