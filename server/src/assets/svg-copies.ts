import { type SvgElement, SvgError } from './svg-parse.js';

/** Drawn elements, counted as often as they are drawn: more than any artwork, and still drawn within a second or two. */
const MAX_DRAWN = 100_000;
/** Elements inside or behind each other. */
const MAX_DEPTH = 1_000;

/**
 * Refuses a small file that draws without end: `use`, patterns, masks and filters that refer to each other multiply, ten times
 * ten times ten. Throws `SvgError`.
 */
export function checkCopies(root: SvgElement): void {
  const byId = new Map<string, SvgElement>();
  for (const element of all(root)) {
    const id = element.attributes.get('id');
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
  }
  const known = new Map<SvgElement, number>();
  const weigh = (element: SvgElement, depth: number): number => {
    const before = known.get(element);
    if (before === -1) throw new SvgError('A part of the SVG repeats itself without end. Export it as a plain SVG.');
    if (before !== undefined) return before;
    if (depth > MAX_DEPTH) throw new SvgError('The SVG repeats its parts too often. Simplify it.');
    known.set(element, -1);
    let drawn = 1;
    for (const id of references(element)) {
      const target = byId.get(id);
      if (target) drawn += weigh(target, depth + 1);
    }
    for (const child of element.children) if (typeof child !== 'string') drawn += weigh(child, depth + 1);
    known.set(element, drawn);
    return drawn;
  };
  if (weigh(root, 0) > MAX_DRAWN) throw new SvgError('The SVG repeats its parts too often. Simplify it.');
}

function* all(element: SvgElement): Generator<SvgElement> {
  yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* all(child);
}

/** Ids that an element draws with: `href="#a"`, `fill="url(#b)"`, `style="mask:url('#c')"`. */
function references({ attributes }: SvgElement): string[] {
  const found: string[] = [];
  for (const [key, value] of attributes) {
    if (key === 'href' || key === 'xlink:href') found.push(value.trim().slice(1));
    else for (const [, id] of value.matchAll(/url\(\s*["']?#([^"')\s]+)/gi)) found.push(id!);
  }
  return found;
}
