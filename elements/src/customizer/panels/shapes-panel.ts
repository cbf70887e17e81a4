import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { addLayer } from '../adding.js';
import { newShape, shapeDrawing, type ShapeId, SHAPES } from './shape-set.js';
import { gridKeys, tiles } from './tiles.js';

/** Shapes, frames and dividers, made of paths; one tap adds one. */
export class LuneoShapesPanel extends LitElement {
  static override styles = [
    controls,
    tiles,
    css`
      :host {
        display: block;
      }
      li path {
        vector-effect: non-scaling-stroke;
      }
    `,
  ];

  readonly #use = new UsePanel(this, []);

  protected override render(): TemplateResult {
    const { t } = this.#use;
    return html`<ul @keydown=${gridKeys}>
      ${(Object.keys(SHAPES) as ShapeId[]).map((id) => this.#tile(id, t.shapes[id]))}
    </ul>`;
  }

  #tile(id: ShapeId, name: string): TemplateResult {
    const { viewBox, fills = [], lines = [] } = shapeDrawing(id);
    return html`<li>
      <button type="button" aria-label=${name} title=${name} @click=${() => this.#add(id, name)}>
        <svg viewBox="0 0 ${viewBox[0]} ${viewBox[1]}" aria-hidden="true">
          ${fills.map((d) => svg`<path d=${d} fill="currentColor" />`)}
          ${lines.map((d) => svg`<path d=${d} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />`)}
        </svg>
      </button>
    </li>`;
  }

  #add(id: ShapeId, name: string): void {
    addLayer(this.#use.editor, 'add-shape', (place) => newShape(place, id, name));
  }
}

define('luneo-shapes-panel', LuneoShapesPanel);
