import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import { patches } from '../commands.js';
import { enteredPath, layersOf } from '../layers.js';
import { patchesWithin, placedSelection, placeOn } from '../within.js';
import { type Draft, type Gesturing, type Held, moving, pinching, pulling, scaling, turning } from './gestures.js';
import { frameOf } from './frame.js';
import { cursorFor, handleAt, handlesOf } from './handles.js';
import type { Handle } from './handles.js';
import { isInFrame, layerAt, layersIn } from './hit.js';
import type { StagePort } from './stage-port.js';

type Active = Pick<Gesturing, 'step' | 'layers'> & { draft: Draft | null; at?: Gesturing['at'] };

type State =
  | { kind: 'idle' }
  /** Down, not yet decided whether it is a click or a drag. */
  | {
      kind: 'press';
      from: Point;
      target: Layer | null;
      wasSelected: boolean;
      isAdding: boolean;
      begin: (() => Gesturing) | null;
      isTouch: boolean;
      isHandle: boolean;
    }
  | { kind: 'drag'; gesture: Active }
  | { kind: 'pinch'; gesture: Active; from: ReturnType<typeof pinching> }
  | { kind: 'marquee'; from: Point; ids: readonly string[] }
  | { kind: 'pan'; from: Point };

/** A pointer that went this far is a drag. px */
const DRAG_PX = 3;
const DRAG_TOUCH_PX = 8;
const SLACK_PX = 4;

const held = (event: PointerEvent): Held => ({ shift: event.shiftKey, alt: event.altKey, free: event.ctrlKey || event.metaKey });

/**
 * Pointers on the stage: select, move, scale, turn, pull edges, marquee, pan. While a gesture runs only the drag sheet
 * is painted; the document changes once, at its end.
 */
export class SelectTool {
  readonly #port: StagePort;
  #state: State = { kind: 'idle' };
  /** The space bar is down: dragging moves what is seen. */
  isHand = false;

  constructor(port: StagePort) {
    this.#port = port;
  }

  /** Something is being dragged; the stage keeps its hands off the lifted layers. */
  get isBusy(): boolean {
    return this.#state.kind === 'drag' || this.#state.kind === 'pinch' || this.#state.kind === 'marquee';
  }

  down(event: PointerEvent): void {
    if (this.#state.kind !== 'idle' || !event.isPrimary) return;
    const from = this.#port.pointOf(event);
    if (event.button === 1 || (event.button === 0 && this.isHand)) this.#state = { kind: 'pan', from };
    if (event.button !== 0 || this.isHand) return;
    const isTouch = event.pointerType === 'touch';
    const handle = this.#handleAt(from, isTouch);
    if (!handle && !isTouch) this.#leaveGroup(from);
    const target = handle ? this.#free()[0]! : this.#layerAt(from, isTouch);
    const wasSelected = target !== null && this.#port.editor.state.selection.includes(target.id);
    const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
    if (!isTouch && !handle) this.#pick(target, wasSelected, isAdding);
    const begin = this.#beginning(handle, target, from, wasSelected, isTouch);
    this.#state = { kind: 'press', from, target, wasSelected, isAdding, isTouch, isHandle: handle !== null, begin };
  }

  move(event: PointerEvent): void {
    const at = this.#port.pointOf(event);
    const state = this.#state;
    if (state.kind === 'idle') return this.#hover(at, event.pointerType === 'touch');
    if (!event.isPrimary) return;
    if (state.kind === 'press') this.#maybeStart(state, at, event);
    else if (state.kind === 'drag') this.#drag(state.gesture, at, held(event));
    else if (state.kind === 'marquee') this.#sweep(state, at);
    else if (state.kind === 'pan') {
      this.#port.panBy({ x: at.x - state.from.x, y: at.y - state.from.y });
      state.from = at;
    }
  }

  up(event: PointerEvent): void {
    if (!event.isPrimary) return;
    const state = this.#state;
    if (state.kind === 'pinch') return;
    this.#state = { kind: 'idle' };
    if (state.kind === 'drag') this.#make(state.gesture);
    else if (state.kind === 'marquee') this.#port.show(null);
    if (state.kind !== 'press') return;
    if (state.isTouch) {
      if (this.#tap(state.target, state.wasSelected, state.from)) return;
    } else if (state.target && state.wasSelected && !state.isHandle) this.#pickAgain(state.target, state.isAdding);
    // The keyboard selects what it goes to: what was just taken out of the selection must not get it.
    const { selection } = this.#port.editor.state;
    const id = state.target?.id ?? null;
    this.#port.focusLayer(id && !selection.includes(id) ? (selection[0] ?? null) : id);
  }

  /** Escape, a lost pointer, the page starting to scroll: nothing happened. */
  cancel(): void {
    const state = this.#state;
    this.#state = { kind: 'idle' };
    if (state.kind === 'drag' || state.kind === 'pinch' || state.kind === 'marquee') this.#end();
  }

  /** Two fingers act on the selected objects. True when the page must not scroll or zoom. */
  touchStart(touches: readonly Touch[]): boolean {
    const selected = this.#free();
    if (selected.length === 0) return false;
    if (touches.length === 2) {
      this.cancel();
      const from = pinching(this.#port, selected, frameOf(selected), this.#pair(touches));
      this.#state = { kind: 'pinch', from, gesture: { step: from.step, layers: selected, draft: null } };
      this.#lift(selected);
      return true;
    }
    const at = this.#port.pointOf(touches[0]!);
    return this.#handleAt(at, true) !== null || selected.some((layer) => isInFrame(layer, this.#port.view.toSide(at), this.#slack(true)));
  }

  touchMove(touches: readonly Touch[]): void {
    if (this.#state.kind !== 'pinch' || touches.length < 2) return;
    this.#show(this.#state.gesture, this.#state.from.at(this.#pair(touches)));
  }

  /** `left`: fingers still down. */
  touchEnd(left: number): void {
    if (this.#state.kind !== 'pinch' || left >= 2) return;
    const { gesture } = this.#state;
    this.#state = { kind: 'idle' };
    this.#make(gesture);
  }

  /** Double click: text is edited where it stands, a group is opened and what is under the pointer picked. */
  doubleClick(event: MouseEvent): void {
    const at = this.#port.pointOf(event);
    const target = this.#layerAt(at, false);
    if (target?.type === 'text') this.#port.editText(target.id);
    else if (target?.type === 'image') this.#port.editor.requestCrop(target.id);
    else if (target?.type === 'group') this.#enter(target.id, at, false);
  }

  #enter(groupId: string, at: Point, isTouch: boolean): void {
    const { editor } = this.#port;
    editor.enter(groupId);
    const inside = this.#layerAt(at, isTouch);
    editor.select(inside ? [inside.id] : []);
    this.#port.focusLayer(inside?.id ?? groupId);
  }

  /** Pointing beside an open group closes it. */
  #leaveGroup(at: Point): void {
    const { editor, view } = this.#port;
    const path = enteredPath(editor.state);
    const group = path.at(-1);
    if (!group || this.#layerAt(at, false)) return;
    if (!isInFrame(placeOn(group, path.slice(0, -1)), view.toSide(at), this.#slack(false))) editor.enter(null);
  }

  #beginning(handle: Handle | null, target: Layer | null, from: Point, wasSelected: boolean, isTouch: boolean): (() => Gesturing) | null {
    if (!target || (isTouch && !wasSelected)) return null;
    const start = this.#port.view.toSide(from);
    if (!handle) return () => moving(this.#port, this.#free(), start);
    const { id } = handle;
    if (id === 'n' || id === 'e' || id === 's' || id === 'w') return () => pulling(this.#port, target, id, start);
    const layers = this.#free();
    if (id === 'rotate') return () => turning(this.#port, layers, frameOf(layers), start);
    return () => scaling(this.#port, layers, frameOf(layers), id, start);
  }

  #pick(target: Layer | null, wasSelected: boolean, isAdding: boolean): void {
    const { editor } = this.#port;
    const { selection } = editor.state;
    if (!target) {
      if (!isAdding) editor.select([]);
    } else if (!wasSelected) editor.select(isAdding ? [...selection, target.id] : [target.id]);
  }

  /** A click on one of several that did not become a drag: this one alone, or without it. */
  #pickAgain(target: Layer, isAdding: boolean): void {
    const { editor } = this.#port;
    const { selection } = editor.state;
    if (isAdding) editor.select(selection.filter((id) => id !== target.id));
    else if (selection.length > 1) editor.select([target.id]);
  }

  /** A tap selects; a tap on text that is selected edits it, one on a group opens it: true. */
  #tap(target: Layer | null, wasSelected: boolean, at: Point): boolean {
    const { editor } = this.#port;
    if (target && wasSelected && target.type === 'text') this.#port.editText(target.id);
    else if (target && wasSelected && target.type === 'group') this.#enter(target.id, at, true);
    else {
      if (!target) editor.enter(null);
      editor.select(target ? [target.id] : []);
      return false;
    }
    return true;
  }

  #maybeStart(state: Extract<State, { kind: 'press' }>, at: Point, event: PointerEvent): void {
    if (Math.hypot(at.x - state.from.x, at.y - state.from.y) < (state.isTouch ? DRAG_TOUCH_PX : DRAG_PX)) return;
    if (state.begin) {
      const { step, layers, at: follow } = state.begin();
      if (layers.length === 0) return;
      const gesture: Active = { step, layers, at: follow, draft: null };
      this.#state = { kind: 'drag', gesture };
      this.#lift(layers);
      this.#drag(gesture, at, held(event));
    } else if (!state.isTouch && !state.target) {
      this.#state = { kind: 'marquee', from: state.from, ids: state.isAdding ? this.#port.editor.state.selection : [] };
    }
  }

  #lift(layers: readonly Layer[]): void {
    this.#port.hover(null, 'grabbing');
    const [around] = enteredPath(this.#port.editor.state);
    this.#port.artwork.lift(around ? [around.id] : layers.map((layer) => layer.id));
  }

  #drag(gesture: Active, at: Point, keys: Held): void {
    this.#show(gesture, gesture.at!(this.#port.view.toSide(at), keys));
  }

  #show(gesture: Active, draft: Draft): void {
    gesture.draft = draft;
    const { artwork, view } = this.#port;
    if (this.#port.editor.state.entered) this.#previewGroup(draft);
    else if (!draft.motion) for (const layer of draft.layers) artwork.preview(layer);
    else for (const layer of gesture.layers) artwork.move(layer.id, draft.motion);
    const reach = frameOf(draft.layers);
    const at = view.toScreen({ x: reach.x + reach.width / 2, y: reach.y + reach.height / 2 });
    const below = (Math.hypot(reach.width, reach.height) / 2) * view.pxPerMm;
    const isUpright = Math.abs(Math.sin(((reach.rotation + view.rotation) * Math.PI) / 180)) < 0.05;
    const drop = isUpright ? (reach.height / 2) * view.pxPerMm : below;
    const { layers, guides, measures } = draft;
    this.#port.show({ layers, guides, measures, note: { text: draft.note, at: { x: at.x, y: at.y + drop + 16 } } });
  }

  /** What is in a group is painted with all of the group, as it would be. */
  #previewGroup({ patches: changes }: Draft): void {
    const { state } = this.#port.editor;
    const [around] = enteredPath(state);
    const next = applyEdit(state.document, patches(state.document, patchesWithin(state, changes)));
    const group = layersOf(next, state.side).find(({ id }) => id === around?.id);
    if (group) this.#port.artwork.preview(group);
  }

  #make({ draft, step }: Active): void {
    if (draft) this.#port.editor.place(draft.patches, step);
    this.#end();
  }

  /** After the document changed, so that nothing jumps back for a frame. */
  #end(): void {
    this.#port.show(null);
  }

  #sweep(state: Extract<State, { kind: 'marquee' }>, at: Point): void {
    const { from, ids } = state;
    const marquee: Box = {
      x: Math.min(from.x, at.x),
      y: Math.min(from.y, at.y),
      width: Math.abs(at.x - from.x),
      height: Math.abs(at.y - from.y),
    };
    const [a, b] = [this.#port.view.toSide(from), this.#port.view.toSide(at)];
    const box = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(b.x - a.x), height: Math.abs(b.y - a.y) };
    this.#port.editor.select([...ids, ...layersIn(this.#port.layers, box).map((layer) => layer.id)]);
    this.#port.show({ layers: this.#selected(), guides: [], measures: [], note: null, marquee });
  }

  #hover(at: Point, isTouch: boolean): void {
    if (isTouch) return;
    const handle = this.#handleAt(at, false);
    if (handle) return this.#port.hover(null, cursorFor(handle));
    const target = this.#layerAt(at, false);
    this.#port.hover(target, target ? 'move' : 'default');
  }

  #selected(): readonly Layer[] {
    return placedSelection(this.#port.editor.state);
  }

  #free(): readonly Layer[] {
    return this.#selected().filter((layer) => !layer.locked && !layer.hidden);
  }

  #slack(isTouch: boolean): number {
    return (isTouch ? SLACK_PX * 2.5 : SLACK_PX) / this.#port.view.pxPerMm;
  }

  #handleAt(at: Point, isTouch: boolean): Handle | null {
    const selected = this.#free();
    if (selected.length === 0) return null;
    const frame = frameOf(selected);
    return handleAt(handlesOf(frame, this.#port.view), at, isTouch, isInFrame(frame, this.#port.view.toSide(at)));
  }

  #layerAt(at: Point, isTouch: boolean): Layer | null {
    const point = this.#port.view.toSide(at);
    const slack = this.#slack(isTouch);
    const inside = this.#selected().find((layer) => !layer.locked && !layer.hidden && isInFrame(layer, point, slack));
    return inside ?? layerAt(this.#port.layers, this.#port.editor.state.metrics, point, slack);
  }

  #pair(touches: readonly Touch[]): readonly [Point, Point] {
    const { view } = this.#port;
    return [view.toSide(this.#port.pointOf(touches[0]!)), view.toSide(this.#port.pointOf(touches[1]!))];
  }
}
