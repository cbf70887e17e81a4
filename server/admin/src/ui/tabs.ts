/** How much of the next tab stays in view, in CSS px. */
const NEXT = 40;

/** Brings the tab that is on show into view where the row is wider than the page; the page itself stays where it is. */
export function showCurrentTab(root: ParentNode): void {
  const row = root.querySelector('.tabs');
  const current = row?.querySelector('[aria-current]');
  if (!row || !current) return;
  const [outer, inner] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
  if (inner.left < outer.left) row.scrollLeft += inner.left - outer.left - NEXT;
  else if (inner.right > outer.right) row.scrollLeft += inner.right - outer.right + NEXT;
}
