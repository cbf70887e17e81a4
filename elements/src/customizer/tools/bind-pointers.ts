import type { SelectTool } from './select.js';

export interface PointerTargets {
  /** `by` times closer about a point of the viewport. */
  zoom(by: number, at: { clientX: number; clientY: number }): void;
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta']);

const isField = (event: Event): boolean => event.composedPath()[0] instanceof HTMLTextAreaElement;

/**
 * Connects a surface's pointer, touch and wheel events to the tool. Pages scroll and zoom with the fingers as usual, except
 * where the fingers act on a selected object. Gives the function that disconnects.
 */
export function bindPointers(surface: HTMLElement, tool: SelectTool, targets: PointerTargets): () => void {
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void, isActive = false): void =>
    surface.addEventListener(type, act, { signal: stop.signal, passive: !isActive });

  on('pointerdown', (event) => {
    if (isField(event)) return;
    if (event.pointerType !== 'touch') surface.setPointerCapture(event.pointerId);
    tool.down(event);
  });
  // A focus ring beside the selection's outline helps nobody who points.
  const points = (isPointing: boolean): boolean => surface.toggleAttribute('data-pointer', isPointing);
  on('pointerdown', () => points(true));
  on('keydown', ({ key }) => !MODIFIERS.has(key) && points(false));
  // The space bar makes a hand of the pointer, as in every drawing program; a button under it has nothing else to do.
  const hand = (isHand: boolean): void => {
    tool.isHand = isHand;
    surface.style.cursor = isHand ? 'grab' : '';
  };
  on(
    'keydown',
    (event) => {
      if (event.key !== ' ' || isField(event)) return;
      event.preventDefault();
      hand(true);
    },
    true,
  );
  on('keyup', ({ key }) => key === ' ' && hand(false));
  on('focusout', () => tool.isHand && hand(false));
  on('focusout', ({ relatedTarget }) => relatedTarget && !surface.contains(relatedTarget as Node) && points(false));

  on('pointermove', (event) => tool.move(event));
  on('pointerup', (event) => tool.up(event));
  on('pointercancel', () => tool.cancel());
  on('dblclick', (event) => !isField(event) && tool.doubleClick(event));
  // The browser would take the focus away from the object that the tool just gave it to.
  on('mousedown', (event) => !isField(event) && event.preventDefault(), true);

  const touches = (event: TouchEvent): Touch[] => [...event.touches];
  on('touchstart', (event) => !isField(event) && tool.touchStart(touches(event)) && event.cancelable && event.preventDefault(), true);
  on(
    'touchmove',
    (event) => {
      tool.touchMove(touches(event));
      if (tool.isBusy && event.cancelable) event.preventDefault();
    },
    true,
  );
  on('touchend', (event) => tool.touchEnd(event.touches.length));
  on('touchcancel', (event) => tool.touchEnd(event.touches.length));

  on(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      targets.zoom(Math.exp(-event.deltaY * 0.01), event);
    },
    true,
  );
  return () => stop.abort();
}
