import { ContextProvider } from '@lit/context';
import { expect } from '@open-wc/testing';
import type { Layer } from '@luneo/sdk/design/document.js';
import { editorContext } from './editor-context.js';
import { Editor } from './editor.js';
import type { EditorState } from './editor-state.js';
import './stage.js';
import type { LuneoStage } from './stage.js';
import { sampleProduct, sampleText } from './testing/product.js';
import { until as soon } from './testing/open.js';
import { FakeShop } from './testing/shop.js';

const wasmUrl = '/node_modules/harfbuzzjs/dist/harfbuzz.wasm';

let shop: FakeShop;
let restore: () => void;
let editor: Editor;
let host: HTMLElement;
let stage: LuneoStage;

const layer = (id = 'a'): Layer => editor.state.document.sides[0]!.layers.find((each) => each.id === id)!;
const objects = (): HTMLButtonElement[] => [...stage.shadowRoot!.querySelectorAll<HTMLButtonElement>('[data-layer]')];
const surface = (): HTMLElement => stage.shadowRoot!.querySelector('.surface')!;
const field = (): HTMLTextAreaElement => stage.shadowRoot!.querySelector('textarea')!;
const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

function until(isSo: (state: EditorState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(editor.state)) return;
      editor.removeEventListener('change', look);
      resolve();
    };
    editor.addEventListener('change', look);
    look();
  });
}

function centre(id = 'a'): { x: number; y: number } {
  const box = objects()
    .find((each) => each.dataset['layer'] === id)!
    .getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function pointer(type: string, { x, y }: { x: number; y: number }, init: PointerEventInit = {}): void {
  surface().dispatchEvent(
    new PointerEvent(type, {
      clientX: x,
      clientY: y,
      pointerId: 1,
      isPrimary: true,
      button: 0,
      pointerType: 'mouse',
      bubbles: true,
      composed: true,
      cancelable: true,
      ...init,
    }),
  );
}

function drag(from: { x: number; y: number }, by: { x: number; y: number }, init: PointerEventInit = {}): void {
  pointer('pointerdown', from, init);
  for (let step = 1; step <= 4; step++) pointer('pointermove', { x: from.x + (by.x * step) / 4, y: from.y + (by.y * step) / 4 }, init);
}

function key(name: string, init: KeyboardEventInit = {}): void {
  const target = stage.shadowRoot!.activeElement ?? stage;
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true, ...init }));
}

/** Share of pixels of all canvases that are not transparent, in the element's part `box` (CSS px). */
function inked(box: DOMRect): number {
  const all = [...stage.shadowRoot!.querySelectorAll<HTMLCanvasElement>('.canvas canvas')];
  const canvases = all.filter((canvas) => canvas.clientWidth > 0);
  const own = stage.getBoundingClientRect();
  let count = 0;
  for (const canvas of canvases) {
    const ratio = canvas.width / canvas.clientWidth;
    const { data } = canvas
      .getContext('2d')!
      .getImageData((box.x - own.x) * ratio, (box.y - own.y) * ratio, box.width * ratio, box.height * ratio);
    for (let at = 3; at < data.length; at += 4) if (data[at]! > 100) count++;
  }
  return count;
}

beforeEach(async () => {
  localStorage.clear();
  shop = new FakeShop(sampleProduct([sampleText({ id: 'a' }), sampleText({ id: 'b', x: 55, y: 30 }, 'Tom')]));
  restore = shop.install();
  editor = new Editor();
  host = document.createElement('div');
  host.style.cssText = 'position: relative; width: 800px; height: 500px';
  new ContextProvider(host, { context: editorContext, initialValue: editor });
  stage = document.createElement('luneo-stage');
  stage.style.cssText = 'position: absolute; inset: 0';
  host.append(stage);
  document.body.append(host);
  await editor.open({ apiUrl: 'http://api.test', publishableKey: 'pk_test_1', product: 'plate', wasmUrl });
  await until((state) => state.fontsReady && state.metrics.size === 2);
  await stage.updateComplete;
  await frame();
});

afterEach(() => {
  editor.close();
  host.remove();
  restore();
});

/** The greatest alpha of the artwork in a part of the viewport. 0 to 255. */
function darkest(box: DOMRect): number {
  const canvas = stage.shadowRoot!.querySelector<HTMLCanvasElement>('.canvas canvas')!;
  const [own, ratio] = [canvas.getBoundingClientRect(), canvas.width / canvas.clientWidth];
  const { data } = canvas
    .getContext('2d')!
    .getImageData((box.x - own.x) * ratio, (box.y - own.y) * ratio, box.width * ratio, box.height * ratio);
  return data.reduce((most, value, at) => (at % 4 === 3 ? Math.max(most, value) : most), 0);
}

it('draws the text where the document says', async () => {
  const box = objects()[0]!.getBoundingClientRect();
  expect(inked(box)).to.be.greaterThan(300);
  editor.setText('a', '');
  await frame();
  expect(inked(box)).to.equal(0);
});

it('a click selects, a click beside it lets go', () => {
  pointer('pointerdown', centre());
  pointer('pointerup', centre());
  expect(editor.state.selection).to.deep.equal(['a']);
  pointer('pointerdown', { x: centre().x, y: 480 });
  pointer('pointerup', { x: centre().x, y: 480 });
  expect(editor.state.selection).to.deep.equal([]);
});

it('a drag moves the object once it is let go, as one step', () => {
  const before = editor.state.document;
  const pxPerMm = objects()[0]!.getBoundingClientRect().width / 40;
  drag(centre(), { x: 7 * pxPerMm, y: 5 * pxPerMm }, { ctrlKey: true });
  expect(editor.state.document, 'during the drag').to.equal(before);
  pointer('pointerup', { x: 0, y: 0 });
  expect(layer().x).to.be.closeTo(17, 0.1);
  expect(layer().y).to.be.closeTo(15, 0.1);
  expect(editor.state.undoLabel).to.equal('move');
  editor.undo();
  expect(editor.state.document).to.equal(before);
});

it('an object near the middle is drawn to the middle', () => {
  const pxPerMm = objects()[0]!.getBoundingClientRect().width / 40;
  drag(centre(), { x: 20.3 * pxPerMm, y: 0 });
  pointer('pointerup', { x: 0, y: 0 });
  expect(layer().x + layer().width / 2).to.be.closeTo(50, 0.001);
});

it('nothing of a drag stays where it was', async () => {
  const box = objects()[0]!.getBoundingClientRect();
  drag(centre(), { x: 0, y: 2 * box.height });
  await frame();
  pointer('pointerup', { x: 0, y: 0 });
  editor.select([]);
  pointer('pointermove', { x: 5, y: 5 });
  await frame();
  expect(inked(box)).to.equal(0);
  expect(inked(objects()[0]!.getBoundingClientRect())).to.be.greaterThan(300);
});

it('nothing of a deleted object stays under the pointer', async () => {
  const box = objects()[0]!.getBoundingClientRect();
  pointer('pointermove', centre());
  pointer('pointerdown', centre());
  pointer('pointerup', centre());
  key('Delete');
  await frame();
  expect(inked(new DOMRect(box.x - 12, box.y - 12, box.width + 24, box.height + 24))).to.equal(0);
});

it('a low stage shows what is worked on instead of the whole product, until it is asked for', async () => {
  const whole = objects()[0]!.getBoundingClientRect().height / host.clientHeight;
  host.style.width = '360px';
  host.style.height = '180px';
  editor.select(['a']);
  await frame();
  const box = (): DOMRect => objects()[0]!.getBoundingClientRect();
  expect(box().height / host.clientHeight).to.be.greaterThan(2 * whole);
  expect(box().top).to.be.at.least(host.getBoundingClientRect().top + 40);
  expect(box().bottom).to.be.at.most(host.getBoundingClientRect().bottom);
  const near = box().width;
  stage.fit();
  await stage.updateComplete;
  expect(box().width).to.be.lessThan(near);
});

it('Escape gives a dragged object back', async () => {
  const before = editor.state.document;
  drag(centre(), { x: 60, y: 40 });
  stage.focus();
  key('Escape');
  pointer('pointerup', { x: 0, y: 0 });
  expect(editor.state.document).to.equal(before);
  await frame();
  expect(inked(objects()[0]!.getBoundingClientRect())).to.be.greaterThan(300);
});

it('a corner scales the text, the handle above turns it', () => {
  editor.select(['a']);
  const box = stage.selectionRect()!;
  drag({ x: box.right, y: box.bottom }, { x: box.width, y: box.height });
  pointer('pointerup', { x: 0, y: 0 });
  const scaled = layer();
  expect(scaled.type === 'text' && scaled.runs[0]!.size).to.be.greaterThan(10);
  expect([scaled.x, scaled.y]).to.deep.equal([10, 10]);
  const turned = stage.selectionRect()!;
  drag({ x: turned.x + turned.width / 2, y: turned.y }, { x: 90, y: 60 });
  pointer('pointerup', { x: 0, y: 0 });
  expect(layer().rotation).to.be.greaterThan(10);
  expect(editor.state.undoLabel).to.equal('rotate');
});

it('the edge of a text changes its box and not its letters', () => {
  editor.select(['a']);
  const box = objects()[0]!.getBoundingClientRect();
  drag({ x: box.right + 5, y: box.y + box.height / 2 }, { x: 80, y: 0 });
  pointer('pointerup', { x: 0, y: 0 });
  const pulled = layer();
  expect(pulled.width).to.be.greaterThan(45);
  expect(pulled.type === 'text' && pulled.runs[0]!.size).to.equal(8);
});

it('a rectangle on the empty product selects what it touches', () => {
  drag({ x: 5, y: 5 }, { x: 780, y: 480 });
  pointer('pointerup', { x: 785, y: 485 });
  expect(editor.state.selection).to.deep.equal(['a', 'b']);
});

it('keys move, duplicate, delete and undo', () => {
  objects()[0]!.focus();
  expect(editor.state.selection).to.deep.equal(['a']);
  key('ArrowRight');
  key('ArrowDown', { shiftKey: true });
  key('ArrowLeft', { altKey: true });
  expect([layer().x, layer().y]).to.deep.equal([10.9, 15]);
  key('z', { ctrlKey: true });
  expect([layer().x, layer().y]).to.deep.equal([10, 10]);
  key('y', { ctrlKey: true });
  expect(layer().x).to.equal(10.9);
  key('d', { ctrlKey: true });
  expect(editor.state.document.sides[0]!.layers.length).to.equal(3);
  key('Delete');
  expect(editor.state.document.sides[0]!.layers.length).to.equal(2);
});

it('the keyboard follows the selection and stays on the stage after a deletion', async () => {
  objects()[0]!.focus();
  key('d', { ctrlKey: true });
  await stage.updateComplete;
  expect((stage.shadowRoot!.activeElement as HTMLElement).dataset['layer']).to.equal(editor.state.selection[0]);
  key('Delete');
  await stage.updateComplete;
  expect(stage.shadowRoot!.activeElement).not.to.equal(null);
  key('z', { ctrlKey: true });
  expect(editor.state.document.sides[0]!.layers.length).to.equal(3);
});

it('Enter edits the text in place, each letter shows at once, Escape ends it', async () => {
  objects()[0]!.focus();
  key('Enter');
  expect(field().hidden).to.equal(false);
  expect(field().value).to.equal('Jessica');
  field().value = 'Jessica & Tom';
  field().dispatchEvent(new InputEvent('input', { bubbles: true }));
  expect(layer().name).to.equal('Jessica & Tom');
  const text = field().getBoundingClientRect();
  const box = objects()[0]!.getBoundingClientRect();
  expect(text.y + text.height / 2).to.be.closeTo(box.y + box.height / 2, box.height / 3);
  field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
  expect(field().hidden).to.equal(true);
  expect(stage.shadowRoot!.activeElement).to.equal(objects()[0]);
  expect(editor.state.selection).to.deep.equal(['a']);
});

it('a text left empty goes away', () => {
  stage.beginTextEdit('a');
  field().value = ' ';
  field().dispatchEvent(new InputEvent('input', { bubbles: true }));
  field().blur();
  expect(layer('a')).to.equal(undefined);
});

it('a finger scrolls the page until an object is selected, then moves it', () => {
  const at = centre();
  const touch = (): boolean => {
    const finger = new Touch({ identifier: 1, target: surface(), clientX: at.x, clientY: at.y });
    const event = new TouchEvent('touchstart', { touches: [finger], changedTouches: [finger], bubbles: true, cancelable: true });
    surface().dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(touch(), 'not selected').to.equal(false);
  drag(at, { x: 40, y: 0 }, { pointerType: 'touch' });
  pointer('pointercancel', at, { pointerType: 'touch' });
  expect(layer().x).to.equal(10);
  pointer('pointerdown', at, { pointerType: 'touch' });
  pointer('pointerup', at, { pointerType: 'touch' });
  expect(editor.state.selection).to.deep.equal(['a']);
  expect(touch(), 'selected').to.equal(true);
  drag(at, { x: 100, y: 0 }, { pointerType: 'touch' });
  pointer('pointerup', at, { pointerType: 'touch' });
  expect(layer().x).to.be.greaterThan(15);
});

it('two fingers scale and turn the selected object', () => {
  editor.select(['a']);
  const { x, y } = centre();
  const fingers = (type: string, pair: [number, number][]): void => {
    const touches = pair.map(([dx, dy], identifier) => new Touch({ identifier, target: surface(), clientX: x + dx, clientY: y + dy }));
    surface().dispatchEvent(new TouchEvent(type, { touches, bubbles: true, cancelable: true }));
  };
  fingers('touchstart', [[-50, 0], [50, 0]]); // prettier-ignore
  fingers('touchmove', [[-60, -60], [60, 60]]); // prettier-ignore
  fingers('touchend', []);
  expect(layer().rotation).to.equal(45);
  expect(layer().width).to.be.closeTo(40 * 1.2 * Math.SQRT2, 0.1);
});

it('a see-through layer over the edge looks on the product as it is made, and beside it is faint', async () => {
  editor.update('a', { x: -20, opacity: 0.5 }, { label: 'move' });
  await frame();
  await frame();
  const { x, y, width, height } = objects()[0]!.getBoundingClientRect();
  expect(darkest(new DOMRect(x + width / 2 + 4, y, width / 2 - 4, height))).to.be.within(126, 129);
  expect(darkest(new DOMRect(x, y, width / 2 - 4, height))).to.be.within(24, 32);
});

it('names every object with its words and its place, and tells what changed', async () => {
  expect(objects()[0]!.getAttribute('aria-label')).to.equal('Text “Jessica”, 10 mm from the left, 10 mm from the top, 40 by 12 mm');
  objects()[0]!.focus();
  await stage.updateComplete;
  expect(objects()[0]!.getAttribute('aria-pressed')).to.equal('true');
  key('ArrowRight');
  const status = stage.shadowRoot!.querySelector('[role=status]')!;
  await new Promise<void>((resolve) =>
    new MutationObserver(() => resolve()).observe(status, { childList: true, characterData: true, subtree: true }),
  );
  expect(status.textContent).to.equal('11 mm from the left, 10 mm from the top');
});

it('speaks French where the page does', async () => {
  host.lang = 'fr';
  editor.update('a', { x: 12.5 }, { label: 'move' });
  await soon(() => objects()[0]!.getAttribute('aria-label')!.startsWith('Texte'));
  expect(objects()[0]!.getAttribute('aria-label')).to.equal('Texte “Jessica”, à 12,5 mm de la gauche, 10 mm du haut, 40 sur 12 mm');
});

it('tells where the selection is, and that it is nowhere while something moves', () => {
  const told: (DOMRectReadOnly | null)[] = [];
  stage.addEventListener('selection-box', (event) => told.push((event as CustomEvent<DOMRectReadOnly | null>).detail));
  editor.select(['a']);
  expect(told.at(-1)?.width).to.be.greaterThan(100);
  drag(centre(), { x: 50, y: 0 });
  expect(told.at(-1)).to.equal(null);
  pointer('pointerup', { x: 0, y: 0 });
  expect(told.at(-1)?.width).to.be.greaterThan(100);
});

it('has no accessibility faults that axe finds', async () => {
  editor.select(['a']);
  await stage.updateComplete;
  await expect(stage).to.be.accessible();
});
