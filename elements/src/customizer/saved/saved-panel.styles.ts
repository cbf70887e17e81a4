import { css } from 'lit';

export const savedStyles = css`
  :host,
  section {
    display: grid;
    gap: 12px;
  }
  :host {
    gap: 20px;
  }
  hr {
    inline-size: 100%;
    margin: 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  h3 {
    font-size: 15px;
  }
  h3 + .note {
    margin-block-start: -8px;
  }
  .row input {
    flex: 1;
    min-inline-size: 0;
  }
  ul:empty,
  ul:not(:has(li)) {
    display: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding-block: 8px;
    border-block-start: 1px solid var(--_line);
  }
  li:first-child {
    border-block-start: 0;
  }
  .what {
    flex: 1 1 120px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: 14px;
    font-weight: 600;
  }
  small {
    display: block;
    font-size: 13px;
    font-weight: 400;
    color: var(--_muted);
  }
  .link {
    display: grid;
    gap: 8px;
  }
  .link small {
    display: inline;
    margin-inline-start: 6px;
  }
  .link input {
    text-overflow: ellipsis;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .lasts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    font-size: 14px;
  }
  select {
    min-block-size: 44px;
    padding: 0 10px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    font-size: max(16px, 1em);
  }
  .bad {
    border-color: var(--_bad);
    color: var(--_bad);
    font-weight: 600;
  }
  .failed {
    display: flex;
    align-items: start;
    gap: 8px;
    font-size: 14px;
    color: var(--_bad);
  }
`;
