import { css } from 'lit';

/** Shared by the tabs of the product editor. */
export const editingStyles = css`
  .columns {
    display: grid;
    gap: 24px;
    align-items: start;
  }
  .columns > * {
    min-inline-size: 0;
  }
  @media (min-width: 1180px) {
    .columns {
      grid-template-columns: minmax(0, 1.35fr) minmax(340px, 1fr);
    }
    .sticky {
      position: sticky;
      inset-block-start: 24px;
    }
  }
  details {
    border-block-start: 1px solid var(--line);
    padding-block-start: 12px;
  }
  summary {
    min-block-size: 32px;
    font-weight: 560;
    cursor: pointer;
  }
  details[open] > summary {
    margin-block-end: 12px;
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: end;
  }
  .line > .field {
    flex: 1;
    min-inline-size: 0;
  }
  .line > input[type='color'] {
    flex: none;
  }
`;
