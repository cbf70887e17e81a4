import { create } from 'qrcode';
import { html, type TemplateResult } from 'lit';

/** Modules of light around the code, so that a camera finds it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** The code of `text` as one path: dark modules are squares of 1, beginning after the quiet zone. */
export function qrPath(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row++)
    for (let from = 0; from < size; from++) {
      let to = from;
      while (to < size && modules.get(row, to)) to++;
      if (to > from) path += `M${from + QUIET} ${row + QUIET}h${to - from}v1h-${to - from}z`;
      from = to;
    }
  return { size: size + 2 * QUIET, path };
}

/** A code for a camera, dark on light in either colour scheme. Drawn here: what it says goes nowhere. */
export function qr(text: string, label: string): TemplateResult {
  const { size, path } = qrPath(text);
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff" />
    <path d=${path} fill="#000" />
  </svg>`;
}
