import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { framed, icon as core, type IconName as CoreIcon, isIcon } from './icons.js';

/** Drawings of the panels that are loaded on demand, of the same set as `icons.ts`. */
const PATHS = {
  edit: svg`<path d="m4 13.5-.5 3 3-.500L15.8 6.700a1.5 1.5 0 0 0 0-2.100l-.4-.4a1.5 1.5 0 0 0-2.1 0Z"/>`,
  replace: svg`<path d="M4 8a6 6 0 0 1 10.5-2.500L16.5 7.500M16.5 3.500v4h-4M16 12a6 6 0 0 1-10.5 2.500L3.5 12.500M3.5 16.500v-4h4"/>`,
  eye: svg`<path d="M2.5 10S5 4.8 10 4.8 17.5 10 17.5 10 15 15.2 10 15.2 2.5 10 2.5 10Z"/><circle cx="10" cy="10" r="2.3"/>`,
  eyeOff: svg`<path d="M8.2 5A7.4 7.4 0 0 1 10 4.800c5 0 7.5 5.2 7.5 5.200a13 13 0 0 1-2 2.700M5 6.500A12.5 12.5 0 0 0 2.5 10S5 15.2 10 15.200a7.3 7.3 0 0 0 3.3-.8M3.5 3.500l13 13"/>`,
  lock: svg`<rect x="4.5" y="9" width="11" height="8" rx="2"/><path d="M7 9V6.500a3 3 0 0 1 6 0V9"/>`,
  unlock: svg`<rect x="4.5" y="9" width="11" height="8" rx="2"/><path d="M7 9V6.500a3 3 0 0 1 5.8-1"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.300v4.200M10 6.600v.1"/>`,
  more: svg`<path d="M10 4.500v.1M10 10v.1M10 15.500v.1" stroke-width="2.6"/>`,
  alignStart: svg`<path d="M3 5h14M3 10h8M3 15h11"/>`,
  alignCenter: svg`<path d="M3 5h14M6 10h8M4.5 15h11"/>`,
  alignEnd: svg`<path d="M3 5h14M9 10h8M6 15h11"/>`,
  center: svg`<path d="M10 2.500v15M2.5 10h15"/><circle cx="10" cy="10" r="3.5"/>`,
  font: svg`<path d="m3 15.5 4.5-11 4.5 11M4.6 12h5.8"/><path d="M17 10v5.500M17 12.700a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0Z"/>`,
  colour: svg`<path d="M10 3S4.5 8.7 4.5 12a5.5 5.5 0 0 0 11 0C15.5 8.7 10 3 10 3Z"/>`,
  shapes: svg`<rect x="3" y="9.500" width="7.500" height="7.500" rx="1"/><circle cx="13.300" cy="12.800" r="3.700"/><path d="m9.500 2.500 3.500 5H6Z"/>`,
  pen: svg`<path d="M3.500 13c2.500-5 5-7 6.500-6s-3 5-1.500 6.500S12 11 13 12s0 3 3.500 1.500"/><path d="m14 3 3 3-3.500 3.500-3.300.3.300-3.300Z"/>`,
  monogram: svg`<circle cx="10" cy="10" r="7.500"/><path d="m6.500 13 3.500-7 3.500 7M7.700 10.700h4.600"/>`,
  search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4"/>`,
  upload: svg`<path d="M10 13V4M6 7.5 10 3.500l4 4M3.5 13v2A1.5 1.5 0 0 0 5 16.500h10a1.5 1.5 0 0 0 1.5-1.500v-2"/>`,
  mirrorX: svg`<path d="M10 3v14M7.5 6v8.500H3ZM12.5 6v8.500H17Z"/>`,
  mirrorY: svg`<path d="M3 10h14M6 7.5h8.500V3ZM6 12.500h8.500V17Z"/>`,
  crop: svg`<path d="M6 2.500V14h11.500M2.5 6H14v11.5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = CoreIcon | keyof typeof PATHS;

/** Any drawing of the set; it never speaks itself: name the button. */
export function icon(name: IconName, className = ''): TemplateResult {
  return isIcon(name) ? core(name, className) : framed(PATHS[name], className);
}
