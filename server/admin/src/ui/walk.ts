/** Arrow keys go from link to link, Home and End to the ends; ready for `@keydown` of a search field and its list. */
export function walk(event: KeyboardEvent): void {
  const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const links = [...root.querySelectorAll<HTMLElement>('[data-row]')];
  const at = links.indexOf(root.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
}
