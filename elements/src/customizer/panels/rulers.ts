import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { paintRuler, RULER_PX } from '../arrange/ruler-canvas.js';
import { MM_PER_INCH, sayLength, type Unit, unitFor } from '../arrange/units.js';
import type { LuneoStage } from '../stage.js';
import type { Guide } from '../tools/snap.js';
import type { Axis } from '../tools/spacing.js';

/** The toolbar's height: the level ruler begins below it. CSS px */
const TOP = 56;

const OTHER: Readonly<Record<Axis, Axis>> = { x: 'y', y: 'x' };

/** Rulers along the stage, and guides: dragged out of them, moved along them, or put there and moved by keys. */
export class LuneoRulers extends LitElement {
  static override properties = { stage: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        inset: 56px 0 0;
        z-index: 1;
        direction: ltr;
        pointer-events: none;
        --_thick: 24px;
      }
      .ruler {
        position: absolute;
        display: block;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: none;
        pointer-events: auto;
        touch-action: none;
      }
      .ruler.x {
        inset: 0 0 auto var(--_thick);
        inline-size: calc(100% - var(--_thick));
        min-block-size: 0;
        block-size: var(--_thick);
        cursor: row-resize;
      }
      .ruler.y {
        inset: var(--_thick) auto 0 0;
        inline-size: var(--_thick);
        min-inline-size: 0;
        block-size: calc(100% - var(--_thick));
        cursor: col-resize;
      }
      canvas {
        display: block;
        inline-size: 100%;
        block-size: 100%;
      }
      .corner {
        position: absolute;
        inset: 0 auto auto 0;
        inline-size: var(--_thick);
        block-size: var(--_thick);
        display: grid;
        place-items: center;
        background: var(--_paper);
        color: var(--_ink);
        caret-color: var(--_accent);
        font-size: 9px;
      }
      .guide {
        position: absolute;
        inline-size: 24px;
        min-block-size: 24px;
        block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        pointer-events: auto;
        touch-action: none;
      }
      .guide::before {
        content: '';
        display: block;
        margin: auto;
        inline-size: 11px;
        block-size: 11px;
        rotate: 45deg;
        border-radius: 2px;
        background: #d6336c;
        box-shadow: 0 0 0 1.5px var(--_paper);
      }
      .guide.x {
        inset: 0 auto auto 0;
        translate: calc(var(--_at) - 12px) 0;
        cursor: col-resize;
      }
      .guide.y {
        inset: 0 auto auto 0;
        translate: 0 calc(var(--_at) - 12px);
        cursor: row-resize;
      }
    `,
  ];

  declare stage: LuneoStage | null;
  readonly #use = new UsePanel(this, ['side', 'selection', 'document']);
  #cursor: { x: number; y: number } | null = null;
  /** The guide that follows the pointer. */
  #held: { index: number; axis: Axis } | null = null;
  readonly #resizes = new ResizeObserver(() => this.#paint());

  constructor() {
    super();
    this.stage = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#follow(this.stage, false);
  }

  get #unit(): Unit {
    return unitFor(this.#use.locale);
  }

  #follow(stage: LuneoStage | null, isOn: boolean): void {
    if (!stage) return;
    const act = isOn ? 'addEventListener' : 'removeEventListener';
    stage[act]('look', this.#looked);
    stage[act]('pointermove', this.#moved as EventListener);
    stage[act]('pointerleave', this.#left);
    stage.guides[act]('change', this.#looked);
  }

  readonly #looked = (): void => this.requestUpdate();
  readonly #moved = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top } = this.stage!.getBoundingClientRect();
    this.#cursor = { x: clientX - left, y: clientY - top };
    this.#paint();
  };
  readonly #left = (): void => {
    this.#cursor = null;
    this.#paint();
  };

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('stage')) return;
    this.#follow((changed.get('stage') as LuneoStage | undefined) ?? null, false);
    this.#follow(this.stage, true);
  }

  protected override updated(): void {
    this.#paint();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, state } = this.#use;
    const { stage } = this;
    // On a picture that shows the product turned, no line of it is level.
    if (!stage?.view || stage.view.rotation % 360 !== 0) return nothing;
    const guides = stage.guides.on(state.side);
    return html`${this.#ruler('x', t.sight.topRuler)} ${this.#ruler('y', t.sight.sideRuler)}
      <span class="corner" aria-hidden="true">${this.#unit === 'inch' ? 'in' : 'mm'}</span>
      ${repeat(
        guides,
        (_, index) => index,
        (guide, index) => this.#guide(guide, index),
      )}`;
  }

  /** The level ruler gives level guides. */
  #ruler(axis: Axis, name: string): TemplateResult {
    const { t } = this.#use;
    return html`<button
      class="ruler ${axis}"
      type="button"
      aria-label=${`${name}. ${t.sight.addGuide}`}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        this.#add(OTHER[axis]);
      }}
      @pointerdown=${(event: PointerEvent) => this.#grab(event, OTHER[axis], null)}
      @pointermove=${(event: PointerEvent) => this.#drag(event)}
      @pointerup=${(event: PointerEvent) => this.#drop(event)}
      @pointercancel=${() => this.#let(true)}
    >
      <canvas aria-hidden="true" data-axis=${axis}></canvas>
    </button>`;
  }

  #guide({ axis, at }: Guide, index: number): TemplateResult {
    const { t } = this.#use;
    const { view } = this.stage!;
    const place = view!.toScreen(axis === 'x' ? { x: at, y: 0 } : { x: 0, y: at })[axis] - (axis === 'y' ? TOP : 0);
    const words = this.#says(at);
    return html`<button
      class="guide ${axis}"
      type="button"
      role="slider"
      data-guide=${index}
      aria-orientation=${axis === 'x' ? 'horizontal' : 'vertical'}
      aria-valuenow=${Math.round(at * 10) / 10}
      aria-valuemin="0"
      aria-valuemax=${this.#size(axis)}
      aria-valuetext=${words}
      aria-label=${`${axis === 'x' ? t.sight.guideX(words) : t.sight.guideY(words)}. ${t.sight.guideHelp}`}
      ${cssVars({ '--_at': `${Math.round(place)}px` })}
      @keydown=${(event: KeyboardEvent) => this.#key(event, axis, at, index)}
      @pointerdown=${(event: PointerEvent) => this.#grab(event, axis, index)}
      @pointermove=${(event: PointerEvent) => this.#drag(event)}
      @pointerup=${(event: PointerEvent) => this.#drop(event)}
      @pointercancel=${() => this.#let(false)}
    ></button>`;
  }

  #says(mm: number): string {
    return sayLength(mm, this.#unit, this.#use.locale);
  }

  #size(axis: Axis): number {
    return this.#use.editor.templateSide?.[axis === 'x' ? 'width' : 'height'] ?? 0;
  }

  #add(axis: Axis): void {
    const { t, state, shell } = this.#use;
    const at = this.#size(axis) / 2;
    const index = this.stage!.guides.add(state.side, axis, at);
    shell.tell?.(t.sight.guideAdded(this.#says(at)));
    void this.updateComplete.then(() => this.#marker(index)?.focus());
  }

  #marker(index: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-guide="${index}"]`);
  }

  #key(event: KeyboardEvent, axis: Axis, at: number, index: number): void {
    const { t, state, shell } = this.#use;
    const { guides } = this.stage!;
    const sign = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (sign) {
      const step = this.#unit === 'inch' ? MM_PER_INCH / 16 : 1;
      const next = at + sign * step * (event.shiftKey ? 5 : 1);
      guides.move(state.side, index, Math.min(this.#size(axis), Math.max(0, next)));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      guides.remove(state.side, index);
      shell.tell?.(t.sight.guideRemoved);
      this.renderRoot.querySelector<HTMLElement>(`.ruler.${OTHER[axis]}`)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** mm on the side, on a tick unless Ctrl is held. */
  #at(event: PointerEvent, axis: Axis): number {
    const { left, top } = this.stage!.getBoundingClientRect();
    const mm = this.stage!.view!.toSide({ x: event.clientX - left, y: event.clientY - top })[axis];
    if (event.ctrlKey || event.metaKey) return mm;
    const tick = this.#unit === 'inch' ? MM_PER_INCH / 16 : 0.5;
    return Math.round(mm / tick) * tick;
  }

  #grab(event: PointerEvent, axis: Axis, index: number | null): void {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const { guides } = this.stage!;
    this.#held = { axis, index: index ?? guides.add(this.#use.state.side, axis, this.#at(event, axis)) };
  }

  #drag(event: PointerEvent): void {
    if (this.#held) this.stage!.guides.move(this.#use.state.side, this.#held.index, this.#at(event, this.#held.axis));
  }

  /** Let go over the rulers or beside the product, it is gone. */
  #drop(event: PointerEvent): void {
    if (!this.#held) return;
    const at = this.#at(event, this.#held.axis);
    const isOn = at >= 0 && at <= this.#size(this.#held.axis);
    this.#let(!isOn);
  }

  #let(isGone: boolean): void {
    const { t, state, shell } = this.#use;
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    const at = this.stage!.guides.on(state.side)[held.index]?.at ?? 0;
    if (isGone) this.stage!.guides.remove(state.side, held.index);
    shell.tell?.(isGone ? t.sight.guideRemoved : t.sight.guideAdded(this.#says(at)));
  }

  #paint(): void {
    const view = this.stage?.view;
    if (!view) return;
    const probe = this.renderRoot.querySelector('.corner');
    if (!probe) return;
    const { color: ink, backgroundColor: paper, caretColor: accent } = getComputedStyle(probe);
    const box = this.stage!.selectionRect();
    const { left, top } = this.stage!.getBoundingClientRect();
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const axis = canvas.dataset['axis'] as Axis;
      const span = box && (axis === 'x' ? ([box.left - left, box.right - left] as const) : ([box.top - top, box.bottom - top] as const));
      const offset = axis === 'x' ? RULER_PX : TOP + RULER_PX;
      paintRuler(canvas, { axis, view, unit: this.#unit, offset, ink, paper, accent, cursor: this.#cursor?.[axis] ?? null, span });
    }
  }
}

define('luneo-rulers', LuneoRulers);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-rulers': LuneoRulers;
  }
}
