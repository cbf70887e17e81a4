import type { CodeLayer, GroupLayer, Layer, ShapeLayer, TextLayer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const ART = ['luneo-workbench', 'luneo-art-panel'] as const;
const SELECTION = ['luneo-workbench', 'luneo-selection-panel'] as const;

function layers(element: LuneoCustomizer): readonly Layer[] {
  return element.editor!.state.document.sides[0]!.layers;
}

function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

describe('the art panel', () => {
  let end: () => void;
  beforeEach(() => ({ end } = shopFor(new FakeShop(sampleProduct()))));
  afterEach(() => end());

  const open = async (section: string) => {
    const element = await opened();
    (await pierce(element, 'luneo-workbench', '.make button:nth-child(3)')).click();
    (await pierce(element, ...ART, `[data-section=${section}]`)).click();
    return element;
  };

  for (const section of ['library', 'shapes', 'code', 'draw', 'monogram'])
    it(`has nothing that axe objects to: ${section}`, async () => {
      const element = await open(section);
      const panel = await pierce<LitElement>(element, ...ART);
      const [chosen, shown] = await Promise.all([
        pierce(element, ...ART, '[aria-pressed=true]'),
        until(() => (panel.shadowRoot!.lastElementChild?.shadowRoot?.childElementCount ? panel.shadowRoot!.lastElementChild : null)),
      ]);
      expect(chosen.dataset['section']).to.equal(section);
      expect(shown.getBoundingClientRect().height).to.be.greaterThan(20);
      await expect(element).to.be.accessible({ ignoredRules: ['region'] });
    });

  describe('codes', () => {
    const MAKER = [...ART, 'luneo-code-maker'] as const;
    const FORM = [...MAKER, 'luneo-code-form'] as const;
    const PANEL = [...SELECTION, 'luneo-code-panel'] as const;
    const code = (element: LuneoCustomizer) => layers(element)[0] as CodeLayer;

    it('makes a QR code of an address that is typed, and says what is missing before', async () => {
      const element = await open('code');
      const add = await pierce(element, ...MAKER, '.primary');
      add.click();
      expect((await pierce(element, ...FORM, '.problem')).textContent).to.equal('Fill this in first.');
      const field = await pierce<HTMLInputElement>(element, ...FORM, '#url');
      expect((field.getRootNode() as ShadowRoot).activeElement, 'the field to fill in has the keyboard').to.equal(field);
      type(field, 'shop.example/gift');
      add.click();
      expect(code(element)).to.include({ type: 'code', symbology: 'qr', data: 'https://shop.example/gift' });
      await until(() => element.editor!.state.metrics.get(code(element).id)?.bounds);
      expect(element.editor!.state.selection).to.deep.equal([code(element).id]);
    });

    it('changes what the code opens, its colours and what it may lose', async () => {
      const element = await open('code');
      type(await pierce(element, ...FORM, '#url'), 'shop.example');
      (await pierce(element, ...MAKER, '.primary')).click();
      (await pierce(element, ...PANEL, 'luneo-code-form', '[value=wifi]')).click();
      expect(code(element).data, 'half a network is not made').to.equal('https://shop.example');
      type(await pierce(element, ...PANEL, 'luneo-code-form', '#network'), 'Lune');
      type(await pierce(element, ...PANEL, 'luneo-code-form', '#password'), 'pa;ss');
      expect(code(element).data).to.equal('WIFI:T:WPA;S:Lune;P:pa\\;ss;;');
      (await pierce(element, ...PANEL, 'luneo-swatches', '[aria-label=Navy]')).click();
      (await pierce(element, ...PANEL, '[value=H]')).click();
      expect(code(element)).to.include({ fill: '#1d3461', correction: 'H' });
      (await pierce(element, ...PANEL, '[type=checkbox]')).click();
      const hasGround = code(element).background !== undefined;
      (await pierce(element, ...PANEL, '[type=checkbox]')).click();
      expect(code(element).background !== undefined).to.equal(!hasGround);
      element.editor!.undo();
      element.editor!.undo();
      element.editor!.undo();
      element.editor!.undo();
      expect(code(element).data, 'what was typed is one step').to.contain('WIFI');
      element.editor!.undo();
      expect(code(element).data).to.equal('https://shop.example');
    });

    it('mends a wrong check digit in one click', async () => {
      const element = await open('code');
      (await pierce(element, ...FORM, '[value=ean13]')).click();
      type(await pierce(element, ...FORM, '#digits'), '4006381333932');
      (await pierce(element, ...MAKER, '.primary')).click();
      expect((await pierce(element, ...FORM, '.problem')).textContent).to.contain('should be 1');
      type(await pierce(element, ...FORM, '#digits'), '4006381333931');
      (await pierce(element, ...MAKER, '.primary')).click();
      expect(code(element).symbology).to.equal('ean13');
      type(await pierce(element, ...PANEL, 'luneo-code-form', '#digits'), '4006381333937');
      (await pierce(element, ...SELECTION, 'luneo-findings-panel', 'li button')).click();
      expect(code(element).data).to.equal('4006381333931');
    });
  });

  describe('shapes', () => {
    const PANEL = [...SELECTION, 'luneo-shape-panel'] as const;
    const GRID = [...ART, 'luneo-shapes-panel'] as const;
    const shape = (element: LuneoCustomizer) => layers(element).at(-1) as ShapeLayer;
    const slide = async (element: LuneoCustomizer, value: number, ...path: string[]) =>
      type(await pierce(element, ...PANEL, ...path, 'luneo-slider', 'input'), String(value));

    it('adds each shape by keyboard, each drawn in its frame', async () => {
      const element = await open('shapes');
      const first = await pierce<HTMLButtonElement>(element, ...GRID, 'li button');
      const root = first.getRootNode() as ShadowRoot;
      const all = [...root.querySelectorAll<HTMLButtonElement>('li button')];
      first.focus();
      for (const [at, button] of all.entries()) {
        expect(root.activeElement, `tile ${at}`).to.equal(button);
        button.click();
        const { id, width, height } = shape(element);
        const { bounds } = element.editor!.state.metrics.get(id)!;
        expect(bounds!.width).to.be.closeTo(width, width * 0.12 + 1);
        expect(bounds!.height).to.be.closeTo(height, height * 0.2 + 2.5);
        button.focus();
        button.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
      }
      expect(layers(element).length).to.equal(all.length);
      all.at(-1)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true }));
      expect(root.activeElement).to.equal(first);
    });

    it('rounds corners in mm, and takes the filling out for lines that can be made', async () => {
      const element = await open('shapes');
      (await pierce(element, ...GRID, '[aria-label=Rectangle]')).click();
      await slide(element, 25, 'luneo-shape-figure');
      expect(shape(element).figure).to.deep.equal({ kind: 'rectangle', radius: 2.5 });
      const tick = await pierce(element, ...PANEL, 'luneo-shape-lines', 'input[type=checkbox]');
      tick.click();
      expect(shape(element).paths[0]!.fill).to.equal(null);
      await slide(element, 20, 'luneo-shape-lines');
      expect(shape(element).paths[0]!.stroke!.width).to.equal(2);
      await (
        await pierce<LitElement>(element, ...PANEL)
      ).updateComplete;
      (await pierce(element, ...PANEL, 'luneo-swatches', '[aria-label=Crimson]')).click();
      expect(shape(element).paths[0]!.stroke!.paint).to.equal('#b3202c');
      await (
        await pierce<LitElement>(element, ...PANEL, 'luneo-shape-lines')
      ).updateComplete;
      tick.click();
      expect(shape(element).paths[0]!.fill).to.equal('#b3202c');
    });

    it('gives a star more points and cuts them deeper', async () => {
      const element = await open('shapes');
      (await pierce(element, ...GRID, '[aria-label=Star]')).click();
      (await pierce(element, ...PANEL, 'luneo-shape-figure', 'luneo-stepper', 'button:last-child')).click();
      await slide(element, 80, 'luneo-shape-figure');
      const { figure } = shape(element);
      expect(figure).to.include({ kind: 'star', points: 6 });
      expect(figure?.kind === 'star' && figure.inner).to.be.closeTo(0.2, 1e-9);
    });
  });

  describe('drawing', () => {
    const PEN = ['luneo-workbench', 'luneo-pen'] as const;
    const drawing = (element: LuneoCustomizer) => layers(element)[0] as ShapeLayer;

    /** Goes through the points, given as parts of the canvas. */
    async function stroke(
      element: LuneoCustomizer,
      points: readonly (readonly [number, number])[],
      end = 'pointerup',
      pointerType = 'mouse',
    ) {
      const canvas = await pierce<HTMLCanvasElement>(element, ...PEN, 'canvas');
      canvas.setPointerCapture = () => undefined;
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const send = (name: string, [x, y]: readonly [number, number]) =>
        canvas.dispatchEvent(
          new PointerEvent(name, {
            pointerId: 1,
            isPrimary: true,
            pointerType,
            clientX: left + x * width,
            clientY: top + y * height,
            bubbles: true,
            cancelable: true,
            composed: true,
          }),
        );
      send('pointerdown', points[0]!);
      for (const point of points.slice(1)) send('pointermove', point);
      send(end, points.at(-1)!);
    }
    const across = (y: number) => Array.from({ length: 40 }, (_, at) => [0.3 + at * 0.01, y + 0.03 * Math.sin(at / 6)] as const);

    it('makes smooth strokes in one drawing, each undone by itself; the eraser takes one away', async () => {
      const element = await open('draw');
      await stroke(element, across(0.4));
      await stroke(element, across(0.6), 'pointerup', 'touch');
      expect(layers(element)).to.have.length(1);
      expect(drawing(element).paths).to.have.length(2);
      const [{ d, fill, stroke: line }] = drawing(element).paths as [ShapeLayer['paths'][number]];
      expect(fill).to.equal(null);
      expect(line!.width).to.be.greaterThan(0);
      expect(d.match(/C/g)!.length, 'few curves for forty moves').to.be.lessThan(9);
      element.editor!.undo();
      expect(drawing(element).paths).to.have.length(1);
      element.editor!.redo();
      (await pierce(element, ...PEN, '.bar button:nth-child(2)')).click();
      await stroke(element, [[0.5, 0.9], across(0.6)[20]!]);
      expect(drawing(element).paths).to.have.length(1);
      await stroke(element, [across(0.4)[20]!]);
      expect(layers(element)).to.have.length(0);
    });

    it('takes back what a second finger or Escape interrupts, and ends with Escape', async () => {
      const element = await open('draw');
      await stroke(element, across(0.4), 'pointercancel');
      expect(layers(element)).to.have.length(0);
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      const start = await pierce(element, ...ART, 'luneo-pen-panel', '.primary');
      expect(element.shadowRoot!.querySelector('luneo-workbench')!.shadowRoot!.querySelector('luneo-pen')).to.equal(null);
      start.click();
      await stroke(element, across(0.5));
      expect(layers(element)).to.have.length(1);
      (await pierce(element, ...ART, '[data-section=library]')).click();
      await until(() => !element.shadowRoot!.querySelector('luneo-workbench')!.shadowRoot!.querySelector('luneo-pen'));
    });
  });

  describe('monograms', () => {
    const PANEL = [...ART, 'luneo-monogram-panel'] as const;
    const group = (element: LuneoCustomizer) => layers(element)[0] as GroupLayer;

    it('makes a group of a frame and up to three letters, the middle one larger, inside the side', async () => {
      const element = await open('monogram');
      (await pierce(element, ...PANEL, '.primary')).click();
      expect((await pierce(element, ...PANEL, '.problem')).textContent).to.contain('one to three letters');
      type(await pierce(element, ...PANEL, '#letters'), ' é b c d');
      (await pierce(element, ...PANEL, '[name=frame][value=laurel]')).click();
      (await pierce(element, ...PANEL, '.primary')).click();
      const [frame, ...letters] = group(element).layers as [ShapeLayer, ...TextLayer[]];
      expect(frame.type).to.equal('shape');
      expect(letters.map(({ runs }) => runs[0]!.text)).to.deep.equal(['é', 'b', 'c']);
      expect(letters[1]!.runs[0]!.size).to.be.greaterThan(letters[0]!.runs[0]!.size);
      await until(() => element.editor!.state.metrics.get(letters[2]!.id)?.bounds);
      const { metrics } = element.editor!.state;
      const inner = letters.map(({ id }) => metrics.get(id)!.bounds!);
      const { x, y, width, height } = group(element);
      for (const box of inner) {
        expect(box.x).to.be.greaterThan(x + width * 0.1);
        expect(box.x + box.width).to.be.lessThan(x + width * 0.9);
        expect(box.y).to.be.greaterThan(y + height * 0.1);
      }
      expect(inner[0]!.x + inner[0]!.width).to.be.lessThan(inner[1]!.x + 0.5);
      element.editor!.undo();
      expect(layers(element)).to.have.length(0);
    });
  });

  describe('the library', () => {
    const GRID = [...ART, 'luneo-clipart-panel'] as const;
    /** Answers with so many pieces, or not at all. */
    function answer(with_: () => Response): () => void {
      const before = globalThis.fetch;
      globalThis.fetch = async (input, init) =>
        String(input instanceof Request ? input.url : input).endsWith('/v1/clipart') ? with_() : before(input, init);
      return () => (globalThis.fetch = before);
    }
    const pieces = (count: number) =>
      Response.json({
        items: Array.from({ length: count }, (_, at) => ({
          id: `art_${at}`,
          name: `${at % 2 ? 'Étoile' : 'Fox'} ${at}`,
          category: at % 2 ? 'sky' : 'animals',
          aliases: [],
          viewBox: [10, 10],
          paths: [{ d: 'M0 0H10V10Z', fill: '#a03050' }],
        })),
      });
    const tilesOf = async (element: LuneoCustomizer) => (await pierce(element, ...GRID)).shadowRoot!.querySelectorAll('li button');

    it('draws a part of a thousand, more on the way down, and finds any by its words', async () => {
      const restore = answer(() => pieces(1_000));
      const element = await open('library');
      await until(() => element.editor!.state.library === 'ready');
      await pierce(element, ...GRID, 'li button');
      expect((await tilesOf(element)).length).to.be.lessThan(200);
      expect((await pierce(element, ...GRID, '[role=status]')).textContent).to.equal('1000 pieces');
      [...(await tilesOf(element))].at(-1)!.scrollIntoView();
      const { shadowRoot } = await pierce(element, ...GRID);
      await until(() => shadowRoot!.querySelectorAll('li button').length > 96);
      type(await pierce(element, ...GRID, 'input[type=search]'), 'etoile 777');
      await (
        await pierce<LitElement>(element, ...GRID)
      ).updateComplete;
      expect((await tilesOf(element)).length).to.equal(1);
      type(await pierce(element, ...GRID, 'input[type=search]'), 'unicorn');
      (await pierce(element, ...GRID, 'p.note + button')).click();
      await (
        await pierce<LitElement>(element, ...GRID)
      ).updateComplete;
      expect((await tilesOf(element)).length).to.be.greaterThan(90);
      restore();
    });

    it('says when it could not be loaded, and tries again when asked', async () => {
      let restore = answer(() => Response.json({ code: 'forbidden', title: 'No', status: 403 }, { status: 403 }));
      const element = await open('library');
      const again = await pierce(element, ...GRID, '[role=alert] + button');
      restore();
      restore = answer(() => pieces(3));
      again.click();
      const { shadowRoot } = await pierce(element, ...GRID);
      await until(() => shadowRoot!.querySelectorAll('li button').length === 3);
      restore();
    });
  });
});
