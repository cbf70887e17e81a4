import { css, unsafeCSS } from 'lit';
import { FRAME } from '../../shared/tokens.js';

/** The frame's areas filled; phone first, two columns from 960 px of the element's own width. */
export const workbenchStyles = css`
  ${unsafeCSS(FRAME)}
  luneo-toolbar {
    grid-area: toolbar;
    position: relative;
    z-index: 3;
    pointer-events: none;
  }
  luneo-stage {
    position: absolute;
    inset: 0;
  }
  .float {
    position: absolute;
    inset-inline: 12px;
    z-index: 2;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .float > * {
    pointer-events: auto;
    max-inline-size: 100%;
  }
  .foot {
    gap: 12px;
    inset-block-end: 16px;
  }
  .ask luneo-prompt-line {
    position: relative;
    inline-size: min(680px, 100%);
  }
  luneo-context-bar {
    position: absolute;
    z-index: 2;
    inset-block-start: 0;
    left: 0;
    translate: var(--_x, 0) var(--_y, 0);
  }
  luneo-context-bar:not([data-placed]) {
    display: none;
  }
  luneo-context-bar:is([data-crowded], [inert]),
  .float[inert] {
    visibility: hidden;
  }
  .panel {
    grid-area: panel;
    position: relative;
    display: none;
    flex-direction: column;
    gap: 22px;
    min-block-size: 0;
    max-block-size: min(40cqh, 360px);
    padding: 16px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    border-block-start: 1px solid var(--_line);
  }
  .panel[data-open] {
    display: flex;
  }
  .head {
    position: sticky;
    inset-block-start: -16px;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    margin: -16px -16px -10px;
    padding: 6px 8px 6px 16px;
    background: var(--_paper);
  }
  .head h2 {
    flex: 1;
  }
  .name .say {
    margin-block-start: 4px;
  }
  .make {
    display: none;
    grid-template-columns: repeat(3, 1fr);
    gap: 8px;
  }
  .make button {
    flex-direction: column;
    gap: 4px;
    min-block-size: 72px;
    padding: 10px 4px;
    font-size: 14px;
    background: var(--_wash);
    border-color: transparent;
  }
  .make button:hover {
    background: var(--_press);
  }
  hr {
    inline-size: 100%;
    margin: 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  .tabs {
    grid-area: tabs;
    display: flex;
    align-items: stretch;
    border-block-start: 1px solid var(--_line);
    background: var(--_paper);
  }
  .dot {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: calc(50% - 18px);
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_bad);
  }
  .tabs button {
    position: relative;
    flex: 1;
    flex-direction: column;
    gap: 2px;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    border-radius: 0;
    font-size: 12px;
    color: var(--_muted);
    outline-offset: -2px;
  }
  .tabs button[aria-expanded='true'] {
    color: var(--_ink);
    box-shadow: inset 0 2px var(--_accent);
    font-weight: 600;
  }
  .welcome {
    inset-block-end: 20px;
  }
  .welcome .say {
    display: grid;
    justify-items: center;
    gap: 10px;
    text-align: center;
  }
  .welcome .note {
    padding: 2px 10px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--_paper) 82%, transparent);
    color: var(--_ink);
  }
  .welcome .primary {
    min-block-size: 52px;
    padding-inline: 26px;
    font-size: 16px;
    box-shadow: var(--_shadow);
  }
  .over {
    position: absolute;
    inset: 0;
    z-index: 4;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
    background: var(--_backdrop);
  }
  .over svg.i {
    inline-size: 32px;
    block-size: 32px;
    color: var(--_muted);
  }
  .over p {
    max-inline-size: 40ch;
    color: var(--_muted);
  }
  .all {
    z-index: 8;
    background: var(--_paper);
  }
  .drop {
    background: color-mix(in oklab, var(--_paper) 88%, transparent);
    outline: 2px dashed var(--_accent);
    outline-offset: -14px;
    pointer-events: none;
  }
  .spinner {
    inline-size: 28px;
    block-size: 28px;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_ink);
    border-radius: 50%;
    animation: turn 800ms linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .working {
    min-block-size: 40px;
    border: 0;
    border-radius: 99px;
    background: var(--_raised);
    box-shadow:
      0 0 0 1px var(--_line),
      var(--_shadow);
    font-size: 14px;
  }
  .working .spinner {
    inline-size: 16px;
    block-size: 16px;
  }
  .panel:focus {
    outline: none;
  }
  .wide {
    display: none;
  }
  .narrow {
    display: contents;
  }
  .toast {
    inset-block-start: 68px;
    z-index: 5;
  }
  .toast p {
    padding: 10px 14px;
    border-radius: var(--_radius);
    background: var(--_ink);
    color: var(--_paper);
    font-size: 14px;
  }
  @container luneo (min-width: 960px) {
    luneo-context-bar[data-crowded] {
      visibility: visible;
    }
    .panel {
      display: flex;
      max-block-size: none;
      padding: 22px 20px;
      border-block-start: 0;
    }
    .head {
      inset-block-start: -22px;
      margin: -22px -20px -10px;
      padding: 16px 16px 8px 20px;
    }
    .make {
      display: grid;
    }
    .wide {
      display: revert;
    }
    .narrow {
      display: none;
    }
    .tabs {
      display: none;
    }
    luneo-price-bar {
      padding: 14px 20px;
    }
    .working {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-expanded='true'] {
      outline: 2px solid Highlight;
    }
    .make button {
      border-color: ButtonText;
    }
  }
`;
