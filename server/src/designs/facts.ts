import type { Finding } from '@luneo/sdk/contracts/quote.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { preflight, type PreflightFacts } from '@luneo/sdk/design/preflight.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { resolveDesign } from '@luneo/sdk/design/variables.js';
import { usedAssets, usedFonts } from '@luneo/sdk/design/walk.js';
import type { DisplayList } from '@luneo/sdk/layout/display-list.js';
import { encodeCode } from '@luneo/sdk/layout/encode-code.js';
import { layoutSide, type LayoutContext } from '@luneo/sdk/layout/layout.js';
import type { Scope } from '../auth/scope.js';
import type { Deps } from '../deps.js';
import { shaperWith } from '../fonts/shaper.js';
import { listFonts } from '../fonts/store.js';
import { findPictures, type Picture } from './pictures.js';

/** A document laid out on the server: what preflight, previews and print files start from. */
export interface Artwork {
  layout: LayoutContext;
  facts: PreflightFacts;
  /** One for each side that document and template share, in the document's order. */
  lists: ReadonlyMap<string, DisplayList>;
  /** The pictures that the scope may use, by id. */
  assets: ReadonlyMap<string, Picture>;
}

/**
 * Loads the fonts and pictures that `scope` may use and lays every side out. A font counts only with the very file that the
 * document was made with; what is missing is told by preflight, not thrown.
 */
export async function loadArtwork(
  deps: Pick<Deps, 'db' | 'files'>,
  scope: Scope,
  written: DesignDocument,
  by: ProductTemplate,
): Promise<Artwork> {
  const { document, template } = resolveDesign(written, by);
  const pinned = new Map(document.fonts.map((font) => [font.id, font.hash]));
  const used = usedFonts(document);
  const available = (await listFonts(deps.db, scope)).filter((font) => (pinned.get(font.id) ?? font.hash) === font.hash);
  const shaper = await shaperWith(
    deps,
    available.filter((font) => used.has(font.id)),
  );
  const assets = await findPictures(deps.db, scope, [...usedAssets(document)]);
  const images = new Map(
    [...assets.values()].map(({ id, width, height, hasAlpha, mime }) => [
      id,
      { width, height, hasAlpha, isVector: mime === 'image/svg+xml' },
    ]),
  );
  const layout: LayoutContext = { shaper, images, codes: encodeCode };
  const known = new Set(template.sides.map((side) => side.id));
  const shared = document.sides.filter((side) => known.has(side.id));
  const lists = new Map(shared.map((side) => [side.id, layoutSide(document, template, side.id, layout)]));
  const metrics = new Map([...lists].map(([side, list]) => [side, list.metrics]));
  return { layout, lists, assets, facts: { metrics, images, fonts: new Set(available.map((font) => font.id)) } };
}

/** Findings of a document; errors first. */
export async function checkArtwork(
  deps: Pick<Deps, 'db' | 'files'>,
  scope: Scope,
  document: DesignDocument,
  template: ProductTemplate,
): Promise<Finding[]> {
  return preflight(document, template, (await loadArtwork(deps, scope, document, template)).facts);
}
