import type { Box } from '../layout/display-list.js';

/** An indirect object of PDFKit. */
export interface PdfRef {
  data: Record<string, unknown>;
  end(content?: Uint8Array | string): void;
}

/** What is used of PDFKit beyond its typed drawing commands. */
export interface PdfKit {
  page: {
    dictionary: PdfRef;
    resources: PdfRef;
    ext_gstates: Record<string, PdfRef>;
    xobjects: Record<string, PdfRef>;
    colorSpaces: Record<string, PdfRef>;
  };
  ref(data: unknown): PdfRef;
  addContent(content: string): void;
  openImage(bytes: Uint8Array): PdfKitImage;
  end(): void;
  on(event: string, listener: (value: never) => void): void;
}

export interface PdfKitImage {
  label: string;
  width: number;
  height: number;
  /** Data until it is written, then null. */
  imgData?: Uint8Array | null;
  /** EXIF orientation of a JPEG, 1..8. */
  orientation?: number;
  obj: PdfRef;
  embed(doc: PdfKit): void;
}

/** Named objects of the page, each made once. */
export class PdfResources {
  readonly #doc: PdfKit;
  readonly #spots = new Map<string, string>();
  #forms = 0;

  constructor(doc: PdfKit) {
    this.#doc = doc;
  }

  /** Operator that makes all that follows translucent. */
  opacity(value: number): string {
    const rounded = Math.round(value * 1e4) / 1e4;
    const name = `A${Math.round(value * 1e4)}`;
    const states = this.#doc.page.ext_gstates;
    states[name] ??= this.#object({ Type: 'ExtGState', ca: rounded, CA: rounded });
    return `/${name} gs`;
  }

  /** Content composed by itself before it is laid down: an isolated transparency group. Returns its name. */
  form(content: string, bounds: Box): string {
    const name = `G${++this.#forms}`;
    const ref = this.#doc.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [bounds.x - 1, bounds.y - 1, bounds.x + bounds.width + 1, bounds.y + bounds.height + 1],
      Group: { S: 'Transparency', I: true, CS: 'DeviceRGB' },
      Resources: this.#doc.page.resources,
    });
    ref.end(content);
    this.#doc.page.xobjects[name] = ref;
    return `/${name}`;
  }

  /** Operators that choose a spot ink at full strength; where the ink is unknown it looks like `hex`. */
  spot(ink: string, hex: string, use: 'fill' | 'stroke'): string {
    let name = this.#spots.get(ink);
    if (!name) {
      name = `S${this.#spots.size}`;
      this.#spots.set(ink, name);
      const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
      const tint = { FunctionType: 2, Domain: [0, 1], Range: [0, 1, 0, 1, 0, 1], C0: [1, 1, 1], C1: parts, N: 1 };
      this.#doc.page.colorSpaces[name] = this.#object(['Separation', pdfName(ink), 'DeviceRGB', tint]);
    }
    return use === 'fill' ? `/${name} cs 1 scn` : `/${name} CS 1 SCN`;
  }

  #object(data: unknown): PdfRef {
    const ref = this.#doc.ref(data);
    ref.end();
    return ref;
  }
}

/** Bytes that a PDF name cannot hold are written as #hh. */
function pdfName(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  return bytes
    .map((b) => (/[A-Za-z0-9_-]/.test(String.fromCharCode(b)) ? String.fromCharCode(b) : `#${b.toString(16).padStart(2, '0')}`))
    .join('');
}
