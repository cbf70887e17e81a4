import { css } from 'lit';

export const cropStyles = css`
  :host {
    position: absolute;
    inset: 0;
    z-index: 4;
    display: block;
    overflow: hidden;
  }
  .ground {
    position: absolute;
    inset: 0;
    background: color-mix(in oklab, var(--_paper) 82%, transparent);
    touch-action: none;
  }
  /* mm of the layer's frame, as px before the view. */
  .place {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    transform-origin: 0 0;
    transform: var(--_place);
    direction: ltr;
  }
  canvas,
  .window {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    translate: var(--_x) var(--_y);
    inline-size: var(--_w);
    block-size: var(--_h);
  }
  .around {
    opacity: 0.35;
  }
  .window {
    overflow: hidden;
    touch-action: none;
    cursor: move;
    outline: 1.5px solid var(--_accent);
    box-shadow: 0 0 0 3px color-mix(in oklab, var(--_paper) 75%, transparent);
  }
  .window:focus-visible {
    outline-width: 3px;
  }
  .thirds {
    position: absolute;
    inset: 0;
    pointer-events: none;
    stroke: rgb(0 0 0 / 35%);
    stroke-width: 2.5;
  }
  .thirds .front {
    stroke: rgb(255 255 255 / 85%);
    stroke-width: 1;
  }
  .grip {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    translate: calc(var(--_x) - 50%) calc(var(--_y) - 50%);
    inline-size: 28px;
    block-size: 28px;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    touch-action: none;
    cursor: var(--_cursor);
  }
  .grip::before {
    content: '';
    position: absolute;
    inset: 8px;
    border-radius: 50%;
    background: var(--_paper);
    box-shadow:
      0 0 0 1.5px var(--_accent),
      0 1px 4px rgb(0 0 0 / 30%);
  }
  .grip:is([data-grip='n'], [data-grip='s'])::before {
    inset: 11px 6px;
    border-radius: 3px;
  }
  .grip:is([data-grip='e'], [data-grip='w'])::before {
    inset: 6px 11px;
    border-radius: 3px;
  }
  @media (pointer: coarse) {
    .grip {
      inline-size: 44px;
      block-size: 44px;
    }
    .grip::before {
      inset: 15px;
    }
    .grip:is([data-grip='n'], [data-grip='s'])::before {
      inset: 18px 12px;
    }
    .grip:is([data-grip='e'], [data-grip='w'])::before {
      inset: 12px 18px;
    }
  }
  .bar {
    position: absolute;
    inset-inline: 8px;
    inset-block-end: 8px;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 6px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 16px);
    margin-inline: auto;
    padding: 4px;
    border-radius: calc(var(--_radius) + 2px);
    background: var(--_raised);
    box-shadow:
      0 0 0 1px var(--_line),
      var(--_shadow);
  }
  .bar .segments {
    flex: 1 1 auto;
    background: none;
    padding: 0;
  }
  .bar .segments > label {
    min-block-size: 40px;
    padding: 0 6px;
    font-size: 13px;
  }
  .bar button {
    min-block-size: 40px;
    font-size: 14px;
  }
  .bar button.icon {
    inline-size: 40px;
  }
  .acts {
    display: flex;
    gap: 6px;
  }
  .note {
    position: absolute;
    inset-block-start: 64px;
    left: 50%;
    translate: -50% 0;
    padding: 3px 8px;
    border-radius: 6px;
    background: var(--_raised);
    color: var(--_ink);
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .grip::before {
      forced-color-adjust: none;
      background: Highlight;
    }
    .window {
      outline-color: Highlight;
    }
  }
`;
