import { css, unsafeCSS } from 'lit';
import { FRAME } from '../../shared/tokens.js';

/** Phone first: the product stays above while the fields scroll; beside them from 760 px of the element's own width. */
export const formStyles = css`
  ${unsafeCSS(FRAME)}
  .frame {
    grid-template: 'toolbar' 56px 'stage' minmax(120px, 30%) 'panel' minmax(0, 1fr) 'buy' 72px / minmax(0, 1fr);
  }
  luneo-toolbar {
    grid-area: toolbar;
    position: relative;
    z-index: 3;
    pointer-events: none;
  }
  luneo-form-preview {
    position: absolute;
    inset: 0;
  }
  .panel {
    grid-area: panel;
    display: flex;
    flex-direction: column;
    gap: 22px;
    min-block-size: 0;
    padding: 18px 16px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scroll-padding-block: 24px;
    border-block-start: 1px solid var(--_line);
  }
  .panel:focus {
    outline: none;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .toast {
    position: absolute;
    inset-inline: 12px;
    inset-block-start: 68px;
    z-index: 5;
    display: grid;
    justify-items: center;
  }
  .toast p {
    padding: 10px 14px;
    border-radius: var(--_radius);
    background: var(--_ink);
    color: var(--_paper);
    font-size: 14px;
  }
  .over {
    position: absolute;
    inset: 0;
    z-index: 8;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
    background: var(--_paper);
  }
  .over svg.i {
    inline-size: 32px;
    block-size: 32px;
    color: var(--_muted);
  }
  @container luneo (min-width: 760px) {
    .frame {
      grid-template: 'toolbar panel' 56px 'stage panel' minmax(0, 1fr) 'stage buy' 80px / minmax(0, 1fr) clamp(320px, 38%, 420px);
    }
    .stage {
      grid-area: 1 / 1 / 4 / 2;
    }
    .panel {
      padding: 22px 20px;
      border-block-start: 0;
    }
    .panel,
    .buy {
      border-inline-start: 1px solid var(--_line);
    }
    luneo-price-bar {
      padding: 14px 20px;
    }
  }
`;
