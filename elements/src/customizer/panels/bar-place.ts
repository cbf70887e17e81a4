import type { LuneoContextBar } from './context-bar.js';

/** px between the bar and the stage's edge, the selection, and what the toolbar covers. */
const [ROOM, GAP, TOOLBAR] = [8, 14, 60];

/** Keeps the bar of actions at the selection, inside of the stage. */
export class BarPlace {
  readonly #bar: () => LuneoContextBar | null;
  /** On phones: the sheet is up. */
  readonly #isSheetOpen: () => boolean;
  #box: DOMRectReadOnly | null = null;

  constructor(bar: () => LuneoContextBar | null, isSheetOpen: () => boolean) {
    this.#bar = bar;
    this.#isSheetOpen = isSheetOpen;
  }

  /** `box`: the selection in CSS px from the stage's top left; null when nothing is to be shown (nothing selected, dragging). */
  show(box: DOMRectReadOnly | null): void {
    const bar = this.#bar();
    const stage = bar?.parentElement;
    if (!bar || !stage) return;
    bar.toggleAttribute('data-placed', box !== null);
    this.#box = box;
    // Its width follows what is selected, so it is placed once that is rendered; the next microtask knows of the change. Its code comes a little later than the stage's.
    const isRendered = customElements.whenDefined(bar.localName).then(() => bar.updateComplete);
    if (box) void isRendered.then(() => box === this.#box && this.#move(bar, stage, box));
  }

  #move(bar: HTMLElement, stage: HTMLElement, box: DOMRectReadOnly): void {
    const { width, height } = bar.getBoundingClientRect();
    const x = Math.min(stage.clientWidth - width - ROOM, Math.max(ROOM, box.x + box.width / 2 - width / 2));
    const above = box.y - height - GAP;
    const below = box.y + box.height + GAP;
    const lowest = stage.clientHeight - height - ROOM;
    const y = above >= TOOLBAR ? above : Math.min(lowest, below);
    // In a low stage it would lie on the object; the open sheet offers the same.
    bar.toggleAttribute('data-crowded', this.#isSheetOpen() && above < TOOLBAR && below > lowest);
    bar.style.setProperty('--_x', `${Math.round(x)}px`);
    bar.style.setProperty('--_y', `${Math.round(y)}px`);
  }
}
