import { resolveOptions } from '@luneo/sdk/design/options.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { drawAmbience } from '../shared/ambience.js';
import type { Size, Zoom } from './view.js';

/** The picture of a side for the chosen options: the first variant whose option has its value, else the side's own. */
export function pictureFor(side: TemplateSide, template: ProductTemplate, document: DesignDocument): string {
  const chosen = resolveOptions(document, template);
  return side.mockup.variants.find((variant) => chosen.get(variant.option) === variant.value)?.url ?? side.mockup.url;
}

/** The product picture under the canvas. A new picture fades in over the old one once it is there. */
export class MockupPicture {
  readonly #box: HTMLElement;
  readonly #backdrop: HTMLCanvasElement;
  #url = '';

  /** `backdrop` goes on where the picture ends: the light at its borders. */
  constructor(box: HTMLElement, backdrop: HTMLCanvasElement) {
    this.#box = box;
    this.#backdrop = backdrop;
  }

  show(url: string, alt: string): void {
    this.#box.setAttribute('aria-label', alt);
    if (url === this.#url) return;
    this.#url = url;
    const picture = new Image();
    picture.alt = '';
    picture.decoding = 'async';
    picture.draggable = false;
    picture.src = url;
    void picture.decode().then(
      () => this.#fadeIn(picture, url),
      () => this.#box.toggleAttribute('data-missing', url === this.#url),
    );
  }

  place({ mockup }: TemplateSide, { scale, x, y }: Zoom, stage: Size): void {
    const [hasSides, hasEnds] = [
      x > 0.5 || x + mockup.width * scale < stage.width - 0.5,
      y > 0.5 || y + mockup.height * scale < stage.height - 0.5,
    ];
    this.#backdrop.hidden = !hasSides && !hasEnds;
    this.#box.dataset['fade'] = hasSides && hasEnds ? 'none' : hasSides ? 'sides' : hasEnds ? 'ends' : 'none';
    const { style } = this.#box;
    style.width = `${mockup.width * scale}px`;
    style.height = `${mockup.height * scale}px`;
    style.transform = `translate(${x}px, ${y}px)`;
  }

  #fadeIn(picture: HTMLImageElement, url: string): void {
    if (url !== this.#url) return;
    this.#box.removeAttribute('data-missing');
    void drawAmbience(this.#backdrop, url);
    const old = [...this.#box.children];
    this.#box.append(picture);
    const leave = (): void => {
      for (const each of old) each.remove();
    };
    if (old.length === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return leave();
    picture.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 180, easing: 'ease-out' }).finished.then(leave, leave);
  }
}
