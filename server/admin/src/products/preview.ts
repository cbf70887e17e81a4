import type { Font } from '@luneo/sdk/contracts/products.js';
import { createDocument } from '@luneo/sdk/design/create.js';
import type { DesignDocument, OptionValue } from '@luneo/sdk/design/document.js';
import { resolveOptions } from '@luneo/sdk/design/options.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { cssVars } from '../ui/css-vars.js';
import { segments, selectField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { fontsOfBrand } from './brand-fonts.js';
import type { ProductDraft } from './draft.js';
import { words } from './words.js';

/** Pixels of the canvas for one of the page: enough for a screen of twice the density. */
const DENSITY = 2;

/** What a shopper begins with, while it is edited: the picture of the chosen option, with the words and drawings on it. */
@customElement('luneo-product-preview')
export class LuneoProductPreview extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .on {
        position: relative;
        aspect-ratio: var(--ratio);
        overflow: hidden;
        border-radius: 10px;
        background: #eceae6;
      }
      img {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
      .side {
        position: absolute;
        left: var(--x);
        top: var(--y);
        inline-size: var(--w);
        block-size: var(--h);
        rotate: var(--turn);
        outline: 1px dashed rgb(30 34 52 / 45%);
        box-shadow: 0 0 0 1px rgb(255 255 255 / 55%);
      }
      canvas {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;
  @state() private chosen: Record<string, OptionValue> = {};
  @state() private sideId = '';
  /** Those of the brand, where whoever shows this has them, e.g. with one that was uploaded just now. */
  @property({ attribute: false }) fonts: readonly Font[] | null = null;
  @state() private fetched: readonly Font[] = [];
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  private turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.fonts) return;
    void fontsOfBrand(this.app).then(
      (fonts) => (this.fetched = fonts),
      () => undefined,
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { template } = this.draft;
    const side = this.side;
    if (!side) return nothing;
    const document = this.document();
    const values = resolveOptions(document, template);
    const { url, width, height, place, variants } = side.mockup;
    const picture = variants.find(({ option, value }) => values.get(option) === value)?.url ?? url;
    const part = (value: number, of: number): string => `${(100 * value) / of}%`;
    const at = {
      '--x': part(place.x, width),
      '--y': part(place.y, height),
      '--w': part(place.width, width),
      '--h': part(place.height, height),
    };
    return html`<section class="card" aria-label=${words.preview}>
      <h2>${words.preview}</h2>
      <div class="on" ${cssVars({ '--ratio': String(width / height) })}>
        <img src=${this.app.url(picture)} alt="" />
        <div class="side" ${cssVars({ ...at, '--turn': `${place.rotation}deg` })}>
          <canvas role="img" aria-label=${words.previewOf(side.name)}></canvas>
        </div>
      </div>
      ${
        template.sides.length > 1
          ? segments<string>(
              words.areas,
              side.id,
              template.sides.map(({ id, name }) => [id, name] as const),
              (id) => (this.sideId = id),
            )
          : nothing
      }
      <div class="fields">
        ${template.options.flatMap((option) =>
          option.kind === 'choice' && values.has(option.id)
            ? selectField({
                name: `preview-${option.id}`,
                label: option.name,
                value: String(values.get(option.id)),
                choices: option.choices.map(({ id, name }) => [id, name] as const),
                onInput: (value) => (this.chosen = { ...this.chosen, [option.id]: value }),
              })
            : [],
        )}
      </div>
    </section>`;
  }

  override updated(): void {
    void this.draw();
  }

  private get side(): TemplateSide | undefined {
    const { sides } = this.draft.template;
    return sides.find(({ id }) => id === this.sideId) ?? sides[0];
  }

  private document(): DesignDocument {
    const { template } = this.draft;
    const document = createDocument('prd_preview', template, this.fonts ?? this.fetched);
    for (const { id } of template.options) if (Object.hasOwn(this.chosen, id)) document.options[id] = this.chosen[id]!;
    return document;
  }

  /** While something is half typed there may be nothing to draw: the last picture stays. */
  private async draw(): Promise<void> {
    const { canvas, side } = this;
    if (!canvas || !side) return;
    const turn = (this.turn += 1);
    const { template } = this.draft;
    const asked = { document: this.document(), template, sideId: side.id, fonts: this.fonts ?? this.fetched };
    try {
      const { drawSide } = await import('./drawing.js');
      if (turn !== this.turn) return;
      await drawSide(canvas, asked, (canvas.clientWidth * DENSITY) / side.width);
    } catch {
      // A font or a measure that is being changed.
    }
  }
}
