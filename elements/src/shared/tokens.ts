/**
 * Design tokens. A shop sets `--luneo-*` on the element or above it; everything inside reads the derived `--_*` only.
 * One accent, two neutrals (paper, ink); the rest is mixed from them, so contrast holds in light and dark.
 */
export const TOKENS = `
:host {
  --_paper: var(--luneo-paper, light-dark(#ffffff, #18181b));
  --_ink: var(--luneo-ink, light-dark(#1c1b1f, #f3f1ec));
  --_accent: var(--luneo-accent, light-dark(#1c1b1f, #f3f1ec));
  --_accent-ink: var(--luneo-accent-ink, light-dark(#ffffff, #18181b));
  --_focus: var(--luneo-focus, light-dark(#1d5fd1, #8db8ff));
  --_radius: var(--luneo-radius, 10px);
  --_backdrop: var(--luneo-backdrop, color-mix(in oklab, var(--_ink) 4%, var(--_paper)));
  --_raised: light-dark(var(--_paper), color-mix(in oklab, var(--_ink) 14%, var(--_paper)));
  --_line: color-mix(in oklab, var(--_ink) 12%, var(--_paper));
  --_edge: color-mix(in oklab, var(--_ink) 46%, var(--_paper));
  --_wash: color-mix(in oklab, var(--_ink) 5%, transparent);
  --_press: color-mix(in oklab, var(--_ink) 10%, transparent);
  --_muted: color-mix(in oklab, var(--_ink) 68%, var(--_paper));
  --_faint: color-mix(in oklab, var(--_ink) 36%, var(--_paper));
  --_bad: light-dark(#b3261e, #ff9a90);
  --_warn: light-dark(#8a5300, #f0bd68);
  --_good: light-dark(#1b6b3a, #7fd39b);
  --_shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 12%);
}
`;

/** Always visible, 2 px, on whatever the keyboard reached. */
export const FOCUS_RING = `
:focus-visible {
  outline: 2px solid var(--_focus);
  outline-offset: 2px;
}
`;

/**
 * The element's own size and its four areas, the same for the poster and for the customizer, so that nothing moves
 * when one replaces the other. The element's width decides, not the window's. The poster has a `.root` inside its host, because
 * a page may unset what its own tags have; of the font only family and weight are the page's.
 */
export const FRAME = `
:host, .root {
  display: block;
  position: relative;
  inline-size: 100%;
  inline-size: stretch;
  min-inline-size: 280px;
  container: luneo / inline-size;
  font: inherit;
  font-size: 15px;
  line-height: 1.4;
  color: var(--_ink);
  -webkit-text-size-adjust: 100%;
}
:host([hidden]) {
  display: none;
}
.frame {
  position: relative;
  isolation: isolate;
  display: grid;
  grid-template: 'toolbar' 56px 'stage' minmax(0, 1fr) 'panel' auto 'tabs' 60px 'buy' 72px / minmax(0, 1fr);
  block-size: var(--luneo-height, clamp(560px, 92svh, 760px));
  overflow: clip;
  background: var(--_paper);
  border-radius: var(--luneo-frame-radius, calc(var(--_radius) + 4px));
  text-align: start;
  text-indent: 0;
  text-transform: none;
  letter-spacing: normal;
  word-spacing: normal;
  white-space: normal;
}
.frame::after {
  content: '';
  position: absolute;
  inset: 0;
  z-index: 9;
  border-radius: inherit;
  box-shadow: inset 0 0 0 1px var(--_line);
  pointer-events: none;
}
.stage {
  grid-area: 1 / 1 / 3 / 2;
  position: relative;
  min-block-size: 0;
  overflow: clip;
  background: var(--_backdrop);
}
.ask {
  display: none;
}
.panel, .buy {
  background: var(--_paper);
}
.buy {
  grid-area: buy;
  border-block-start: 1px solid var(--_line);
}
@container luneo (min-width: 600px) {
  .frame {
    block-size: var(--luneo-height, clamp(620px, 86svh, 820px));
  }
}
@container luneo (min-width: 960px) {
  .frame {
    grid-template: 'toolbar panel' 56px 'stage panel' minmax(0, 1fr) 'ask buy' 80px / minmax(0, 1fr) clamp(320px, 30%, 380px);
    block-size: var(--luneo-height, clamp(600px, 86svh, 860px));
  }
  .ask {
    grid-area: ask;
    display: grid;
    place-items: center;
    padding: 0 20px;
    border-block-start: 1px solid var(--_line);
    background: var(--_paper);
  }
  .panel, .buy {
    border-inline-start: 1px solid var(--_line);
  }
}
`;
