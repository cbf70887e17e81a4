import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Finding } from '@luneo/sdk/contracts/quote.js';
import type { Edit } from '@luneo/sdk/design/edits.js';
import { documentOfRow } from '@luneo/sdk/design/variables.js';
import { type AbleRuns, ableRuns } from './able-font.js';
import type { EditorPort } from './editor-port.js';
import { findLayer } from './layers.js';
import type { Layouts } from './layouts.js';

type Preflight = typeof import('@luneo/sdk/design/preflight.js');

/** What one button can do about a finding: an edit, or asking the shopper to write. */
export type Remedy = { kind: 'edit'; edit: Edit } | { kind: 'write'; layerId: string } | { kind: 'start' };

const PAUSE_MS = 150;

/** Preflight in the pauses of editing. The rules are loaded with the first check, after the product is on the screen. */
export class Checking {
  readonly #port: EditorPort;
  readonly #layouts: Layouts;
  readonly #loadFonts: () => void;
  #rules: Preflight | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `loadFonts` fetches every font of the product, to find one for characters that the chosen one has not. */
  constructor(port: EditorPort, layouts: Layouts, loadFonts: () => void) {
    this.#port = port;
    this.#layouts = layouts;
    this.#loadFonts = loadFonts;
  }

  /** The document or what is known about it changed: check it soon. */
  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The font in which a text with missing characters, or only those, can be written. */
  fontFor(finding: Finding): Font | null {
    return this.#ableRuns(finding)?.font ?? null;
  }

  /** `isOther`: not the first choice but what else can be done, as leaving out characters that another font has. */
  remedyFor(finding: Finding, isOther = false): Remedy | null {
    const { document, product } = this.#port.state;
    if (finding.code === 'nothing-designed') return { kind: 'start' };
    const layer = finding.layerId ? findLayer(document, finding.layerId)?.layer : null;
    const isEmpty = ['empty-text', 'required-empty', 'placeholder-left'].includes(finding.code);
    if (isEmpty && layer?.type === 'text' && !layer.hidden && !layer.locked) return { kind: 'write', layerId: layer.id };
    const able = this.#ableRuns(finding);
    if (isOther && !able) return null;
    if (able && !isOther && finding.side && layer)
      return { kind: 'edit', edit: { type: 'update-layer', side: finding.side, layerId: layer.id, patch: { runs: able.runs } } };
    const edit = product && this.#rules?.remedyFor(finding, document, product.template);
    return edit ? { kind: 'edit', edit } : null;
  }

  #ableRuns(finding: Finding): AbleRuns | null {
    if (finding.code !== 'glyph-missing' || !finding.layerId) return null;
    const layer = findLayer(this.#port.state.document, finding.layerId)?.layer;
    return layer?.type === 'text' && !layer.locked ? ableRuns(layer, this.#port.state.fonts, this.#layouts.shaper) : null;
  }

  async #check(): Promise<void> {
    this.#rules ??= await import('@luneo/sdk/design/preflight.js');
    const { document, product, fonts, fontsReady } = this.#port.state;
    if (!product || !fontsReady) return;
    const shown = this.#port.state.previewRow;
    const row = document.rows?.find(({ id }) => id === shown);
    const findings = this.#rules.preflight(document, product.template, {
      metrics: this.#layouts.measureSides(row ? documentOfRow(document, row) : document, product.template),
      images: this.#layouts.pictures,
      fonts: new Set(fonts.map((font) => font.id)),
    });
    this.#port.set({ findings });
    if (findings.some(({ code }) => code === 'glyph-missing')) this.#loadFonts();
  }
}
