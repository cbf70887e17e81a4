import type { Paint } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { figures } from '../../shared/figures.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { defaultPaint } from '../placing.js';
import type { LuneoPen } from '../tools/pen.js';
import '../tools/pen.js';
import './slider.js';
import './swatches.js';

/** Thickest line, share of the side's shorter edge; and the smooth line's distance from the hand's at most, of the longer one. */
const WIDEST = 0.06;
const SMOOTHEST = 0.012;

/** Draws by hand as long as it is shown: thickness, smoothness and colour of the pen. */
export class LuneoPenPanel extends LitElement {
  static override properties = { width: { state: true }, smooth: { state: true }, paint: { state: true }, isDrawing: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
    `,
  ];

  /** mm; null until the shopper chooses. */
  declare width: number | null;
  /** 0..100 */
  declare smooth: number;
  declare paint: Paint | null;
  declare isDrawing: boolean;
  readonly #use = new UsePanel(this, ['side', 'product']);
  #pen: LuneoPen | null = null;

  constructor() {
    super();
    this.width = this.paint = null;
    this.smooth = 35;
    this.isDrawing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override firstUpdated(): void {
    this.#begin();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, editor, locale } = this.#use;
    const side = editor.templateSide;
    if (!side) return nothing;
    const { width, paint } = this.#choice(side);
    const widest = Math.max(1, Math.round(Math.min(side.width, side.height) * WIDEST * 10) / 10);
    return html`${
        this.isDrawing
          ? html`<p class="note">${t.draw.hint}</p>`
          : html`<button class="primary" type="button" @click=${() => this.#begin()}>${icon('pen')} ${t.draw.start}</button>`
      }
      <luneo-slider
        .label=${t.thickness}
        .says=${`${figures(locale, width)[0]} ${t.mm}`}
        .min=${Math.max(1, Math.ceil(side.minStroke * 10))}
        .max=${Math.round(Math.max(widest, side.minStroke * 4) * 10)}
        .rest=${0}
        .value=${Math.round(width * 10)}
        @input=${(event: Event) => (this.width = (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value / 10)}
      ></luneo-slider>
      <luneo-slider
        .label=${t.draw.smooth}
        .says=${new Intl.NumberFormat(locale, { style: 'percent' }).format(this.smooth / 100)}
        .min=${0}
        .max=${100}
        .rest=${0}
        .value=${this.smooth}
        @input=${(event: Event) => (this.smooth = (event.currentTarget as HTMLElementTagNameMap['luneo-slider']).value)}
      ></luneo-slider>
      <luneo-swatches
        .label=${t.colour}
        .note=${t.finish[side.process]}
        .other=${t.anyColour}
        .palette=${side.palette}
        .paint=${paint}
        @pick=${(event: CustomEvent<Paint>) => (this.paint = event.detail)}
      ></luneo-swatches>
      <p class="note">${t.draw.keyboard}</p>`;
  }

  protected override updated(): void {
    const side = this.#use.editor.templateSide;
    if (this.#pen && side) this.#pen.pen = this.#choice(side);
  }

  /** What was chosen, else what suits the side. */
  #choice(side: TemplateSide): LuneoPen['pen'] {
    const { document, product } = this.#use.state;
    const usual = Math.max(side.minStroke * 1.5, Math.round(Math.min(side.width, side.height) * 0.12) / 10 || 0.5);
    const longest = Math.max(side.width, side.height);
    return {
      width: Math.max(side.minStroke, this.width ?? usual),
      paint: this.paint ?? (product ? defaultPaint(side, product.template, document) : '#000000'),
      tolerance: Math.max(0.01, (longest * SMOOTHEST * (this.smooth + 3)) / 103),
    };
  }

  #begin(): void {
    const { shell, editor } = this.#use;
    const { stage } = shell;
    if (this.#pen || !stage?.parentElement) return;
    editor.select([]);
    const pen = (this.#pen = document.createElement('luneo-pen'));
    pen.look = () => stage.view;
    pen.addEventListener('close', () => this.#end());
    stage.parentElement.append(pen);
    this.isDrawing = true;
  }

  #end(): void {
    this.#pen?.remove();
    this.#pen = null;
    this.isDrawing = false;
  }
}

define('luneo-pen-panel', LuneoPenPanel);
