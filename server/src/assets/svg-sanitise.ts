import { checkCopies } from './svg-copies.js';
import { parseSvg, type SvgElement, SvgError } from './svg-parse.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Everything that draws and can refer to nothing outside the file. */
const ELEMENTS = words(
  `svg g defs symbol use path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask pattern
  style filter feGaussianBlur feOffset feBlend feColorMatrix feComposite feFlood feMerge feMergeNode feMorphology feDropShadow`,
);
/** Left out with what is in them: they draw nothing. */
const IGNORED = words('title desc metadata');
/** Things that act or load, by their name without prefix. */
const REFUSED: Readonly<Record<string, string>> = {
  script: 'a script',
  foreignObject: 'embedded web content',
  iframe: 'embedded web content',
  object: 'embedded web content',
  embed: 'embedded web content',
  handler: 'a script',
  image: 'an embedded picture',
  a: 'a link',
  animate: 'an animation',
  animateMotion: 'an animation',
  animateTransform: 'an animation',
  set: 'an animation',
  text: 'text that needs a font; turn it into outlines',
};
const ATTRIBUTES = words(
  `id class d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points viewBox preserveAspectRatio transform version style
  fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
  stroke-dashoffset opacity color display visibility overflow clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits
  gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity patternUnits patternContentUnits patternTransform
  filter filterUnits primitiveUnits in in2 result stdDeviation mode type values operator k1 k2 k3 k4 radius flood-color
  flood-opacity color-interpolation-filters paint-order vector-effect mix-blend-mode isolation shape-rendering enable-background href`,
);
const NAMESPACE = 'http://www.w3.org/2000/svg';
/** CSS that could load, import or hide something: anything but declarations and plain rules. */
const UNSAFE_CSS = /@|\\|expression|javascript:|-moz-binding|behavior\s*:|<|url\(\s*(?!["']?#)/i;
/** So many copies are plenty for artwork. */
const MAX_USES = 1_000;

/**
 * A clean copy that only draws. Scripts, event handlers, links, embedded pictures and outside references are refused with a
 * reason; editors' notes and unknown attributes are left out. Throws `SvgError`.
 */
export function sanitiseSvg(source: string): string {
  const root = parseSvg(source);
  if (local(root.name) !== 'svg') throw new SvgError('The file is XML, but not an SVG.');
  if (root.name === 'svg' && (root.attributes.get('xmlns') ?? NAMESPACE) !== NAMESPACE)
    throw new SvgError('The file is XML, but not an SVG.');
  const body = write(root, { uses: 0 });
  checkCopies(root);
  return body.replace('<svg', `<svg xmlns="${NAMESPACE}"`);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const isForeign = (name: string): boolean => name.includes(':') && !name.startsWith('svg:');

function write(element: SvgElement, state: { uses: number }): string {
  const name = local(element.name);
  const refused = REFUSED[name];
  if (refused) throw new SvgError(`The SVG contains ${refused}. Export it as a plain SVG with shapes only.`);
  if (isForeign(element.name) || IGNORED.has(name)) return leaveOut(element);
  if (!ELEMENTS.has(name))
    throw new SvgError(`The SVG contains <${name.slice(0, 40)}>, which we cannot make. Export it as a plain SVG with shapes only.`);
  if (name === 'use' && ++state.uses > MAX_USES) throw new SvgError('The SVG repeats its parts too often. Simplify it.');
  const attributes = [...element.attributes].map(([key, value]) => writeAttribute(key, value)).join('');
  const content =
    name === 'style'
      ? writeStyle(element)
      : element.children.map((child) => (typeof child === 'string' ? '' : write(child, state))).join('');
  return content ? `<${name}${attributes}>${content}</${name}>` : `<${name}${attributes}/>`;
}

/** What is left out is still looked through: a script hidden in a note is a script. */
function leaveOut(element: SvgElement): string {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    const name = local(child.name);
    if (name === 'script' || name === 'foreignObject')
      throw new SvgError(`The SVG contains ${REFUSED[name]}. Export it as a plain SVG with shapes only.`);
    leaveOut(child);
  }
  return '';
}

function writeAttribute(key: string, value: string): string {
  if (/^on/i.test(local(key))) throw new SvgError('The SVG contains a script. Export it as a plain SVG with shapes only.');
  const name = key === 'xlink:href' ? 'href' : key;
  if (!ATTRIBUTES.has(name)) return '';
  if (name === 'href') {
    if (!value.trim().startsWith('#'))
      throw new SvgError('The SVG refers to something outside the file. Export it with everything embedded as shapes.');
  } else if (/url\(/i.test(value) || name === 'style') checkCss(value);
  return ` ${name}="${escape(value)}"`;
}

function writeStyle(element: SvgElement): string {
  const css = element.children.filter((child) => typeof child === 'string').join('');
  checkCss(css.replaceAll(/\/\*[\s\S]*?\*\//g, ''));
  return css.includes('/*') ? escape(css.replaceAll(/\/\*[\s\S]*?\*\//g, '')) : escape(css);
}

function checkCss(css: string): void {
  if (UNSAFE_CSS.test(css)) throw new SvgError('The SVG has styles that refer to something outside the file. Export it as a plain SVG.');
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
