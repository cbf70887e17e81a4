import { css } from 'lit';

/** Pages, cards, lists, states and skeletons. */
export const layout = css`
  :host {
    display: block;
  }
  .page {
    display: grid;
    gap: 24px;
    max-inline-size: 1040px;
  }
  .page > * {
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
  }
  .head > .grow {
    flex: 1 1 240px;
    min-inline-size: 0;
    display: grid;
    gap: 2px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .between {
    justify-content: space-between;
  }
  .stack {
    display: grid;
    gap: 16px;
    align-content: start;
  }
  .stack > * {
    min-inline-size: 0;
  }
  .tight {
    gap: 8px;
  }
  legend {
    margin-block-end: 8px;
  }
  [role='alert']:empty {
    position: absolute;
  }
  .card {
    display: grid;
    gap: 16px;
    padding: 20px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    min-inline-size: 0;
  }
  .card > * {
    min-inline-size: 0;
  }
  .fields {
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 160px), 1fr));
    align-items: start;
  }
  .field {
    display: grid;
    gap: 5px;
    align-content: start;
  }
  .field > label,
  .label {
    font-weight: 560;
  }
  .hint,
  .error {
    font-size: 13px;
    line-height: 1.4;
    color: var(--soft);
  }
  .error {
    color: var(--bad);
  }
  .affix {
    position: relative;
    display: block;
  }
  .affix > input {
    padding-inline-end: 44px !important;
    font-variant-numeric: tabular-nums;
  }
  .affix > span {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 12px;
    display: grid;
    place-items: center;
    color: var(--soft);
    pointer-events: none;
  }
  .check {
    display: flex;
    gap: 10px;
    align-items: start;
    padding-block: 4px;
    cursor: pointer;
  }
  .check > input {
    margin-block-start: 2px;
  }
  .check > span {
    display: grid;
  }
  .list {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    overflow: clip;
  }
  .list > * + * {
    border-block-start: 1px solid var(--line);
  }
  .list .item,
  .list > a,
  .list > li > a:not(.button) {
    display: grid;
    gap: 2px 16px;
    padding: 12px 16px;
    color: inherit;
    text-decoration: none;
    align-items: center;
  }
  .list a:hover,
  .list a[aria-current] {
    background: var(--wash);
  }
  .list a:focus-visible {
    outline-offset: -2px;
    border-radius: 12px;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    inline-size: fit-content;
    padding: 1px 9px;
    border-radius: 99px;
    background: var(--wash);
    color: var(--soft);
    font-size: 13px;
    font-weight: 530;
    white-space: nowrap;
  }
  .state[data-tone='good'] {
    background: var(--good-soft);
    color: var(--good);
  }
  .state[data-tone='bad'] {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .state[data-tone='warn'] {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .state[data-tone='work'] {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .note {
    display: flex;
    gap: 10px;
    padding: 12px 14px;
    border-radius: 10px;
    background: var(--accent-soft);
  }
  .note[data-tone='bad'] {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .note[data-tone='warn'] {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .note[data-tone='good'] {
    background: var(--good-soft);
    color: var(--good);
  }
  .note > :not(svg) {
    flex: 1;
    min-inline-size: 0;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 48px 24px;
    border: 1px dashed var(--edge);
    border-radius: 12px;
    text-align: center;
  }
  .empty p {
    max-inline-size: 46ch;
    color: var(--soft);
    text-wrap: pretty;
  }
  .tabs {
    display: flex;
    gap: 4px;
    border-block-end: 1px solid var(--line);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tabs a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    padding: 0 12px;
    border-block-end: 2px solid transparent;
    color: var(--soft);
    font-weight: 530;
    text-decoration: none;
    white-space: nowrap;
  }
  .tabs a:hover {
    color: var(--ink);
  }
  .tabs a[aria-current] {
    border-color: var(--accent);
    color: var(--ink);
  }
  .tabs a:focus-visible {
    outline-offset: -3px;
  }
  .segments {
    display: inline-flex;
    justify-self: start;
    gap: 2px;
    padding: 3px;
    border-radius: 10px;
    background: var(--wash);
    max-inline-size: 100%;
    overflow-x: auto;
  }
  .segments > button {
    border-color: transparent;
    background: none;
    min-block-size: 32px;
    padding: 2px 12px;
    color: var(--soft);
    white-space: nowrap;
  }
  .segments > [aria-pressed='true'] {
    background: var(--raised);
    color: var(--ink);
    box-shadow: 0 0 0 1px var(--line);
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th {
    text-align: start;
    font-weight: 560;
    font-size: 13px;
    color: var(--soft);
  }
  th,
  td {
    padding: 8px 12px;
    border-block-end: 1px solid var(--line);
    vertical-align: top;
  }
  tr:last-child > td {
    border-block-end: 0;
  }
  .end {
    text-align: end;
  }
  .facts {
    display: grid;
    grid-template-columns: minmax(96px, auto) 1fr;
    gap: 6px 20px;
    font-variant-numeric: tabular-nums;
  }
  .facts dt {
    color: var(--soft);
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .code {
    display: block;
    padding: 14px 16px;
    border-radius: 10px;
    background: var(--panel);
    border: 1px solid var(--line);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font:
      13px/1.6 ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      monospace;
    direction: ltr;
    text-align: left;
  }
  .bone {
    display: block;
    border-radius: 6px;
    block-size: 14px;
    background: var(--press);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  /* What only colour tells apart is told by the system's own colours. */
  @media (forced-colors: active) {
    .tabs a:not([aria-current]) {
      border-color: Canvas;
    }
    .tabs a[aria-current],
    .segments > [aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .list a[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }
  }
`;
