import type { Layer } from '@luneo/sdk/design/document.js';
import type { Point } from '@luneo/sdk/design/geometry.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { selectedLayers } from '../layers.js';
import { type Draft, type Gesturing, type Held, moving, pinching, pulling, scaling, turning } from './gestures.js';
import { cursorFor, handleAt, handlesOf } from './handles.js';
import type { Handle } from './handles.js';
import { isInFrame, layerAt, layersIn } from './hit.js';
import type { StagePort } from './stage-port.js';

type Active = Pick<Gesturing, 'step' | 'layers'> & { draft: Draft | null; at?: Gesturing['at'] };

type State =
  | { kind: 'idle' }
  /** Down, not yet decided whether it is a click or a drag. */
  | { kind: 'press'; from: Point; target: Layer | null; wasSelected: boolean; begin: (() => Gesturing) | null; isTouch: boolean }
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
    if (event.button === 1) this.#state = { kind: 'pan', from };
    if (event.button !== 0) return;
    const isTouch = event.pointerType === 'touch';
    const handle = this.#handleAt(from, isTouch);
    const target = handle ? this.#selected()[0]! : this.#layerAt(from, isTouch);
    const wasSelected = target !== null && this.#port.editor.state.selection.includes(target.id);
    if (!isTouch && !handle) this.#pick(target, wasSelected, event.shiftKey);
    this.#state = { kind: 'press', from, target, wasSelected, isTouch, begin: this.#beginning(handle, target, from, wasSelected, isTouch) };
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
    if (state.isTouch && this.#tap(state.target, state.wasSelected)) return;
    this.#port.focusLayer(state.target?.id ?? null);
  }

  /** Escape, a lost pointer, the page starting to scroll: nothing happened. */
  cancel(): void {
    const state = this.#state;
    this.#state = { kind: 'idle' };
    if (state.kind === 'drag' || state.kind === 'pinch' || state.kind === 'marquee') this.#end();
  }

  /** Two fingers act on the selected objects. True when the page must not scroll or zoom. */
  touchStart(touches: readonly Touch[]): boolean {
    const selected = this.#selected().filter((layer) => !layer.locked);
    if (selected.length === 0) return false;
    if (touches.length === 2) {
      this.cancel();
      const from = pinching(this.#port, selected, this.#pair(touches));
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

  /** Double click: text is edited where it stands. */
  doubleClick(event: MouseEvent): void {
    const target = this.#layerAt(this.#port.pointOf(event), false);
    if (target?.type === 'text') this.#port.editText(target.id);
  }

  #beginning(handle: Handle | null, target: Layer | null, from: Point, wasSelected: boolean, isTouch: boolean): (() => Gesturing) | null {
    if (!target || (isTouch && !wasSelected)) return null;
    const start = this.#port.view.toSide(from);
    if (!handle) return () => moving(this.#port, this.#selected().filter((layer) => !layer.locked), start); // prettier-ignore
    const { id } = handle;
    if (id === 'rotate') return () => turning(this.#port, target, start);
    if (id === 'n' || id === 'e' || id === 's' || id === 'w') return () => pulling(this.#port, target, id, start);
    return () => scaling(this.#port, target, id, start);
  }

  #pick(target: Layer | null, wasSelected: boolean, isAdding: boolean): void {
    const { editor } = this.#port;
    const { selection } = editor.state;
    if (!target) {
      if (!isAdding) editor.select([]);
    } else if (isAdding) editor.select(wasSelected ? selection.filter((id) => id !== target.id) : [...selection, target.id]);
    else if (!wasSelected) editor.select([target.id]);
  }

  /** A tap selects; a tap on text that is selected edits it: true. */
  #tap(target: Layer | null, wasSelected: boolean): boolean {
    const isEdit = target !== null && wasSelected && target.type === 'text';
    if (isEdit) this.#port.editText(target.id);
    else this.#port.editor.select(target ? [target.id] : []);
    return isEdit;
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
      this.#state = { kind: 'marquee', from: state.from, ids: event.shiftKey ? this.#port.editor.state.selection : [] };
    }
  }

  #lift(layers: readonly Layer[]): void {
    this.#port.hover(null, 'grabbing');
    this.#port.artwork.lift(layers.map((layer) => layer.id));
  }

  #drag(gesture: Active, at: Point, keys: Held): void {
    this.#show(gesture, gesture.at!(this.#port.view.toSide(at), keys));
  }

  #show(gesture: Active, draft: Draft): void {
    gesture.draft = draft;
    const { artwork, view } = this.#port;
    for (const layer of gesture.layers) if (draft.motion) artwork.move(layer.id, draft.motion);
    if (!draft.motion) for (const layer of draft.layers) artwork.preview(layer);
    const boxes = draft.layers.map((layer) => view.toScreen({ x: layer.x + layer.width / 2, y: layer.y + layer.height / 2 }));
    const reach = draft.layers[0]!;
    const below = (Math.hypot(reach.width, reach.height) / 2) * view.pxPerMm;
    const upright = Math.abs(Math.sin(((reach.rotation + view.rotation) * Math.PI) / 180)) < 0.05;
    const drop = upright ? (reach.height / 2) * view.pxPerMm : below;
    this.#port.show({
      layers: draft.layers,
      guides: draft.guides,
      note: { text: draft.note, at: { x: boxes[0]!.x, y: boxes[0]!.y + drop + 16 } },
    });
  }

  #make({ draft, step }: Active): void {
    if (draft) this.#port.editor.updateAll(draft.patches, step);
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
    this.#port.show({ layers: this.#selected(), guides: [], note: null, marquee });
  }

  #hover(at: Point, isTouch: boolean): void {
    if (isTouch) return;
    const handle = this.#handleAt(at, false);
    if (handle) return this.#port.hover(null, cursorFor(handle));
    const target = this.#layerAt(at, false);
    this.#port.hover(target, target ? 'move' : 'default');
  }

  #selected(): readonly Layer[] {
    return selectedLayers(this.#port.editor.state);
  }

  #slack(isTouch: boolean): number {
    return (isTouch ? SLACK_PX * 2.5 : SLACK_PX) / this.#port.view.pxPerMm;
  }

  #handleAt(at: Point, isTouch: boolean): Handle | null {
    const selected = this.#selected();
    if (selected.length !== 1) return null;
    const [layer] = selected as [Layer];
    return handleAt(handlesOf(layer, this.#port.view), at, isTouch, isInFrame(layer, this.#port.view.toSide(at)));
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
