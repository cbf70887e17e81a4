import { launch } from './browser.js';
import { serveStagePages } from './stage-pages.js';

export const ids = ['customizer.png-export', 'customizer.png-export-canvas', 'customizer.png-export-seam'];

const DIFFER_BAR = 3;
const CANVAS_BAR = 4.2;
/** Rows on each side of where two tiles meet. */
const EDGE = 2;
/** Errors of rows vary with what lies on them: so many standard errors are chance. */
const CHANCE = 2;

interface Exported {
  rows: { differ: number; error: number }[];
  /** Pixels of the largest canvas. */
  largest: number;
  /** Rows of a tile. */
  tile: number;
  pixels: number;
}

/** 4500 × 5400 px in tiles against the whole render: pixels that differ, the largest canvas, and the error where tiles meet. */
export async function rows() {
  const pages = await serveStagePages();
  const browser = await launch();
  try {
    const page = await pages.open(browser, 'png', 0);
    const {
      rows: lines,
      largest,
      tile,
      pixels,
    } = await page.evaluate(() => (globalThis as unknown as { subject: { exported(): Promise<Exported> } }).subject.exported());
    const differ = (100 * lines.reduce((sum, row) => sum + row.differ, 0)) / pixels;
    const isEdge = (row: number): boolean => row >= EDGE && row < lines.length - EDGE && (row + EDGE) % tile < 2 * EDGE;
    const edges = lines.filter((_, row) => isEdge(row)).map(({ error }) => error);
    const others = lines.filter((_, row) => !isEdge(row)).map(({ error }) => error);
    const mean = (errors: readonly number[]): number => errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const [seam, interior] = [mean(edges), mean(others)];
    const deviation = Math.sqrt(mean(others.map((error) => (error - interior) ** 2)) / edges.length);
    const megapixels = largest / 1e6;
    return [
      { id: 'customizer.png-export', unit: '% of pixels differ', value: differ, bar: DIFFER_BAR, holds: differ <= DIFFER_BAR },
      {
        id: 'customizer.png-export-canvas',
        unit: 'MP, largest canvas',
        value: megapixels,
        bar: CANVAS_BAR,
        holds: megapixels <= CANVAS_BAR,
      },
      {
        id: 'customizer.png-export-seam',
        unit: 'error of a row at tile edges',
        value: seam,
        peer: 'rows inside tiles',
        peerValue: interior,
        ratio: interior === 0 ? (seam === 0 ? 0 : Number.POSITIVE_INFINITY) : seam / interior,
        bar: '≤ peer, but for chance',
        holds: seam <= interior + CHANCE * deviation,
      },
    ];
  } finally {
    await browser.close();
    pages.close();
  }
}
