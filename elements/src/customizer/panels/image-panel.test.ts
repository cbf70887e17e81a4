import type { Asset } from '@luneo/sdk/contracts/designs.js';
import { imageLayer } from '@luneo/sdk/design/create.js';
import type { ImageLayer, TextLayer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { opened, pierce, shopFor, until } from '../testing/open.js';
import { sampleProduct } from '../testing/product.js';
import { FakeShop } from '../testing/shop.js';

const WORKBENCH = 'luneo-workbench';
const PANEL = [WORKBENCH, 'luneo-selection-panel', 'luneo-image-panel'] as const;
const LOOK = [...PANEL, 'luneo-image-look'] as const;
const BACKGROUND = [...PANEL, 'luneo-image-background'] as const;
const CROP = [WORKBENCH, 'luneo-crop'] as const;

/** An orange disc on a pale ground, 600 × 300 px. */
function picture(): string {
  const context = Object.assign(document.createElement('canvas'), { width: 600, height: 300 }).getContext('2d')!;
  context.fillStyle = '#f4f2ee';
  context.fillRect(0, 0, 600, 300);
  context.fillStyle = '#d06020';
  context.beginPath();
  context.arc(300, 150, 120, 0, 7);
  context.fill();
  return context.canvas.toDataURL('image/png');
}

class PictureShop extends FakeShop {
  readonly #url = picture();
  override asset(id?: string): Asset {
    return { ...super.asset(id), url: this.#url, previewUrl: this.#url };
  }
}

const photo = (patch: Partial<ImageLayer> = {}): ImageLayer =>
  imageLayer({ id: 'photo', name: 'Beach', asset: 'ast_photo', x: 20, y: 10, width: 60, height: 30, ...patch });

const shown = (element: LuneoCustomizer): ImageLayer => element.editor!.state.document.sides[0]!.layers[0] as ImageLayer;

/** RGB on the stage at mm of the side. */
async function colourAt(element: LuneoCustomizer, x: number, y: number): Promise<number[]> {
  const stage = await pierce<HTMLElementTagNameMap['luneo-stage']>(element, WORKBENCH, 'luneo-stage');
  const canvas = await pierce<HTMLCanvasElement>(stage, '.canvas canvas');
  const at = stage.view!.toScreen({ x, y });
  const ratio = canvas.width / canvas.getBoundingClientRect().width;
  return [...canvas.getContext('2d')!.getImageData(Math.round(at.x * ratio), Math.round(at.y * ratio), 1, 1).data].slice(0, 3);
}

function press(target: Element, key: string, options: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...options }));
}

async function slide(element: LuneoCustomizer, path: readonly string[], value: number): Promise<void> {
  const field = await pierce<HTMLInputElement>(element, ...path, 'input');
  field.value = String(value);
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

describe('pictures by hand', () => {
  let shop: PictureShop;
  let end: () => void;
  const start = (layer = photo()): void =>
    void ({ shop, end } = shopFor(new PictureShop(sampleProduct([layer as unknown as TextLayer]))) as {
      shop: PictureShop;
      end: () => void;
    });
  beforeEach(() => start());
  afterEach(() => end());

  const select = async (width?: number): Promise<LuneoCustomizer> => {
    const element = await opened(width);
    (await pierce(element, WORKBENCH, 'luneo-layers-panel', '.pick')).click();
    await until(() => element.editor!.pictures?.element('ast_photo'));
    await pierce(element, ...LOOK);
    return element;
  };
  const undo = async (element: LuneoCustomizer): Promise<void> =>
    (await pierce(element, WORKBENCH, 'luneo-toolbar', '[data-action=undo]')).click();

  it('a tone is shown on the picture itself, then on the product, and goes with one undo', async () => {
    const element = await select();
    const greys = await pierce<HTMLInputElement>(element, ...LOOK, '[value=greys]');
    const thumb = greys.parentElement!.querySelector('canvas')!;
    await until(() => thumb.getContext('2d')!.getImageData(56, 56, 1, 1).data[0] === 122);
    greys.click();
    expect(shown(element).adjustments).to.deep.equal({ brightness: 0, contrast: 0, saturation: 0, tone: { kind: 'greyscale' } });
    let colour: number[] = [];
    for (colour = []; colour[0] !== 122; colour = await colourAt(element, 50, 25)) await new Promise((done) => setTimeout(done, 15));
    expect(colour).to.deep.equal([122, 122, 122]);
    await undo(element);
    expect(shown(element).adjustments).to.equal(undefined);
    for (; colour[0] !== 208; colour = await colourAt(element, 50, 25)) await new Promise((done) => setTimeout(done, 15));
  });

  it('sliders change the picture in one step each, and one button brings it back', async () => {
    const element = await select();
    const [brightness, contrast] = [`luneo-slider:nth-of-type(1)`, `luneo-slider:nth-of-type(2)`];
    for (const value of [10, 25, 40]) await slide(element, [...LOOK, brightness], value);
    await slide(element, [...LOOK, contrast], -30);
    expect(shown(element).adjustments).to.deep.equal({ brightness: 0.4, contrast: -0.3, saturation: 0 });
    await undo(element);
    expect(shown(element).adjustments?.brightness).to.equal(0.4);
    await undo(element);
    expect(shown(element).adjustments).to.equal(undefined);
    await slide(element, [...LOOK, brightness], 40);
    (await pierce(element, ...LOOK, '.tune > button')).click();
    expect(shown(element).adjustments).to.equal(undefined);
  });

  it('one ink starts where light and dark part best, and can be tuned', async () => {
    const element = await select();
    (await pierce(element, ...LOOK, '[value=ink]')).click();
    const tone = shown(element).adjustments!.tone!;
    expect(tone.kind).to.equal('threshold');
    expect((tone as { level: number }).level).to.be.within(0.48, 0.95);
    const { shadowRoot } = await pierce(element, ...LOOK);
    await until(() => shadowRoot!.querySelector('luneo-slider')!.label === 'How much becomes ink');
    await slide(element, [...LOOK, 'luneo-slider'], 10);
    expect(shown(element).adjustments!.tone).to.include({ kind: 'threshold', level: 0.1 });
    expect((await pierce<HTMLInputElement>(element, ...LOOK, '[value=ink]')).checked).to.equal(true);
  });

  it('is mirrored, and cut to a shape', async () => {
    const element = await select();
    (await pierce(element, ...PANEL, '.tools button:nth-of-type(2)')).click();
    expect(shown(element).flip).to.deep.equal({ horizontal: true, vertical: false });
    (await pierce(element, ...PANEL, '.tools button[aria-pressed=true]')).click();
    expect(shown(element).flip).to.equal(undefined);
    (await pierce(element, ...PANEL, '[name=mask][value=star]')).click();
    expect(shown(element).mask?.kind).to.equal('path');
    (await pierce(element, ...PANEL, '[name=mask][value=none]')).click();
    expect(shown(element).mask).to.equal(undefined);
  });

  it('tells how wide the picture may be and stay sharp', async () => {
    const element = await select();
    const meter = await pierce(element, ...PANEL, '.meter .note');
    expect(meter.textContent).to.contain('101 mm').and.to.contain('150 dpi');
  });

  describe('cutting on the stage', () => {
    const open = async (): Promise<{ element: LuneoCustomizer; crop: HTMLElementTagNameMap['luneo-crop'] }> => {
      const element = await select();
      (await pierce(element, ...PANEL, '.crop button')).click();
      const crop = await pierce<HTMLElementTagNameMap['luneo-crop']>(element, ...CROP);
      await until(() => crop.shadowRoot?.activeElement?.className === 'window');
      return { element, crop };
    };
    const gone = (element: LuneoCustomizer): Promise<unknown> =>
      until(() => !element.shadowRoot!.querySelector(WORKBENCH)!.shadowRoot!.querySelector('luneo-crop'));

    it('by pointer: an edge is pulled, the picture is moved behind it, and it is one step', async () => {
      const { element, crop } = await open();
      const px = crop.view!.pxPerMm;
      const pointer = (target: Element, type: string, x: number, y: number): boolean =>
        target.dispatchEvent(
          new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, bubbles: true, composed: true, isPrimary: true }),
        );
      const ground = await pierce(crop, '.ground');
      // There is no such pointer to capture.
      ground.setPointerCapture = () => undefined;
      const grip = await pierce(crop, '[data-grip=e]');
      pointer(grip, 'pointerdown', 500, 300);
      pointer(ground, 'pointermove', 500 - 20 * px, 300);
      pointer(ground, 'pointerup', 500 - 20 * px, 300);
      const area = await pierce(crop, '.window');
      pointer(area, 'pointerdown', 400, 300);
      pointer(ground, 'pointermove', 400 - 5 * px, 300);
      pointer(ground, 'pointerup', 400 - 5 * px, 300);
      (await pierce(crop, '.primary')).click();
      await gone(element);
      const { x, y, width, height, crop: part } = shown(element);
      expect([x, y, width, height].map(Math.round)).to.deep.equal([20, 10, 40, 30]);
      expect(part.x).to.be.closeTo(5 / 60, 1e-6);
      expect(part.width).to.be.closeTo(40 / 60, 1e-6);
      await undo(element);
      expect(shown(element).crop).to.deep.equal({ x: 0, y: 0, width: 1, height: 1 });
    });

    it('by keyboard alone: a corner, the picture behind, closer, and Enter takes it', async () => {
      const { element, crop } = await open();
      const corner = await pierce<HTMLButtonElement>(crop, '[data-grip=se]');
      corner.focus();
      press(corner, 'ArrowLeft', { shiftKey: true });
      press(corner, 'ArrowUp', { shiftKey: true });
      const area = await pierce<HTMLElement>(crop, '.window');
      area.focus();
      press(area, '+');
      press(area, 'ArrowRight');
      press(area, 'Enter');
      await gone(element);
      expect([shown(element).width, shown(element).height]).to.deep.equal([55, 25]);
      expect(shown(element).crop.width).to.be.closeTo(55 / 60 / 1.1, 0.02);
      await until(() => element.editor!.state.undoLabel === 'crop');
    });

    it('a shape is kept, and Escape leaves everything as it was', async () => {
      const { element, crop } = await open();
      const before = element.editor!.state.document;
      (await pierce(crop, '[value="1:1"]')).click();
      await until(() => crop.cut && Math.abs(crop.cut.frame.width - crop.cut.frame.height) < 1e-6);
      const corner = await pierce<HTMLButtonElement>(crop, '[data-grip=nw]');
      press(corner, 'ArrowRight', { shiftKey: true });
      expect(crop.cut!.frame.width).to.be.closeTo(crop.cut!.frame.height, 1e-6);
      press(corner, 'Escape');
      await gone(element);
      expect(element.editor!.state.document).to.equal(before);
    });

    it('Enter on the picture opens it; it ends when its picture is deleted elsewhere', async () => {
      const element = await select();
      press(await pierce(element, WORKBENCH, 'luneo-stage', '[data-layer=photo]'), 'Enter');
      await pierce(element, ...CROP);
      element.editor!.remove(['photo']);
      await gone(element);
    });

    it('has names for everything', async () => {
      const { crop } = await open();
      await expect(crop).to.be.accessible();
    });
  });

  it('takes an even background away on the device: shown first, uploaded when taken, undone with one step', async () => {
    start(photo({ crop: { x: 0.1, y: 0, width: 0.8, height: 1 } }));
    const element = await select();
    (await pierce(element, ...BACKGROUND, 'button')).click();
    const canvas = await pierce<HTMLCanvasElement>(element, ...BACKGROUND, '.preview canvas');
    const alpha = (x: number, y: number): number => canvas.getContext('2d')!.getImageData(x, y, 1, 1).data[3]!;
    await until(() => alpha(300, 150) === 255 && alpha(10, 10) === 0);
    (await pierce(element, ...BACKGROUND, '.primary')).click();
    await until(() => shown(element).asset !== 'ast_photo');
    const sent = shop.calls.find(({ method, path }) => method === 'POST' && path === '/v1/assets')!.body as Blob;
    const bitmap = await createImageBitmap(sent);
    expect([bitmap.width, bitmap.height]).to.deep.equal([600, 300]);
    const context = new OffscreenCanvas(600, 300).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    expect(context.getImageData(20, 20, 1, 1).data[3]).to.equal(0);
    expect([...context.getImageData(300, 150, 1, 1).data]).to.deep.equal([208, 96, 32, 255]);
    expect(shown(element)).to.deep.include({ name: 'Beach', crop: { x: 0.1, y: 0, width: 0.8, height: 1 } });
    await undo(element);
    expect(shown(element).asset).to.equal('ast_photo');
  });

  it('takes a photo of a phone where the browser reads it, as PNG; and says what to do where it does not', async () => {
    const element = await select();
    const bytes = await (await fetch(picture())).blob();
    // The browser goes by the bytes: like this it is one that reads the format.
    await element.editor!.addImage(new File([bytes], 'IMG_1.HEIC'), 'IMG_1.HEIC');
    const sent = shop.calls.findLast(({ method, path }) => method === 'POST' && path === '/v1/assets')!.body as Blob;
    const { width, height } = await createImageBitmap(sent);
    expect([sent.type, width, height]).to.deep.equal(['image/png', 600, 300]);
    const heic = new File([new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode('ftypheic')])], 'IMG_2.heic', { type: 'image/heic' });
    expect(await element.editor!.addImage(heic, 'IMG_2.heic')).to.equal(null);
    const row = await pierce(element, WORKBENCH, 'luneo-image-source', '.failed');
    expect(row.textContent).to.contain('Share it as JPEG');
    expect(element.editor!.state.uploads[0]!.error!.retryable).to.equal(false);
  });

  it('exports a side as a PNG of any size, as it is shown', async () => {
    start(photo({ adjustments: { brightness: 0, contrast: 0, saturation: 0, tone: { kind: 'greyscale' } } }));
    const element = await select();
    const bitmap = await createImageBitmap(await element.editor!.exportPng({ width: 3_000 }));
    expect([bitmap.width, bitmap.height]).to.deep.equal([3_000, 1_500]);
    const context = new OffscreenCanvas(3_000, 1_500).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    expect([...context.getImageData(1_500, 750, 1, 1).data]).to.deep.equal([122, 122, 122, 255]);
    expect(context.getImageData(30, 30, 1, 1).data[3]).to.equal(0);
    let code = '';
    await element.editor!.exportPng({ side: 'inside' }).catch((error: { code: string }) => (code = error.code));
    expect(code).to.equal('not-found');
  });
});
