import type { Finding } from '@luneo/sdk/contracts/quote.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { preflight } from '@luneo/sdk/design/preflight.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { pictureKey } from '@luneo/sdk/paint/adjust.js';
import type { PdfInfo } from '@luneo/sdk/paint/pdf.js';
import { paintSvg } from '@luneo/sdk/paint/svg.js';
import type { Artwork } from '../designs/facts.js';
import type { PrintImage } from './images.js';

export const CONTENT_TYPES = { png: 'image/png', pdf: 'application/pdf', svg: 'image/svg+xml' } as const;

/** One side as production gets it. The same input gives the same bytes. */
export async function paintPrint(
  format: 'pdf' | 'svg',
  list: DisplayList,
  { layout: { shaper } }: Artwork,
  images: ReadonlyMap<string, PrintImage>,
  info: PdfInfo,
): Promise<Uint8Array> {
  if (format === 'pdf') {
    // Loaded with the first file: the API starts without it.
    const { paintPdf } = await import('@luneo/sdk/paint/pdf.js');
    return paintPdf(list, { shaper, imageBytes: (...picture) => images.get(pictureKey(...picture))?.bytes }, info);
  }
  const hrefs = new Map([...images].map(([key, { bytes, mime }]) => [key, `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`]));
  return new TextEncoder().encode(paintSvg(list, { shaper, imageHref: (...picture) => hrefs.get(pictureKey(...picture)) }));
}

/** Fonts and pictures of the design that are gone: a file without them must not be produced. */
export const missingParts = (document: DesignDocument, template: ProductTemplate, artwork: Artwork): Finding[] =>
  preflight(document, template, artwork.facts).filter(({ code }) => code === 'font-unknown' || code === 'asset-missing');
