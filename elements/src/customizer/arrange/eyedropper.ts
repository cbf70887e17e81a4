import type { Point } from '@luneo/sdk/design/geometry.js';
import type { LuneoStage } from '../stage.js';

interface EyeDropperApi {
  open(): Promise<{ sRGBHex: string }>;
}

/** px that an arrow key moves the cross, and with Shift. */
const [STEP, STRIDE] = [2, 20];

/** A colour as `#rrggbb` from anywhere on the screen where the browser can, else from the design; null when nothing was picked. */
export async function pickHex(
  stage: LuneoStage | null,
  how: string,
  told: (words: string) => void,
  nothing: string,
): Promise<string | null> {
  const Api = (globalThis as { EyeDropper?: new () => EyeDropperApi }).EyeDropper;
  if (Api) {
    const picked = await new Api().open().catch(() => null);
    return picked ? toHex(picked.sRGBHex) : null;
  }
  return stage ? new StageDropper(stage, how, told, nothing).picked : null;
}

/** Some browsers say `rgb(…)`. */
function toHex(colour: string): string | null {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour.toLowerCase();
  const parts = colour.match(/\d+/g)?.slice(0, 3).map(Number);
  return parts?.length === 3 ? `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}` : null;
}

/** A cross over the stage, moved by pointer or arrow keys, that picks a colour of the design itself. */
class StageDropper {
  readonly picked: Promise<string | null>;
  readonly #stage: LuneoStage;
  readonly #cover = document.createElement('button');
  readonly #cross = document.createElement('span');
  readonly #told: (words: string) => void;
  readonly #nothing: string;
  #at: Point;
  #isOver = false;
  #done!: (hex: string | null) => void;

  constructor(stage: LuneoStage, how: string, told: (words: string) => void, nothing: string) {
    this.#stage = stage;
    this.#told = told;
    this.#nothing = nothing;
    this.#at = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
    this.picked = new Promise((done) => (this.#done = done));
    this.#dress(how);
    this.#listen();
    stage.shadowRoot!.append(this.#cover);
    this.#go(this.#at);
    this.#cover.focus({ preventScroll: true });
    told(how);
  }

  #dress(how: string): void {
    const cover = this.#cover;
    cover.type = 'button';
    cover.part.add('dropper');
    cover.setAttribute('aria-label', how);
    cover.append(this.#cross);
    const set = (element: HTMLElement, style: Record<string, string>): void => {
      for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    };
    const plain = { position: 'absolute', padding: '0', border: '0', background: 'none' };
    set(cover, { ...plain, inset: '0', 'inline-size': '100%', 'block-size': '100%', cursor: 'crosshair', 'z-index': '4' });
    const ring = { 'inline-size': '36px', 'block-size': '36px', 'border-radius': '50%', border: '6px solid transparent' };
    set(this.#cross, { ...plain, ...ring, left: '-18px', top: '-18px', 'box-shadow': '0 0 0 1.5px #fff, 0 0 0 3px #000' });
    this.#cross.style.setProperty('box-sizing', 'border-box');
  }

  #listen(): void {
    const cover = this.#cover;
    cover.addEventListener('pointermove', (event) => this.#go(this.#pointOf(event)));
    cover.addEventListener('click', (event) => {
      // A click without a place is one by keyboard.
      if (event.detail > 0) this.#go(this.#pointOf(event));
      this.#take();
    });
    cover.addEventListener('keydown', (event) => this.#key(event));
    cover.addEventListener('blur', () => this.#end(null));
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#stage.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const step = event.shiftKey ? STRIDE : STEP;
    if (by) this.#go({ x: this.#at.x + by[0]! * step, y: this.#at.y + by[1]! * step });
    else if (event.key === 'Escape') this.#end(null);
    // What the stage does with keys waits until the colour is picked.
    event.stopPropagation();
    if (by || event.key === 'Escape') event.preventDefault();
  }

  #go({ x, y }: Point): void {
    const { clientWidth, clientHeight } = this.#stage;
    this.#at = { x: Math.min(clientWidth - 1, Math.max(0, x)), y: Math.min(clientHeight - 1, Math.max(0, y)) };
    this.#cross.style.setProperty('translate', `${this.#at.x}px ${this.#at.y}px`);
    this.#cross.style.setProperty('border-color', this.#stage.colourAt(this.#at) ?? 'transparent');
  }

  #take(): void {
    const hex = this.#stage.colourAt(this.#at);
    if (hex) this.#end(hex);
    else this.#told(this.#nothing);
  }

  #end(hex: string | null): void {
    // Taking it away blurs it, which would end it once more.
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cover.remove();
    this.#done(hex);
  }
}
