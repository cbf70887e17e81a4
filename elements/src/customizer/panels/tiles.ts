import { css } from 'lit';

/** A grid of pictures to choose from: `ul > li > button > svg`. */
export const tiles = css`
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(76px, 1fr));
    gap: 8px;
  }
  li button {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 1;
    padding: 14px;
    border-color: var(--_line);
    /* Art comes in its own colours, dark ones, too. */
    background: light-dark(transparent, #f3f1ec);
    color: light-dark(var(--_ink), #1c1b1f);
  }
  li button:hover {
    background: light-dark(var(--_wash), #ffffff);
  }
  li svg {
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  @media (forced-colors: active) {
    li svg path {
      fill: ButtonText;
    }
    li svg path[stroke] {
      fill: none;
      stroke: ButtonText;
    }
  }
`;

/** Arrow keys, Home and End go from tile to tile; put it on the `ul`. Tab leaves and comes in where one was last. */
export function gridKeys(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const buttons = [...list.querySelectorAll<HTMLButtonElement>('li button')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const next = at < 0 ? undefined : buttons[stepTo(event.key, at, buttons, getComputedStyle(list))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function stepTo(key: string, at: number, buttons: readonly HTMLElement[], { gridTemplateColumns, direction }: CSSStyleDeclaration): number {
  const columns = gridTemplateColumns.split(' ').length;
  const ahead = direction === 'rtl' ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return at + ahead;
    case 'ArrowLeft':
      return at - ahead;
    case 'ArrowDown':
      return at + columns;
    case 'ArrowUp':
      return at - columns;
    case 'Home':
      return 0;
    case 'End':
      return buttons.length - 1;
    default:
      return -1;
  }
}
