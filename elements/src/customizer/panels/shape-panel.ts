import type { Paint, ShapeLayer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { selectedLayers } from '../layers.js';
import { samePaint } from './paint.js';
import './shape-lines.js';
import './shape-figure.js';
import './place-fields.js';
import './swatches.js';

/** The selected art: its outline, each of its colours, how thick its lines are, and its place. */
export class LuneoShapePanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['document', 'selection', 'side', 'product']);

  protected override render(): TemplateResult | typeof nothing {
    const { t, state } = this.#use;
    const [layer] = selectedLayers(state);
    if (layer?.type !== 'shape') return nothing;
    const side = state.product?.template.sides.find(({ id }) => id === state.side);
    const paints = paintsOf(layer);
    return html`
      ${layer.figure ? html`<luneo-shape-figure .layer=${layer}></luneo-shape-figure>` : nothing}
      ${paints.map(
        (paint, index) =>
          html`<luneo-swatches
            .label=${paints.length > 1 ? `${t.colour} ${index + 1}` : t.colour}
            .note=${side && index === 0 ? t.finish[side.process] : ''}
            .other=${t.anyColour}
            .palette=${side?.palette ?? []}
            .paint=${paint}
            @pick=${(event: CustomEvent<Paint>) => this.#recolour(layer, paint, event.detail)}
          ></luneo-swatches>`,
      )}
      <luneo-shape-lines .layer=${layer}></luneo-shape-lines>
      <luneo-place-fields .layer=${layer}></luneo-place-fields>
    `;
  }

  #recolour(layer: ShapeLayer, from: Paint, to: Paint): void {
    const swap = (paint: Paint | null) => (samePaint(paint, from) ? to : paint);
    const paths = layer.paths.map((path) => ({
      ...path,
      fill: swap(path.fill),
      ...(path.stroke && { stroke: { ...path.stroke, paint: swap(path.stroke.paint)! } }),
    }));
    this.#use.editor.update(layer.id, { paths }, { label: 'style' });
  }
}

/** A drawing with more is recoloured in its first ones. */
const MOST_COLOURS = 12;

/** Distinct colours in the order in which they are drawn; the first few, where there are many. */
function paintsOf(layer: ShapeLayer): Paint[] {
  const all = layer.paths.flatMap((path) => [path.fill, path.stroke?.paint ?? null]).filter((paint) => paint !== null);
  return all.filter((paint, at) => all.findIndex((other) => samePaint(other, paint)) === at).slice(0, MOST_COLOURS);
}

define('luneo-shape-panel', LuneoShapePanel);
