import { css } from 'lit';

/** Shared by every part of the staff page. Colours come from admin.css. */
export const styles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h1 {
    font-size: 24px;
    line-height: 1.2;
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: 15px;
    line-height: 1.4;
  }
  a {
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  button,
  .button {
    font: inherit;
    font-weight: 600;
    display: inline-flex;
    align-items: center;
    min-height: 40px;
    padding: 8px 16px;
    border: 1px solid transparent;
    border-radius: 10px;
    background: var(--accent);
    color: var(--on-accent);
    text-decoration: none;
    cursor: pointer;
  }
  .plain {
    background: none;
    color: inherit;
    border-color: var(--line);
    font-weight: 500;
  }
  input {
    font: inherit;
    font-size: 16px;
    min-height: 44px;
    width: 100%;
    padding: 8px 12px;
    border: 1px solid color-mix(in srgb, var(--soft) 60%, transparent);
    border-radius: 10px;
    background: var(--paper);
    color: inherit;
  }
  .soft {
    color: var(--soft);
  }
  .problem {
    color: var(--bad);
  }
  .status::before {
    content: '';
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-right: 8px;
    border-radius: 50%;
    background: var(--soft);
  }
  .status[data-tone='good']::before {
    background: var(--good);
  }
  .status[data-tone='bad']::before {
    background: var(--bad);
  }
  .status[data-tone='work']::before {
    background: var(--accent);
  }
`;
