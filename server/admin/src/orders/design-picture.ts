import type { Design, DesignFile } from '@luneo/sdk/contracts/designs.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { cssVars } from '../ui/css-vars.js';
import { icon } from '../ui/icons.js';
import { base } from '../ui/styles.js';
import { words } from './words.js';

/**
 * What a design looks like: the server's picture of one side, in its place on the product. Fetched when it comes into view; keeps its
 * size while it is on its way. Fires `sides` with the ids of the designed sides.
 */
@customElement('luneo-design-picture')
export class LuneoDesignPicture extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        aspect-ratio: 4 / 3;
        overflow: hidden;
        container-type: size;
        border-radius: 10px;
        background: #eceae6;
        color: #5b5f6e;
      }
      .on {
        position: relative;
        inline-size: min(100cqw, calc(100cqh * var(--ratio)));
        aspect-ratio: var(--ratio);
      }
      .product {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
      .design {
        position: absolute;
        left: var(--x);
        top: var(--y);
        inline-size: var(--w);
        block-size: var(--h);
        rotate: var(--turn);
      }
      .plain {
        display: block;
        max-inline-size: 92%;
        max-block-size: 92%;
        object-fit: contain;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) design!: Design;
  /** Without it the design is shown by itself. */
  @property({ attribute: false }) template: ProductTemplate | null = null;
  /** Id of the side; the first designed one without it. */
  @property() side = '';
  /** Beside a name that says what it is, a picture needs no words. */
  @property({ type: Boolean }) decorative = false;
  @state() private files: readonly DesignFile[] | null = null;
  @state() private isBroken = false;
  private asked = '';
  private seen: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.load(), { rootMargin: '200px' });
    this.seen.observe(this);
  }

  override disconnectedCallback(): void {
    this.seen?.disconnect();
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('design') && this.asked) void this.load();
  }

  override render(): TemplateResult {
    const file = this.files?.find(({ side }) => side === this.side) ?? this.files?.[0];
    const side = this.template?.sides.find(({ id }) => id === (file?.side ?? this.template!.sides[0]?.id));
    const alt = this.decorative ? '' : words.preview(this.design.name || words.design);
    if (!side?.mockup.url)
      return file ? html`<img class="plain" src=${file.url} alt=${alt} />` : html`${this.isBroken ? icon('designs') : nothing}`;
    const { url, width, height, place } = side.mockup;
    const part = (value: number, of: number): string => `${(100 * value) / of}%`;
    const at = {
      '--x': part(place.x, width),
      '--y': part(place.y, height),
      '--w': part(place.width, width),
      '--h': part(place.height, height),
    };
    return html`<div class="on" ${cssVars({ '--ratio': String(width / height), ...at, '--turn': `${place.rotation}deg` })}>
      <img class="product" src=${this.app.url(this.pictureOf(side.mockup.variants) ?? url)} alt=${file ? '' : alt} loading="lazy" />
      ${file ? html`<img class="design" src=${file.url} alt=${alt} />` : nothing}
    </div>`;
  }

  /** The product as it was chosen, e.g. in rose gold. */
  private pictureOf(variants: ProductTemplate['sides'][number]['mockup']['variants']): string | undefined {
    const { options } = this.design.document;
    return variants.find(({ option, value }) => options[option] === value)?.url;
  }

  private async load(): Promise<void> {
    const { id, revision } = this.design;
    const wanted = `${id} ${revision}`;
    if (this.asked === wanted) return;
    this.asked = wanted;
    try {
      const { items } = await this.app.api.designs.files(id, 'png');
      if (this.asked !== wanted) return;
      this.files = items;
      this.dispatchEvent(new CustomEvent('sides', { detail: items.map(({ side }) => side) }));
    } catch {
      // A picture that cannot be made leaves the product; what is wrong is said where files are asked for.
      this.isBroken = true;
    }
  }
}
