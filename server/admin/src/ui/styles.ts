import { css } from 'lit';

/** Type, links, buttons and fields of every part of the staff page. Colours come from admin.css. */
export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden],
  :host([hidden]) {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    list-style: none;
  }
  h1 {
    font-size: 22px;
    font-weight: 640;
    line-height: 1.25;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 16px;
    font-weight: 620;
    line-height: 1.35;
    letter-spacing: -0.005em;
  }
  h3,
  legend {
    font-size: 14px;
    font-weight: 600;
  }
  a {
    color: var(--accent);
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 6px 14px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--raised);
    color: var(--ink);
    font-weight: 530;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:hover,
  .button:hover {
    background: color-mix(in oklab, var(--ink) 5%, var(--raised));
  }
  button:active,
  .button:active {
    background: color-mix(in oklab, var(--ink) 10%, var(--raised));
  }
  button.primary,
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  :is(button, .button).primary:hover {
    background: color-mix(in oklab, var(--accent) 90%, var(--ink));
  }
  button.danger {
    color: var(--bad);
  }
  button.danger.primary {
    background: var(--bad);
    color: var(--paper);
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  button.plain:hover {
    background: var(--wash);
  }
  button.icon {
    inline-size: 36px;
    padding: 0;
    border-color: transparent;
    background: none;
  }
  button.icon:hover {
    background: var(--wash);
  }
  button.link {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--soft);
    background: var(--wash);
    border-color: transparent;
    cursor: default;
  }
  input:not([type='checkbox'], [type='radio'], [type='range'], [type='color'], [type='file']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 38px;
    padding: 7px 11px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    line-height: 1.4;
  }
  textarea {
    resize: vertical;
    min-block-size: 76px;
  }
  input[type='color'] {
    inline-size: 44px;
    block-size: 38px;
    padding: 3px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    cursor: pointer;
  }
  input[type='checkbox'],
  input[type='radio'] {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    flex: none;
  }
  [aria-invalid='true'] {
    border-color: var(--bad) !important;
    box-shadow: inset 0 0 0 1px var(--bad);
  }
  ::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  code,
  .mono {
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 0.93em;
    overflow-wrap: anywhere;
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
  :dir(rtl) .mirror {
    scale: -1 1;
  }
  .soft {
    color: var(--soft);
  }
  .small {
    font-size: 13px;
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .strong {
    font-weight: 600;
  }
  .problem {
    color: var(--bad);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    button,
    .button {
      min-block-size: 44px;
    }
    button.icon {
      inline-size: 44px;
    }
    input:not([type='checkbox'], [type='radio'], [type='range'], [type='color'], [type='file']),
    select,
    textarea {
      font-size: 16px;
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      transition: none !important;
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    button,
    .button {
      border-color: ButtonText;
    }
  }
`;
