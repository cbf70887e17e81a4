import { css } from 'lit';

/** The stage fills its place. Canvas and picture lie under the mirror, which lets the pointer through. */
export const stageStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    contain: strict;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    -webkit-tap-highlight-color: transparent;
  }
  .surface {
    position: absolute;
    inset: 0;
    touch-action: pan-x pan-y pinch-zoom;
    overflow: hidden;
  }
  .mockup {
    position: absolute;
    left: 0;
    top: 0;
    transform-origin: 0 0;
  }
  .backdrop {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    pointer-events: none;
  }
  .backdrop.shown {
    opacity: 1;
  }
  .mockup[data-fade='ends'] {
    mask-image: linear-gradient(transparent, #000 28px calc(100% - 28px), transparent);
  }
  .mockup[data-fade='sides'] {
    mask-image: linear-gradient(to right, transparent, #000 28px calc(100% - 28px), transparent);
  }
  .backdrop[hidden] {
    display: none;
  }
  .mockup img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }
  .mockup[data-missing] {
    background: color-mix(in oklab, currentColor 6%, transparent);
    border-radius: 10px;
  }
  .canvas {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .mirror {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .mirror:focus,
  .mirror button:focus {
    outline: none;
  }
  .surface:not([data-pointer]) .mirror:focus-visible,
  .surface:not([data-pointer]) .mirror button:focus-visible {
    outline: 2px solid var(--_focus, Highlight);
    outline-offset: 8px;
  }
  .surface:not([data-pointer]) .mirror:focus-visible {
    outline-offset: -4px;
  }
  .place {
    position: absolute;
  }
  .mirror button {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    appearance: none;
    pointer-events: none;
  }
  textarea {
    position: absolute;
    left: 0;
    top: 0;
    margin: 0;
    padding: 0;
    border: 0;
    outline: none;
    resize: none;
    overflow: hidden;
    background: none;
    color: transparent;
    caret-color: var(--_focus, Highlight);
    transform-origin: 0 0;
    user-select: text;
    -webkit-user-select: text;
    font-kerning: normal;
  }
  textarea[hidden] {
    display: none;
  }
  textarea::selection {
    background: color-mix(in srgb, var(--_focus, Highlight) 28%, transparent);
    color: transparent;
  }
  textarea[data-below] {
    z-index: 3;
    block-size: 44px;
    padding: 10px 12px;
    border-radius: var(--_radius, 10px);
    background: var(--_paper, Canvas);
    color: var(--_ink, CanvasText);
    font-family: inherit;
    font-size: 16px;
    line-height: 24px;
    box-shadow:
      var(--_shadow, 0 0 #0000),
      0 0 0 2px var(--_focus, Highlight);
    overflow: auto;
  }
  textarea[data-below]::selection {
    color: inherit;
  }
  .hush {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .probe {
    position: absolute;
    visibility: hidden;
    pointer-events: none;
  }
  .probe.accent {
    color: var(--_focus, #1d5fd1);
  }
  .probe.paper {
    color: #ffffff;
  }
`;
