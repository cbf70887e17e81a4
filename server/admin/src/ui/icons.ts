import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** One set, 20 px, 1.5 px round strokes. */
const PATHS = {
  start: svg`<path d="M3.500 10 6 12.500l4-5M12.500 6.500H17M12.500 11H17M6 16h11"/>`,
  products: svg`<path d="M10 2.800 16.500 6.300v7.400L10 17.200l-6.500-3.500V6.300ZM3.800 6.500 10 9.800l6.200-3.300M10 9.800v7.200"/>`,
  orders: svg`<path d="M4.500 3h11v14l-2.200-1.400L11.100 17l-2.200-1.400L6.700 17l-2.200-1.400ZM7.500 7h5M7.500 10.500h5"/>`,
  designs: svg`<path d="m4 13.500-.5 3 3-.500L15.800 6.700a1.500 1.500 0 0 0 0-2.100l-.4-.4a1.500 1.500 0 0 0-2.100 0Z"/>`,
  work: svg`<path d="M3.500 16.500v-9l4 2.500V7.500l4 2.500V3.500h5v13ZM6.500 13.500h2M11.500 13.500h2"/>`,
  keys: svg`<circle cx="6.800" cy="13.200" r="3.300"/><path d="m9.200 10.800 7.300-7.300M13.500 6.500l2 2M11.500 8.500l1.500 1.500"/>`,
  webhooks: svg`<path d="M10 3.500a3 3 0 0 1 2.600 4.500l-.3.500 2.200 3.700M10 3.500a3 3 0 0 0-2.600 4.500l.3.500-3 5M4.700 13.500h6.500M15 12a2.700 2.700 0 1 1-2.600 3.500"/>`,
  generation: svg`<path d="m9 3 1.500 4.200L15 9l-4.500 1.800L9 15l-1.500-4.200L3 9l4.500-1.800ZM15.500 13.500l.7 1.800 1.800.7-1.800.7-.7 1.800-.7-1.800-1.800-.7 1.800-.7Z"/>`,
  team: svg`<circle cx="7.500" cy="7" r="3"/><path d="M2 16.500c.4-3 2.500-4.700 5.500-4.700s5.100 1.700 5.500 4.700M13 4.300a3 3 0 0 1 0 5.400M15 12.200c1.700.6 2.700 2.100 3 4.300"/>`,
  audit: svg`<path d="M10 2.800 16 5v5c0 3.600-2.400 6-6 7.200C6.400 16 4 13.600 4 10V5ZM7.300 10l2 2 3.500-4"/>`,
  commerce: svg`<path d="M3 4h1.800l1.900 8.500h8.200L16.500 6.500H5.400"/><circle cx="7.700" cy="15.800" r="1.200"/><circle cx="13.700" cy="15.800" r="1.200"/>`,
  ledger: svg`<path d="M3.500 16.500h13M5.500 13.500v-5M10 13.500v-10M14.500 13.500V6.500"/>`,
  jobs: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.200l2.700 1.800"/>`,
  account: svg`<circle cx="10" cy="7" r="3.300"/><path d="M3.800 17c.6-3.300 2.900-5 6.200-5s5.600 1.700 6.200 5"/>`,
  menu: svg`<path d="M3 6h14M3 10h14M3 14h14"/>`,
  search: svg`<circle cx="9" cy="9" r="5.500"/><path d="m13 13 4 4"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  check: svg`<path d="m4 10.500 4 4 8-9"/>`,
  copy: svg`<rect x="7" y="7" width="10" height="10" rx="2"/><path d="M13 4.500A1.500 1.500 0 0 0 11.500 3h-7A1.500 1.500 0 0 0 3 4.500v7A1.500 1.500 0 0 0 4.500 13"/>`,
  trash: svg`<path d="M3.500 5.500h13M8 5V3.500h4V5M5 5.500l.7 10A1.500 1.500 0 0 0 7.200 17h5.600a1.500 1.500 0 0 0 1.500-1.500l.7-10M8.300 8.500v5M11.700 8.500v5"/>`,
  undo: svg`<path d="M7 4 3.500 7.500 7 11M4 7.500h7.500a4.500 4.500 0 0 1 0 9H8"/>`,
  redo: svg`<path d="m13 4 3.500 3.500L13 11M16 7.500H8.500a4.500 4.500 0 0 0 0 9H12"/>`,
  back: svg`<path d="m12 4-6 6 6 6"/>`,
  next: svg`<path d="m8 4 6 6-6 6"/>`,
  up: svg`<path d="m5 12 5-5 5 5"/>`,
  down: svg`<path d="m5 8 5 5 5-5"/>`,
  warn: svg`<path d="M10 3.300 17.500 16.500h-15ZM10 8v4M10 14.200v.1"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.300v4.200M10 6.600v.1"/>`,
  ruler: svg`<path d="m2.800 13.600 10.800-10.800 3.600 3.600L6.400 17.200ZM6 10.500l1.500 1.500M8.500 8l2 2M11 5.500 12.500 7"/>`,
  area: svg`<rect x="3.500" y="5" width="13" height="10" rx="1.500"/>`,
  upload: svg`<path d="M10 13V4M6 7.500 10 3.500l4 4M3.500 13v2A1.500 1.500 0 0 0 5 16.500h10a1.500 1.500 0 0 0 1.500-1.500v-2"/>`,
  download: svg`<path d="M10 4v9M6 9.500l4 4 4-4M3.500 15.500h13"/>`,
  refresh: svg`<path d="M4 8a6 6 0 0 1 10.500-2.500l2 2M16.500 3.500v4h-4M16 12a6 6 0 0 1-10.500 2.500l-2-2M3.500 16.500v-4h4"/>`,
  text: svg`<path d="M4 6V4h12v2M10 4v12M7.500 16h5"/>`,
  lock: svg`<rect x="4.500" y="9" width="11" height="8" rx="2"/><path d="M7 9V6.500a3 3 0 0 1 6 0V9"/>`,
  signOut: svg`<path d="M12 6V4.500A1.500 1.500 0 0 0 10.500 3h-5A1.500 1.500 0 0 0 4 4.500v11A1.500 1.500 0 0 0 5.500 17h5a1.500 1.500 0 0 0 1.500-1.500V14M8 10h9M14 7l3 3-3 3"/>`,
  eye: svg`<path d="M2.500 10S5 4.800 10 4.800 17.500 10 17.500 10 15 15.200 10 15.200 2.500 10 2.500 10Z"/><circle cx="10" cy="10" r="2.300"/>`,
  mail: svg`<rect x="3" y="4.500" width="14" height="11" rx="2"/><path d="m3.500 6 6.500 5 6.500-5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof PATHS;

/** A drawing beside or instead of words; it never speaks itself: name the button. */
export const icon = (name: IconName, className = ''): TemplateResult =>
  html`<svg class="i ${className}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
