import { css, unsafeCSS } from 'lit';
import { FOCUS_RING } from './tokens.js';

/** Buttons, fields and focus as every panel uses them. Tokens (`--_…`) come from the host, see tokens.ts. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden],
  :host([hidden]) {
    display: none !important;
  }
  ${unsafeCSS(FOCUS_RING)}
  h2,
  h3,
  p,
  ul,
  ol,
  fieldset,
  legend,
  dl,
  dd {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    list-style: none;
  }
  h2 {
    font-size: 18px;
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  h3,
  legend,
  .label {
    font-size: 13px;
    font-weight: 600;
    line-height: 1.4;
    color: var(--_ink);
  }
  legend {
    float: inline-start;
    inline-size: 100%;
    margin-block-end: 8px;
  }
  legend + * {
    clear: both;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 0 14px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    cursor: pointer;
    text-align: center;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:hover {
    background: var(--_wash);
  }
  button:active {
    background: var(--_press);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--_faint);
    cursor: default;
    background: transparent;
  }
  button.plain {
    border-color: transparent;
  }
  button.icon {
    inline-size: 44px;
    padding: 0;
    border-color: transparent;
  }
  button.small {
    min-block-size: 36px;
    padding: 0 12px;
    font-size: 13px;
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_paper));
  }
  button.primary:active {
    background: color-mix(in oklab, var(--_accent) 78%, var(--_paper));
  }
  button.primary:disabled {
    background: var(--_press);
    color: var(--_muted);
  }
  button.link {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    text-decoration: underline;
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
    background: none;
  }
  input[type='text'],
  input[type='search'],
  input[type='number'],
  textarea {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 10px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    font-size: max(16px, 1em);
    line-height: 1.35;
  }
  textarea {
    resize: none;
    field-sizing: content;
    min-block-size: 48px;
    max-block-size: 160px;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input[type='range'] {
    inline-size: 100%;
    min-block-size: 32px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .between {
    justify-content: space-between;
  }
  .muted {
    color: var(--_muted);
  }
  .note {
    font-size: 13px;
    line-height: 1.4;
    color: var(--_muted);
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }
  svg.i {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  /* Arrows and curved undo signs point with the reading direction. */
  :dir(rtl) .mirror {
    scale: -1 1;
  }
  /* A group of radios or buttons that looks like one control. */
  .segments {
    display: flex;
    gap: 2px;
    padding: 3px;
    border-radius: var(--_radius);
    background: var(--_wash);
  }
  .segments > * {
    flex: 1;
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 38px;
    min-inline-size: 44px;
    padding: 0 10px;
    border: 0;
    border-radius: calc(var(--_radius) - 3px);
    font-size: 14px;
    color: var(--_muted);
    cursor: pointer;
    white-space: nowrap;
  }
  .segments > :hover {
    color: var(--_ink);
  }
  .segments > :is([aria-pressed='true'], :has(:checked)) {
    background: var(--_raised);
    color: var(--_ink);
    box-shadow: 0 0 0 1px var(--_line);
  }
  /* The native radio keeps the keyboard and the name; its label is what is seen. */
  label > input[type='radio'],
  label > input[type='file'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label:has(> input:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .segments > :is([aria-pressed='true'], :has(:checked)) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    button.primary {
      border-color: ButtonText;
    }
    button:disabled,
    button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;
