import { css } from 'lit';

/** Menu at the side from 960 px, behind a button below. */
export const shellStyles = css`
  :host {
    display: block;
    min-block-size: 100dvh;
  }
  .skip {
    position: fixed;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    z-index: 30;
  }
  nav:has(> .skip) {
    position: absolute;
  }
  main:focus-visible {
    outline: none;
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
  }
  .bar {
    position: sticky;
    inset-block-start: 0;
    z-index: 10;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 56px;
    padding-inline: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }
  .bar strong {
    font-size: 16px;
    letter-spacing: -0.01em;
  }
  aside {
    display: none;
  }
  main {
    padding: 24px 16px 96px;
    outline: none;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 8px 10px 16px;
    font-size: 16px;
    font-weight: 640;
    letter-spacing: -0.01em;
  }
  .brand svg {
    inline-size: 26px;
    block-size: 26px;
    flex: none;
  }
  .test {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-block-end: 16px;
    padding: 4px 12px 4px 8px;
    border-radius: 8px;
    background: var(--warn-soft);
    color: var(--warn);
    font-size: 13px;
    font-weight: 530;
  }
  .brand + .segments {
    display: grid;
    justify-self: stretch;
    grid-template-columns: 1fr 1fr;
    margin-block-end: 20px;
  }
  .menu {
    display: grid;
    gap: 20px;
  }
  .menu h2 {
    padding: 0 10px 4px;
    font-size: 12px;
    font-weight: 560;
    color: var(--soft);
  }
  .menu a {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 36px;
    padding: 0 10px;
    border-radius: 8px;
    color: var(--soft);
    font-weight: 530;
    text-decoration: none;
  }
  .menu a:hover {
    background: var(--wash);
    color: var(--ink);
  }
  .menu a[aria-current] {
    background: var(--press);
    color: var(--ink);
  }
  @media (forced-colors: active) {
    .menu a[aria-current] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  .foot {
    display: grid;
    gap: 4px;
    margin-block-start: 24px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--line);
  }
  .foot p {
    padding: 4px 10px;
    display: grid;
    overflow-wrap: anywhere;
  }
  .foot button {
    justify-content: start;
    padding-inline: 10px;
  }
  .foot label {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-inline: 10px 0;
    color: var(--soft);
  }
  .foot select {
    flex: 1;
    min-inline-size: 0;
    border-color: var(--line);
    background: none;
  }
  @media (max-width: 959px) {
    .menu a {
      min-block-size: 44px;
    }
  }
  @media (min-width: 960px) {
    :host([data-in]) {
      display: grid;
      grid-template-columns: 236px minmax(0, 1fr);
    }
    .bar {
      display: none;
    }
    aside {
      display: block;
      position: sticky;
      inset-block-start: 0;
      block-size: 100dvh;
      overflow-y: auto;
      padding: 16px 12px;
      border-inline-end: 1px solid var(--line);
      background: var(--panel);
    }
    main {
      padding: 32px clamp(24px, 4vw, 56px) 96px;
    }
  }
`;
