import type { PrintFile } from '@luneo/sdk/contracts/orders.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { size } from '../ui/format.js';

/** The drawing of every side with its downloads. */
export const sides = (files: readonly PrintFile[], drawing: (side: string) => string): TemplateResult =>
  html`${[...new Set(files.map((file) => file.side))].map((side) => {
    const ofSide = files.filter((file) => file.side === side);
    const picture = ofSide.find((file) => file.format === 'svg');
    return html`<figure class="side">
      ${picture ? html`<img src=${picture.url} alt=${drawing(side)} />` : nothing}
      <figcaption class="row">
        ${ofSide.map((file) => html`<a class="button" href=${file.url} download data-format=${file.format}>${file.format.toUpperCase()}, ${side}, ${size(file.bytes)}</a>`)}
      </figcaption>
    </figure>`;
  })}`;

export const fileStyles = css`
  .side {
    display: grid;
    gap: 10px;
  }
  .side img {
    display: block;
    inline-size: 100%;
    max-block-size: 46vh;
    object-fit: contain;
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: #fff;
  }
`;
