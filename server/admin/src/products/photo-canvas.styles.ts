import { css } from 'lit';

export const canvasStyles = css`
  :host {
    display: block;
    position: relative;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--panel);
    overflow: clip;
  }
  svg {
    display: block;
    inline-size: 100%;
    block-size: auto;
    max-block-size: min(72vh, 760px);
    user-select: none;
    direction: ltr;
  }
  svg[data-tool='draw'],
  svg[data-tool='ruler'] {
    cursor: crosshair;
    touch-action: none;
  }
  .area {
    cursor: move;
    touch-action: none;
    outline: none;
  }
  .trim,
  .printable,
  .safe {
    vector-effect: non-scaling-stroke;
  }
  .trim {
    fill: transparent;
    stroke: #fff;
    stroke-width: 3.5;
  }
  .trim.over {
    fill: none;
    stroke: #33449a;
    stroke-width: 1.5;
  }
  .printable {
    fill: rgb(51 68 154 / 20%);
    stroke: none;
  }
  .safe {
    fill: none;
    stroke: #33449a;
    stroke-width: 1;
    stroke-dasharray: 4 4;
  }
  .area[data-selected] .trim.over {
    stroke: #2f5bd8;
    stroke-width: 2.5;
  }
  .area:focus-visible .trim {
    stroke: #2f5bd8;
    stroke-width: 7;
  }
  .area:focus-visible .trim.over {
    stroke: #fff;
    stroke-width: 2;
  }
  .zone {
    fill: none;
    stroke: #85500a;
    stroke-width: 1.25;
    stroke-dasharray: 2 3;
    vector-effect: non-scaling-stroke;
    pointer-events: none;
  }
  .tag {
    fill: #fff;
    paint-order: stroke;
    stroke: #1c2030;
    stroke-width: 0.28em;
    stroke-linejoin: round;
    font-weight: 600;
    pointer-events: none;
  }
  .grip {
    fill: #fff;
    stroke: #2f5bd8;
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
    touch-action: none;
  }
  .reach {
    fill: transparent;
    touch-action: none;
  }
  .guide {
    stroke: #d6336c;
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
    pointer-events: none;
  }
  .ghost {
    fill: rgb(47 91 216 / 16%);
    stroke: #2f5bd8;
    stroke-width: 2;
    stroke-dasharray: 5 4;
    vector-effect: non-scaling-stroke;
    pointer-events: none;
  }
  .ruler {
    stroke: #fff;
    stroke-width: 5;
    vector-effect: non-scaling-stroke;
    stroke-linecap: round;
    pointer-events: none;
  }
  .ruler.over {
    stroke: #c2255c;
    stroke-width: 2.5;
  }
  .end {
    fill: #c2255c;
    fill-opacity: 0.25;
    stroke: #c2255c;
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
    cursor: grab;
    touch-action: none;
    outline: none;
  }
  .end:focus-visible {
    stroke: #2f5bd8;
    stroke-width: 5;
  }
`;
