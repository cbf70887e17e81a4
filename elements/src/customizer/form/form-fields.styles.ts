import { css } from 'lit';

export const fieldStyles = css`
  :host {
    display: grid;
    gap: 20px;
  }
  .field {
    display: grid;
    gap: 6px;
    min-inline-size: 0;
  }
  .top {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
  }
  .label,
  legend {
    font-size: 14px;
  }
  .optional,
  .count {
    font-weight: 400;
    font-size: 13px;
    color: var(--_muted);
  }
  .count[data-full] {
    color: var(--_ink);
    font-weight: 600;
  }
  select {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 10px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    font-size: max(16px, 1em);
  }
  input[type='text'] {
    min-block-size: 48px;
  }
  [data-wrong] :is(input[type='text'], textarea, select) {
    border-color: var(--_bad);
    box-shadow: inset 0 0 0 1px var(--_bad);
  }
  .error {
    display: flex;
    align-items: start;
    gap: 6px;
    font-size: 13px;
    color: var(--_bad);
  }
  .error svg.i {
    inline-size: 18px;
    block-size: 18px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .choices label,
  .file {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    cursor: pointer;
  }
  .chip,
  .file {
    min-inline-size: 48px;
    min-block-size: 44px;
    padding: 0 14px;
    border-radius: var(--_radius);
    box-shadow: inset 0 0 0 1px var(--_edge);
    font-size: 14px;
  }
  :is(.chip, .file):hover {
    background: var(--_wash);
  }
  .chip:has(:checked) {
    box-shadow: inset 0 0 0 2px var(--_accent);
    font-weight: 600;
  }
  .swatch {
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
  }
  .swatch::before {
    content: '';
    inline-size: 32px;
    block-size: 32px;
    border-radius: 50%;
    background: var(--_swatch);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_ink) 22%, transparent);
  }
  .swatch:has(:checked) {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  @media (forced-colors: active) {
    .swatch::before {
      forced-color-adjust: none;
    }
    .chip,
    .file {
      border: 1px solid ButtonText;
    }
    :is(.chip, .swatch):has(:checked) {
      outline: 3px solid Highlight;
    }
    [data-wrong] :is(input[type='text'], textarea, select) {
      outline: 2px solid Mark;
    }
  }
`;
