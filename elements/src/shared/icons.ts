import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** One set, 20 px, 1.5 px round strokes: what is there from the start. The rest is in `panel-icons.ts`. */
const PATHS = {
  undo: svg`<path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8"/>`,
  redo: svg`<path d="m13 4 3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12"/>`,
  fit: svg`<path d="M3 7V4.5A1.5 1.5 0 0 1 4.5 3H7M13 3h2.5A1.5 1.5 0 0 1 17 4.5V7M17 13v2.5a1.5 1.5 0 0 1-1.5 1.5H13M7 17H4.5A1.5 1.5 0 0 1 3 15.5V13"/>`,
  text: svg`<path d="M4 6V4h12v2M10 4v12M7.5 16h5"/>`,
  image: svg`<rect x="3" y="3.5" width="14" height="13" rx="2"/><circle cx="7.2" cy="7.7" r="1.3"/><path d="m3.5 14.5 4-3.5 2.7 2.3 3.3-3.8 3.3 3.5"/>`,
  art: svg`<path d="M10 16.5S3.5 12.8 3.5 8.2A3.6 3.6 0 0 1 10 6.1a3.6 3.6 0 0 1 6.5 2.1c0 4.6-6.5 8.3-6.5 8.3Z"/>`,
  ideas: svg`<path d="m9 3 1.5 4.2L15 9l-4.5 1.8L9 15l-1.5-4.200L3 9l4.5-1.800ZM15.5 13.500l.7 1.8 1.8.7-1.8.7-.7 1.8-.7-1.8-1.8-.7 1.8-.7Z"/>`,
  options: svg`<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`,
  trash: svg`<path d="M3.5 5.500h13M8 5V3.500h4V5M5 5.500l.7 10A1.5 1.5 0 0 0 7.2 17h5.600a1.5 1.5 0 0 0 1.5-1.500l.7-10M8.3 8.500v5M11.7 8.500v5"/>`,
  up: svg`<path d="m5 12 5-5 5 5"/>`,
  down: svg`<path d="m5 8 5 5 5-5"/>`,
  back: svg`<path d="m12 4-6 6 6 6"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  warn: svg`<path d="M10 3.3 17.5 16.500h-15ZM10 8v4M10 14.200v.1"/>`,
  stop: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6.500v4.200M10 13.400v.1"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  minus: svg`<path d="M4 10h12"/>`,
  send: svg`<path d="M4 10h12M11 5l5 5-5 5"/>`,
  cloud: svg`<path d="M6 15.500a3.5 3.5 0 0 1-.4-7A4.7 4.7 0 0 1 14.6 9a3.3 3.3 0 0 1-.1 6.500Z"/>`,
  cloudOff: svg`<path d="M5.5 8.500a3.5 3.5 0 0 0 .5 7h7.500M8 5.700A4.7 4.7 0 0 1 14.6 9a3.3 3.3 0 0 1 2 5.300M3.5 3.500l13 13"/>`,
  code: svg`<path d="M3.500 3.500h4.500v4.500H3.500ZM12 3.500h4.500v4.500H12ZM3.500 12h4.500v4.500H3.500ZM12 12h1.500v1.500M16.500 12v4.500M12 16.500h1.500M14.500 14.500h.1M10 5v5H5"/>`,
  duplicate: svg`<rect x="7" y="7" width="10" height="10" rx="2"/><path d="M13 4.500A1.5 1.5 0 0 0 11.5 3h-7A1.5 1.5 0 0 0 3 4.500v7A1.5 1.5 0 0 0 4.5 13"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof PATHS;

/** A drawing beside or instead of words; it never speaks itself: name the button. */
export function icon(name: IconName, className = ''): TemplateResult {
  return framed(PATHS[name], className);
}

export const isIcon = (name: string): name is IconName => Object.hasOwn(PATHS, name);

export function framed(path: SVGTemplateResult, className: string): TemplateResult {
  return html`<svg class="i ${className}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${path}</svg>`;
}
