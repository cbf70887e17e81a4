import { ContextProvider } from '@lit/context';
import type { Layer } from '@luneo/sdk/design/document.js';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { editorContext } from '../editor-context.js';
import { Editor } from '../editor.js';
import '../stage.js';
import type { LuneoStage } from '../stage.js';
import { until } from './open.js';
import { sampleProduct } from './product.js';
import { FakeShop } from './shop.js';

const wasmUrl = '/node_modules/harfbuzzjs/dist/harfbuzz.wasm';

/** A stage of 800 × 500 px with `layers` on it, and the hands of a shopper: real pointer, real keys. */
export class OnStage {
  readonly editor = new Editor();
  readonly shop: FakeShop;
  readonly host = document.createElement('div');
  readonly stage = document.createElement('luneo-stage') as LuneoStage;
  readonly #restore: () => void;

  constructor(layers: Layer[]) {
    localStorage.clear();
    this.shop = new FakeShop(sampleProduct(layers as never));
    this.#restore = this.shop.install();
  }

  async open(lang = 'en'): Promise<this> {
    const { host, stage, editor } = this;
    host.lang = lang;
    host.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 800px; height: 500px';
    stage.style.cssText = 'position: absolute; inset: 0';
    new ContextProvider(host, { context: editorContext, initialValue: editor });
    host.append(stage);
    document.body.append(host);
    await editor.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_1', product: 'plate', wasmUrl });
    await until(() => editor.state.fontsReady && this.objects.length > 0);
    return this;
  }

  async close(): Promise<void> {
    await resetMouse();
    this.editor.close();
    this.host.remove();
    this.#restore();
  }

  get layers(): readonly Layer[] {
    return this.editor.state.document.sides[0]!.layers;
  }

  layer(id: string): Layer {
    return this.layers.find((layer) => layer.id === id)!;
  }

  /** The objects as screen readers find them. */
  get objects(): HTMLButtonElement[] {
    return [...this.stage.shadowRoot!.querySelectorAll<HTMLButtonElement>('[data-layer]')];
  }

  object(id: string): HTMLButtonElement {
    return this.objects.find((each) => each.dataset['layer'] === id)!;
  }

  /** px per mm. */
  get scale(): number {
    const { width } = this.layers[0]!;
    return this.objects[0]!.getBoundingClientRect().width / width;
  }

  /** The middle of an object in the viewport. */
  middle(id: string): [number, number] {
    const box = this.object(id).getBoundingClientRect();
    return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  }

  get status(): string {
    return this.stage.shadowRoot!.querySelector('[role=status]')!.textContent!.trim();
  }

  async says(words: string): Promise<void> {
    await until(() => this.status === words, `“${words}” was never said; last: “${this.status}”`);
  }

  async click(at: [number, number], ...held: string[]): Promise<void> {
    for (const key of held) await sendKeys({ down: key });
    await sendMouse({ type: 'click', position: at });
    for (const key of held) await sendKeys({ up: key });
  }

  async drag(from: [number, number], to: [number, number], ...held: string[]): Promise<void> {
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    for (const key of held) await sendKeys({ down: key });
    const middle: [number, number] = [Math.round((from[0] + to[0]) / 2), Math.round((from[1] + to[1]) / 2)];
    await sendMouse({ type: 'move', position: middle });
    await sendMouse({ type: 'move', position: to });
    await sendMouse({ type: 'up' });
    for (const key of held) await sendKeys({ up: key });
  }

  /** Keys held and, last, the one pressed: `Control+Shift+g`. */
  async press(combination: string): Promise<void> {
    const keys = combination === '+' ? [] : combination.split('+');
    const last = keys.pop() ?? combination;
    for (const key of keys) await sendKeys({ down: key });
    await sendKeys({ press: last });
    for (const key of keys.toReversed()) await sendKeys({ up: key });
  }
}
