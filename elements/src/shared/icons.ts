import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** One set, 20 px, 1.5 px round strokes. */
const PATHS = {
  undo: svg`<path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8"/>`,
  redo: svg`<path d="m13 4 3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12"/>`,
  fit: svg`<path d="M3 7V4.5A1.5 1.5 0 0 1 4.5 3H7M13 3h2.5A1.5 1.5 0 0 1 17 4.5V7M17 13v2.5a1.5 1.5 0 0 1-1.5 1.5H13M7 17H4.5A1.5 1.5 0 0 1 3 15.5V13"/>`,
  text: svg`<path d="M4 6V4h12v2M10 4v12M7.5 16h5"/>`,
  image: svg`<rect x="3" y="3.5" width="14" height="13" rx="2"/><circle cx="7.2" cy="7.7" r="1.3"/><path d="m3.5 14.5 4-3.5 2.7 2.3 3.3-3.8 3.3 3.5"/>`,
  art: svg`<path d="M10 16.5S3.5 12.8 3.5 8.2A3.6 3.6 0 0 1 10 6.1a3.6 3.6 0 0 1 6.5 2.1c0 4.6-6.5 8.3-6.5 8.3Z"/>`,
  ideas: svg`<path d="m9 3 1.5 4.2L15 9l-4.5 1.8L9 15l-1.5-4.200L3 9l4.5-1.800ZM15.5 13.500l.7 1.8 1.8.7-1.8.7-.7 1.8-.7-1.8-1.8-.7 1.8-.7Z"/>`,
  options: svg`<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`,
  edit: svg`<path d="m4 13.5-.5 3 3-.500L15.8 6.700a1.5 1.5 0 0 0 0-2.100l-.4-.4a1.5 1.5 0 0 0-2.1 0Z"/>`,
  duplicate: svg`<rect x="7" y="7" width="10" height="10" rx="2"/><path d="M13 4.500A1.5 1.5 0 0 0 11.5 3h-7A1.5 1.5 0 0 0 3 4.500v7A1.5 1.5 0 0 0 4.5 13"/>`,
  trash: svg`<path d="M3.5 5.500h13M8 5V3.500h4V5M5 5.500l.7 10A1.5 1.5 0 0 0 7.2 17h5.600a1.5 1.5 0 0 0 1.5-1.500l.7-10M8.3 8.500v5M11.7 8.500v5"/>`,
  replace: svg`<path d="M4 8a6 6 0 0 1 10.5-2.500L16.5 7.500M16.5 3.500v4h-4M16 12a6 6 0 0 1-10.5 2.500L3.5 12.500M3.5 16.500v-4h4"/>`,
  eye: svg`<path d="M2.5 10S5 4.8 10 4.8 17.5 10 17.5 10 15 15.2 10 15.2 2.5 10 2.5 10Z"/><circle cx="10" cy="10" r="2.3"/>`,
  eyeOff: svg`<path d="M8.2 5A7.4 7.4 0 0 1 10 4.800c5 0 7.5 5.2 7.5 5.200a13 13 0 0 1-2 2.700M5 6.500A12.5 12.5 0 0 0 2.5 10S5 15.2 10 15.200a7.3 7.3 0 0 0 3.3-.8M3.5 3.500l13 13"/>`,
  lock: svg`<rect x="4.5" y="9" width="11" height="8" rx="2"/><path d="M7 9V6.500a3 3 0 0 1 6 0V9"/>`,
  unlock: svg`<rect x="4.5" y="9" width="11" height="8" rx="2"/><path d="M7 9V6.500a3 3 0 0 1 5.8-1"/>`,
  up: svg`<path d="m5 12 5-5 5 5"/>`,
  down: svg`<path d="m5 8 5 5 5-5"/>`,
  back: svg`<path d="m12 4-6 6 6 6"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  warn: svg`<path d="M10 3.3 17.5 16.500h-15ZM10 8v4M10 14.200v.1"/>`,
  stop: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6.500v4.200M10 13.400v.1"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.300v4.200M10 6.600v.1"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  minus: svg`<path d="M4 10h12"/>`,
  more: svg`<path d="M10 4.500v.1M10 10v.1M10 15.500v.1" stroke-width="2.6"/>`,
  alignStart: svg`<path d="M3 5h14M3 10h8M3 15h11"/>`,
  alignCenter: svg`<path d="M3 5h14M6 10h8M4.5 15h11"/>`,
  alignEnd: svg`<path d="M3 5h14M9 10h8M6 15h11"/>`,
  center: svg`<path d="M10 2.500v15M2.5 10h15"/><circle cx="10" cy="10" r="3.5"/>`,
  send: svg`<path d="M4 10h12M11 5l5 5-5 5"/>`,
  cloud: svg`<path d="M6 15.500a3.5 3.5 0 0 1-.4-7A4.7 4.7 0 0 1 14.6 9a3.3 3.3 0 0 1-.1 6.500Z"/>`,
  cloudOff: svg`<path d="M5.5 8.500a3.5 3.5 0 0 0 .5 7h7.500M8 5.700A4.7 4.7 0 0 1 14.6 9a3.3 3.3 0 0 1 2 5.300M3.5 3.500l13 13"/>`,
  font: svg`<path d="m3 15.5 4.5-11 4.5 11M4.6 12h5.8"/><path d="M17 10v5.500M17 12.700a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0Z"/>`,
  colour: svg`<path d="M10 3S4.5 8.7 4.5 12a5.5 5.5 0 0 0 11 0C15.5 8.7 10 3 10 3Z"/>`,
  code: svg`<path d="M3.500 3.500h4.500v4.500H3.500ZM12 3.500h4.500v4.500H12ZM3.500 12h4.500v4.500H3.500ZM12 12h1.500v1.500M16.500 12v4.500M12 16.500h1.500M14.500 14.500h.1M10 5v5H5"/>`,
  shapes: svg`<rect x="3" y="9.500" width="7.500" height="7.500" rx="1"/><circle cx="13.300" cy="12.800" r="3.700"/><path d="m9.500 2.500 3.500 5H6Z"/>`,
  pen: svg`<path d="M3.500 13c2.500-5 5-7 6.500-6s-3 5-1.500 6.500S12 11 13 12s0 3 3.500 1.500"/><path d="m14 3 3 3-3.500 3.500-3.300.3.300-3.300Z"/>`,
  monogram: svg`<circle cx="10" cy="10" r="7.500"/><path d="m6.500 13 3.500-7 3.500 7M7.700 10.700h4.600"/>`,
  search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4"/>`,
  upload: svg`<path d="M10 13V4M6 7.5 10 3.500l4 4M3.5 13v2A1.5 1.5 0 0 0 5 16.500h10a1.5 1.5 0 0 0 1.5-1.500v-2"/>`,
  mirrorX: svg`<path d="M10 3v14M7.5 6v8.500H3ZM12.5 6v8.500H17Z"/>`,
  mirrorY: svg`<path d="M3 10h14M6 7.5h8.500V3ZM6 12.500h8.500V17Z"/>`,
  crop: svg`<path d="M6 2.500V14h11.500M2.5 6H14v11.5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof PATHS;

/** A drawing beside or instead of words; it never speaks itself: name the button. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<svg class="i ${className}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
